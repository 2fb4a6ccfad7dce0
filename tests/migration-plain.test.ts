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
  ])('%s', async (migration, expected) => {
    expect((await found(SCHEMA, migration, { serverVersion: 15 })).sort()).toEqual([...expected].sort());
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
