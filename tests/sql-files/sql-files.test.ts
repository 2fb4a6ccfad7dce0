import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decode } from '../../src/read/decode.js';
import { orderMigrations } from '../../src/read/sql-files/order.js';
import { readSqlFiles } from '../../src/read/sql-files/read-sql-files.js';
import { upPart } from '../../src/read/sql-files/up-part.js';

const nothing = () => Promise.resolve(Buffer.of());
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-sql-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const failing = (path: string, input = nothing) =>
  readSqlFiles(path, input).then(
    () => 'no error',
    ({ message }: Error) => message,
  );

test.each([
  ['plain numbers', ['10_c.sql', '2_b.sql', '001_a.sql', 'README.md'], ['001_a.sql', '2_b.sql', '10_c.sql']],
  ['names', ['views.sql', 'tables2.sql', 'tables10.sql'], ['tables2.sql', 'tables10.sql', 'views.sql']],
  [
    'Flyway',
    ['R__views.sql', 'V1.10__c.sql', 'V1.2__b.sql', 'V1__a.sql', 'U1__a.sql', 'V2_1__d.sql'],
    ['V1__a.sql', 'V1.2__b.sql', 'V1.10__c.sql', 'V2_1__d.sql', 'R__views.sql'],
  ],
  [
    'Flyway, in folders of its own, with callbacks and what it passes over',
    [
      'R__b.sql',
      '2024/V2__b.sql',
      '2023/q1/V1__a.sql',
      '2024/R__a.sql',
      'afterMigrate__z.sql',
      'beforeMigrate.sql',
      'afterClean.sql',
      'seed.sql',
      '2023/U1__a.sql',
      '2023/note.sql',
      'node_modules/x/V9__x.sql',
    ],
    ['beforeMigrate.sql', '2023/q1/V1__a.sql', '2024/V2__b.sql', '2024/R__a.sql', 'R__b.sql', 'afterMigrate__z.sql'],
  ],
  ['a baseline of Flyway', ['V1__a.sql', 'B2__all.sql', 'V2__b.sql', 'V3__c.sql'], ['B2__all.sql', 'V3__c.sql']],
  [
    'Prisma',
    ['20240202_b/migration.sql', '20240101_a/migration.sql', 'migration_lock.toml'],
    ['20240101_a/migration.sql', '20240202_b/migration.sql'],
  ],
  ['sqlx, golang-migrate', ['1_a.up.sql', '1_a.down.sql', '2_b.up.sql'], ['1_a.up.sql', '2_b.up.sql']],
  ['Diesel, Hasura', ['1_a/up.sql', '1_a/down.sql', '2_b/up.sql'], ['1_a/up.sql', '2_b/up.sql']],
  [
    'long numbers',
    ['20240101000000000002_b.sql', '20240101000000000001_a.sql'],
    ['20240101000000000001_a.sql', '20240101000000000002_b.sql'],
  ],
])('migrations are put in the order of their tool: %s', (_, paths, ordered) => {
  expect(orderMigrations('migrations', paths)).toEqual(ordered);
});

test.each([
  [['1_a.sql', '01_b.sql'], 'migrations: two migrations have the number 1: 01_b.sql and 1_a.sql'],
  [['V1__a.sql', 'V1.0__b.sql'], 'migrations: two migrations have the number 1: V1.0__b.sql and V1__a.sql'],
  [['README.md'], 'migrations: there are no migrations in SQL in this folder'],
  [['toc.dat', '1.dat'], 'migrations: this is a dump in the directory format of pg_dump, not a text'],
])('a folder that has no order is an error: %s', (paths, message) => {
  expect(() => orderMigrations('migrations', [...paths].sort().reverse())).toThrow(message);
});

test.each([
  ['goose', '-- +goose Up\nA;\n-- +goose Down\nB;\n', '-- +goose Up\nA;\n\n\n'],
  ['dbmate', '-- migrate:up\nA;\n\n-- migrate:down\nB;', '-- migrate:up\nA;\n\n\n'],
  ['node-pg-migrate', '-- Up Migration\nA;\n-- Down Migration\nB;', '-- Up Migration\nA;\n\n'],
  ['the down part first', '-- +migrate Down\nB;\n-- +migrate Up\nA;', '\n\n-- +migrate Up\nA;'],
  ['tern', 'A;\n---- create above / drop below ----\nB;', 'A;\n\n'],
  ['none', 'A;\n-- up we go\nB;', 'A;\n-- up we go\nB;'],
])('what undoes a migration is left out: %s', (_, text, kept) => {
  expect(upPart(text)).toBe(kept);
});

test('of formatted SQL of Liquibase what speaks to the tool and to other systems is left out, and `;` ends statements', () => {
  const text = [
    '--liquibase formatted sql',
    '--changeset anna:1 endDelimiter:// dbms:mysql,oracle',
    'CREATE PROCEDURE p() BEGIN SELECT 1; END //',
    '-- said to people',
    '//',
    '--rollback DROP PROCEDURE p //',
    '--changeset anna:2 dbms:oracle',
    'CREATE TABLE o (a VARCHAR2(3))',
    '--changeset anna:3 dbms:"!h2" endDelimiter:\\nGO',
    'CREATE TABLE t (a int)',
    'GO',
    '--changeset anna:4',
    'SELECT 4 //',
  ].join('\n');
  const plain = [
    '',
    '',
    'CREATE PROCEDURE p() BEGIN SELECT 1; END ;',
    '-- said to people',
    ';',
    '',
    '',
    '',
    '',
    'CREATE TABLE t (a int)',
    ';',
    '',
    'SELECT 4 //',
  ].join('\n');
  expect(upPart(text)).toBe(plain);
  expect(upPart(`x\n${text}`)).toBe(`x\n${text}`);
});

test('a folder is read file by file', async () => {
  write({ '2_b.sql': 'B;', '1_a.sql': '-- migrate:up\nA;\n-- migrate:down\nX;', 'notes.txt': 'x' });
  expect(await readSqlFiles(folder, nothing)).toEqual([
    { name: join(folder, '1_a.sql'), text: '-- migrate:up\nA;\n\n' },
    { name: join(folder, '2_b.sql'), text: 'B;' },
  ]);
});

test('a folder that mydumper or MySQL Shell has made is read in the order in which it is loaded', async () => {
  write({
    'shop.v-schema-view.sql': 'F;',
    'shop.v-schema.sql': 'D;',
    'shop.users-schema.sql': 'C;',
    'shop.users-schema-triggers.sql': 'G;',
    'shop.users.00000.sql': 'rows',
    'shop-schema-post.sql': 'H;',
    'shop-schema-create.sql': 'A;',
    'other-schema-create.sql': 'B;',
    metadata: '',
  });
  expect((await readSqlFiles(folder, nothing)).map(({ text }) => text)).toEqual([
    'USE `other`; B;',
    ...['A', 'C', 'D', 'F', 'G', 'H'].map((letter) => `USE \`shop\`; ${letter};`),
  ]);
  rmSync(folder, { recursive: true });
  write({
    '@.sql': '-- before',
    '@.post.sql': '-- after',
    'shop.sql': 'A;',
    'shop@a.sql': 'C;',
    'shop@a.pre.sql': 'B;',
    'shop@b.sql': 'D;',
    'shop@b.triggers.sql': 'E;',
    'shop@b.tsv.zst': 'rows',
  });
  expect((await readSqlFiles(folder, nothing)).map(({ text }) => text)).toEqual([
    '-- before',
    ...['A', 'B', 'C', 'D', 'E'].map((letter) => `USE \`shop\`; ${letter};`),
    '-- after',
  ]);
});

test('rows may hold bytes that are no UTF-8, the schema may not', async () => {
  const rows = Buffer.concat([
    Buffer.from("INSERT INTO `t` VALUES (_binary '"),
    Buffer.from([0xff, 0xfe, 0x80]),
    Buffer.from("');\n"),
  ]);
  write({
    'dump.sql': Buffer.concat([
      Buffer.from('CREATE TABLE `t` (a blob);\n'),
      rows,
      Buffer.from('CREATE TABLE `u` (a int);\n'),
    ]),
  });
  const [dump] = await readSqlFiles(join(folder, 'dump.sql'), nothing);
  expect(dump?.text).toBe('CREATE TABLE `t` (a blob);\n\nCREATE TABLE `u` (a int);\n');
  write({ 'old.sql': Buffer.from('CREATE TABLE caf\xe9 (a int);', 'latin1') });
  expect(await failing(join(folder, 'old.sql'))).toContain('not valid UTF-8 at line 1, column 17');
});

test('a migration that is compressed is not passed over', async () => {
  write({ '1_a.sql': 'A;', '2_b.sql.gz': gzipSync('B;') });
  expect(await failing(folder)).toBe(`${folder}/2_b.sql.gz: this is a gzip file, not a text`);
});

test('standard input is one file', async () => {
  expect(await readSqlFiles('-', () => Promise.resolve(Buffer.from('SELECT 1')))).toEqual([
    { name: 'standard input', text: 'SELECT 1' },
  ]);
});

test.each([
  ['custom', Buffer.from('PGDMP\x01\x0e\x00…'), 'this is a dump in the custom format of pg_dump, not a text'],
  ['tar', Buffer.from('toc.dat\0\0\0'), 'this is a dump in the tar format of pg_dump, not a text'],
  ['gzip', gzipSync('SELECT 1'), 'this is a gzip file, not a text'],
  [
    'binlog',
    Buffer.from('\xfebin\x5b\x9e\x6d\x5f\x0f\x01', 'latin1'),
    'this is a binary log of MySQL or MariaDB, not a text',
  ],
])('what is no text is refused: %s', async (_, bytes, message) => {
  write({ dump: bytes });
  const file = join(folder, 'dump');
  expect(await failing(file)).toBe(`${file}: ${message}`);
  expect(await failing('-', () => Promise.resolve(bytes))).toBe(`standard input: ${message}`);
});

test.each([
  ['custom', 'PGDMP\x01\x0e'],
  ['tar', 'toc.dat\0'],
])('nor is it taken for a text of another kind when its name says nothing: %s', (format, begins) => {
  const bytes = Buffer.concat([Buffer.from(begins), Buffer.from([0, 0xff, 0xfe, 0x80])]);
  const message = `backup: this is a dump in the ${format} format of pg_dump, not a text`;
  expect(() => decode('backup', bytes)).toThrow(message);
});

test('a migration may be blank, but not all of them', async () => {
  write({ '1_a.sql': 'A;', '2_b.sql': '', '3_c.sql': ' \n' });
  expect(await readSqlFiles(folder, nothing)).toEqual([{ name: join(folder, '1_a.sql'), text: 'A;' }]);
  rmSync(join(folder, '1_a.sql'));
  expect(await failing(folder)).toBe(`${join(folder, '2_b.sql')}: is empty`);
});

describe('the history of the repository', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  const here = process.cwd();

  beforeEach(() => {
    git('init', '-q');
    write({ 'db/1_a.sql': 'A;', 'db/2_b.sql': 'B;', 'schema.sql': 'old;' });
    git('add', '.');
    git('commit', '-qm', 'one');
    write({ 'schema.sql': 'new;' });
    git('commit', '-qam', 'two');
    process.chdir(folder);
  });
  afterEach(() => process.chdir(here));

  test('a file and a folder are read as they were', async () => {
    expect(await readSqlFiles('git:HEAD~1:schema.sql', nothing)).toEqual([
      { name: 'git:HEAD~1:schema.sql', text: 'old;' },
    ]);
    expect(await readSqlFiles('git:HEAD:db/', nothing)).toEqual([
      { name: 'git:HEAD:db/1_a.sql', text: 'A;' },
      { name: 'git:HEAD:db/2_b.sql', text: 'B;' },
    ]);
  });

  test('paths are from the current folder', async () => {
    process.chdir(join(folder, 'db'));
    expect((await readSqlFiles('git:HEAD:1_a.sql', nothing)).map(({ text }) => text)).toEqual(['A;']);
    expect((await readSqlFiles('git:HEAD:../schema.sql', nothing)).map(({ text }) => text)).toEqual(['new;']);
  });

  test('a folder is read from another one, by links, and where there is no work tree', async () => {
    write({ 'db/sub/here.txt': '', 'la:st.sql': 'L;' });
    symlinkSync('la:st.sql', join(folder, 'link.sql'));
    symlinkSync('db', join(folder, 'linked'));
    git('add', '.');
    git('commit', '-qm', 'three: links');
    const texts = async (path: string) => (await readSqlFiles(path, nothing)).map(({ text }) => text);
    process.chdir(join(folder, 'db', 'sub'));
    expect(await texts('git:HEAD:../../db')).toEqual(['A;', 'B;']);
    expect(await texts('git:HEAD:..')).toEqual(['A;', 'B;']);
    process.chdir(folder);
    expect(await texts('git:HEAD:la:st.sql')).toEqual(['L;']);
    expect(await texts('git:HEAD^{/three: links}:la:st.sql')).toEqual(['L;']);
    expect(await texts('git:HEAD:link.sql')).toEqual(['L;']);
    expect(await texts('git:HEAD:linked')).toEqual(['A;', 'B;']);
    process.chdir(join(folder, '.git'));
    expect(await texts('git:HEAD:link.sql')).toEqual(['L;']);
    expect(await texts('git:HEAD:db/')).toEqual(['A;', 'B;']);
  });

  test('a submodule is named where it is in the way', async () => {
    git('init', '-q', 'sub');
    write({ 'sub/x.sql': 'X;' });
    execFileSync('git', ['add', '.'], { cwd: join(folder, 'sub') });
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x'], {
      cwd: join(folder, 'sub'),
    });
    git('add', '-f', 'sub');
    git('commit', '-qm', 'with a repository in it');
    for (const path of ['git:HEAD:sub', 'git:HEAD:sub/x.sql']) {
      expect(await failing(path)).toBe(`${path}: sub is a submodule: run this in it, with a revision of its own`);
    }
    process.chdir(join(folder, 'sub'));
    expect((await readSqlFiles('git:HEAD:x.sql', nothing)).map(({ text }) => text)).toEqual(['X;']);
  });

  test.each([
    ['git:nope:schema.sql', 'no such revision'],
    ['git:HEAD:nope.sql', 'no such path in that revision'],
    ['git:HEAD:../schema.sql', 'no such path in that revision'],
    ['git:HEAD:/nope.sql', 'no such path in that revision'],
    ['git:--output=x:schema.sql', 'no such revision'],
    ['git::schema.sql', 'no such revision'],
  ])('what is not there is an error: %s', async (path, problem) => {
    expect(await failing(path)).toBe(`${path}: ${problem}`);
    expect(git('status', '--porcelain')).toBe('');
  });
});
