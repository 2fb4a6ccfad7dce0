import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findCatalogChanges } from '../../src/diff/catalog/find-changes.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import type { Step } from '../../src/model/step.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { readOver } from '../../src/read/postgresql/server/connect.js';
import { withoutOwnParts } from '../../src/rehearse/postgresql/own-parts.js';
import { planSteps } from '../../src/sql/plan-steps.js';
import { reachable, type ScratchPostgres, scratchPostgres } from '../support/databases.js';
import { EMPTY } from '../support/empty-postgres.js';
import { ownPairs } from '../support/pairs.js';

const BEFORE = `CREATE TABLE parents (id int PRIMARY KEY);
  CREATE TABLE a (id int PRIMARY KEY, n bigint, t text, p int, q int, mail text);`;
const AFTER = `CREATE TABLE parents (id int PRIMARY KEY);
  CREATE TABLE a (id int PRIMARY KEY, n int, t varchar(5) NOT NULL, p int REFERENCES parents, q int CHECK (q > 0),
    mail text UNIQUE);
  CREATE UNIQUE INDEX lower_t ON a (lower(mail)) WHERE q > 3;`;

/** What differs between two databases; a column that comes back is the last one. */
function kindsOf(is: Catalog, must: Catalog): string[] {
  return findCatalogChanges(withoutOwnParts(is, must), must).flatMap(({ kind }) =>
    kind === 'column_order_changed' ? [] : [kind],
  );
}

async function planned(before: string, after: string): Promise<readonly Step[]> {
  const read = (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]);
  return planSteps(await read(before), await read(after));
}

describe.skipIf(!(await reachable('postgres', 'the steps of PostgreSQL')))('the steps of PostgreSQL', () => {
  let scratch: ScratchPostgres;
  let client: pg.Client;
  beforeAll(async () => {
    scratch = await scratchPostgres('steps');
    client = await scratch.connect();
  });
  afterAll(async () => {
    // No database is dropped while it has subscriptions.
    await client.query(`ROLLBACK; ${EMPTY}`);
    await scratch.drop();
  });
  beforeEach(async () => {
    await client.query('ROLLBACK');
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  });

  /** Whether each question has its answer. */
  const answers = async (steps: readonly Step[], which: 'preflight' | 'verify') => {
    const found: Record<string, boolean> = {};
    for (const { run, expect: expected } of steps.flatMap((step) => step[which])) {
      const { rows } = await client.query(`SELECT (${run})::text AS answer`);
      found[run.replaceAll(/"public"\.|pg_catalog\.|"/g, '')] = rows[0].answer.slice(0, 1) === expected;
    }
    return found;
  };

  test('each question before a step says no while rows are in its way, and yes when they are gone', async () => {
    const steps = await planned(BEFORE, AFTER);
    await client.query(`${BEFORE}
      INSERT INTO a VALUES (1, 5000000000, 'longer than five', 7, -1, 'x'), (2, 1, NULL, NULL, 5, 'X'), (3, 1, 'a', NULL, 4, 'x')`);
    const questions = [
      'SELECT EXISTS (SELECT FROM a WHERE t IS NULL)',
      'SELECT EXISTS (SELECT FROM a WHERE char_length(t) > 5)',
      'SELECT EXISTS (SELECT FROM a WHERE round(n::numeric) NOT BETWEEN -2147483648 AND 2147483647)',
      'SELECT EXISTS (SELECT FROM ONLY a AS child WHERE child.p IS NOT NULL AND NOT EXISTS (SELECT FROM parents AS parent WHERE parent.id = child.p))',
      'SELECT EXISTS (SELECT FROM a WHERE NOT (q > 0))',
      'SELECT EXISTS (SELECT FROM ONLY a WHERE mail IS NOT NULL GROUP BY mail HAVING count(*) > 1)',
      'SELECT EXISTS (SELECT FROM ONLY a WHERE (q > 3) AND (lower(mail)) IS NOT NULL GROUP BY (lower(mail)) HAVING count(*) > 1)',
    ];
    const all = (answer: boolean) => Object.fromEntries(questions.map((question) => [question, answer]));
    expect(await answers(steps, 'preflight')).toEqual(all(false));
    await client.query(`DELETE FROM a; INSERT INTO a VALUES (1, 5, 'five', NULL, 1, 'x')`);
    expect(await answers(steps, 'preflight')).toEqual(all(true));
  });

  test('after each undo it is asked whether what that brings back is as it was', async () => {
    const before = `CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note varchar(200) NOT NULL DEFAULT 'hello world',
        m mood NOT NULL, n numeric(10, 2), "odd name" text DEFAULT 'x', keep int, u int CONSTRAINT u_pos CHECK (u > 7));
      CREATE TABLE gone (a int NOT NULL, b text DEFAULT 'hi', PRIMARY KEY (a));
      CREATE INDEX t_u_idx ON t (u) WHERE u > 10;
      CREATE VIEW v AS SELECT id, note FROM t WHERE note <> 'nothing';
      CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 41';
      CREATE SEQUENCE sq START 12 INCREMENT 3;`;
    const after = `CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, keep int NOT NULL DEFAULT 3, u int);
      CREATE TABLE come (id int PRIMARY KEY);`;
    const steps = await planned(before, after);
    await client.query(before);
    for (const statement of steps.flatMap(({ up }) => up)) await client.query(statement);
    const asked = async (step: Step) => {
      const found: boolean[] = [];
      for (const { run, expect: expected } of step.undo_verify ?? []) {
        const { rows } = await client.query(`SELECT (${run})::text AS answer`);
        found.push([expected, expected === 't' ? 'true' : 'false'].includes(rows[0].answer));
      }
      return found;
    };
    const wrong: string[] = [];
    for (const step of steps.toReversed()) {
      // What helps to demand a column is gone already when that is no longer demanded.
      const isTold = (step.undo_verify ?? []).length > 0 && !step.title.startsWith('demand ');
      if (isTold && !(await asked(step)).includes(false)) wrong.push(`${step.title}: said to be undone before it is`);
      for (const statement of step.down) await client.query(statement);
      if ((await asked(step)).includes(false)) wrong.push(`${step.title}: said not to be undone`);
    }
    expect(wrong).toEqual([]);
    // What came back otherwise is told.
    const otherwise = {
      'drop column "note" of "public"."t" out of the way': ['TYPE text', 'SET DEFAULT 7', 'DROP NOT NULL'],
      'drop column "n" of "public"."t" out of the way': ['TYPE numeric(9, 1)', 'SET DEFAULT 1', 'SET NOT NULL'],
    };
    for (const [title, changes] of Object.entries(otherwise)) {
      const step = steps.find((each) => each.title === title) as Step;
      const name = /"(\w+)" of/.exec(title)?.[1];
      for (const change of changes) {
        await client.query(`BEGIN; DROP VIEW v; ALTER TABLE t ALTER COLUMN ${name} ${change}`);
        expect({ change, isTold: (await asked(step)).includes(false) }).toEqual({ change, isTold: true });
        await client.query('ROLLBACK');
      }
    }
  });

  test('a backfill goes on where it stopped, and leaves nothing behind', async () => {
    const before = 'CREATE TABLE a (id int PRIMARY KEY);';
    const steps = await planned(before, 'CREATE TABLE a (id int PRIMARY KEY, r double precision DEFAULT random());');
    await client.query(`${before} INSERT INTO a SELECT generate_series(1, 2500)`);
    const [add, fill] = steps as [Step, Step];
    for (const statement of add.up) await client.query(statement);
    const [begin, identify, loop, end] = fill.up as [string, string, string, string];
    await client.query(begin);
    await client.query(identify);
    const { rows } = await client.query<{ progress: string }>(
      `SELECT relname AS progress FROM pg_class WHERE relname LIKE 'migrate_arch_backfill_%' AND relkind = 'r'`,
    );
    const progress = rows[0]?.progress as string;
    expect((await client.query(`SELECT * FROM ${progress}`)).rows).toEqual([
      { next_1: 1, until_1: 2500, is_done: false },
    ]);
    // As if it had been broken off behind two batches, and as if rows had come since.
    await client.query(
      `UPDATE ${progress} SET next_1 = 2001; INSERT INTO a (id, r) SELECT generate_series(2501, 2600), NULL`,
    );
    await client.query(loop);
    const filled = 'SELECT count(r)::int AS count, min(id) AS first, max(id) AS last FROM a WHERE r IS NOT NULL';
    expect((await client.query(filled)).rows).toEqual([{ count: 500, first: 2001, last: 2500 }]);
    expect((await client.query(`SELECT * FROM ${progress}`)).rows).toEqual([
      { next_1: 2001, until_1: 2500, is_done: true },
    ]);
    await client.query(end);
    expect((await client.query(`SELECT to_regclass('${progress}') AS left`)).rows).toEqual([{ left: null }]);
  });

  test.each(['id', 'part, id'])(
    'a backfill reads each row a few times, and not once for each batch (%s)',
    async (key) => {
      const before = `CREATE TABLE a (id int, part int, PRIMARY KEY (${key}));`;
      const after = `CREATE TABLE a (id int, part int, r double precision DEFAULT random(), PRIMARY KEY (${key}));`;
      const steps = await planned(before, after);
      const rows = 300_000;
      await client.query(`${before} INSERT INTO a SELECT each, each / 7 FROM generate_series(1, ${rows}) AS each`);
      await client.query('ANALYZE a');
      const [add, fill] = steps as [Step, Step];
      for (const statement of add.up) await client.query(statement);
      const read = async () => {
        await client.query('SELECT pg_stat_force_next_flush()');
        const { rows: found } = await client.query(
          `SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS count FROM pg_stat_user_tables WHERE relname = 'a'`,
        );
        return found[0].count as number;
      };
      const already = await read();
      for (const statement of fill.up) await client.query(statement);
      const { rows: lacking } = await client.query('SELECT FROM a WHERE r IS NULL');
      expect(lacking).toEqual([]);
      expect((await read()) - already).toBeLessThan(10 * rows);
    },
  );

  test('both applications write while a column is renamed, and each reads what the other wrote', async () => {
    const read = (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]);
    const before = `CREATE TABLE a (id int PRIMARY KEY, mail text NOT NULL DEFAULT 'none');`;
    const renames = [
      { table: { schema: 'public', name: 'a' }, column: 'mail', to: { schema: 'public', name: 'email' } },
    ];
    const steps = planSteps(await read(before), await read(before.replace('mail', 'email')), renames);
    await client.query(`${before} INSERT INTO a VALUES (1, 'old')`);
    const other = await scratch.connect();
    for (const step of steps.filter(({ phase }) => phase === 'expand'))
      for (const each of step.up) await client.query(each);
    const write = async (offset: number) => {
      await other.query(`INSERT INTO a (id, mail) VALUES (${offset + 1}, 'by old'), (${offset + 2}, 'to change')`);
      await other.query(`INSERT INTO a (id, email) VALUES (${offset + 3}, 'by new')`);
      await other.query(`INSERT INTO a (id) VALUES (${offset + 4})`);
      await other.query(`UPDATE a SET email = 'changed by new' WHERE id = ${offset + 2}`);
      await other.query(`UPDATE a SET mail = 'changed by old' WHERE id = ${offset + 3}`);
      const { rows } = await other.query(`SELECT mail, email FROM a WHERE id > ${offset} ORDER BY id`);
      return rows.map(({ mail, email }) => (mail === email ? mail : [mail, email]));
    };
    const written = ['by old', 'changed by new', 'changed by old', 'none'];
    expect(await write(10)).toEqual(written);
    for (const step of steps.filter(({ phase }) => phase === 'migrate'))
      for (const each of step.up) await client.query(each);
    expect(await write(20)).toEqual(written);
    for (const step of steps.filter(({ phase }) => phase === 'contract'))
      for (const each of step.up) await client.query(each);
    expect((await other.query('SELECT * FROM a WHERE id = 1')).rows).toEqual([{ id: 1, email: 'old' }]);
    await other.end();
  });

  test('who leaves a column out while it gets another type still has its default, until contract', async () => {
    const before = `CREATE TABLE a (id serial PRIMARY KEY, n int NOT NULL DEFAULT 7);`;
    const steps = await planned(before, 'CREATE TABLE a (id bigint PRIMARY KEY, n text NOT NULL);');
    await client.query(`${EMPTY}; ${before}`);
    const written = async (phase: string) => {
      for (const step of steps.filter((each) => each.phase === phase))
        for (const each of step.up) await client.query(each);
      return client.query('INSERT INTO a DEFAULT VALUES RETURNING id::text, n::text').then(
        ({ rows }) => rows,
        (error: { code: string }) => error.code,
      );
    };
    expect(await written('expand')).toEqual([{ id: '1', n: '7' }]);
    expect(await written('migrate')).toEqual([{ id: '2', n: '7' }]);
    expect(await written('contract')).toBe('23502');
  });

  test('a check that refuses rows without a column that is new comes when nobody leaves it out any more', async () => {
    const steps = await planned(
      'CREATE TABLE a (id int PRIMARY KEY);',
      `CREATE TABLE a (id int PRIMARY KEY, n int, m int DEFAULT 1, CONSTRAINT larger CHECK (n > id),
        CONSTRAINT given CHECK (n IS NOT NULL), CONSTRAINT filled CHECK (m IS NOT NULL))`,
    );
    const phases = steps.flatMap(({ phase, title }) => {
      const name = /^create constraint "(\w+)" of .* for rows to come$/.exec(title)?.[1];
      return name === undefined ? [] : [[name, phase]];
    });
    expect(Object.fromEntries(phases)).toEqual({ larger: 'expand', given: 'contract', filled: 'expand' });
  });

  test.each(ownPairs())(
    '%s: each pair leads there and back, and a second run of a step changes nothing',
    async (_, pairs) => {
      const catalog = () => readOver(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
      const run = async ({ transactional }: Step, statements: readonly string[]) => {
        for (const sql of transactional ? ['BEGIN', ...statements, 'COMMIT'] : statements) await client.query(sql);
      };
      for (const { id, before, after } of pairs) {
        const load = async (text: string) => {
          await client.query(`${EMPTY}; ${text}`);
          return catalog();
        };
        const [wanted, given] = [await load(after), await load(before)];
        const steps = await planned(before, after);
        const losing = steps.filter(({ reversibility }) => reversibility === 'irreversible');
        expect([id, losing.filter(({ phase }) => phase !== 'contract')]).toEqual([id, []]);
        for (const step of steps.flatMap((each) => [each, each])) await run(step, step.up);
        expect([id, kindsOf(await catalog(), wanted)]).toEqual([id, []]);
        for (const step of steps.toReversed().flatMap((each) => [each, each])) await run(step, step.down);
        expect([id, kindsOf(await catalog(), given)]).toEqual([id, []]);
      }
    },
  );
});
