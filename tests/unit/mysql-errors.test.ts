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

test('what is nested too deep is refused, what is long is not', () => {
  const nested = `CREATE TABLE t (a int, CHECK (${'('.repeat(5000)}a${')'.repeat(5000)}))`;
  expect(refusal(nested).message).toContain('an expression is nested more than 200 levels deep');
  const long = `CREATE TABLE t (a int, CHECK (a = 0${' OR a = 1'.repeat(20_000)}))`;
  expect(readMysqlDdl([{ name: 'x', text: long }], 'mysql').tables[0]?.constraints).toHaveLength(1);
  expect(refusal(`CREATE TABLE t (a int AS (1${' + 1'.repeat(5000)}))`).message).toContain('more than 1000 operators');
});
