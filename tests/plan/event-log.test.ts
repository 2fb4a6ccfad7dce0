import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationalStep } from '../../src/model/plan-detail.js';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { readFullSpec } from '../../src/read/full-spec.js';
import { NOW, shell } from '../support/cli.js';
import { hasServer, ownPostgresql } from '../support/own-servers.js';

const NAME = `Acc"ou'nts`;
const QUOTED = `"Acc""ou'nts"`;
const SPEC = {
  ...{ type: 'database', pattern: 'event_sourcing', source: 'PostgreSQL 15 ledger', target: 'PostgreSQL 15 ledger' },
  tables_to_migrate: [{ name: 'entries', depends_on: [NAME] }, { name: NAME }],
};
const stepsOf = (spec: object) =>
  planInFull({ spec: readFullSpec(spec, 'spec.json'), settings: new Map(), now: NOW }).steps;

describe.skipIf(!hasServer('postgresql'))('a log of events on PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof ownPostgresql>>;
  const steps = stepsOf(SPEC).filter(({ kind, title }) => kind === 'sql' || title.startsWith('See that the events'));
  const sql = steps.filter(({ kind }) => kind === 'sql');
  const compares = steps.find(({ kind }) => kind === 'command') as OperationalStep;

  beforeAll(async () => {
    server = await ownPostgresql();
    await run(
      `CREATE TABLE ${QUOTED} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner text NOT NULL, balance numeric(12,2), seen timestamptz DEFAULT now(), share float8 DEFAULT 'NaN', raw bytea DEFAULT '\\x00ff', tags text[] DEFAULT '{a,NULL}', owes numeric GENERATED ALWAYS AS (-balance) STORED, said json DEFAULT '{"b":  1, "a": 2}', span interval DEFAULT '1 mon 2 days', at tstzrange DEFAULT tstzrange(now(), NULL));
       CREATE TABLE entries (account bigint REFERENCES ${QUOTED} ON UPDATE CASCADE, number int, amount numeric, PRIMARY KEY (number, account));
       INSERT INTO ${QUOTED} (owner, balance) SELECT 'o' || i, i / 3.0 FROM generate_series(1, 300) AS i;
       INSERT INTO entries SELECT 1 + i % 300, i, i FROM generate_series(1, 1000) AS i`,
    );
  });
  afterAll(() => server.stop());

  const psql = (text: string, options = '--single-transaction') =>
    shell(`psql "$DATABASE_URL" --no-psqlrc --quiet ${options} -v ON_ERROR_STOP=1 -At <<'END'\n${text}\nEND`, {
      env: { ...process.env, DATABASE_URL: server.url },
    });
  async function run(text: string): Promise<string> {
    const { stdout, stderr, status } = await psql(text);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout.trim();
  }
  const does = async (step: OperationalStep, part: 'up' | 'down') => {
    for (const { run: question, expect: answer } of part === 'up' ? step.preflight : []) {
      expect([question, await run(question)]).toEqual([question, answer]);
    }
    await run(`SET client_min_messages = 'warning';\n${step[part].join(';\n')}`);
    if (part === 'down') return;
    for (const { run: question, expect: answer } of step.verify) {
      expect([step.title, await run(question)]).toEqual([step.title, answer]);
    }
  };
  const differ = async () => {
    const env = { ...process.env, DATABASE_URL: server.url };
    const answers = await Promise.all(compares.verify.map(({ run: question }) => shell(question, { env })));
    return answers.map(({ stdout, stderr }) => stdout.trim() + stderr);
  };
  const shape = () =>
    run(
      `SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace; SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal; SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );

  test('is made, filled and followed, says what the tables say, and goes without a trace', async () => {
    expect(sql.map(({ phase, title }) => `${phase}: ${title}`)).toEqual([
      'expand: make the log of events, to which one only appends',
      `expand: append an event for whatever is written to ${NAME}`,
      'expand: append an event for whatever is written to entries',
      `migrate: take the present state of ${NAME} over, as the first event of each row`,
      'migrate: take the present state of entries over, as the first event of each row',
      `migrate: make the projection of ${NAME} anew from its events`,
      'migrate: make the projection of entries anew from its events',
      `contract: end ${NAME}: nobody finds it by its name any longer, and its rows stay`,
      'contract: end entries: nobody finds it by its name any longer, and its rows stay',
    ]);
    const before = await shape();
    // Each twice, as one who does not know whether it was done; rows are written between any two.
    for (const [at, step] of sql.filter(({ phase }) => phase !== 'contract').entries()) {
      await does(step, 'up');
      await run(`UPDATE ${QUOTED} SET balance = balance + 1 WHERE id % 7 = ${at}`);
      await does(step, 'up');
    }
    expect(await differ()).toEqual(['0', '0']);
    await run(
      `SET timezone = 'Asia/Kathmandu'; SET datestyle = 'German'; SET intervalstyle = 'iso_8601'; SET bytea_output = 'escape'; SET extra_float_digits = 0;
       INSERT INTO ${QUOTED} (owner, share, span) VALUES ('new', 0.1::float8 + 0.2, '-3 days 04:05:06.789');
       UPDATE ${QUOTED} SET id = DEFAULT WHERE id = 5; DELETE FROM entries WHERE number % 2 = 0;
       UPDATE ${QUOTED} SET owner = 'twice' WHERE id = 6; UPDATE ${QUOTED} SET owner = 'again' WHERE id = 6`,
    );
    expect(await differ()).toEqual(['0', '0']);
    const six = `SELECT string_agg(version || ' ' || type, ', ' ORDER BY version) FROM event_log WHERE key = '{"id": 6}' AND version > 1`;
    expect(await run(six)).toBe('2 updated, 3 updated');
    // Nobody changes what was said, and nothing that is written without an event stays unseen.
    for (const text of ["UPDATE event_log SET type = 'x'", 'DELETE FROM event_log', 'TRUNCATE event_log']) {
      expect((await psql(text)).stderr).toContain('one only appends to event_log');
    }
    await run(`SET LOCAL event_log.leads = 'on'; UPDATE ${QUOTED} SET owner = 'unsaid' WHERE id = 9`);
    expect((await differ()).toSorted()).toEqual(['0', '2']);
    await run(`UPDATE ${QUOTED} SET owner = 'said' WHERE id = 9`);
    await run('TRUNCATE entries');
    expect(await differ()).toEqual(['0', '0']);
    const events = await run(
      `SELECT count(*) FROM event_log; SELECT count(*) FROM ${QUOTED.slice(0, -1)}_from_events"`,
    );
    for (const step of sql.filter(({ phase }) => phase === 'contract')) {
      await does(step, 'up');
      await does(step, 'up');
    }
    expect((await psql(`SELECT FROM ${QUOTED}`)).stderr).toContain('does not exist');
    // The events are read as before, and what becomes of the rows that stay is none of them.
    await run('DELETE FROM migrate_arch_ended_entries');
    expect(await run(`SELECT count(*) FROM event_log; SELECT count(*) FROM ${QUOTED.slice(0, -1)}_from_events"`)).toBe(
      events,
    );
    for (const step of sql.toReversed()) {
      await does(step, 'down');
      await does(step, 'down');
    }
    expect(await shape()).toBe(before);
  });

  test('writers wait for nobody and lose no event while the state is taken over', async () => {
    const [log, first, second, take] = sql as [OperationalStep, OperationalStep, OperationalStep, OperationalStep];
    for (const step of [log, first, second]) await does(step, 'up');
    const taking = run(`${take.up.join(';\n')};\nSELECT pg_sleep(3)`);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const began = Date.now();
    await run(
      `UPDATE ${QUOTED} SET owner = 'meanwhile' WHERE id <= 50; DELETE FROM entries WHERE account = 300; DELETE FROM ${QUOTED} WHERE id = 300`,
    );
    expect(Date.now() - began).toBeLessThan(1500);
    await taking;
    expect((await differ())[0]).toBe('0');
    for (const step of [take, second, first, log]) await does(step, 'down');
  });
});

test('without tables somebody has to write it', () => {
  const { tables_to_migrate: _, ...spec } = SPEC;
  expect(stepsOf(spec).filter(({ kind }) => kind === 'sql')).toEqual([]);
  expect(stepsOf(spec).map(({ title }) => title)).toContain('Write the statements of the change');
});
