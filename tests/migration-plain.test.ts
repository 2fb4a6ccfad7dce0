import { describe, expect, test } from 'vitest';
import { checkSql, found } from './support/migrations.js';

const SCHEMA = `
CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE users (id bigint PRIMARY KEY, mail varchar(100), age int, created timestamp, s state, CONSTRAINT grown CHECK (age > 17));
CREATE INDEX users_mail ON users (mail);
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE heirs (more int) INHERITS (users);
CREATE VIEW mails AS SELECT id, mail FROM users;
CREATE MATERIALIZED VIEW counted AS SELECT age, count(*) AS n FROM users GROUP BY age;
CREATE MATERIALIZED VIEW keyed AS SELECT id FROM users; CREATE UNIQUE INDEX keyed_id ON keyed (id);
CREATE SEQUENCE numbers; CREATE SCHEMA shop; CREATE TABLE shop.goods (id int);
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
`;

const REFUSED = ['breaking statement_refused'];
const UNSURE = ['potentially_breaking statement_refused'];
const MISSING = ['potentially_breaking relation_missing'];

/** As PostgreSQL 15 answers each of them. */
describe('what a server refuses whatever the rows are', () => {
  test.each([
    ['REFRESH MATERIALIZED VIEW CONCURRENTLY counted;', REFUSED],
    ['REFRESH MATERIALIZED VIEW CONCURRENTLY keyed;', []],
    ['CREATE INDEX CONCURRENTLY ON events (id);', REFUSED],
    ['ALTER TABLE events ADD UNIQUE (id);', ['breaking key_builds_index', ...REFUSED]],
    ['ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES users (id) NOT VALID;', REFUSED],
    ['ALTER TABLE IF EXISTS nowhere ADD COLUMN x int;', []],
    ['CREATE OR REPLACE VIEW mails AS SELECT id FROM users;', REFUSED],
    ['CREATE OR REPLACE VIEW mails AS SELECT mail, id FROM users;', REFUSED],
    ['CREATE OR REPLACE VIEW mails AS SELECT u.id, u.mail, u.age FROM users u;', []],
    ['CREATE OR REPLACE VIEW mails (id, letter) AS SELECT id, mail FROM users;', REFUSED],
    ['CREATE OR REPLACE VIEW mails AS SELECT * FROM users;', []],
    ['CREATE TABLE users (id int);', REFUSED],
    ['CREATE TABLE IF NOT EXISTS users (id int);', []],
    ['CREATE VIEW mails AS SELECT 1;', REFUSED],
    ['ALTER TABLE users ADD COLUMN age int;', REFUSED],
    ['ALTER TABLE users ADD COLUMN IF NOT EXISTS age int;', []],
    ["CREATE TYPE state AS ENUM ('x');", REFUSED],
    ['ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 1) NOT VALID;', REFUSED],
    ['ALTER TABLE users DROP CONSTRAINT grown; ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 1) NOT VALID;', []],
    ['ALTER TABLE users DROP CONSTRAINT none;', MISSING],
    ['ALTER TABLE users DROP CONSTRAINT IF EXISTS none;', []],
    ['ALTER TABLE users ALTER none DROP DEFAULT;', MISSING],
    ['ALTER TABLE heirs DROP CONSTRAINT grown;', []],
    ['ALTER TABLE heirs ALTER mail DROP DEFAULT;', []],
    // Each that is refused, and of what may follow from another nothing.
    ['UPDATE users SET x = 1 WHERE id = 1; UPDATE users SET y = 1 WHERE id = 1;', [...UNSURE, ...UNSURE]],
    ['CREATE TABLE t (a uuid REFERENCES users); UPDATE t SET a = NULL WHERE a IS NULL;', REFUSED],
  ])('%s', async (migration, expected) => {
    expect((await found(SCHEMA, migration, { serverVersion: 15 })).sort()).toEqual([...expected].sort());
  });

  test.each([
    ['CREATE PROCEDURE p() LANGUAGE sql AS $$SELECT 1$$;', 11],
    ['CREATE TABLE t (id int) PARTITION BY HASH (id);', 11],
    ['CREATE UNIQUE INDEX CONCURRENTLY i ON users (id) INCLUDE (age);', 11],
    ['CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);', 12],
    ['CREATE OR REPLACE TRIGGER t BEFORE INSERT ON keyless FOR EACH ROW EXECUTE FUNCTION noted();', 14],
    ['ALTER TABLE users ALTER mail SET COMPRESSION lz4;', 14],
    ['ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;', 14],
    ['MERGE INTO users USING shop.goods g ON g.id = users.id WHEN MATCHED THEN DO NOTHING;', 15],
    ['CREATE UNIQUE INDEX CONCURRENTLY i ON users (age) NULLS NOT DISTINCT;', 15],
    ["SELECT JSON_OBJECT('a': 1);", 16],
    ['CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);', 18],
    ['ALTER TABLE users ADD CONSTRAINT n NOT NULL age NOT VALID;', 18],
    ['ALTER TABLE users ADD CHECK (age > 0) NOT ENFORCED;', 18],
  ])('%s came with PostgreSQL %i', async (migration, since) => {
    const before = `${SCHEMA} CREATE TABLE keyless (a int);
      CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`;
    const isRefused = async (serverVersion: number) =>
      (await found(before, migration, { serverVersion })).includes('breaking statement_refused');
    expect([await isRefused(since - 1), await isRefused(since)]).toEqual([true, false]);
  });

  const THERE = `CREATE TABLE t (id bigint PRIMARY KEY, n int); CREATE INDEX t_n ON t (n); CREATE TYPE pair AS (a int);
    CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (9); CREATE TABLE to_p (id int REFERENCES p);`;
  const TIMELESS = ['potentially_breaking lock_timeout_missing'];

  /** What IF EXISTS and IF NOT EXISTS leave, what ALTER TABLE does to an index, and what is no relation. */
  test.each([
    ['ALTER TABLE IF EXISTS none ADD COLUMN a serial;', []],
    ['ALTER TABLE IF EXISTS none RENAME COLUMN a TO b;', []],
    ['ALTER SEQUENCE IF EXISTS none RESTART;', []],
    ['DROP TRIGGER IF EXISTS none ON none;', []],
    ['DROP TRIGGER IF EXISTS none ON t;', []],
    ['DROP POLICY IF EXISTS none ON t;', []],
    ["ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad';", []],
    ['ALTER TABLE t ADD COLUMN IF NOT EXISTS n int UNIQUE CHECK (n > 0) REFERENCES t;', TIMELESS],
    ['ALTER TABLE t DROP COLUMN IF EXISTS none;', TIMELESS],
    ['ALTER TABLE t_n SET (fillfactor = 50);', []],
    ['ALTER TABLE t_n OWNER TO CURRENT_USER;', []],
    ["COMMENT ON INDEX t_n IS 'by number'; COMMENT ON INDEX t_pkey IS 'key'; COMMENT ON COLUMN pair.a IS 'first';", []],
    ["SELECT set_config('lock_timeout', '2s', false); ALTER TABLE t ALTER n SET DEFAULT 1;", []],
    ['SET lock_timeout = 1; DROP TABLE to_p; DROP TABLE p1;', ['breaking table_dropped', 'breaking table_dropped']],
  ])('%s', async (migration, expected) => {
    const { issues } = await checkSql(THERE, migration, { detail: 'full', serverVersion: 15 });
    const found = issues.map(({ severity, type }) => `${severity} ${type}`);
    expect(found.filter((each) => !each.endsWith('foreign_key_drop_locks_parent'))).toEqual(expected);
  });

  test('what refers to a partitioned table keeps its partitions', async () => {
    const { issues } = await checkSql(THERE, 'DROP TABLE p1;', { serverVersion: 15 });
    expect(issues.find(({ type }) => type === 'statement_refused')?.description).toBe(
      "The server refuses this: table 'p1' goes only by CASCADE, because of foreign key 'to_p_id_fkey' of 'to_p'",
    );
  });

  const KEYED = `
CREATE TABLE a (id bigint PRIMARY KEY, mail text NOT NULL, n int, w text DEFAULT 'x', UNIQUE (mail));
CREATE UNIQUE INDEX a_some ON a (n) WHERE n > 0; CREATE INDEX a_n ON a (n); CREATE UNIQUE INDEX a_w ON a (w) INCLUDE (id);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY, x int, y text);
CREATE TABLE p (id int, day date, v int) PARTITION BY RANGE (day);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE heir (m int) INHERITS (b);
`;

  /** Whether PostgreSQL 15 refuses each of them. */
  test.each([
    ['ALTER TABLE a ADD PRIMARY KEY (mail);', true],
    ['ALTER TABLE a DROP CONSTRAINT a_pkey, ADD PRIMARY KEY (mail);', false],
    ['ALTER TABLE a ADD PRIMARY KEY (mail), DROP CONSTRAINT a_pkey;', false],
    ['ALTER TABLE b ADD FOREIGN KEY (x) REFERENCES a (n);', true],
    ['ALTER TABLE b ADD FOREIGN KEY (x) REFERENCES b;', true],
    ['ALTER TABLE b ADD FOREIGN KEY (x) REFERENCES a;', false],
    ['ALTER TABLE b ADD FOREIGN KEY (y) REFERENCES a (mail);', false],
    ['ALTER TABLE b ADD FOREIGN KEY (y) REFERENCES a (w);', false],
    ['CREATE UNIQUE INDEX i ON b (x); ALTER TABLE b ADD FOREIGN KEY (x) REFERENCES b (x);', false],
    ['CREATE TABLE c (LIKE a INCLUDING ALL); ALTER TABLE b ADD FOREIGN KEY (x) REFERENCES c;', false],
    ['ALTER TABLE a ADD CONSTRAINT k UNIQUE USING INDEX a_some;', true],
    ['ALTER TABLE a ADD CONSTRAINT k UNIQUE USING INDEX a_n;', true],
    ['ALTER TABLE a ALTER id DROP NOT NULL;', true],
    ['ALTER TABLE b ALTER id DROP NOT NULL;', true],
    ['ALTER TABLE b ALTER id DROP IDENTITY; ALTER TABLE b ALTER id DROP NOT NULL;', false],
    ['ALTER TABLE a ALTER mail DROP NOT NULL;', false],
    ['ALTER TABLE a ALTER n ADD GENERATED ALWAYS AS IDENTITY;', true],
    ['ALTER TABLE a ALTER n SET NOT NULL, ALTER n ADD GENERATED ALWAYS AS IDENTITY;', false],
    ['ALTER TABLE b ALTER id SET GENERATED BY DEFAULT;', false],
    ['ALTER TABLE p1 ADD COLUMN q int;', true],
    ['ALTER TABLE p DETACH PARTITION p1; ALTER TABLE p1 ADD COLUMN q int;', false],
    ['ALTER TABLE ONLY p ADD COLUMN q int;', true],
    ['ALTER TABLE ONLY b ADD CHECK (x > 0);', true],
    ['ALTER TABLE ONLY b ADD CHECK (x > 0) NO INHERIT;', false],
    ['ALTER TABLE ONLY a ADD COLUMN q int;', false],
    ['ALTER TABLE heir RENAME x TO z;', true],
    ['ALTER TABLE heir NO INHERIT b; ALTER TABLE heir RENAME x TO z;', false],
    ['ALTER TABLE a RENAME TO b;', true],
    ['ALTER TABLE a RENAME n TO mail;', true],
    ['ALTER INDEX a_n RENAME TO a_w;', true],
    ['ALTER TABLE a RENAME CONSTRAINT a_pkey TO a_mail_key;', true],
    ['ALTER TABLE a RENAME TO c; ALTER TABLE b RENAME TO a; ALTER TABLE c RENAME TO b;', false],
  ])('refused: %s', async (migration, isRefused) => {
    const types = await found(KEYED, migration, { serverVersion: 15 });
    expect(types.filter((type) => /refused|missing/.test(type))).toEqual(isRefused ? REFUSED : []);
  });

  const PARTED = `
CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE base (a int, b int); CREATE TABLE plain (a int, c int);
CREATE TABLE p (id int, day date) PARTITION BY RANGE (day); CREATE TABLE rest PARTITION OF p DEFAULT;
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01'); CREATE TABLE apart (id int, day date);
`;

  /** Whether PostgreSQL 15 refuses each of them. */
  test.each([
    ["ALTER TYPE mood ADD VALUE 'ok';", true],
    ["ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok' BEFORE 'none';", false],
    ["ALTER TYPE mood ADD VALUE 'glad' BEFORE 'none';", true],
    ["ALTER TYPE mood ADD VALUE 'glad' AFTER 'ok'; ALTER TYPE mood ADD VALUE 'glad' AFTER 'ok';", true],
    ["ALTER TYPE mood RENAME VALUE 'none' TO 'x';", true],
    ["ALTER TYPE mood RENAME VALUE 'ok' TO 'sad';", true],
    ["ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'; ALTER TYPE mood ADD VALUE 'ok' AFTER 'fine';", false],
    ["ALTER TYPE mood RENAME TO m; ALTER TYPE m ADD VALUE 'ok';", true],
    ['ALTER TABLE plain ATTACH PARTITION apart DEFAULT;', true],
    ['ALTER TABLE p ATTACH PARTITION apart DEFAULT;', true],
    ['ALTER TABLE p DETACH PARTITION rest; ALTER TABLE p ATTACH PARTITION apart DEFAULT;', false],
    ['CREATE TABLE q PARTITION OF p DEFAULT;', true],
    ['DROP TABLE rest; CREATE TABLE q PARTITION OF p DEFAULT;', false],
    ["ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');", true],
    ["ALTER TABLE p ATTACH PARTITION plain FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');", true],
    [
      "CREATE TABLE q (LIKE p); ALTER TABLE p ATTACH PARTITION q FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');",
      false,
    ],
    ['ALTER TABLE p DETACH PARTITION apart;', true],
    ['ALTER TABLE plain INHERIT base;', true],
    ['ALTER TABLE plain ADD COLUMN b int; ALTER TABLE plain INHERIT base;', false],
  ])('there or not: %s', async (migration, isRefused) => {
    const types = await found(PARTED, migration, { serverVersion: 15 });
    expect(types.filter((type) => /refused|missing/.test(type))).toEqual(isRefused ? REFUSED : []);
  });

  const TYPED = `
CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN code AS varchar(10);
CREATE TABLE a (n int, d int DEFAULT 1, t text DEFAULT 'ok', u text, none text DEFAULT NULL, m mood, c code, at timestamptz, j json, l int[]);
`;

  /** Whether PostgreSQL 15 refuses each of them. */
  test.each([
    ['ALTER TABLE a ALTER n TYPE boolean;', true],
    ['ALTER TABLE a ALTER n TYPE boolean USING n::boolean;', false],
    ['ALTER TABLE a ALTER n TYPE boolean USING n <> 0;', false],
    ['ALTER TABLE a ALTER d TYPE boolean USING d <> 0;', true],
    ['ALTER TABLE a ALTER d DROP DEFAULT, ALTER d TYPE boolean USING d <> 0, ALTER d SET DEFAULT true;', false],
    ['ALTER TABLE a ALTER d TYPE bigint;', false],
    ['ALTER TABLE a ALTER d TYPE text;', false],
    ['ALTER TABLE a ALTER u TYPE int;', true],
    ['ALTER TABLE a ALTER u TYPE int USING u;', true],
    ['ALTER TABLE a ALTER u TYPE mood;', true],
    ['ALTER TABLE a ALTER u TYPE mood USING u::mood;', false],
    ['ALTER TABLE a ALTER t TYPE mood USING t::mood;', true],
    ['ALTER TABLE a ALTER none TYPE mood USING none::mood;', false],
    ['ALTER TABLE a ADD w text DEFAULT NULL; ALTER TABLE a ALTER w TYPE mood USING w::mood;', false],
    ['ALTER TABLE a ALTER m TYPE text;', false],
    ['ALTER TABLE a ALTER c TYPE int;', true],
    ['ALTER TABLE a ALTER c TYPE text;', false],
    ['ALTER TABLE a ALTER at TYPE date;', false],
    ['ALTER TABLE a ALTER at TYPE bigint;', true],
    ['ALTER TABLE a ALTER j TYPE jsonb;', false],
    ['ALTER TABLE a ALTER l TYPE text[];', false],
    ['ALTER TABLE a ALTER l TYPE int;', true],
    ['CREATE CAST (text AS int) WITH INOUT AS ASSIGNMENT; ALTER TABLE a ALTER u TYPE int;', false],
  ])('cast: %s', async (migration, isRefused) => {
    const types = await found(TYPED, migration, { serverVersion: 15 });
    expect(types.filter((type) => /refused|missing/.test(type))).toEqual(isRefused ? REFUSED : []);
  });

  test.each([
    ['CREATE INDEX ON a (none);', true],
    ['ALTER TABLE a ADD UNIQUE (none);', true],
    ['ALTER TABLE a ADD UNIQUE (q), ADD COLUMN q int;', false],
    ['CREATE TABLE c (LIKE a); CREATE INDEX ON c (mail); ALTER TABLE c ALTER n SET DEFAULT 5;', false],
    ['CREATE TABLE c AS SELECT n AS m FROM a; CREATE INDEX ON c (m);', false],
    ['SELECT n AS m INTO c FROM a; CREATE INDEX ON c (m);', false],
    ['CREATE TABLE c () INHERITS (a); CREATE INDEX ON c (n);', false],
    ["CREATE TABLE c PARTITION OF p FOR VALUES FROM ('2022-01-01') TO ('2023-01-01'); CREATE INDEX ON c (v);", false],
  ])('missing: %s', async (migration, isMissing) => {
    const types = await found(KEYED, migration, { serverVersion: 15 });
    expect(types.filter((type) => /refused|missing/.test(type))).toEqual(isMissing ? MISSING : []);
  });

  test.each([
    ['BEGIN; REINDEX TABLE p; COMMIT;', true],
    ['BEGIN; REINDEX TABLE a; COMMIT;', false],
    ['BEGIN; REINDEX SCHEMA public; COMMIT;', true],
    ['BEGIN; CLUSTER; COMMIT;', true],
  ])('in a transaction: %s', async (migration, isRefused) => {
    const types = await found(KEYED, migration, { serverVersion: 15 });
    expect(types.includes('breaking refused_in_transaction')).toBe(isRefused);
  });

  test('where code ran that nobody could read, nobody knows', async () => {
    const code = "DO $$ BEGIN EXECUTE format('DROP %s', 'x'); END $$;";
    expect(await found(`${SCHEMA} ${code}`, 'CREATE TABLE users (id int);')).toEqual([]);
    expect(await found(SCHEMA, `${code} ALTER TABLE users ADD COLUMN age int;`)).toEqual([
      'potentially_breaking statement_unread',
    ]);
  });
});

describe('names that change', () => {
  const renamed = ['breaking object_renamed'];
  test.each([
    ['ALTER TYPE state RENAME TO status;', renamed],
    ["ALTER TYPE state RENAME VALUE 'new' TO 'fresh';", renamed],
    ['ALTER SEQUENCE numbers RENAME TO figures;', renamed],
    ['ALTER SEQUENCE numbers SET SCHEMA shop;', renamed],
    ['ALTER TYPE state SET SCHEMA shop;', renamed],
    ['ALTER FUNCTION f(int) SET SCHEMA shop;', renamed],
    ['ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people;', renamed],
    ['BEGIN; ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people; COMMIT;', []],
    ['BEGIN; ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT 1 AS one FROM people; COMMIT;', renamed],
    ['BEGIN; ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME TO users; COMMIT;', []],
    ['BEGIN; ALTER TABLE users RENAME TO people; CREATE TABLE users (one int); COMMIT;', renamed],
    ['BEGIN; ALTER TABLE users RENAME s TO t; ALTER TABLE users RENAME t TO s; COMMIT;', []],
    ['ALTER FUNCTION f(int) RENAME TO g;', renamed],
    ['ALTER SCHEMA shop RENAME TO store;', renamed],
    ['CREATE TYPE t AS (a int); ALTER TYPE t RENAME TO u;', []],
  ])('%s', async (migration, expected) => {
    expect(await found(SCHEMA, migration)).toEqual(expected);
  });

  test('a type that takes the place of another of its name', async () => {
    const migration = `CREATE TYPE state2 AS ENUM ('new'); ALTER TABLE heirs ADD COLUMN x int;
      ALTER TABLE users ALTER s TYPE state2 USING s::text::state2; DROP TYPE state; ALTER TYPE state2 RENAME TO state;`;
    const types = (await checkSql(SCHEMA, migration)).issues.map(({ type }) => type);
    const swapped = migration.replace('DROP TYPE state;', 'ALTER TYPE state RENAME TO state_old;');
    const others = (await checkSql(SCHEMA, `${swapped} DROP TYPE state_old;`)).issues.map(({ type }) => type);
    expect(others).not.toContain('object_dropped');
    expect(types).toContain('type_change_rewrites');
    expect(types).not.toContain('object_dropped');
    expect(types).not.toContain('object_renamed');
  });
});

test('what CASCADE drops and the migration makes again is missed by nobody', async () => {
  const schema = `CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();`;
  const again = `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';`;
  const trigger = 'CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();';
  expect(await found(schema, `DROP FUNCTION f CASCADE; ${again} ${trigger}`)).toEqual([]);
  expect(await found(schema, `DROP FUNCTION f CASCADE; ${again}`)).toEqual(['breaking dependents_dropped']);
});

test('a condition that leaves nothing out is none', async () => {
  expect(await found('CREATE TABLE t (a int);', 'DELETE FROM t WHERE true;')).toEqual([
    'breaking rows_written_at_once',
  ]);
  expect(await found('CREATE TABLE t (a int);', 'UPDATE t SET a = 1 WHERE 1 = 1;')).toEqual([
    'potentially_breaking rows_written_at_once',
  ]);
  expect(await found('CREATE TABLE t (a int);', 'DELETE FROM t WHERE a = 1;')).toEqual([]);
});

test('a text holds whatever anything prints as, and USING says what becomes of the rest', async () => {
  const loses = async (migration: string) =>
    (await found(`CREATE TABLE t (a int, b json, c timestamp);`, migration)).filter((text) => text.endsWith('_loses'));
  expect(await loses('ALTER TABLE t ALTER a TYPE text;')).toEqual([]);
  expect(await loses("ALTER TABLE t ALTER c TYPE timestamptz USING c AT TIME ZONE 'UTC';")).toEqual([]);
  expect(await loses('ALTER TABLE t ALTER c TYPE timestamptz;')).toEqual(['potentially_breaking type_change_loses']);
  expect(await loses('ALTER TABLE t ALTER a TYPE smallint;')).toEqual(['potentially_breaking type_change_loses']);
});

/** What whoever reads schemas refuses is refused of a migration too, in the same words. */
test.each([
  ['DROP TRIGGER none ON users;', 'may refuse', 'trigger "users.none" does not exist'],
  ['ALTER DOMAIN d DROP CONSTRAINT none;', 'may refuse', 'constraint none of domain public.d does not exist'],
  ['CREATE TABLE u (id int, id text);', 'refuses', 'column id specified more than once'],
  ['ALTER TABLE users ALTER id DROP IDENTITY;', 'refuses', 'column id is not an identity column'],
])('as a schema is read: %s', async (migration, verb, problem) => {
  const { issues } = await checkSql(`${SCHEMA} CREATE DOMAIN d AS int;`, `SET lock_timeout = '1s';\n${migration}`);
  const refused = issues.filter(({ type }) => type === 'statement_refused');
  expect(refused.map(({ ...found }) => [found.description, 'after_location' in found && found.after_location])).toEqual(
    [[`The server ${verb} this: ${problem}`, { file: 'migration.sql', line: 2 }]],
  );
});

test('nothing is said of what comes behind a statement that is refused', async () => {
  const migration = 'CREATE TABLE u (id absent);\nCREATE INDEX ON u (id);';
  expect((await found(SCHEMA, migration)).filter((type) => type.endsWith('statement_refused'))).toEqual([
    'potentially_breaking statement_refused',
  ]);
});
