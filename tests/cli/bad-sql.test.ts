import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderWith, refusalOf } from '../support/cli.js';

type Files = Parameters<typeof folderWith>[0];

const PG = 'CREATE TABLE users (\n  id integer PRIMARY KEY,\n  mail text\n);\n';
const MY = 'CREATE TABLE `users` (\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB;\n';
const DIALECTS = [
  ['postgresql', PG, 'PostgreSQL'],
  ['mariadb', MY, 'MySQL or MariaDB'],
] as const;
const NEXT = 'CREATE TABLE next (a int);\n';

/** What is said of SQL that cannot be read, as the schema after. */
function refusal(dialect: string, files: Files, after = 'x.sql'): Promise<string> {
  const good = dialect === 'postgresql' ? PG : MY;
  const args = ['check', '--before', 'good.sql', '--after', after, '--dialect', dialect];
  return refusalOf(args, { cwd: folderWith({ 'good.sql': good, ...files }) });
}

/** The line at fault, shown with a mark under the column. */
function notSql(own: string, place: string, problem: string, line: string): string {
  const mark = ' '.repeat(Number(place.split(':')[1]) - 1);
  return `error: x.sql:${place}: not SQL of ${own}: ${problem}\n    ${line}\n    ${mark}^\n  mend the text there\n`;
}

describe.each(DIALECTS)('SQL of %s is refused', (dialect, good, own) => {
  it.each([
    ['UTF-16LE', 'UTF-16LE', Buffer.from(`\ufeff${good}`, 'utf16le')],
    ['UTF-16BE', 'UTF-16BE', Buffer.from(`\ufeff${good}`, 'utf16le').swap16()],
    ['UTF-16LE without a mark', 'UTF-16LE', Buffer.from(good, 'utf16le')],
  ])('in %s', async (_, encoding, bytes) => {
    expect(await refusal(dialect, { 'x.sql': bytes })).toBe(
      `error: x.sql: is ${encoding}; SQL is read as UTF-8\n  save it as UTF-8, for example with iconv -f ${encoding} -t UTF-8\n`,
    );
  });

  it('in Latin-1', async () => {
    expect(await refusal(dialect, { 'x.sql': Buffer.from(`${good}-- \xe4\n`, 'latin1') })).toMatch(
      /^error: x\.sql: not valid UTF-8 at line 5, column 4; SQL is read as UTF-8\n {2}save it as UTF-8, .+\n$/,
    );
  });

  it('compressed, as a file and among migrations', async () => {
    const gzip = gzipSync(good);
    const unpack = 'this is a gzip file, not a text\n  unpack it first\n';
    expect(await refusal(dialect, { 'x.sql': gzip })).toBe(`error: x.sql: ${unpack}`);
    expect(await refusal(dialect, { 'm/1_a.sql': good, 'm/2_b.sql': gzip }, 'm')).toBe(`error: m/2_b.sql: ${unpack}`);
  });

  it('with two files of one number, and with nothing but empty files', async () => {
    expect(await refusal(dialect, { 'm/1_a.sql': good, 'm/01_b.sql': NEXT }, 'm')).toBe(
      'error: m: two migrations have the number 1: 01_b.sql and 1_a.sql\n  give one of them another number; nothing says which comes first\n',
    );
    expect(await refusal(dialect, { 'm/1_a.sql': '\n', 'm/2_b.sql': '' }, 'm')).toBe(
      'error: m/1_a.sql: is empty\n  the command that wrote it may have failed\n',
    );
  });

  it.each([
    [
      'a comment',
      '/* never closed\n',
      { mariadb: 'this comment is not closed', postgresql: 'unterminated /* comment' },
      1,
    ],
    [
      'a comment behind a statement',
      '/* never\nclosed; ',
      { mariadb: 'this comment is not closed', postgresql: 'unterminated /* comment' },
      1,
    ],
    [
      'a text in data',
      "INSERT INTO users VALUES ('abc);\n",
      { mariadb: "this ' is not closed", postgresql: 'unterminated quoted string' },
      27,
    ],
    [
      'a text in a definition',
      "CREATE TABLE t (a varchar(9) DEFAULT 'abc);\n",
      { mariadb: "this ' is not closed", postgresql: 'unterminated quoted string' },
      38,
    ],
  ] as const)('that never closes %s, however much it swallows', async (_, text, problems, column) => {
    const problem = problems[dialect];
    const line = text.split('\n')[0] as string;
    expect(await refusal(dialect, { 'x.sql': good + text + NEXT.repeat(1000) })).toBe(
      notSql(own, `5:${column}`, problem, line),
    );
  });

  it('that calls for what nothing defines', async () => {
    expect(await refusal(dialect, { 'x.sql': `${good}ALTER TABLE orders ADD COLUMN a int;\n` })).toMatch(
      /^error: x\.sql:5: (?:table|relation) "orders" does not exist\n {2}give the statements that create it as well, in their order\n$/,
    );
  });

  it('that is nested deeper than the parser goes', async () => {
    const deep = `CREATE TABLE t (a int CHECK (${'('.repeat(20_000)}a > 0${')'.repeat(20_000)}));\n`;
    expect(await refusal(dialect, { 'x.sql': good + deep })).toMatch(/^error: x\.sql:5[:\d]*: .*nested.+\n/);
  });

  it('that is cut off', async () => {
    expect(await refusal(dialect, { 'x.sql': good.slice(0, -20) })).toMatch(
      new RegExp(`^error: x\\.sql:\\d:\\d+: not SQL of ${own}: .+\n(?:    .+\n)+  mend the text there\n$`),
    );
  });
});

it('a dollar quote that nothing closes is told in one line', async () => {
  const text = `${PG}CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $x$ SELECT 1;\n${NEXT.repeat(1000)}`;
  expect(await refusal('postgresql', { 'x.sql': text })).toBe(
    notSql(
      'PostgreSQL',
      '5:49',
      'unterminated dollar-quoted string',
      'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $x$ SELECT 1;',
    ),
  );
});

it.each([
  ['PGDMP\x01\x0e\0\x04\x08', 'custom'],
  ['toc.dat\0\0\0\0\0', 'tar'],
])('a dump in a format of its own is refused, saying how to convert it: %j', async (bytes, format) => {
  expect(await refusal('postgresql', { 'x.sql': Buffer.from(bytes, 'latin1') })).toBe(
    `error: x.sql: this is a dump in the ${format} format of pg_dump, not a text\n  convert it: pg_restore --schema-only -f schema.sql x.sql\n`,
  );
});
