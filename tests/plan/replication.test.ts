import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationalStep } from '../../src/model/plan-detail.js';
import { shell } from '../support/cli.js';
import {
  doStep,
  FLAG_SCRIPT,
  hasServer,
  ownPostgresql,
  PATIENTLY,
  stepsOfMove,
  switchScript,
} from '../support/own-servers.js';

const NAME = 'or"ders\nSQL\n; --';

/** The steps of a plan that do something to the data. */
function stepsOf(pattern: string): OperationalStep[] {
  return stepsOfMove({
    pattern,
    source: 'PostgreSQL 13',
    target: 'PostgreSQL 15',
    tables_to_migrate: [{ name: NAME, row_count: 1000 }, { name: 'customers' }],
  });
}

describe.skipIf(!hasServer('postgresql'))('data that move from one PostgreSQL to another', () => {
  // What the comparison keeps is not for this folder.
  const cwd = mkdtempSync(join(tmpdir(), 'figures-'));
  let env: Record<string, string>;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const [source, target] = await Promise.all([ownPostgresql(), ownPostgresql()]);
    stops.push(source.stop, target.stop);
    env = { ...process.env, SOURCE_URL: source.url, TARGET_URL: target.url } as Record<string, string>;
    const connect = `side=$(echo "$1" | tr a-z A-Z)_URL; psql "\${!side}"`;
    writeFileSync(join(cwd, 'switch.sh'), switchScript(connect), { mode: 0o755 });
    writeFileSync(join(cwd, 'flag.sh'), FLAG_SCRIPT, { mode: 0o755 });
    await ask(
      'SOURCE_URL',
      `CREATE TYPE color AS ENUM ('red'); CREATE SCHEMA own; CREATE TABLE own.colors (c color); CREATE VIEW own.seen AS SELECT * FROM own.colors; CREATE MATERIALIZED VIEW own.counted AS SELECT count(*) FROM own.seen; CREATE MATERIALIZED VIEW own.again AS SELECT * FROM own.counted; CREATE FUNCTION own.one() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE customers (id serial PRIMARY KEY, since timestamptz DEFAULT now()); CREATE TABLE "or""ders\nSQL\n; --" (id bigserial PRIMARY KEY, customer int REFERENCES customers, share float8); INSERT INTO customers SELECT FROM generate_series(1, 5); INSERT INTO "or""ders\nSQL\n; --" (customer, share) SELECT 1 + i % 5, i / 3.0 FROM generate_series(1, 1000) AS i`,
    );
  });
  afterAll(async () => {
    await shell('kill "$(cat program)"', { env, cwd });
    await Promise.all(stops.map((stop) => stop()));
    rmSync(cwd, { recursive: true, force: true });
  });

  const bash = (script: string) => shell(`set -euo pipefail\n${script}`, { env, cwd });
  const ask = async (side: string, query: string) =>
    (await bash(`psql "$${side}" --no-psqlrc --quiet -v ON_ERROR_STOP=1 -At -c ${quoted(query)}`)).stdout.trim();
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const does = (step: OperationalStep, part: 'up' | 'down') => doStep(step, part, { env, cwd });
  const read = (side: string) => ask(side, `SELECT count(*), max(id) FROM "or""ders\nSQL\n; --"`);
  const insert = (side: string) => ask(side, `INSERT INTO "or""ders\nSQL\n; --" (customer) VALUES (2) RETURNING id`);

  /** Back to where one began, each undo twice: an undo may be repeated. */
  async function goBack(steps: readonly OperationalStep[]): Promise<void> {
    for (let time = 0; time < 2; time++)
      for (const step of steps.toReversed()) if (step.down.length > 0) await does(step, 'down');
    expect(await ask('TARGET_URL', "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toBe(
      '0',
    );
    expect(await ask('TARGET_URL', "SELECT count(*) FROM pg_namespace WHERE nspname = 'own'")).toBe('0');
  }

  test('go there and lead, and come back with all that was written meanwhile', async () => {
    const steps = stepsOf('change_data_capture');
    expect(steps.map(({ title }) => title)).toEqual([
      'Make the tables on the target',
      'Publish 2 tables on the source',
      'Copy the rows that are there, and follow the changes',
      'See that the target has all that the programs use beside the tables',
      'Stop the writes to the source, and drain it',
      'Compare source and target',
      'Switch over to the target, with the source following it',
      'Send the programs to the target',
      'End the replication: the source follows no longer',
    ]);
    const there = steps.slice(0, -1);
    for (const step of there.slice(0, 3)) await does(step, 'up');
    // What was made since, and what no dump brings, is named before the programs go over.
    await ask(
      'SOURCE_URL',
      "ALTER TYPE color ADD VALUE 'blue'; CREATE VIEW late AS SELECT 1 AS one; ALTER DATABASE postgres SET work_mem = '8MB'",
    );
    const { status, stderr } = await bash(there[3]?.up.join('\n') ?? '');
    expect([status === 0, stderr]).toEqual([
      false,
      "the target lacks:\nsetting work_mem=8MB\ntype public.color of 'red', 'blue'\nview public.late\n",
    ]);
    await ask('TARGET_URL', "ALTER TYPE color ADD VALUE 'blue'; ALTER DATABASE postgres SET work_mem = '8MB'");
    await bash('echo "view public.late" > left-behind-*.txt');
    await does(there[3] as OperationalStep, 'up');
    expect(await ask('TARGET_URL', 'SELECT count FROM own.again')).toBe('0');
    await ask('SOURCE_URL', 'DROP VIEW late');
    expect(await insert('SOURCE_URL')).toBe('1001');
    for (const step of there.slice(3)) await does(step, 'up');
    expect(await ask('SOURCE_URL', 'INSERT INTO customers DEFAULT VALUES')).toBe('');
    expect(await insert('TARGET_URL')).toBe('1002');
    await expect.poll(() => read('SOURCE_URL'), PATIENTLY).toBe('1002|1002');
    await goBack(there);
    expect(await insert('SOURCE_URL')).toBe('1003');
  });

  test('come back from a switch that never began, with no key given out twice', async () => {
    const steps = stepsOf('change_data_capture');
    await does(steps[0] as OperationalStep, 'up');
    const turn = steps.find(({ title }) => title.startsWith('Switch over')) as OperationalStep;
    const given = `SELECT last_value, is_called FROM "or""ders\nSQL\n; --_id_seq"`;
    const before = await ask('SOURCE_URL', given);
    expect(Number(before.split('|')[0])).toBeGreaterThan(1000);
    await does(turn, 'down');
    expect(await ask('SOURCE_URL', given)).toBe(before);
    await does(steps[0] as OperationalStep, 'down');
  });

  test('all at once while nobody writes, and back', async () => {
    const steps = stepsOf('bulk_copy');
    expect(steps.map(({ title }) => title)).toEqual([
      'See that nothing stands in the way on the target',
      'Stop the writes to the source',
      'Copy everything, as it is now that nobody writes',
      'Compare source and target',
      'See that the target has all that the programs use beside the tables',
      'Send the programs to the target',
      'Remove the mark of the migration from the target',
    ]);
    for (const step of steps) await does(step, 'up');
    expect(await read('TARGET_URL')).toBe(await read('SOURCE_URL'));
    expect(await ask('SOURCE_URL', 'INSERT INTO customers DEFAULT VALUES')).toBe('');
    expect(await insert('TARGET_URL')).toBe('1004');
    // What the target has alone is not removed: not even with what says how the copy went on another machine.
    for (const step of steps.slice(5).toReversed()) await does(step, 'down');
    await bash('rm -rf bulk-*');
    const copy = steps[2] as OperationalStep;
    const { status, stdout, stderr } = await bash(copy.down.join('\n'));
    expect([status === 0, stdout + stderr]).toEqual([
      false,
      expect.stringMatching(/^> .*1004(.*\n)*the target has what the source lacks: /m),
    ]);
    expect(await read('TARGET_URL')).toBe('1004|1004');
    expect(await insert('TARGET_URL')).toBe('');
    await ask('TARGET_URL', `SET TRANSACTION READ WRITE; DELETE FROM "or""ders\nSQL\n; --" WHERE id = 1004`);
    await goBack(steps);
    // The target gave 1004 to a row that is gone: nobody gets it again.
    expect(await insert('SOURCE_URL')).toBe('1005');
  });

  test('by programs that write twice, and back', async () => {
    const steps = stepsOf('dual_write');
    const titles = steps.map(({ title }) => title);
    expect(titles).toEqual([
      'Make the tables on the target',
      'Make the outbox on the source',
      'Set the flag both to 100 %',
      'Copy what was there before, without touching what is newer',
      'Compare source and target',
      'See that the target has all that the programs use beside the tables',
      'Set the flag reads to 5 %',
      'Set the flag reads to 25 %',
      'Set the flag reads to 50 %',
      'Set the flag reads to 100 %',
      'Set the counters of keys ahead on the target',
      'Set the flag lead to 100 %',
      'Set the flag both to 0 %',
      'Remove the outbox',
    ]);
    await bash('for flag in both reads lead; do ./flag.sh "$flag" 0; done');
    // What the release does: a row is written on both sides, with a message that was sent.
    const message = () =>
      ask('SOURCE_URL', `INSERT INTO migrate_outbox (table_name, row_key, sent_at) VALUES ('customers', '{}', now())`);
    for (const step of steps.slice(0, 2)) await does(step, 'up');
    await ask('TARGET_URL', "INSERT INTO customers (id, since) VALUES (2, '2020-01-01')");
    await ask('SOURCE_URL', "UPDATE customers SET since = '2020-01-01' WHERE id = 2");
    await message();
    for (const step of steps.slice(2, -2)) await does(step, 'up');
    expect(await ask('TARGET_URL', 'SELECT since::date FROM customers WHERE id = 2')).toBe('2020-01-01');
    expect(await insert('TARGET_URL')).toBe('2006');
    await goBack(steps.slice(0, -2));
    for (const step of steps.slice(0, 2)) await does(step, 'up');
    await message();
    for (const step of steps.slice(2)) await does(step, 'up');
    expect(await ask('SOURCE_URL', "SELECT to_regclass('migrate_outbox') IS NULL")).toBe('t');
    await bash(
      `PGOPTIONS='-c default_transaction_read_only=off' psql "$TARGET_URL" -qc 'DROP SCHEMA public CASCADE' -c 'DROP SCHEMA own CASCADE' -c 'CREATE SCHEMA public'`,
    );
  });

  test('and stay there, with nothing of the migration left', async () => {
    for (const step of stepsOf('change_data_capture')) await does(step, 'up');
    for (const side of ['SOURCE_URL', 'TARGET_URL']) {
      const left = `SELECT (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_subscription) + (SELECT count(*) FROM pg_replication_slots) + (SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'migrate%')`;
      expect([side, await ask(side, left)]).toEqual([side, '0']);
    }
    const last = Number(await ask('SOURCE_URL', `SELECT last_value FROM "or""ders\nSQL\n; --_id_seq"`));
    expect(await insert('TARGET_URL')).toBe(String(last + 1));
  });
});
