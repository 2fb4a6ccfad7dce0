import { expect, test } from 'vitest';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';

const read = (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]);
const failing = (text: string) =>
  read(text).then(
    () => 'no error',
    ({ message }: Error) => message,
  );

test('every object knows its line', async () => {
  const { tables, types } = await read(
    "\n-- é\nCREATE TYPE mood AS ENUM ('a');\n\nCREATE TABLE t (\n  id int\n);\nALTER TABLE t ADD x int;",
  );
  expect(types.map(({ place }) => place)).toEqual([{ file: 'schema.sql', line: 3 }]);
  expect(tables.map(({ place }) => place?.line)).toEqual([5]);
  expect(tables[0]?.columns.map(({ name, place }) => [name, place?.line])).toEqual([
    ['id', 6],
    ['x', 8],
  ]);
});

test('names that nobody gave are those of the server', async () => {
  const long = 'a_table_with_a_name_that_is_as_long_as_they_may_be';
  const { tables, sequences } = await read(`
    CREATE TABLE ${long} (a_column_with_quite_a_long_name serial UNIQUE, b int CHECK (b > 0) CHECK (b < 9), CHECK (b > 1));
    CREATE INDEX ON ${long} (b, (b + 1), lower('x'));
    CREATE INDEX ON ${long} (b, (b + 1), lower('x'));`);
  expect(sequences.map(({ name }) => name)).toEqual([
    'a_table_with_a_name_that_is_a_a_column_with_quite_a_long_na_seq',
  ]);
  expect(tables[0]?.constraints.map(({ name }) => name)).toEqual([
    'a_table_with_a_name_that_is_as_long_as_they_may_be_b_check',
    'a_table_with_a_name_that_is_as_long_as_they_may_be_b_check1',
    'a_table_with_a_name_that_is_as_long_as_they_may_be_b_check2',
    'a_table_with_a_name_that_is_a_a_column_with_quite_a_long_na_key',
  ]);
  expect(tables[0]?.indexes.map(({ name }) => name)).toEqual([
    'a_table_with_a_name_that_is_as_long_as_they_ma_b_expr_lower_idx',
    'a_table_with_a_name_that_is_as_long_as_they_m_b_expr_lower_idx1',
  ]);
});

test.each([
  'IF now() > now() THEN CREATE TABLE t (); END IF;',
  'FOR i IN 1..2 LOOP CREATE TABLE t (); END LOOP;',
  'BEGIN CREATE TABLE t (); CREATE TABLE s (); EXCEPTION WHEN others THEN NULL; END;',
  'BEGIN CREATE TABLE t (); EXCEPTION WHEN others THEN CREATE TABLE s (); END;',
  "RAISE EXCEPTION 'no';",
  'CREATE TABEL t ();',
])('a block that does not say what it does is listed: %s', async (body) => {
  const { unread, tables } = await read(`DO $$ BEGIN ${body} END $$;`);
  expect(unread.map(({ reason }) => reason)).toEqual(['it runs code']);
  expect(tables).toEqual([]);
});

test('what is about the server is listed, and no password with it', async () => {
  const { notCompared = [], unread } = await read(`
    CREATE ROLE app LOGIN PASSWORD 'secret';
    ALTER DATABASE shop SET search_path = 'a, b';
    CREATE TABLESPACE fast LOCATION '/fast'; DROP TABLESPACE fast;
    CREATE DATABASE shop; GRANT admin TO app; GRANT CONNECT ON DATABASE shop TO app;
    SECURITY LABEL ON SCHEMA public IS 'secret';
    CREATE TABLE t (a int);`);
  expect(unread).toEqual([]);
  expect(notCompared.map(({ statement, place }) => `${place.line}: ${statement}`)).toEqual([
    '2: CREATE ROLE app LOGIN PASSWORD …',
    '3: ALTER DATABASE shop SET search_path = …',
    '4: CREATE TABLESPACE fast LOCATION …',
    '4: DROP TABLESPACE fast',
    '5: CREATE DATABASE shop',
    '5: GRANT admin TO app',
    '5: GRANT CONNECT ON DATABASE shop TO app',
    '6: SECURITY LABEL ON SCHEMA public IS …',
  ]);
  expect(new Set(notCompared.map(({ reason }) => reason))).toEqual(
    new Set(['it is about the server, not about a schema', 'security labels are not read']),
  );
});

test.each([
  ['DROP FUNCTION IF EXISTS f(text, boolean);', ['f']],
  ['DROP FUNCTION f(text, OUT boolean);', []],
  ['DROP FUNCTION f(text);', []],
])('a function is told by what it takes: %s', async (dropped, expected) => {
  const { routines } = await read(`CREATE FUNCTION f(a text, OUT b boolean) LANGUAGE sql AS 'SELECT true'; ${dropped}`);
  expect(routines.map(({ name }) => name)).toEqual(expected);
});

const FRESH = [
  'DROP TABLE users; DROP FUNCTION f(); CREATE TABLE users (id int);',
  'DROP TABLE users, posts CASCADE; CREATE TABLE users (id int);',
  'CREATE TABLE posts (a int); DROP TABLE users; DROP TRIGGER tr ON users; CREATE TABLE users (id int); CREATE TRIGGER tr BEFORE INSERT ON users EXECUTE FUNCTION suppress_redundant_updates_trigger();',
  'BEGIN; CREATE TABLE posts (a int); COMMIT; DROP TABLE "users"; CREATE TABLE public."users" (id int);',
];

test.each(FRESH)('a script that drops what it makes afterwards is read, as psql does: %s', async (text) => {
  const { tables, notCompared = [] } = await read(text);
  expect(tables.map(({ name }) => name)).toContain('users');
  expect(notCompared.length).toBeGreaterThan(0);
  for (const { reason } of notCompared)
    expect(reason).toBe('it drops what is not there yet: psql goes on past that error, other tools stop at it');
});

test.each([
  'CREATE TABLE users (id int); DROP TABLE usres;',
  'CREATE TABLE posts (a int); DROP TABLE posts, users; CREATE TABLE userss (id int);',
  'BEGIN; DROP TABLE users; CREATE TABLE users (id int); COMMIT;',
  '\\set ON_ERROR_STOP on\nDROP TABLE users; CREATE TABLE users (id int);',
])('and one that drops what nobody makes is not: %s', async (text) => {
  await expect(read(text)).rejects.toThrow(/does not exist/);
});

test('of a folder of migrations every statement has to succeed', async () => {
  const texts = ['DROP TABLE users; CREATE TABLE users (id int);', 'CREATE TABLE posts (id int);'];
  const sources = texts.map((text, at) => ({ name: `${at}.sql`, text }));
  await expect(readPostgresqlSql(sources)).rejects.toThrow('table "users" does not exist');
});

test('what cannot be read from its text is listed, and what changes nothing is not', async () => {
  const { unread } = await read(`
    DO $$ BEGIN EXECUTE 'DROP TABLE ' || 't'; END $$;
    SET statement_timeout = 0; INSERT INTO nowhere VALUES (1); SELECT setval('q', 1); VACUUM; NOTIFY x;
    CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
    SELECT f(); CALL p();
\\i other.sql
\\connect db
`);
  expect(unread.map(({ statement, reason, place }) => [place.line, statement, reason])).toEqual([
    [2, "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 't'; END $$", 'it runs code'],
    [5, 'SELECT f()', 'it calls f()'],
    [5, 'CALL p()', 'it runs a procedure'],
    [6, '\\i other.sql', 'it runs another file'],
  ]);
});

test.each([
  [
    'CREATE TABLE t (\n  id int,,\n  x int)',
    'schema.sql:2:10: not SQL of PostgreSQL: syntax error at or near ","\n      id int,,\n             ^',
  ],
  [
    "SELECT '😀é' FROM FROM t",
    `schema.sql:1:19: not SQL of PostgreSQL: syntax error at or near "FROM"\n    SELECT '😀é' FROM FROM t\n                      ^`,
  ],
  [
    'CREATE TABLE t (a int);\nCREATE TABLE t (b int);',
    'schema.sql:2: PostgreSQL would refuse this: relation public.t already exists',
  ],
  ['\nALTER TABLE t ADD x int', 'schema.sql:2: relation "t" does not exist'],
  ['CREATE TABLE t (a int REFERENCES other)', 'schema.sql:1: table "other" does not exist'],
  ['CREATE TABLE t (a whatever)', 'schema.sql:1: type "whatever" does not exist'],
  [
    'CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; DROP TABLE t',
    'schema.sql:1: PostgreSQL would refuse this: view public.v depends on table public.t',
  ],
  [
    'CREATE TABLE `t` (a int) ENGINE=InnoDB',
    'schema.sql:1:14: not SQL of PostgreSQL, it looks like MySQL (a name in backticks): syntax error at or near "`"\n    CREATE TABLE `t` (a int) ENGINE=InnoDB\n                 ^',
  ],
  [
    'CREATE TABLE [dbo].[t] (a int)\nGO\n',
    'schema.sql:1:14: not SQL of PostgreSQL, it looks like SQL Server (GO): syntax error at or near "["\n    CREATE TABLE [dbo].[t] (a int)\n                 ^',
  ],
  [
    'CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)',
    'schema.sql:1:39: not SQL of PostgreSQL, it looks like SQLite (AUTOINCREMENT): syntax error at or near "AUTOINCREMENT"\n    CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)\n                                          ^',
  ],
])('an error names the place: %s', async (text, message) => {
  expect(await failing(text)).toBe(message);
});

test('what is set for a transaction ends with it, and a file begins anew', async () => {
  const first =
    'CREATE SCHEMA a; BEGIN; SET LOCAL search_path TO a; CREATE TABLE t (); COMMIT; CREATE TABLE t (); SET search_path = a;';
  const { tables } = await readPostgresqlSql([
    { name: '1.sql', text: first },
    { name: '2.sql', text: 'CREATE TABLE u ();' },
  ]);
  expect(tables.map(({ schema, name, place }) => [schema, name, place?.file])).toEqual([
    ['a', 't', '1.sql'],
    ['public', 't', '1.sql'],
    ['public', 'u', '2.sql'],
  ]);
});

test('ten thousand statements take time in proportion', async () => {
  const text = (count: number) =>
    Array.from({ length: count }, (_, at) => `CREATE TABLE t${at} (id serial PRIMARY KEY, a int CHECK (a > 0));`).join(
      '\n',
    );
  await read(text(10));
  const time = async (count: number) => {
    const start = performance.now();
    expect((await read(text(count))).tables).toHaveLength(count);
    return performance.now() - start;
  };
  const [few, many] = [await time(500), await time(4000)];
  expect(many / few).toBeLessThan(8 * 3);
});

test.each([
  [
    'CREATE TABLE a (id NUMBER(10), name VARCHAR2(50));',
    'type "number" does not exist; the text looks like Oracle (VARCHAR2)',
  ],
  [
    'CREATE TABLE a (id uniqueidentifier, x nvarchar(9));',
    'does not exist; the text looks like SQL Server (UNIQUEIDENTIFIER)',
  ],
  ['CREATE TABLE a (id nobodys);', 'schema.sql:1: type "nobodys" does not exist'],
  ['CREATE VIEW v AS SELECT * FROM nobody;', 'schema.sql:1: relation "nobody" does not exist'],
  [
    'CREATE VIEW v AS WITH a AS (SELECT 1) SELECT * FROM a, x.nobody;',
    'schema.sql:1: relation "x.nobody" does not exist',
  ],
])('what nothing defines is refused: %s', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test('a view may read what the server, an extension or an unread statement brings', async () => {
  const { views } =
    await read(`CREATE VIEW a AS WITH RECURSIVE r AS (SELECT 1 AS n UNION SELECT n + 1 FROM r) SELECT * FROM r;
    CREATE VIEW b AS SELECT relname, table_name, typname FROM pg_class, information_schema.tables, pg_catalog.pg_type;
    CREATE EXTENSION pg_stat_statements; CREATE VIEW c AS SELECT * FROM pg_stat_statements, of_another;`);
  expect(views.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test('data that a command of psql brings is passed over', async () => {
  const { tables } = await read(
    "CREATE TABLE a (x int);\n\\copy a from stdin\n1; it's\n\\.\n\\copy a from 'x.csv'\nCREATE TABLE b (x int);",
  );
  expect(tables.map(({ name }) => name)).toEqual(['a', 'b']);
});
