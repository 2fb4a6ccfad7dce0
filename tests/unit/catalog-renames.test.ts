import { expect, test } from 'vitest';
import { checkCatalog } from '../../src/check/check-catalog.js';
import { UserError } from '../../src/errors.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';

const SETTINGS = { rules: 'all', profile: 'client', detail: 'full', now: '2026-11-20', maxFindings: 1000 } as const;

const SCHEMA = `
CREATE SCHEMA shop;
CREATE TABLE shop.users (
  id bigint PRIMARY KEY,
  mail text NOT NULL UNIQUE CHECK (mail LIKE '%@%' AND mail <> 'mail'),
  age integer CHECK (age > 17),
  domain text GENERATED ALWAYS AS (split_part(mail, '@', 2)) STORED
);
CREATE INDEX ON shop.users (lower(mail)) WHERE mail IS NOT NULL;
CREATE TABLE orders (id bigint PRIMARY KEY, buyer text REFERENCES shop.users (mail) ON DELETE CASCADE);
CREATE VIEW adults AS SELECT u.id, u.mail FROM shop.users u WHERE u.age > 17;
ALTER TABLE shop.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.users USING (mail = CURRENT_USER);
`;

const RENAMED = `${SCHEMA}
ALTER TABLE shop.users RENAME COLUMN mail TO "e-mail";
ALTER TABLE shop.users RENAME TO people;
`;

const read = (text: string) => readPostgresqlSql([{ name: 'schema.sql', text }]);
const check = async (before: string, after: string, renames: readonly string[]) => {
  return checkCatalog(await read(before), await read(after), SETTINGS, renames).issues.map(({ type }) => type);
};

test('what follows a rename has not changed', async () => {
  const renames = ['shop.users=shop.people', 'shop.users.mail=shop.people.e-mail'];
  expect(await check(SCHEMA, RENAMED, renames)).toEqual(['table_renamed', 'column_renamed']);
  expect(await check(SCHEMA, RENAMED, renames.toReversed())).toEqual(['column_renamed', 'table_renamed']);
});

test('nothing is taken for renamed that nobody said was', async () => {
  const found = await check(SCHEMA, RENAMED, []);
  expect(found).toContain('table_removed');
  expect(found).not.toContain('table_renamed');
});

test('names may stand in quotes, and must where they have a mark of their own', async () => {
  const schema = 'CREATE TABLE "a.b" ("c=d" int, "e.f" int, g int);';
  const renamed = 'CREATE TABLE "a.b" ("c d" int, "e""f" int, g int);';
  expect(await check(schema, renamed, ['"a.b"."c=d"="a.b"."c d"', 'a.b.e.f="e""f"'])).toEqual([
    'column_renamed',
    'column_renamed',
  ]);
});

test('in MySQL as well', () => {
  const schema =
    "CREATE TABLE `users` (`id` int PRIMARY KEY, `mail` varchar(50), KEY `m` (`mail`), CHECK (`mail` <> ''));";
  const before = readMysqlDdl([{ name: 'schema.sql', text: schema }], 'mariadb');
  const rename = { name: 'rename.sql', text: 'ALTER TABLE users RENAME COLUMN mail TO email;' };
  const after = readMysqlDdl([{ name: 'schema.sql', text: schema }, rename], 'mariadb');
  const { issues } = checkCatalog(before, after, SETTINGS, ['users.mail=users.email']);
  expect(issues.map(({ type }) => type)).toEqual(['column_renamed']);
});

test.each([
  ['users', 'not a pair of names: "users"'],
  ['orders.buyer=people.e-mail', 'a column keeps to its table, and these are two'],
  ['nobody=people', 'the schema before has no table or column "nobody"'],
  ['orders=nobody', 'the schema after has no table or column "nobody"'],
  ['shop.users.mial=people.e-mail', 'the schema before has no table or column "shop.users.mial"'],
])('%s is refused', async (rename, problem) => {
  const refused = check(SCHEMA, RENAMED, [rename]);
  await expect(refused).rejects.toThrow(UserError);
  await expect(refused).rejects.toThrow(problem);
});

test('in MariaDB the check of a column follows it, and a period its ends; what stands before a text does not', () => {
  const schema =
    "CREATE TABLE t (id int PRIMARY KEY, b bit(3) DEFAULT b'101' CHECK (b > b'0'), s date, e date, PERIOD FOR p (s, e));";
  const renamed =
    "CREATE TABLE t (id int PRIMARY KEY, flags bit(3) DEFAULT b'101' CHECK (flags > b'0'), f date, e date, PERIOD FOR p (f, e));";
  const statements = `${schema} ALTER TABLE t RENAME COLUMN b TO flags, RENAME COLUMN s TO f;`;
  const read = (text: string) => readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb');
  for (const after of [renamed, statements]) {
    const { issues } = checkCatalog(read(schema), read(after), SETTINGS, ['t.b=t.flags', 't.s=t.f']);
    expect(issues.map(({ type }) => type)).toEqual(['column_renamed', 'column_renamed']);
  }
});

const TWO = 'CREATE TABLE s (id int PRIMARY KEY, a int, b int); CREATE TABLE t (id int PRIMARY KEY, c int);';
test.each([
  ['columns that change places', ['s.a=b', 's.b=a'], '--rename s.a=b: something else has the new name before'],
  ['tables that change places', ['s=t', 't=s'], '--rename s=t: something else has the new name before'],
  ['one name of two columns', ['s.a=x', 's.b=x'], '--rename s.b=x: another --rename has one of the names'],
  ['two names of one column', ['s.a=x', 's.a=y'], '--rename s.a=y: another --rename has one of the names'],
])('%s are refused by name', async (_, renames, problem) => {
  const after = `${TWO} ALTER TABLE s ADD x int; ALTER TABLE s ADD y int;`;
  await expect(check(TWO, after, renames)).rejects.toThrow(problem);
  const read = (text: string) => readMysqlDdl([{ name: 'schema.sql', text }], 'mariadb');
  expect(() => checkCatalog(read(TWO), read(after), SETTINGS, renames)).toThrow(problem);
});
