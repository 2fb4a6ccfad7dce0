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
  ['CREATE VIEW v AS WITH c AS (SELECT 1) SELECT * FROM c JOIN nowhere', 'table "nowhere" does not exist'],
  ['CREATE TABLE t (a int); CREATE TABLE t (b int)', "there is a table 't' already"],
  ['CREATE TABLE t (a int); CREATE VIEW t AS SELECT 1', "there is a table 't' already"],
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
  ['CREATE TABLE t (a int, CHECK (b > 1))', "table 't' has no column 'b'"],
  ['CREATE TABLE t (a int AS (b + 1))', "table 't' has no column 'b'"],
  ['CREATE TABLE t (a int) PARTITION BY HASH (b)', "table 't' has no column 'b'"],
  ["CREATE TABLE t (a enum('x') DEFAULT '')", "column 'a' of table 't' has a default that it cannot hold: ''"],
  ["CREATE TABLE t (a enum('x') DEFAULT 1)", "column 'a' of table 't' has a default that it cannot hold: 1"],
  ["CREATE TABLE t (a set('x') DEFAULT 'x,y')", "column 'a' of table 't' has a default that it cannot hold: 'x,y'"],
  ["CREATE TABLE t (a char(2) DEFAULT 'abc')", "column 'a' of table 't' has a default that it cannot hold: 'abc'"],
  ["CREATE TABLE t (a int DEFAULT 'x')", "column 'a' of table 't' has a default that it cannot hold: 'x'"],
  [
    'CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT f FOREIGN KEY (b) REFERENCES t (a)); ALTER TABLE t ENGINE=Aria',
    "foreign key 'f' keeps table 't' in its engine",
  ],
  [
    'CREATE TABLE t (a int) PARTITION BY LIST (a) (PARTITION p VALUES IN (1)); ALTER TABLE t DROP PARTITION p',
    "table 't' would have no partition",
  ],
  [
    'CREATE TABLE t (a int PRIMARY KEY, CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a)); ALTER TABLE t PARTITION BY HASH (a)',
    "foreign key 'f' of table 't' keeps it from having partitions",
  ],
  ['CREATE TABLE t (a int); CREATE OR REPLACE VIEW t AS SELECT 1', "there is a table 't' already"],
  ['CREATE VIEW v AS SELECT 1; CREATE TABLE v (a int)', "there is a view 'v' already"],
  [
    'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1; CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 2',
    "there is an event 'e' already",
  ],
  ['ALTER EVENT e DISABLE', 'event "e" does not exist'],
  ['GRANT SELECT ON nowhere TO me', 'table "nowhere" does not exist'],
  ['CREATE TABLE t (a int); GRANT UPDATE (b) ON t TO me', 'column "b" does not exist'],
  ['GRANT EXECUTE ON PROCEDURE nowhere TO me', 'procedure "nowhere" does not exist'],
  ['CREATE PROCEDURE p() SELECT 1; CREATE PROCEDURE p() SELECT 2', "there is a procedure 'p' already"],
])('what the server would refuse is an error: %s', (text, problem) => {
  const said = /does not exist$/.test(problem) ? problem : `MySQL would refuse this: ${problem}`;
  expect(refusal(text).message).toBe(`schema.sql:1: ${said}`);
});

test.each([
  'CREATE TABLE t AS SELECT 1 AS a; ALTER TABLE t DROP a, ADD KEY (b)',
  'CREATE TABLE t (a int); CALL make(); ALTER TABLE nowhere ADD b int',
  'CREATE TABLE t (a int); CREATE VIEW v AS SELECT * FROM elsewhere.t JOIN (WITH c AS (SELECT 1) SELECT * FROM c) d',
  'CREATE TABLE t (a int); source more.sql\nCREATE VIEW v AS SELECT a FROM made_there',
  'CREATE TABLE t (a int); CREATE TEMPORARY TABLE t (a int)',
  'CREATE TABLE t (a int); ALTER TABLE t DROP COLUMN IF EXISTS b, ADD COLUMN IF NOT EXISTS a int, DROP INDEX IF EXISTS k',
  'CREATE TABLE t (a int, b int); ALTER TABLE t DROP a, ADD a text, CHANGE b c int, ADD KEY (c)',
  'CREATE TABLE t (a int REFERENCES later (id), KEY (a)); CREATE TABLE later (id int PRIMARY KEY)',
])('and what it takes is none: %s', (text) => {
  expect(readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb').tables.length).toBeGreaterThan(0);
});

test.each([`CHECK (${'NOT '.repeat(50_000)}a)`, `CHECK (${'- '.repeat(50_000)}a)`])(
  'operators before one another nest as brackets do',
  (check) => {
    expect(refusal(`CREATE TABLE t (a int, ${check})`).message).toContain('nested more than 200 levels deep');
  },
);

const inBrackets = (open: string, inner: string, close: string, count = 50_000) =>
  `${open.repeat(count)}${inner}${close.repeat(count)}`;

test.each([
  inBrackets('(', 'SELECT 1', ')'),
  inBrackets('SELECT * FROM (', 'SELECT 1', ') x', 5000),
  `SELECT 1 FROM ${inBrackets('(', 't', ')')}`,
  `SELECT 1 FROM t${' LEFT JOIN t'.repeat(5000)}${' ON 1'.repeat(5000)}`,
])('queries that nest too deep are refused as well', (query) => {
  const text = `CREATE TABLE t (a int); CREATE VIEW v AS ${query}`;
  expect(refusal(text).message).toContain('nested more than 200 levels deep');
});

test('a query of more tables than any server joins is refused', () => {
  const joined = (count: number) =>
    `CREATE TABLE t (a int); CREATE VIEW v AS SELECT 1 FROM t${' JOIN t u'.repeat(count)}`;
  expect(refusal(joined(5000)).message).toContain('a query joins more than 1000 tables');
  expect(readMysqlDdl([{ name: 'x', text: joined(900) }], 'mysql').views).toHaveLength(1);
});

test.each([
  ['SELECT * FROM (((SELECT a AS q FROM t) x JOIN t u) JOIN (SELECT 1 AS one) w)', ['q', 'a', 'b', 'one']],
  ['SELECT ((SELECT max(a) FROM t) + 1) * 2 AS s, (SELECT 1) + ((SELECT 2)) AS r FROM t', ['s', 'r']],
  ['SELECT a FROM t WHERE a IN ((SELECT max(a) FROM t), 3) AND b IN (((SELECT b FROM t)))', ['a']],
  ['((SELECT a FROM t) UNION ALL (SELECT b FROM t ORDER BY b LIMIT 1)) EXCEPT (SELECT 3)', ['a']],
] as const)('brackets hold a query or what is made of queries: %s', (query, columns) => {
  const text = `CREATE TABLE t (a int, b int); CREATE VIEW v AS ${query}`;
  const [view] = readMysqlDdl([{ name: 'x', text }], 'mariadb').views;
  expect(view?.columns.map(({ name }) => name)).toEqual(columns);
});

test.each(['$$', ';'])('a package ends with its own END, where %s ends statements', (delimiter) => {
  const text = `SET sql_mode=ORACLE;
DELIMITER ${delimiter}
CREATE PACKAGE p AS PROCEDURE a(); FUNCTION b() RETURN int; END${delimiter}
CREATE OR REPLACE PACKAGE BODY p AS x int := 1; PROCEDURE a();
  PROCEDURE a() AS y int; BEGIN IF 1 THEN SELECT 1; END IF; END;
  FUNCTION b() RETURN int AS BEGIN RETURN 1; END;
BEGIN SET @a := 1; END${delimiter}
DELIMITER ;
CREATE TABLE t (a int);`;
  const { tables, others } = readMysqlDdl([{ name: 'x', text }], 'mariadb');
  expect([...others.map(({ kind }) => kind), ...tables.map(({ name }) => name)]).toEqual([
    'package',
    'package body',
    't',
  ]);
});

test('what is nested too deep is refused, what is long is not', () => {
  const nested = `CREATE TABLE t (a int, CHECK (${'('.repeat(5000)}a${')'.repeat(5000)}))`;
  expect(refusal(nested).message).toContain('an expression is nested more than 200 levels deep');
  const long = `CREATE TABLE t (a int, CHECK (a = 0${' OR a = 1'.repeat(20_000)}))`;
  expect(readMysqlDdl([{ name: 'x', text: long }], 'mysql').tables[0]?.constraints).toHaveLength(1);
  expect(refusal(`CREATE TABLE t (a int AS (1${' + 1'.repeat(5000)}))`).message).toContain('more than 1000 operators');
  const union = (count: number) => `CREATE VIEW v AS SELECT 1 AS a${' UNION ALL SELECT 1'.repeat(count)}`;
  expect(refusal(union(5000)).message).toContain('a query joins more than 2000 others');
  expect(readMysqlDdl([{ name: 'x', text: union(1999) }], 'mysql').views).toHaveLength(1);
});

test('commands of the client end with their line', () => {
  const text = [
    'use `shop`',
    'CREATE TABLE one (a int);',
    'tee log.txt',
    '\\. more.sql',
    'CREATE TABLE two (a int)\\G',
    'system ls -l',
    'connect shop;',
    '\\u other',
    'CREATE TABLE three (a int);',
    'quit',
    'this is not read',
  ].join('\n');
  const { tables, unread } = readMysqlDdl([{ name: 'schema.sql', text }], 'mysql');
  expect(tables.map(({ schema, name, place }) => [schema, name, place?.line])).toEqual([
    ['shop', 'one', 2],
    ['shop', 'two', 5],
    ['other', 'three', 9],
  ]);
  expect(unread.map(({ statement, reason, place }) => [statement, reason, place.line])).toEqual([
    ['\\. more.sql', 'it runs another file', 4],
    ['system ls -l', 'it runs another program', 6],
  ]);
});

test.each([
  ['CREATE TABLE t (a int) WITH SYSTEM VERSIONING', '24', 'WITH SYSTEM VERSIONING'],
  ['CREATE TABLE t (a int WITHOUT SYSTEM VERSIONING)', '23', 'WITHOUT SYSTEM VERSIONING'],
  ['CREATE TABLE t (a date, b date, PERIOD FOR p (a, b))', '33', 'PERIOD FOR'],
  ['CREATE TABLE t (a timestamp(6) GENERATED ALWAYS AS ROW START)', '52', 'ROW'],
  ['CREATE TABLE t (a int, b int AS (a) PERSISTENT)', '37', 'PERSISTENT'],
  ['CREATE TABLE t (a uuid)', '19', 'uuid'],
  ['CREATE TABLE t (a inet6)', '19', 'inet6'],
  ['CREATE TABLE t (a text COMPRESSED)', '24', 'COMPRESSED'],
  ['CREATE TABLE t (a int, KEY (a) IGNORED)', '32', 'IGNORED'],
  ['CREATE OR REPLACE TABLE t (a int)', '8', 'OR REPLACE TABLE'],
  ['CREATE SEQUENCE s', '8', 'SEQUENCE'],
  ['CREATE PACKAGE p AS PROCEDURE a(); END', '8', 'PACKAGE'],
  ['CREATE INDEX IF NOT EXISTS i ON t (a)', '14', 'IF NOT EXISTS'],
  ['ALTER TABLE t ADD COLUMN IF NOT EXISTS a int', '15', 'IF EXISTS in ALTER TABLE'],
  ['ALTER TABLE t ADD SYSTEM VERSIONING', '19', 'SYSTEM VERSIONING'],
])('what only MariaDB knows is no SQL of MySQL: %s', (text, column, sign) => {
  expect(() => readMysqlDdl([{ name: 'schema.sql', text }], 'mysql')).toThrow(
    `schema.sql:1:${column}: not SQL of MySQL, it looks like MariaDB (${sign})\n`,
  );
});

test.each([
  ['CREATE TABLE t (a int, KEY ((a + 1)))', '29', '(a + 1)'],
  ['CREATE TABLE t (g point NOT NULL SRID 4326)', '34', 'SRID'],
  ["CREATE TABLE t (a int ENGINE_ATTRIBUTE '{}')", '23', 'ENGINE_ATTRIBUTE'],
  ["CREATE TABLE t (a int) ENGINE_ATTRIBUTE='{}'", '24', 'ENGINE_ATTRIBUTE'],
  ['CREATE TABLE t (a int COLUMN_FORMAT FIXED)', '23', 'COLUMN_FORMAT'],
  ['CREATE TABLE t (a int, KEY (a) INVISIBLE)', '32', 'INVISIBLE'],
  ['CREATE TABLE t (a int, CHECK (a > 1) NOT ENFORCED)', '38', 'NOT ENFORCED'],
  ["CREATE TABLE t (a json, b text AS (a->>'$.b'))", '37', '->>'],
  ['CREATE TABLE t (a int, KEY k (a)); ALTER TABLE t ALTER INDEX k INVISIBLE', '64', 'INVISIBLE'],
  ["CREATE LIBRARY l LANGUAGE JAVASCRIPT AS 'x'", '8', 'LIBRARY'],
])('what only MySQL knows is no SQL of MariaDB: %s', (text, column, sign) => {
  expect(() => readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb')).toThrow(
    `schema.sql:1:${column}: not SQL of MariaDB, it looks like MySQL (${sign})\n`,
  );
});
