import { describe, expect, test, vi } from 'vitest';
import { WatchedMap } from '../src/read/mysql/draft/watched-map.js';
import { checkMysqlSql, foundInMysql, type MysqlCheck, readMysql } from './support/mysql-migrations.js';

const SCHEMA = `CREATE TABLE users (id int PRIMARY KEY, mail varchar(30), age int);
CREATE VIEW mails AS SELECT id, mail FROM users;
CREATE TRIGGER low BEFORE INSERT ON users FOR EACH ROW SET NEW.mail = lower(NEW.mail);
CREATE PROCEDURE purge(n int) DELETE FROM users WHERE age > n;
CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2;
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO CALL purge(99);`;

const mariadb: MysqlCheck = { dialect: 'mariadb' };

const CASES: readonly (readonly [migration: string, found: readonly string[], options?: MysqlCheck])[] = [
  ['DROP VIEW mails', ['breaking object_dropped']],
  ['CREATE OR REPLACE VIEW mails AS SELECT id, mail FROM users', []],
  ['DROP VIEW mails; CREATE VIEW mails AS SELECT id, mail FROM users', []],
  [
    'CREATE OR REPLACE VIEW mails AS SELECT id FROM users',
    ['breaking view_column_removed', 'potentially_breaking view_changed'],
  ],
  [
    'DROP VIEW mails; CREATE VIEW mails AS SELECT id FROM users',
    ['breaking view_column_removed', 'potentially_breaking view_changed'],
  ],
  ['ALTER VIEW mails AS SELECT id, mail FROM users WHERE age > 3', ['potentially_breaking view_changed']],
  ['CREATE VIEW v AS SELECT id, age FROM users; CREATE OR REPLACE VIEW v AS SELECT id FROM users; DROP VIEW v', []],
  ['DROP TRIGGER low', ['potentially_breaking trigger_removed']],
  ['DROP TRIGGER low; CREATE TRIGGER low BEFORE INSERT ON users FOR EACH ROW SET NEW.mail = LOWER(NEW.mail)', []],
  [
    'DROP TRIGGER low; CREATE TRIGGER low BEFORE INSERT ON users FOR EACH ROW SET NEW.mail = UPPER(NEW.mail)',
    ['potentially_breaking trigger_changed'],
  ],
  [
    'CREATE OR REPLACE TRIGGER low AFTER INSERT ON users FOR EACH ROW SET @a = 1',
    ['potentially_breaking trigger_changed', 'potentially_breaking trigger_changed'],
    mariadb,
  ],
  ['CREATE TRIGGER late AFTER INSERT ON users FOR EACH ROW SET @a = 1', ['potentially_breaking trigger_added']],
  ['CREATE TABLE t (a int); CREATE TRIGGER late AFTER INSERT ON t FOR EACH ROW SET @a = 1; DROP TRIGGER late', []],
  ['DROP TABLE users', ['breaking object_broken', 'breaking table_dropped']],
  ['DROP PROCEDURE purge', ['breaking object_dropped']],
  ['DROP PROCEDURE purge; CREATE PROCEDURE purge(n int) DELETE FROM users WHERE age > n', []],
  [
    'DROP PROCEDURE purge; CREATE PROCEDURE purge(n int, m int) DELETE FROM users WHERE age > n',
    ['breaking procedure_signature_changed'],
  ],
  ['DROP PROCEDURE purge; CREATE PROCEDURE purge(n int) DELETE FROM users', ['potentially_breaking procedure_changed']],
  [
    'CREATE OR REPLACE FUNCTION twice(n int) RETURNS bigint DETERMINISTIC RETURN n * 2',
    ['breaking procedure_signature_changed'],
    mariadb,
  ],
  ['CREATE PROCEDURE once() SELECT 1; CALL once(); DROP PROCEDURE once', ['potentially_breaking statement_unread']],
  ['DROP EVENT nightly', ['potentially_breaking object_dropped']],
  ['ALTER EVENT nightly DISABLE', ['potentially_breaking event_changed']],
  [
    'CREATE EVENT hourly ON SCHEDULE EVERY 1 HOUR DO SELECT 1; ALTER EVENT hourly DISABLE',
    ['potentially_breaking event_changed'],
  ],
];

describe('what becomes of what is no table', () => {
  test.each(CASES.map((one) => [one[0], one] as const))('%s', (_, [migration, expected, options]) => {
    const found = foundInMysql(SCHEMA, `${migration};`, options).filter((text) => !text.endsWith('ddl_commits'));
    expect(found).toEqual(expected);
  });
});

const TABLE = `CREATE TABLE users (id int PRIMARY KEY AUTO_INCREMENT, mail varchar(30) DEFAULT 'x', age int DEFAULT 1,
  seen timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP, UNIQUE u (mail), UNIQUE w (mail, age), KEY i (age));
CREATE TABLE posts (id int PRIMARY KEY, author int,
  CONSTRAINT f FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE, CONSTRAINT c CHECK (id > 0));
CREATE TABLE logs (id int) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (9), PARTITION p1 VALUES LESS THAN (99));
CREATE TABLE old_logs (id int);`;

/** A clause of ALTER TABLE, and what is found of it beside what it costs. */
const CLAUSES: readonly (readonly [table: string, clause: string, found: readonly string[]])[] = [
  ['users', 'DROP INDEX u', ['potentially_breaking unique_removed']],
  ['users', 'DROP INDEX u, ADD UNIQUE u (mail)', []],
  ['users', 'DROP INDEX u, ADD UNIQUE v (mail)', []],
  ['users', 'DROP INDEX u, ADD UNIQUE u (mail, age)', ['potentially_breaking key_changed']],
  ['users', 'DROP INDEX i', []],
  ['users', 'DROP COLUMN mail, DROP INDEX u, DROP INDEX w', ['breaking column_dropped']],
  ['users', 'DROP COLUMN age', ['breaking column_dropped', 'potentially_breaking key_changed']],
  ['users', 'RENAME COLUMN mail TO email', ['breaking object_renamed']],
  [
    'users',
    'RENAME COLUMN mail TO email, DROP INDEX u',
    ['breaking object_renamed', 'potentially_breaking unique_removed'],
  ],
  ['posts', 'DROP PRIMARY KEY', ['breaking primary_key_removed']],
  ['posts', 'DROP FOREIGN KEY f', ['potentially_breaking foreign_key_removed']],
  [
    'posts',
    'DROP FOREIGN KEY f, ADD CONSTRAINT f FOREIGN KEY (author) REFERENCES users (id)',
    ['potentially_breaking foreign_key_action_changed'],
  ],
  ['posts', 'DROP CHECK c', []],
  ['users', 'MODIFY age int DEFAULT 2', ['potentially_breaking default_changed']],
  ['users', 'MODIFY age int', ['breaking attributes_dropped']],
  ['users', 'MODIFY age int DEFAULT NULL', ['potentially_breaking default_removed']],
  ['users', 'ALTER age SET DEFAULT 3', ['potentially_breaking default_changed']],
  ['users', 'MODIFY seen timestamp NULL DEFAULT NULL', ['breaking attributes_dropped']],
  ['posts', 'MODIFY author int FIRST', ['potentially_breaking column_order_changed']],
  ['users', "MODIFY mail varchar(30) COLLATE utf8mb4_bin DEFAULT 'x'", ['potentially_breaking collation_changed']],
  ['users', 'MODIFY id int', ['breaking attributes_dropped']],
  ['old_logs', 'ENGINE = MyISAM', ['potentially_breaking engine_changed']],
  ['old_logs', 'ENGINE = MEMORY', ['breaking engine_changed']],
  ['old_logs', 'ENGINE = InnoDB', []],
  ['logs', 'DROP PARTITION p0', ['breaking rows_truncated']],
  ['logs', 'TRUNCATE PARTITION p0, p1', ['breaking rows_truncated']],
  ['logs', 'TRUNCATE PARTITION ALL', ['breaking rows_truncated']],
  ['logs', 'DISCARD PARTITION p0 TABLESPACE', ['breaking rows_truncated']],
  ['old_logs', 'DISCARD TABLESPACE', ['breaking rows_truncated']],
  ['logs', 'EXCHANGE PARTITION p0 WITH TABLE old_logs', ['potentially_breaking partitioning_changed']],
];

const OF_COST = /(?:table_copied|table_rebuilt|writes_blocked)$/;

test.each(CLAUSES)('what becomes of table %s: %s', (table, clause, expected) => {
  const found = foundInMysql(TABLE, `ALTER TABLE ${table} ${clause};`).filter((text) => !OF_COST.test(text));
  expect(found).toEqual(expected);
});

const GRANTED = `CREATE TABLE users (id int PRIMARY KEY, mail varchar(30)); CREATE PROCEDURE p() SELECT 1;
GRANT SELECT, INSERT ON users TO app@localhost; GRANT EXECUTE ON PROCEDURE p TO app@localhost;`;

test.each([
  ['REVOKE INSERT ON users FROM app@localhost', ['breaking privilege_revoked']],
  ['REVOKE ALL ON users FROM app@localhost', ['breaking privilege_revoked']],
  ['REVOKE ALL ON users FROM app@localhost; GRANT SELECT, INSERT ON users TO app@localhost', []],
  ['REVOKE ALL ON users FROM app@localhost; GRANT SELECT ON users TO app@localhost', ['breaking privilege_revoked']],
  ['REVOKE UPDATE ON users FROM other@localhost', ['potentially_breaking privilege_revoked']],
  ['REVOKE EXECUTE ON PROCEDURE p FROM app@localhost', ['breaking privilege_revoked']],
  ['REVOKE SELECT (mail) ON users FROM app@localhost', ['potentially_breaking privilege_revoked']],
  ['REVOKE ALL PRIVILEGES, GRANT OPTION FROM app@localhost', ['breaking privilege_revoked']],
  ['REVOKE SUPER ON *.* FROM app@localhost', ['breaking privilege_revoked']],
  ['REVOKE reader FROM app@localhost', ['breaking privilege_revoked']],
  ['GRANT reader TO app@localhost', []],
  ['GRANT DELETE ON users TO app@localhost', []],
  ["GRANT SELECT ON *.* TO 'app'@'%' IDENTIFIED BY 'secret'", []],
  ["CREATE USER 'app'@'%' IDENTIFIED BY 'secret'", []],
  ["DROP USER IF EXISTS 'app'@'%', other", ['breaking privilege_revoked']],
  ["RENAME USER 'app'@'%' TO 'web'@'%'", ['breaking privilege_revoked']],
  ["ALTER USER 'app'@'%' IDENTIFIED BY 'secret'", ['potentially_breaking privilege_revoked']],
  ["ALTER USER 'app'@'%' ACCOUNT LOCK", ['potentially_breaking privilege_revoked']],
  ["ALTER USER 'app'@'%' ACCOUNT UNLOCK", []],
  ["ALTER USER 'app'@'%' PASSWORD EXPIRE NEVER", []],
  ["ALTER USER 'app'@'%' REQUIRE SSL", ['potentially_breaking privilege_revoked']],
  ["SET PASSWORD FOR 'app'@'%' = 'secret'", ['potentially_breaking privilege_revoked']],
] as const)('what becomes of accounts and privileges: %s', (migration, expected) => {
  const { issues } = checkMysqlSql(GRANTED, `${migration};`, { detail: 'outline' });
  const found = issues
    .map(({ severity, type }) => `${severity} ${type}`)
    .filter((text) => !text.endsWith('ddl_commits'));
  expect(found).toEqual(expected);
  expect(JSON.stringify(issues)).not.toContain('secret');
});

const ABSENT: readonly (readonly [statement: string, found: string])[] = [
  ['DROP FUNCTION nope', "The server refuses this: there is no function 'nope'"],
  ['DROP PROCEDURE nope', "The server refuses this: there is no procedure 'nope'"],
  ['DROP VIEW nope', "The server refuses this: there is no view 'nope'"],
  ['DROP VIEW users', "The server refuses this: there is no view 'users'"],
  ['DROP TRIGGER nope', "The server refuses this: there is no trigger 'nope'"],
  ['DROP EVENT nope', "The server refuses this: there is no event 'nope'"],
  ['DROP SEQUENCE nope', "The server refuses this: there is no sequence 'nope'"],
  ['CREATE VIEW v AS SELECT a FROM nope', "The server refuses this: there is no table 'nope'"],
  ['CREATE TABLE t LIKE nope', "The server refuses this: there is no table 'nope'"],
  ['GRANT SELECT ON nope TO app@localhost', "The server refuses this: there is no table 'nope'"],
  ['GRANT EXECUTE ON PROCEDURE nope TO app@localhost', "The server refuses this: there is no procedure 'nope'"],
  ['GRANT SELECT (nope) ON users TO app@localhost', "The server refuses this: there is no column 'nope'"],
];

test.each(ABSENT)('what nothing has made is not there for %s', (statement, expected) => {
  const said = (before: string | undefined, migration: string) =>
    checkMysqlSql(before, `${migration};`, mariadb)
      .issues.filter(({ type }) => type === 'statement_refused')
      .map(({ description }) => description);
  expect(said(SCHEMA, statement)).toEqual([expected]);
  expect(said(undefined, statement)).toEqual([]);
  expect(said(SCHEMA, statement.replace(/^DROP \w+/, '$& IF EXISTS'))).toEqual(
    statement.startsWith('DROP') ? [] : [expected],
  );
  const elsewhere = statement.replace(/(?<!\()nope/, 'elsewhere.nope');
  expect(said(`CREATE DATABASE mine; USE mine; ${SCHEMA}`, elsewhere)).toEqual(
    elsewhere === statement ? [expected] : [],
  );
});

test.each([
  'GRANT CREATE, SELECT ON nope TO app@localhost',
  'GRANT ALL ON nope TO app@localhost',
  'GRANT SELECT ON mails TO app@localhost',
  'GRANT SELECT (mail) ON mails TO app@localhost',
  'GRANT EXECUTE ON FUNCTION twice TO app@localhost',
  'REVOKE SELECT ON users FROM app@localhost',
  'CREATE VIEW v AS SELECT table_name FROM information_schema.tables',
])('the server takes %s', (statement) => {
  const { issues } = checkMysqlSql(SCHEMA, `${statement};`, mariadb);
  expect(issues.filter(({ type }) => type === 'statement_refused')).toEqual([]);
});

test.each([
  ['DROP USER app@localhost, other', []],
  ['RENAME USER app@localhost TO web@localhost', ['web@localhost']],
  ['REVOKE ALL PRIVILEGES, GRANT OPTION FROM app@localhost', []],
  ['DROP ROLE reader', ['app@localhost']],
])('grants go with their account: %s', (statement, expected) => {
  const { before } = readMysql(
    `CREATE TABLE users (id int, mail int); GRANT SELECT, UPDATE (mail) ON users TO app@localhost;
    ${statement};`,
    '',
  );
  const users = before?.tables[0];
  const grantees = [users?.privileges, users?.columns[1]?.privileges].map((all) => all?.map(({ grantee }) => grantee));
  expect(grantees).toEqual([expected, expected]);
});

const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const TABLES = (count: number) => range(count).map((at) => `CREATE TABLE t${at} (id int PRIMARY KEY, a int);`);
const TRIGGERS = (count: number) =>
  range(count).map((at) => `CREATE TRIGGER g${at} BEFORE INSERT ON t${at} FOR EACH ROW SET NEW.a = 1;`);
const VIEWS = (count: number) => range(count).map((at) => `CREATE VIEW v${at} AS SELECT a FROM t${at};`);
const CHILDREN = (count: number) =>
  range(count).map((at) => `CREATE TABLE c${at} (id int, FOREIGN KEY (id) REFERENCES t${at} (id));`);
const each = (text: string) => (count: number) => range(count).map((at) => `${text.replaceAll('#', String(at))};`);

describe('a statement costs what it changes, however much else there is', () => {
  /** How often a migration goes through all objects of a kind. */
  function roundsOf(before: readonly string[], migration: readonly string[]): number {
    const spies = (['values', 'keys', 'entries', Symbol.iterator, 'forEach'] as const).map((name) =>
      vi.spyOn(WatchedMap.prototype, name as 'values'),
    );
    foundInMysql(before.join('\n'), migration.join('\n'), mariadb);
    const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    for (const spy of spies) spy.mockRestore();
    return count;
  }

  test.each([
    ['tables come', () => [], TABLES],
    ['views come', TABLES, VIEWS],
    ['triggers come', TABLES, TRIGGERS],
    ['triggers go', (count: number) => [...TABLES(count), ...TRIGGERS(count)], each('DROP TRIGGER g#')],
    ['views go', (count: number) => [...TABLES(count), ...VIEWS(count)], each('DROP VIEW v#')],
    ['views break', (count: number) => [...TABLES(count), ...VIEWS(count)], each('ALTER TABLE t# DROP COLUMN a')],
    ['tables go', (count: number) => [...TABLES(count), ...CHILDREN(count)], each('DROP TABLE c#, t#')],
    ['children come', TABLES, CHILDREN],
    [
      'parents get another name',
      (count: number) => [...TABLES(count), ...CHILDREN(count)],
      each('RENAME TABLE t# TO u#'),
    ],
    [
      'parents change',
      (count: number) => [...TABLES(count), ...CHILDREN(count)],
      each('ALTER TABLE t# MODIFY id bigint'),
    ],
    ['rows go', TABLES, each('TRUNCATE t#')],
  ] as const)('%s', (_, schema, migration) => {
    expect(roundsOf(schema(30), migration(30))).toBe(roundsOf(schema(10), migration(10)));
  });

  test('views of views of views break together, however many', () => {
    const count = 20_000;
    const chain = range(count).map((at) => `CREATE VIEW v${at} AS SELECT a FROM ${at === 0 ? 't0' : `v${at - 1}`};`);
    const before = [...TABLES(1), ...chain].join('\n');
    const [file] = readMysql(before, 'ALTER TABLE t0 DROP COLUMN a;', mariadb).files;
    expect(file?.statements[0]?.broken).toHaveLength(count);
  });
});
