import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { readWithoutData } from '../../src/read/sql-files/without-data.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-data-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function without(text: string | Buffer): string {
  const file = join(folder, 'dump.sql');
  writeFileSync(file, text);
  return readWithoutData(file);
}

describe('what is no data is kept, and every line in its place', () => {
  const last = 'CREATE TABLE last (id int);\n';
  test.each([
    ['nothing to leave out', `CREATE TABLE a (id int);\n${last}`, `CREATE TABLE a (id int);\n${last}`],
    ['an insert', `INSERT INTO a VALUES (1);\n${last}`, `\n${last}`],
    ['an insert of many lines', `INSERT INTO a VALUES\n(1),\n(2);\n${last}`, `\n\n\n${last}`],
    ['a semicolon in a text', `INSERT INTO a VALUES ('x;\ny;''z;');\n${last}`, `\n\n${last}`],
    ['a statement behind it', `INSERT INTO a VALUES (1); SELECT 1;\n${last}`, ` SELECT 1;\n${last}`],
    ['a backslash in PostgreSQL', `INSERT INTO a VALUES ('C:\\');\n${last}`, `\n${last}`],
    ['a backslash in MySQL', `USE \`a\`;\nINSERT INTO a VALUES ('it\\'s; \\\\');\n${last}`, `USE \`a\`;\n\n${last}`],
    [
      'rows of COPY',
      `COPY a (id) FROM stdin;\n1\nINSERT INTO\n\\.\n${last}`,
      `COPY a (id) FROM stdin;\n\n\n\\.\n${last}`,
    ],
    ['no end of line', 'INSERT INTO a VALUES (1)', ''],
  ])('%s', (_, text, expected) => {
    expect(without(text)).toBe(expected);
  });
});

test('a dump of many megabytes leaves its schema, with the lines that it has', async () => {
  const rows = `INSERT INTO a VALUES ${`(1, '${'x;'.repeat(500)}''ü'),`.repeat(3000)} (2, '');\n`;
  const text = without(`CREATE TABLE a (id int, t text);\n${rows.repeat(3)}CREATE TABLE b (id int);\n`);
  expect(text.length).toBeLessThan(100);
  const { tables } = await readPostgresqlSql([{ name: 'dump.sql', text }]);
  expect(tables.map(({ name, place }) => [name, place?.line])).toEqual([
    ['a', 1],
    ['b', 5],
  ]);
});

test('what is not UTF-8 is refused', () => {
  expect(() => without(Buffer.from([0x2d, 0x2d, 0x20, 0xe4, 0x0a]))).toThrow(UserError);
});
