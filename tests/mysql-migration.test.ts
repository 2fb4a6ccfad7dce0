import { describe, expect, test } from 'vitest';
import { readMysqlVersion } from '../src/check/check-mysql-migration.js';
import { readMysqlDdl } from '../src/read/mysql/read-ddl.js';
import { checkMysqlSql, foundInMysql, type MysqlCheck } from './support/mysql-migrations.js';

const USERS = `CREATE TABLE users (
  id int PRIMARY KEY AUTO_INCREMENT, mail varchar(30) NOT NULL DEFAULT '' COMMENT 'where to', age int,
  mood enum('sad','glad'), KEY by_age (age)
);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, body text, KEY author (user_id),
  CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id));`;

const at = (version: string): MysqlCheck => ({ server: { version } });
const mariadb: MysqlCheck = { dialect: 'mariadb' };

/** A statement, and what is found of it. */
const CASES: readonly (readonly [title: string, migration: string, found: readonly string[], options?: MysqlCheck])[] =
  [
    ['a column that comes last', 'ALTER TABLE users ADD COLUMN a int;', []],
    [
      'the same before 8.0.12',
      'ALTER TABLE users ADD COLUMN a int;',
      ['potentially_breaking table_rebuilt'],
      at('5.7.44'),
    ],
    ['a column in between', 'ALTER TABLE users ADD COLUMN a int AFTER id;', []],
    [
      'the same before 8.0.29',
      'ALTER TABLE users ADD COLUMN a int AFTER id;',
      ['potentially_breaking table_rebuilt'],
      at('8.0.28'),
    ],
    ['a default that is computed', 'ALTER TABLE users ADD COLUMN a int DEFAULT (3);', ['breaking table_copied']],
    ['the same on MariaDB', 'ALTER TABLE users ADD COLUMN a int DEFAULT (3);', [], mariadb],
    ['an integer becomes a bigint', 'ALTER TABLE users MODIFY age bigint;', ['breaking table_copied']],
    [
      'a longer text of one length byte',
      "ALTER TABLE users MODIFY mail varchar(60) NOT NULL DEFAULT '' COMMENT 'where to';",
      [],
    ],
    [
      'a longer text of two',
      "ALTER TABLE users MODIFY mail varchar(90) NOT NULL DEFAULT '' COMMENT 'where to';",
      ['breaking table_copied'],
    ],
    [
      'the same on MariaDB',
      "ALTER TABLE users MODIFY mail varchar(90) NOT NULL DEFAULT '' COMMENT 'where to';",
      [],
      mariadb,
    ],
    ['a value at the end', "ALTER TABLE users MODIFY mood enum('sad','glad','calm');", []],
    ['a value in the middle', "ALTER TABLE users MODIFY mood enum('sad','calm','glad');", ['breaking table_copied']],
    [
      'a value that goes',
      "ALTER TABLE users MODIFY mood enum('sad');",
      ['breaking table_copied', 'potentially_breaking type_change_loses'],
    ],
    [
      'a value that goes where nothing is refused',
      "SET sql_mode = ''; ALTER TABLE users MODIFY mood enum('sad');",
      ['breaking table_copied', 'breaking type_change_loses'],
    ],
    ['an index', 'CREATE INDEX by_mail ON users (mail);', []],
    ['an index that is asked for in place', 'CREATE INDEX i ON users (mail) ALGORITHM=INPLACE LOCK=NONE;', []],
    ['the same on MariaDB', 'CREATE INDEX i ON users (mail) ALGORITHM=INPLACE LOCK=NONE;', [], mariadb],
    [
      'a column that is asked for in place',
      'ALTER TABLE users ADD a int, ALGORITHM=INPLACE;',
      ['potentially_breaking table_rebuilt'],
    ],
    ['the same on MariaDB, which does its best', 'ALTER TABLE users ADD a int, ALGORITHM=INPLACE;', [], mariadb],
    ['a default that goes', 'ALTER TABLE users ALTER mail DROP DEFAULT;', ['breaking default_removed']],
    [
      'a table that takes the place of another',
      'CREATE OR REPLACE TABLE posts (a int);',
      ['breaking table_dropped'],
      mariadb,
    ],
    ['every table of the server', 'FLUSH TABLES WITH READ LOCK;', ['potentially_breaking tables_locked']],
    [
      'characters that the new set lacks',
      'ALTER TABLE users CONVERT TO CHARACTER SET latin1;',
      ['breaking table_copied', 'potentially_breaking type_change_loses', 'potentially_breaking type_change_loses'],
    ],
    ['another character set for columns to come', 'ALTER TABLE users DEFAULT CHARACTER SET latin1;', []],
    [
      'a foreign key',
      'ALTER TABLE posts ADD CONSTRAINT f2 FOREIGN KEY (id) REFERENCES users (id);',
      ['breaking table_copied', 'potentially_breaking foreign_key_added'],
    ],
    [
      'a column that a generated one needs',
      'ALTER TABLE users ADD COLUMN twice int AS (age * 2); ALTER TABLE users DROP COLUMN age;',
      ['breaking statement_refused', 'breaking column_dropped'],
    ],
    [
      'both at once',
      'ALTER TABLE users ADD COLUMN twice int AS (age * 2); ALTER TABLE users DROP COLUMN age, DROP COLUMN twice;',
      ['potentially_breaking table_rebuilt', 'breaking column_dropped', 'breaking column_dropped'],
    ],
    [
      'rows of another table, copied at once',
      'INSERT INTO posts (id, body) SELECT id, mail FROM users;',
      ['potentially_breaking rows_written_at_once'],
    ],
    ['an index that is needed', 'DROP INDEX author ON posts;', ['breaking statement_refused']],
    ['an index that is needed no more', 'ALTER TABLE posts DROP FOREIGN KEY fk, DROP INDEX author;', []],
    [
      'the type that a foreign key leads to',
      'ALTER TABLE users MODIFY id bigint AUTO_INCREMENT;',
      ['breaking statement_refused'],
    ],
    [
      'a lock that MySQL does not take beside INSTANT',
      'ALTER TABLE users ADD a int, ALGORITHM=INSTANT, LOCK=NONE;',
      ['breaking statement_refused'],
    ],
    ['the same on MariaDB', 'ALTER TABLE users ADD a int, ALGORITHM=INSTANT, LOCK=NONE;', [], mariadb],
    ['what costs more together', 'ALTER TABLE users ADD a int, ADD INDEX (a);', ['potentially_breaking table_rebuilt']],
    ['a table that the migration has made', 'CREATE TABLE t (a int); ALTER TABLE t MODIFY a bigint; DROP TABLE t;', []],
    ['a temporary table', 'CREATE TEMPORARY TABLE t (a int); ALTER TABLE t MODIFY a bigint;', []],
    [
      'another table of that name',
      'ALTER TABLE nobody MODIFY a bigint;',
      ['potentially_breaking relation_missing', 'potentially_breaking table_copied'],
    ],
    ['what is there already', 'ALTER TABLE users ADD COLUMN IF NOT EXISTS age int;', [], mariadb],
    ['some rows', 'DELETE FROM users WHERE age > 3; UPDATE users SET age = 1 LIMIT 100;', []],
    ['all rows', 'DELETE FROM users WHERE 1;', ['breaking rows_written_at_once']],
    [
      'begun within another one',
      'START TRANSACTION; START TRANSACTION; COMMIT;',
      ['potentially_breaking transaction_unbalanced'],
    ],
  ];

describe('what looks alike is told apart by the schema', () => {
  test.each(CASES.map((one, at) => [`${at + 1}: ${one[0]}`, one] as const))(
    '%s',
    (_, [, migration, expected, options]) => {
      expect(foundInMysql(USERS, migration, options)).toEqual(expected);
    },
  );

  test('nothing is known of a table without a schema before', () => {
    expect(foundInMysql(undefined, 'ALTER TABLE users MODIFY age bigint;')).toEqual([
      'potentially_breaking table_copied',
    ]);
    expect(foundInMysql(undefined, 'ALTER TABLE users DROP COLUMN age;')).toEqual(['breaking column_dropped']);
  });
});

test.each([
  'ALTER TABLE users ADD age int',
  'ALTER TABLE users DROP nobody',
  'ALTER TABLE users RENAME COLUMN nobody TO someone',
  'ALTER TABLE users DROP INDEX nobody',
  'ALTER TABLE posts DROP FOREIGN KEY nobody',
  'ALTER TABLE users ADD INDEX (nobody)',
  'CREATE INDEX by_age ON users (age)',
  'CREATE TABLE users (a int)',
  'RENAME TABLE users TO posts',
  'DROP TABLE users',
  'TRUNCATE users',
  'ALTER TABLE posts ADD n int AUTO_INCREMENT',
  'ALTER TABLE posts ADD FOREIGN KEY (body) REFERENCES nobody (id)',
  'ALTER TABLE posts ADD parent bigint, ADD FOREIGN KEY (parent) REFERENCES posts (id)',
  'ALTER TABLE posts ADD w int NOT NULL DEFAULT 0, ADD FOREIGN KEY (w) REFERENCES users (id) ON DELETE SET NULL',
  'CREATE TABLE t (u bigint, FOREIGN KEY (u) REFERENCES users (id))',
  'CREATE TABLE t (d int AS (1) VIRTUAL); CREATE TABLE t (e int)',
  'CREATE TRIGGER g BEFORE INSERT ON users FOR EACH ROW SET NEW.nobody = 1',
  'CREATE VIEW v AS SELECT users.nobody FROM users',
  'CREATE VIEW v AS SELECT nobody FROM users',
  'CREATE VIEW v AS SELECT u.id FROM users u JOIN posts ON author = u.id WHERE nobody IS NULL',
  "ALTER TABLE users ADD e enum('a', 'b') DEFAULT 'c'",
  "ALTER TABLE users ADD s set('a', 'b') DEFAULT 'a,c'",
  "ALTER TABLE users MODIFY age int DEFAULT 'old'",
  'ALTER TABLE users ADD CHECK (nobody > 1)',
  'ALTER TABLE posts ADD v int AS (nobody + 1)',
  'ALTER TABLE users ENGINE = MyISAM',
  'ALTER TABLE users RENAME TO posts',
  "ALTER TABLE users ALTER age SET DEFAULT 'old'",
  'CREATE TABLE m (id bigint PRIMARY KEY) ENGINE = MyISAM; CREATE TABLE n (m bigint, FOREIGN KEY (m) REFERENCES m (id))',
])('what the server refuses is told: %s', (migration) => {
  for (const dialect of ['mysql', 'mariadb'] as const) {
    expect(foundInMysql(USERS, `${migration};`, { dialect })).toContain('breaking statement_refused');
    const isOfKeys = /REFERENCES|DROP TABLE|TRUNCATE|ENGINE/.test(migration);
    const unchecked = foundInMysql(USERS, `SET foreign_key_checks = 0; ${migration};`, { dialect });
    expect(unchecked.includes('breaking statement_refused')).toBe(!isOfKeys);
  }
});

test('a column goes at the cost of what goes with it, as measured on MariaDB', () => {
  const before = `CREATE TABLE v (id int PRIMARY KEY, b int, c int, g int AS (id + 1) VIRTUAL, UNIQUE ub (b), KEY k (c));
CREATE TABLE w (id int PRIMARY KEY, b int, c int, UNIQUE ub (b)); CREATE TABLE ft (x int PRIMARY KEY, w text, FULLTEXT fw (w));`;
  const cost = (statement: string) =>
    foundInMysql(before, `ALTER TABLE ${statement};`, mariadb).filter((text) =>
      /table_(?:copied|rebuilt)|writes_/.test(text),
    );
  expect(cost('v DROP COLUMN b')).toEqual(['breaking table_copied']);
  expect(cost('v DROP COLUMN c, DROP INDEX ub')).toEqual(['breaking table_copied']);
  expect(cost('v DROP COLUMN c, DROP INDEX k')).toEqual([]);
  expect(cost('w DROP COLUMN b, DROP INDEX ub')).toEqual([]);
  expect(cost('ft DROP COLUMN w')).toEqual(['potentially_breaking table_rebuilt']);
  expect(cost('ft DROP COLUMN w, DROP INDEX fw')).toEqual(['potentially_breaking table_rebuilt']);
});

test('indexes of words are made one at a time, as measured on MariaDB', () => {
  const before = `CREATE TABLE t (id int PRIMARY KEY, a text, b text, c text, FULLTEXT f (a, b), FULLTEXT g (c));
CREATE TABLE one (id int PRIMARY KEY, a text, b text, c text, FULLTEXT f (a, b));`;
  const cost = (statement: string) =>
    foundInMysql(before, `ALTER TABLE ${statement};`, mariadb).filter((text) =>
      /table_(?:copied|rebuilt)|writes_/.test(text),
    );
  const copied = ['breaking table_copied'];
  expect(cost('t DROP COLUMN b')).toEqual(copied);
  expect(cost('t ADD COLUMN d int')).toEqual(copied);
  expect(cost('t MODIFY b text NOT NULL')).toEqual(copied);
  expect(cost('t FORCE')).toEqual(copied);
  expect(cost('one ADD FULLTEXT g (b), ADD FULLTEXT h (c)')).toEqual(copied);
  expect(cost('t DROP COLUMN c')).not.toEqual(copied);
  expect(cost('t DROP COLUMN b, DROP INDEX g')).not.toEqual(copied);
  expect(cost('one DROP COLUMN b')).not.toEqual(copied);
  expect(cost('one ADD FULLTEXT g (c)')).not.toEqual(copied);
});

test('what is computed when it is read stays that', () => {
  const before = 'CREATE TABLE t (a int, v int AS (a) VIRTUAL, s int AS (a) STORED)';
  const isRefused = (clause: string) =>
    foundInMysql(before, `ALTER TABLE t ${clause};`).includes('breaking statement_refused');
  expect(
    ['MODIFY v int AS (a) STORED', 'MODIFY v int', 'MODIFY s int AS (a) VIRTUAL', 'MODIFY a int AS (1) VIRTUAL'].map(
      isRefused,
    ),
  ).toEqual([true, true, true, true]);
  expect(['MODIFY s int', 'MODIFY a int AS (1) STORED', 'MODIFY v int AS (a + 1) VIRTUAL'].map(isRefused)).toEqual([
    false,
    false,
    false,
  ]);
});

test('what a view reads is known whatever quotes its file has names in', () => {
  const before = `SET sql_mode='ANSI_QUOTES'; CREATE TABLE "t" ("a" int, b int); CREATE VIEW "v" AS SELECT "a" FROM "t";`;
  const found = (migration: string) => foundInMysql(before, migration, mariadb);
  expect(found('ALTER TABLE t DROP COLUMN a;')).toEqual(['breaking object_broken', 'breaking column_dropped']);
  expect(found('ALTER TABLE t DROP COLUMN b;')).toEqual(['breaking column_dropped']);
});

test('a new definition says what it takes away, unless it says so itself', () => {
  const lost = (migration: string) =>
    checkMysqlSql(USERS, migration).issues.find(({ type }) => type === 'attributes_dropped')?.suggested_migration;
  expect(lost('ALTER TABLE users MODIFY mail varchar(60);')).toBe(
    "Repeat it in the definition: NOT NULL DEFAULT '' COMMENT 'where to'",
  );
  expect(lost("ALTER TABLE users CHANGE mail mail varchar(60) NULL DEFAULT NULL COMMENT '';")).toBeUndefined();
  expect(lost('ALTER TABLE users MODIFY id int;')).toBe('Repeat it in the definition: AUTO_INCREMENT');
});

test('comments take findings away, in the words of MySQL as well', () => {
  const check = (comment: string) => checkMysqlSql(USERS, `${comment}\nDROP TABLE posts;`, { detail: 'outline' });
  const { issues, suppressed_findings: hidden } = check('# migrate-arch: ignore table_dropped reason="moved"');
  expect(hidden).toBe(1);
  expect(issues.map(({ type }) => type)).toEqual(['lock_timeout_missing']);
  expect(check('-- migrate-arch: ignore table_dropped').issues.map(({ type }) => type)).toContain(
    'suppression_unreasoned',
  );
});

test('a server is known by its version', () => {
  expect(readMysqlVersion('8.0.28', undefined)).toEqual({ dialect: 'mysql', version: '8.0.28' });
  expect(readMysqlVersion('10.11', undefined)).toEqual({ dialect: 'mariadb', version: '10.11' });
  expect(readMysqlVersion('10.11.6-MariaDB', 'mariadb')).toEqual({ dialect: 'mariadb', version: '10.11.6' });
  expect(() => readMysqlVersion('10.11', 'mysql')).toThrow('no version of MySQL');
  expect(() => readMysqlVersion('8.0.28', 'mariadb')).toThrow('no version of MariaDB');
  expect(() => readMysqlVersion('eight', undefined)).toThrow('no version');
});

test('columns, keys and checks stand on lines of their own', () => {
  const text =
    '\nCREATE TABLE t (\n  a int,\n  b int,\n\n  KEY k (b),\n  CONSTRAINT c CHECK (a > 0)\n);\nALTER TABLE t\n  ADD d int,\n  ADD UNIQUE u (d);';
  const [table] = readMysqlDdl([{ name: 'x.sql', text }], 'mysql').tables;
  const lines = [...(table?.columns ?? []), ...(table?.indexes ?? []), ...(table?.constraints ?? [])].map(
    ({ name, place }) => `${name} ${place?.line}`,
  );
  expect(table?.place?.line).toBe(2);
  expect(lines).toEqual(['a 3', 'b 4', 'd 10', 'k 6', 'u 11', 'c 7']);
});
