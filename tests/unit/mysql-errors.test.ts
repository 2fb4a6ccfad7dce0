import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';

function refusal(text: string): UserError {
  try {
    readMysqlDdl([{ name: 'schema.sql', text }], 'mysql');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was read');
}

test('a syntax error says where, with the line and a mark', () => {
  const { code, message } = refusal('CREATE TABLE t (\n  a int,\n  b int NOT NUL\n);');
  expect(code).toBe('INVALID_SQL');
  expect(message).toBe(
    'schema.sql:3:9: not SQL of MySQL or MariaDB: ) is expected here\n      b int NOT NUL\n            ^',
  );
});

test.each([
  ['CREATE TABL t (a int)', '1:8: not SQL of MySQL or MariaDB: this is no kind of object that MySQL or MariaDB have'],
  ['CREATE TABLE t (a strin)', '1:19: not SQL of MySQL or MariaDB: "strin" is no type of MySQL or MariaDB'],
  ['CREATE TABLE t (a int', '1:22: not SQL of MySQL or MariaDB: ) is expected here'],
  ['CREATE TABLE t (a int) /*!40101 ENGINE=x', '1:24: not SQL of MySQL or MariaDB: this comment is not closed'],
  ["CREATE TABLE t (a varchar(3) DEFAULT 'x)", "1:38: not SQL of MySQL or MariaDB: this ' is not closed"],
  ["INSERT INTO t VALUES ('x", "1:23: not SQL of MySQL or MariaDB: this ' is not closed"],
  ['CREATE TABLE t ()', '1:17: not SQL of MySQL or MariaDB: a column, key or constraint is expected here'],
  ['FROB x', '1:1: not SQL of MySQL or MariaDB: no statement begins with "FROB"'],
  ['CREATE TABLE t (a int) WHAT', '1:24: not SQL of MySQL or MariaDB: "WHAT" is not expected here'],
  ['ALTER TABLE t FROB', '1:15: not SQL of MySQL or MariaDB: this is no clause of ALTER TABLE'],
])('%s', (text, message) => {
  expect(refusal(text).message.split('\n')[0]).toBe(`schema.sql:${message}`);
});

test.each([
  ['PostgreSQL', 'CREATE TABLE t (a integer);\nALTER TABLE ONLY public.t OWNER TO me;'],
  ['PostgreSQL', 'CREATE TABLE t (a jsonb);'],
  ['PostgreSQL', 'ALTER TABLE t ALTER COLUMN a SET NOT NULL'],
  ['SQLite', 'CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);'],
  ['SQL Server', 'CREATE TABLE t (a int IDENTITY(1,1));\nGO\n'],
  ['Oracle', 'CREATE TABLE t (a VARCHAR2(20));'],
])('SQL of %s is told by its signs', (dialect, text) => {
  const { code, message } = refusal(text);
  expect(code).toBe('OTHER_SQL');
  expect(message).toContain(`it looks like ${dialect} (`);
});

test.each([
  ['ALTER TABLE nowhere ADD b int', 'table "nowhere" does not exist'],
  ['CREATE INDEX i ON nowhere (a)', 'table "nowhere" does not exist'],
  ['CREATE TRIGGER g BEFORE INSERT ON nowhere FOR EACH ROW SET @a = 1', 'table "nowhere" does not exist'],
  ['DROP TABLE nowhere', 'table "nowhere" does not exist'],
  ['RENAME TABLE nowhere TO t', 'table "nowhere" does not exist'],
  ['CREATE TABLE t LIKE nowhere', 'table "nowhere" does not exist'],
  ['DROP VIEW nowhere', 'view "nowhere" does not exist'],
  ['CREATE TABLE t (a int); CREATE TABLE t (b int)', "there is a table 't' already"],
  ['CREATE TABLE t (a int); CREATE VIEW t AS SELECT 1', "there is a table or view 't' already"],
  ['CREATE TABLE t (a int); CREATE TABLE u (a int); RENAME TABLE t TO u', "there is a table 'u' already"],
  ['CREATE TABLE t (a int, A int)', "table 't' has a column 'A' already"],
  ['CREATE TABLE t (a int); ALTER TABLE t ADD a int', "table 't' has a column 'a' already"],
  ['CREATE TABLE t (a int); ALTER TABLE t DROP b', "table 't' has no column 'b'"],
  ['CREATE TABLE t (a int); ALTER TABLE t MODIFY b int', "table 't' has no column 'b'"],
  ['CREATE TABLE t (a int, KEY (b))', "table 't' has no column 'b'"],
  ['CREATE TABLE t (a int, KEY k (a), KEY k (a))', "table 't' has a key 'k' already"],
  ['CREATE TABLE t (a int); DROP INDEX k ON t', "table 't' has no key 'k'"],
  ['CREATE TABLE t (a int AUTO_INCREMENT)', "table 't' has no key of AUTO_INCREMENT column 'a'"],
  [
    'CREATE TABLE t (a int PRIMARY KEY, b int) PARTITION BY HASH (b)',
    "table 't' is partitioned by columns that key 'PRIMARY' does not have, so that nothing keeps it unique",
  ],
  ['CREATE PROCEDURE p() SELECT 1; CREATE PROCEDURE p() SELECT 2', "there is a procedure 'p' already"],
])('what the server would refuse is an error: %s', (text, problem) => {
  const said = /does not exist$/.test(problem) ? problem : `MySQL would refuse this: ${problem}`;
  expect(refusal(text).message).toBe(`schema.sql:1: ${said}`);
});

test.each([
  'CREATE TABLE t AS SELECT 1 AS a; ALTER TABLE t DROP a, ADD KEY (b)',
  'CREATE TABLE t (a int); CALL make(); ALTER TABLE nowhere ADD b int',
  'CREATE TABLE t (a int); CREATE TEMPORARY TABLE t (a int)',
  'CREATE TABLE t (a int); ALTER TABLE t DROP COLUMN IF EXISTS b, ADD COLUMN IF NOT EXISTS a int, DROP INDEX IF EXISTS k',
  'CREATE TABLE t (a int, b int); ALTER TABLE t DROP a, ADD a text, CHANGE b c int, ADD KEY (c)',
  'CREATE TABLE t (a int REFERENCES later (id), KEY (a)); CREATE TABLE later (id int PRIMARY KEY)',
])('and what it takes is none: %s', (text) => {
  expect(readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb').tables.length).toBeGreaterThan(0);
});

test('what is nested too deep is refused, what is long is not', () => {
  const nested = `CREATE TABLE t (a int, CHECK (${'('.repeat(5000)}a${')'.repeat(5000)}))`;
  expect(refusal(nested).message).toContain('an expression is nested more than 200 levels deep');
  const long = `CREATE TABLE t (a int, CHECK (a = 0${' OR a = 1'.repeat(20_000)}))`;
  expect(readMysqlDdl([{ name: 'x', text: long }], 'mysql').tables[0]?.constraints).toHaveLength(1);
  expect(refusal(`CREATE TABLE t (a int AS (1${' + 1'.repeat(5000)}))`).message).toContain('more than 1000 operators');
});
