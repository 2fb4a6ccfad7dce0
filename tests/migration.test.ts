import { describe, expect, test } from 'vitest';
import { upPart } from '../src/read/sql-files/up-part.js';
import { checkSql, found } from './support/migrations.js';

const USERS = `CREATE TABLE users (
  id bigint PRIMARY KEY, mail varchar(40), age integer, note text, created timestamp,
  CONSTRAINT age_there CHECK (age IS NOT NULL)
);
CREATE INDEX users_mail ON users (mail);
CREATE SEQUENCE users_numbers;
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint CONSTRAINT author REFERENCES users (id));`;

describe('what looks alike is told apart by the schema', () => {
  test.each([
    ['widening a varchar', 'ALTER TABLE users ALTER COLUMN mail TYPE varchar(80);', []],
    ['a varchar becomes text', 'ALTER TABLE users ALTER mail TYPE text USING mail::text;', []],
    ['the same type', 'ALTER TABLE users ALTER note TYPE text;', []],
    [
      'narrowing a varchar',
      'ALTER TABLE users ALTER mail TYPE varchar(20);',
      ['breaking type_change_rewrites', 'potentially_breaking type_change_loses'],
    ],
    ['an integer becomes a bigint', 'ALTER TABLE users ALTER age TYPE bigint;', ['breaking type_change_rewrites']],
    ['NOT NULL behind a validated check', 'ALTER TABLE users ALTER age SET NOT NULL;', []],
    ['NOT NULL of what is NOT NULL already', 'ALTER TABLE users ALTER id SET NOT NULL;', []],
    ['NOT NULL without a check', 'ALTER TABLE users ALTER note SET NOT NULL;', ['breaking not_null_scans_table']],
    [
      'NOT NULL behind a check that is not validated',
      'ALTER TABLE users ADD CONSTRAINT n CHECK (note IS NOT NULL) NOT VALID; ALTER TABLE users ALTER note SET NOT NULL;',
      ['breaking not_null_scans_table'],
    ],
    [
      'NOT NULL behind a check of either column',
      'ALTER TABLE users ADD CONSTRAINT n CHECK (note IS NOT NULL OR mail IS NOT NULL) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT n; ALTER TABLE users ALTER note SET NOT NULL;',
      ['breaking not_null_scans_table'],
    ],
    ['a constant default', 'ALTER TABLE users ADD COLUMN a int NOT NULL DEFAULT 5;', []],
    ['now()', 'ALTER TABLE users ADD COLUMN a timestamptz DEFAULT now() - interval $$1 day$$;', []],
    ['random()', 'ALTER TABLE users ADD COLUMN a float DEFAULT random();', ['breaking added_column_rewrites']],
    [
      'a function that nobody knows',
      'ALTER TABLE users ADD COLUMN a int DEFAULT mine();',
      ['potentially_breaking added_column_rewrites'],
    ],
    ['a serial', 'ALTER TABLE users ADD COLUMN a serial;', ['breaking added_column_rewrites']],
    [
      'a domain with a constraint',
      'CREATE DOMAIN d AS int CHECK (VALUE > 0); ALTER TABLE users ADD COLUMN a d;',
      ['breaking added_column_rewrites'],
    ],
    ['a domain without', 'CREATE DOMAIN d AS int; ALTER TABLE users ADD COLUMN a d;', []],
    [
      'a foreign key that goes',
      'ALTER TABLE posts DROP CONSTRAINT author;',
      ['potentially_breaking foreign_key_drop_locks_parent'],
    ],
    ['a check that goes', 'ALTER TABLE users DROP CONSTRAINT age_there;', []],
    ['SET UNLOGGED', 'ALTER TABLE posts SET UNLOGGED;', ['breaking table_written_anew']],
    ['a column that is there', 'ALTER TABLE users ADD COLUMN IF NOT EXISTS age serial;', []],
    ['a sequence, as pg_dump writes it', 'ALTER TABLE users_numbers OWNER TO CURRENT_USER;', []],
    ['a table that is not there', 'ALTER TABLE nobody ADD COLUMN a int;', ['potentially_breaking relation_missing']],
  ])('%s', async (_, migration, expected) => {
    expect(await found(USERS, migration)).toEqual(expected);
  });

  test('a default function of the schema is as volatile as it says', async () => {
    const function_ = (volatility: string) =>
      `${USERS} CREATE FUNCTION mine() RETURNS int LANGUAGE sql ${volatility} AS 'SELECT 1';`;
    const migration = 'ALTER TABLE users ADD COLUMN a int DEFAULT mine();';
    expect(await found(function_('STABLE'), migration)).toEqual([]);
    expect(await found(function_('VOLATILE'), migration)).toEqual(['breaking added_column_rewrites']);
  });

  test('a primary key from an index of a column that is NOT NULL takes a moment', async () => {
    const table = (nulls: string) => `CREATE TABLE t (id int ${nulls}); CREATE UNIQUE INDEX t_id ON t (id);`;
    const migration = 'ALTER TABLE t ADD PRIMARY KEY USING INDEX t_id;';
    expect(await found(table('NOT NULL'), migration)).toEqual([]);
    expect(await found(table('NULL'), migration)).toEqual(['breaking not_null_scans_table']);
  });

  // As relfilenode of PostgreSQL 15 says.
  test.each([
    ['varchar(10)', true],
    ['varchar(20)', true],
    ['longer', true],
    ['varchar', false],
    ['text', false],
    ['endless', false],
    ['short', false],
  ])('a domain over varchar(10) that becomes %s', async (type, isRewritten) => {
    const schema = `CREATE DOMAIN short AS varchar(10); CREATE DOMAIN longer AS varchar(20); CREATE DOMAIN endless AS varchar;
      CREATE TABLE t (a short);`;
    const types = await found(schema, `ALTER TABLE t ALTER a TYPE ${type};`);
    expect(types).toEqual(isRewritten ? ['breaking type_change_rewrites'] : []);
  });

  test('another type of a column beside the key that is referred to leaves the other table alone', async () => {
    const schema = `CREATE TABLE orders (id int PRIMARY KEY, note text, UNIQUE (id, note));
      CREATE TABLE items (order_id int REFERENCES orders);`;
    const impactOf = async (column: string, type: string) => {
      const { issues } = await checkSql(schema, `ALTER TABLE orders ALTER ${column} TYPE ${type};`);
      return issues.map(({ impact }) => impact).join();
    };
    expect(await impactOf('note', 'varchar(9)')).not.toContain('items');
    expect(await impactOf('id', 'bigint')).toContain('items');
  });

  test('a partition that a check vouches for is not read', async () => {
    const partitioned = (check: string) =>
      `CREATE TABLE logs (day date NOT NULL) PARTITION BY RANGE (day);
       CREATE TABLE logs_24 (day date NOT NULL ${check});`;
    const migration = "ALTER TABLE logs ATTACH PARTITION logs_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');";
    const proof = "CHECK (day >= DATE '2024-01-01' AND day < '2025-01-01'::date)";
    expect(await found(partitioned(proof), migration)).toEqual([]);
    expect(await found(partitioned("CHECK (day >= '2024-01-01' AND day < '2025-02-01')"), migration)).toEqual([
      'breaking attach_scans_partition',
    ]);
    expect(await found(partitioned(''), migration)).toEqual(['breaking attach_scans_partition']);
  });

  // What PostgreSQL 15 holds of both tables in a transaction with the statement.
  test.each([
    ['ALTER TABLE heirs ALTER n TYPE bigint;', true],
    ['ALTER TABLE heirs ALTER n SET NOT NULL;', true],
    ['ALTER TABLE heirs ADD CHECK (n > 0);', true],
    ['ALTER TABLE heirs ADD PRIMARY KEY (n);', true],
    ['ALTER TABLE heirs ADD FOREIGN KEY (n) REFERENCES others (id);', false],
    ['CREATE INDEX ON heirs (n);', false],
  ])('%s locks the table that inherits: %s', async (migration, isLocked) => {
    const schema = `CREATE TABLE heirs (n int); CREATE TABLE youngest (m int) INHERITS (heirs);
      CREATE TABLE others (id int PRIMARY KEY);`;
    const impacts = (await checkSql(schema, migration)).issues.map(({ impact }) => impact);
    expect(impacts.some((text) => text.includes("'heirs'"))).toBe(true);
    expect(impacts.some((text) => text.includes("'youngest'"))).toBe(isLocked);
  });

  test('a time zone that is UTC keeps timestamps as they are', async () => {
    const change = 'ALTER TABLE users ALTER created TYPE timestamptz;';
    expect(await found(USERS, change)).toContain('breaking type_change_rewrites');
    expect(await found(USERS, `SET timezone = 'UTC'; ${change}`)).not.toContain('breaking type_change_rewrites');
  });
});

describe('versions of the server', () => {
  test.each([
    [10, 'ALTER TABLE users ADD COLUMN a int DEFAULT 5;', ['breaking added_column_rewrites']],
    [11, 'ALTER TABLE users ADD COLUMN a int DEFAULT 5;', []],
    [11, 'ALTER TABLE users ALTER age SET NOT NULL;', ['breaking not_null_scans_table']],
    [12, 'ALTER TABLE users ALTER age SET NOT NULL;', []],
    [
      11,
      "CREATE TYPE m AS ENUM ('a'); BEGIN; ALTER TYPE m ADD VALUE 'b'; COMMIT;",
      ['breaking refused_in_transaction'],
    ],
    [12, "CREATE TYPE m AS ENUM ('a'); BEGIN; ALTER TYPE m ADD VALUE 'b'; COMMIT;", []],
  ])('%i: %s', async (serverVersion, migration, expected) => {
    expect(await found(USERS, migration, { serverVersion })).toEqual(expected);
  });
});

describe('what the migration made itself needs no caution', () => {
  test.each([
    [
      'CREATE TABLE t (a int); CREATE INDEX i ON t (a); ALTER TABLE t ADD CHECK (a > 0); ALTER TABLE t ALTER a SET NOT NULL;',
    ],
    ['CREATE TABLE t (a int); ALTER TABLE t ALTER a TYPE bigint; ALTER TABLE t ADD UNIQUE (a); DROP TABLE t;'],
    ['CREATE TABLE t (a int); ALTER TABLE t RENAME TO s; ALTER TABLE s ADD COLUMN b serial;'],
    ["CREATE TYPE t AS ENUM ('a'); ALTER TYPE t ADD VALUE 'b';"],
    ['CREATE SCHEMA s; CREATE TABLE s.t (a int); DROP SCHEMA s CASCADE;'],
    ['CREATE TEMP TABLE t (a int); CREATE INDEX i ON t (a); UPDATE t SET a = 1;'],
  ])('%s', async (migration) => {
    expect((await checkSql(USERS, migration, { detail: 'outline' })).issues).toEqual([]);
  });

  test('a column that nobody names yet is renamed and dropped', async () => {
    const migration =
      'ALTER TABLE users ADD COLUMN t int; ALTER TABLE users RENAME COLUMN t TO s; ALTER TABLE users DROP COLUMN s;';
    expect(await found(USERS, migration)).toEqual([]);
  });

  test('a domain', async () => {
    const migration = 'CREATE DOMAIN t AS int; ALTER DOMAIN t ADD CHECK (VALUE > 0);';
    expect(await found(USERS, migration)).toEqual([]);
  });

  test('but the other table of its foreign key does', async () => {
    const migration = 'CREATE TABLE t (a bigint); ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES users (id);';
    const { issues } = await checkSql(USERS, migration, { detail: 'outline' });
    expect(issues.map(({ type }) => type)).toEqual(['lock_timeout_missing']);
    expect(issues[0]?.description).toContain("SHARE ROW EXCLUSIVE on 'users' blocks writes");
  });
});

describe('transactions and settings', () => {
  const CONCURRENTLY = 'CREATE INDEX CONCURRENTLY i ON users (age);';

  test('what the server refuses in a transaction, whoever begins it', async () => {
    expect(await found(USERS, `BEGIN; ${CONCURRENTLY} COMMIT;`)).toEqual(['breaking refused_in_transaction']);
    expect(await found(USERS, CONCURRENTLY, { inTransaction: 'yes' })).toEqual(['breaking refused_in_transaction']);
    expect(await found(USERS, CONCURRENTLY)).toEqual([]);
    expect(await found(USERS, `COMMIT; ${CONCURRENTLY} BEGIN;`, { inTransaction: 'yes' })).not.toContain(
      'breaking refused_in_transaction',
    );
  });

  test('a tool says in the file whether it begins one', async () => {
    const refused = ['breaking refused_in_transaction'];
    expect(await found(USERS, `-- +goose Up\n${CONCURRENTLY}\n-- +goose Down\nDROP TABLE users;`)).toEqual(refused);
    const bare = `-- +goose NO TRANSACTION\n-- +goose Up\n${CONCURRENTLY}\n-- +goose Down\nDROP TABLE users;`;
    // Whoever reads files has left out the way back before.
    for (const text of [bare, upPart(bare)]) expect(await found(USERS, text)).toEqual([]);
    expect(await found(USERS, `-- migrate:up transaction:false\n${CONCURRENTLY}`)).toEqual([]);
  });

  test('lock_timeout counts from where it is set, and SET LOCAL to the end of the transaction', async () => {
    const types = async (migration: string) =>
      (await checkSql(USERS, migration, { detail: 'outline' })).issues.map(({ type }) => type);
    const add = 'ALTER TABLE users ADD COLUMN a int;';
    expect(await types(add)).toEqual(['lock_timeout_missing']);
    expect(await types(`SET lock_timeout = '2s'; ${add}`)).toEqual([]);
    expect(await types(`SET lock_timeout = 0; ${add}`)).toEqual(['lock_timeout_missing']);
    expect(await types(`${add} SET lock_timeout = '2s';`)).toEqual(['lock_timeout_missing']);
    expect(await types(`BEGIN; SET LOCAL lock_timeout = '2s'; ${add} COMMIT;`)).toEqual([]);
    expect(await types(`BEGIN; SET LOCAL lock_timeout = '2s'; COMMIT; ${add}`)).toEqual(['lock_timeout_missing']);
    expect(await types("COMMENT ON TABLE users IS 'people';")).toEqual([]);
  });

  test('several tables locked in one transaction', async () => {
    const both = 'ALTER TABLE users ADD COLUMN a int; ALTER TABLE posts ADD COLUMN a int;';
    expect(await found(USERS, `BEGIN; ${both} COMMIT;`)).toEqual(['potentially_breaking locks_held_together']);
    expect(await found(USERS, both)).toEqual([]);
  });
});

describe('comments that take a finding away', () => {
  const ignore = (words: string) => `-- migrate-arch: ignore ${words}\nDROP TABLE posts;`;

  test('count, above the statement and behind it', async () => {
    const above = ignore('table_dropped reason="moved" until=2027-01-31');
    const behind = 'DROP TABLE posts; -- migrate-arch: ignore table_dropped reason="moved"';
    for (const migration of [above, behind]) {
      expect(await found(USERS, migration)).toEqual(['potentially_breaking foreign_key_drop_locks_parent']);
      expect((await checkSql(USERS, migration)).suppressed_findings).toBe(1);
    }
  });

  test.each([
    ['table_dropped reason="moved" until=2026-02-15', 'suppression_expired'],
    ['table_dropped', 'suppression_unreasoned'],
    ['table_dropped reason=""', 'suppression_unreasoned'],
    ['table_dropped reason="x" until=tomorrow', 'suppression_unreasoned'],
  ])('do not count: %s', async (words, type) => {
    const types = (await found(USERS, ignore(words))).map((text) => text.split(' ')[1]);
    expect(types).toEqual(['table_dropped', 'foreign_key_drop_locks_parent', type]);
  });

  test('count to the end of their last day', async () => {
    expect(await found(USERS, ignore('table_dropped reason="moved" until=2026-02-16'))).not.toContain(
      'breaking table_dropped',
    );
  });

  test('are reported when they hide nothing', async () => {
    const { issues } = await checkSql(USERS, ignore('index_blocks_writes reason="small"'), { detail: 'outline' });
    const unused = issues.find(({ type }) => type === 'suppression_unused');
    expect(unused?.after_location).toEqual({ file: 'migration.sql', line: 1 });
    expect(unused?.description).toBe("Nothing is found that the comment for 'index_blocks_writes' takes away");
  });

  test.each([
    ['table_droped', 'Write table_dropped'],
    ['nothing_like_it', 'Take the comment out'],
  ])('say that there is no rule %s', async (rule, remedy) => {
    const { issues } = await checkSql(USERS, ignore(`${rule} reason="moved"`));
    expect(issues.find(({ type }) => type === 'suppression_unused')).toMatchObject({
      description: `The comment is for '${rule}', and there is no such rule`,
      suggested_migration: remedy,
    });
    expect(issues.map(({ type }) => type)).toContain('table_dropped');
  });
});

test('findings say file and line, and what cannot be read is listed', async () => {
  const report = await checkSql(
    USERS,
    "\n\nDO $$ BEGIN EXECUTE format('DROP TABLE %I', 'users'); END $$;\nDROP TABLE posts;",
  );
  expect(report.issues.find(({ type }) => type === 'table_dropped')?.after_location).toEqual({
    file: 'migration.sql',
    line: 4,
  });
  expect(report.unread).toMatchObject([{ file: 'migration.sql', line: 3, reason: 'it runs code' }]);
});

describe('a DO block is judged by the statements that it runs', () => {
  test.each([
    ['DROP TABLE posts;', ['breaking table_dropped', 'potentially_breaking foreign_key_drop_locks_parent']],
    ["EXECUTE 'ALTER TABLE users ALTER age TYPE bigint';", ['breaking type_change_rewrites']],
    ['IF NOT EXISTS (SELECT FROM pg_class) THEN ALTER TABLE users ADD COLUMN age serial; END IF;', []],
    ["CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL;", []],
    ['CREATE INDEX CONCURRENTLY i ON users (age);', ['breaking refused_in_transaction']],
    ["FOR i IN 1..3 LOOP EXECUTE 'DROP TABLE t' || i; END LOOP;", ['potentially_breaking statement_unread']],
    ['PERFORM 1 FROM; nonsense', ['potentially_breaking statement_unread']],
  ])('%s', async (body, expected) => {
    expect(await found(USERS, `DO $$ BEGIN ${body} END $$;`)).toEqual(expected);
  });

  test('but not one in another language', async () => {
    expect(await found(USERS, 'DO LANGUAGE plperl $$ 1 $$;')).toEqual(['potentially_breaking statement_unread']);
  });
});

test('a small table is a matter of size, as far as statistics say', async () => {
  const { checkMigration } = await import('../src/check/check-migration.js');
  const { readPostgresqlSql } = await import('../src/read/postgresql/read-sql.js');
  const { readMigration } = await import('../src/read/postgresql/migration/read-migration.js');
  const { SETTINGS } = await import('./support/migrations.js');
  const catalog = await readPostgresqlSql([{ name: 'before.sql', text: 'CREATE TABLE t (a int);' }]);
  const file = await readMigration({ name: 'm.sql', text: 'CREATE INDEX i ON t (a);' });
  const severities = [10, 10_000_000].map((rows) => {
    const tables = catalog.tables.map((table) => ({ ...table, size: { rows, bytes: rows * 100 } }));
    const { issues } = checkMigration({ ...catalog, tables }, [file], SETTINGS);
    return issues.find(({ type }) => type === 'index_blocks_writes')?.severity;
  });
  expect(severities).toEqual(['potentially_breaking', 'breaking']);
});

test('a statement that is nested too deep is refused', async () => {
  const union = `CREATE VIEW v AS SELECT 1 AS a${' UNION ALL SELECT 1'.repeat(5000)};`;
  await expect(checkSql(undefined, union)).rejects.toThrow('nested too deep');
});
