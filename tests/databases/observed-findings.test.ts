import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDatabases } from '../../src/cli/commands/check-database.js';
import { checkMigrations } from '../../src/cli/commands/check-migration.js';
import { folderWith } from '../support/cli.js';
import {
  mariadbUrl,
  postgresUrl,
  reachable,
  type ScratchMariadb,
  type ScratchPostgres,
  scratchMariadb,
  scratchPostgres,
} from '../support/databases.js';

/** What each finding that asks a database is told, by its type. */
async function observed(dialect: 'postgresql' | 'mariadb', database: string, before: string, after: string) {
  const files = (text: string) =>
    ({ kind: 'files', sources: [{ name: 'schema.sql', text, bytes: text.length }] }) as never;
  const { issues } = await checkDatabases(
    {
      names: { before: 'old.sql', after: 'new.sql' },
      before: files(before),
      after: files(after),
      reading: { engine: 'text', dialect, env: {} } as never,
      renames: [],
      database,
    },
    { rules: 'all', profile: 'client', detail: 'outline', now: '2026-02-16T13:47:27' } as never,
    () => {},
  );
  const asked = issues.filter(({ query }) => query !== undefined);
  return Object.fromEntries(asked.map((issue) => [issue.type, issue.observed]));
}

/** The same of a migration, in the order of its findings. */
async function observedOf(dialect: 'postgresql' | 'mariadb', database: string, before: string, migration: string) {
  const folder = folderWith({ 'old.sql': before, 'new.sql': migration });
  const { issues } = await checkMigrations(
    {
      before: { kind: 'files', sources: [{ name: 'old.sql', text: before }] },
      reading: { engine: 'text', dialect, env: {} },
      migrations: [`${folder}/new.sql`],
      inTransaction: 'auto',
      database,
    },
    { rules: 'all', profile: 'client', detail: 'outline', now: '2026-02-16T13:47:27', maxFindings: 1000 },
    {} as never,
    () => {},
  );
  return issues.flatMap(({ type, query, observed: answer }) => (query === undefined ? [] : [[type, answer]]));
}

const TWO = (a: string, b: string) => `INSERT INTO t VALUES (1, ${a}), (2, ${b})`;
const CI = "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);";

describe.skipIf(!(await reachable('postgres', 'findings that ask PostgreSQL')))('what rows of PostgreSQL tell', () => {
  let scratch: ScratchPostgres;
  beforeAll(async () => {
    scratch = await scratchPostgres('observed');
  });
  afterAll(() => scratch.drop());
  const url = () => postgresUrl().replace(/[^/]*$/, scratch.name);

  async function made(before: string, rows: string) {
    const client = await scratch.connect();
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC');
    await client.query(`${before} ${rows}`);
    return client;
  }

  const T = 'CREATE TABLE t (id int PRIMARY KEY, a text);';
  const TWICE = { rows: 1, examples: ['a, 2'] };
  const MOOD = "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (id int PRIMARY KEY, a mood);";
  const WORD = 'CREATE DOMAIN word AS text; CREATE TABLE t (id int PRIMARY KEY, a word);';
  test.each([
    [
      'values of an enum that go',
      MOOD,
      TWO("'a'", "'b'"),
      MOOD.replace("'a', ", ''),
      { enum_value_removed: { rows: 1, total: 2, examples: ['a'] } },
    ],
    [
      'of several tables',
      `${MOOD} CREATE TABLE u (b mood);`,
      `${TWO("'a'", "'b'")}; INSERT INTO u VALUES ('b');`,
      `${MOOD} CREATE TABLE u (b mood);`.replace(", 'b'", ''),
      { enum_value_removed: { rows: 2, total: 3, examples: ['b', 'b'] } },
    ],
    [
      'values that a domain refuses from now on',
      WORD,
      TWO("'a'", "''"),
      WORD.replace('AS text', "AS text CHECK (VALUE <> '')"),
      { domain_restricted: { rows: 1, total: 2, examples: [''] } },
    ],
    [
      'values that are NULL',
      WORD,
      TWO("'a'", 'NULL'),
      WORD.replace('AS text', 'AS text NOT NULL'),
      { domain_restricted: { rows: 1, total: 2, examples: ['NULL'] } },
    ],
    [
      'rows that conflict',
      'CREATE TABLE t (id int, a int4range);',
      TWO("'[1,5]'", "'[3,9]'"),
      'CREATE TABLE t (id int, a int4range, EXCLUDE USING gist (a WITH &&) WHERE (id > 0));',
      { exclusion_added: { rows: 2, total: 2, examples: ['[1,6)', '[3,10)'] } },
    ],
    [
      'duplicates',
      T,
      TWO("'a'", "'a'"),
      'CREATE TABLE t (id int PRIMARY KEY, a text UNIQUE);',
      { unique_added: TWICE },
    ],
    [
      'duplicates under the new collation',
      `${CI} ${T}`,
      TWO("'a'", "'A'"),
      `${CI} CREATE TABLE t (id int PRIMARY KEY, a text COLLATE ci UNIQUE);`,
      { unique_added: TWICE },
    ],
    [
      'duplicates in a part of a table',
      T,
      `${TWO("'a'", "'a'")}, (-1, 'b'), (-2, 'b')`,
      `${T} CREATE UNIQUE INDEX i ON t (a) WHERE id > 0;`,
      { unique_index_added: TWICE },
    ],
    [
      'duplicates of an expression',
      `${T} CREATE UNIQUE INDEX i ON t (a);`,
      TWO("'a'", "'A'"),
      `${T} CREATE UNIQUE INDEX i ON t (lower(a));`,
      { unique_index_changed: TWICE },
    ],
    ['a key on a column that comes', T, TWO("'a'", "'a'"), T.replace(')', ', b text UNIQUE)'), {}],
    [
      'references that are NULL in part',
      'CREATE TABLE p (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE t (a int, b int);',
      'INSERT INTO p VALUES (1, 1); INSERT INTO t VALUES (1, 1), (1, NULL), (NULL, NULL)',
      'CREATE TABLE p (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE t (a int, b int, FOREIGN KEY (a, b) REFERENCES p MATCH FULL);',
      { foreign_key_added: { rows: 1, examples: ['1, NULL'] } },
    ],
    [
      'lists of texts, whose lengths no query asks for',
      'CREATE TABLE t (a varchar(9)[]);',
      "INSERT INTO t VALUES ('{abcdefg}')",
      'CREATE TABLE t (a varchar(5)[]);',
      {},
    ],
  ])('%s', async (_, before, rows, after, expected) => {
    await made(before, rows);
    expect(await observed('postgresql', url(), before, after)).toEqual(expected);
  });

  test('what the statements of a migration depend on', async () => {
    const before = `CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a text, b int, c bigint, d text);
      CREATE TABLE u (id int);`;
    await made(
      before,
      "INSERT INTO t VALUES (1, 'a', 7, 9999999999, '5'), (2, NULL, 8, 1, 'x'), (3, 'a', 8, NULL, NULL)",
    );
    const migration = `SET lock_timeout = '1s';
      ALTER TABLE t ALTER COLUMN a SET NOT NULL;
      ALTER TABLE t ADD UNIQUE (a);
      CREATE UNIQUE INDEX i ON t (b);
      ALTER TABLE t ADD CHECK (b < 8);
      ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES p;
      ALTER TABLE t ALTER COLUMN c TYPE integer;
      ALTER TABLE t ADD COLUMN e int NOT NULL;
      ALTER TABLE t ADD COLUMN f int; ALTER TABLE t ADD CHECK (f > 0);
      ALTER TABLE t DROP COLUMN d;
      DROP TABLE u;`;
    expect(await observedOf('postgresql', url(), before, migration)).toEqual([
      ['not_null_scans_table', { rows: 1, total: 3, examples: ['2'] }],
      ['key_builds_index', { rows: 1, examples: ['a, 2'] }],
      ['index_blocks_writes', { rows: 1, examples: ['8, 2'] }],
      ['check_scans_table', { rows: 2, total: 3, examples: ['2', '3'] }],
      ['foreign_key_scans_tables', { rows: 3, examples: ['7', '8', '8'] }],
      ['type_change_loses', { rows: 1, total: 3, examples: ['1'] }],
      ['added_column_required', { rows: 3 }],
      ['column_dropped', { rows: 2, total: 3, examples: ['1', '2'] }],
      ['table_dropped', { rows: 0 }],
    ]);
  });

  test('texts that become none, and those that no cast turns into the new type', async () => {
    const before = 'CREATE TABLE t (id int PRIMARY KEY, a text, b text, c text, d text, e int);';
    await made(
      before,
      "INSERT INTO t VALUES (1, ' 7', '1e3', 'Yes', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1), (2, '7x', '.', 'o', 'z', NULL)",
    );
    const after = before.replace(
      'a text, b text, c text, d text, e int',
      'a int, b numeric, c boolean, d uuid, e boolean',
    );
    const { issues } = await checkDatabases(
      {
        names: { before: 'old.sql', after: 'new.sql' },
        before: { kind: 'files', sources: [{ name: 'old.sql', text: before }] },
        after: { kind: 'files', sources: [{ name: 'new.sql', text: after }] },
        reading: { engine: 'text', dialect: 'postgresql', env: {} },
        renames: [],
        database: url(),
      },
      { rules: 'all', profile: 'client', detail: 'outline', now: '2026-02-16T13:47:27', maxFindings: 1000 },
      () => {},
    );
    const TWO_OF_TWO = { rows: 1, total: 2, examples: ['2'] };
    expect(issues.map((issue) => issue.observed)).toEqual([
      ...[TWO_OF_TWO, TWO_OF_TWO, TWO_OF_TWO, TWO_OF_TWO],
      { rows: 1, total: 2, examples: ['1'] },
    ]);
  });

  test('rows that row security hides are not taken for none', async () => {
    const role = `${scratch.name.slice(-20)}_r`;
    const client = await made(T, `${TWO('NULL', "'x'")}; ALTER TABLE t ENABLE ROW LEVEL SECURITY`);
    await client.query(`CREATE ROLE ${role} LOGIN; GRANT SELECT ON t TO ${role}`);
    try {
      const own = url().replace(/\/\/[^@]*@/, `//${role}@`);
      const problem = 'query would be affected by row-level security policy for table "t"';
      expect(await observed('postgresql', own, T, T.replace('a text', 'a text NOT NULL'))).toEqual({
        nullability_restriction: { problem },
      });
    } finally {
      await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});

describe.skipIf(!(await reachable('mariadb', 'findings that ask MariaDB')))('what rows of MariaDB tell', () => {
  let scratch: ScratchMariadb;
  beforeAll(async () => {
    scratch = await scratchMariadb('observed');
  });
  afterAll(() => scratch.drop());

  const table = (a: string, more = '') => `CREATE TABLE t (id int PRIMARY KEY, a ${a}${more});`;
  test.each([
    [
      'duplicates under the old collation alone',
      table('varchar(9) COLLATE utf8mb4_general_ci'),
      TWO("'a'", "'A'"),
      table('varchar(9) COLLATE utf8mb4_bin UNIQUE'),
      { unique_added: { rows: 0 } },
    ],
    [
      'duplicates of beginnings',
      table('varchar(9)'),
      TWO("'abcde1'", "'abcde2'"),
      table('varchar(9)', ', UNIQUE KEY u (a(5))'),
      { unique_added: { rows: 1, examples: ['abcde, 2'] } },
    ],
    [
      'sets that hold what goes',
      table("set('a','b','c')"),
      TWO("'a,c'", "'a,b'"),
      table("set('a','c')"),
      { risky_type_change: { rows: 1, total: 2, examples: ['2'] } },
    ],
    [
      'characters that a set of them lacks, which no length tells',
      table('varchar(9) CHARACTER SET utf8mb4'),
      TWO("'a'", "'☃'"),
      table('varchar(9) CHARACTER SET latin1'),
      {},
    ],
  ])('%s', async (_, before, rows, after, expected) => {
    const connection = await scratch.connect({ multipleStatements: true });
    await connection.query(`DROP TABLE IF EXISTS t; ${before} ${rows}`);
    expect(await observed('mariadb', mariadbUrl() + scratch.name, before, after)).toEqual(expected);
  });

  test('what the statements of a migration depend on', async () => {
    const before = 'CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b int);';
    const connection = await scratch.connect({ multipleStatements: true });
    await connection.query(
      `DROP TABLE IF EXISTS t; ${before} INSERT INTO t VALUES (1, 'a', 7), (2, NULL, 8), (3, 'aaaa', 8)`,
    );
    const migration = 'ALTER TABLE t MODIFY a varchar(3); ALTER TABLE t ADD UNIQUE (b);';
    expect(await observedOf('mariadb', mariadbUrl() + scratch.name, before, migration)).toEqual([
      ['type_change_loses', { rows: 1, total: 3, examples: ['3'] }],
      ['unique_added', { rows: 1, examples: ['8, 2'] }],
    ]);
  });
});
