import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, constantFrom, integer, property } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { DataFilter } from '../../src/read/sql-files/data-filter.js';
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
    ['nothing but data', 'INSERT INTO a VALUES (1)', '-- data'],
    [
      'an insert in a body',
      `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN\nINSERT INTO a VALUES (1);\nEND $$;\n${last}`,
      `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN\nINSERT INTO a VALUES (1);\nEND $$;\n${last}`,
    ],
    [
      'bytes that are no text',
      Buffer.from([...Buffer.from("INSERT INTO a VALUES ('"), 0xe4, 0xff, ...Buffer.from(`');\n${last}`)]),
      `\n${last}`,
    ],
  ])('%s', (_, text, expected) => {
    expect(without(text)).toBe(expected);
  });
});

test('what shows after megabytes of rows only whose they are is read as theirs', () => {
  const rows = `INSERT INTO a VALUES (1, 'it\\'s ${'x'.repeat(1000)}');\n`.repeat(3000);
  expect(without(`${rows}CREATE TABLE b (id int) ENGINE=InnoDB;\n`)).toBe(
    `${'\n'.repeat(3000)}CREATE TABLE b (id int) ENGINE=InnoDB;\n`,
  );
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

describe('what is cut anywhere is the same', () => {
  /** Statements as they are, and what is kept of them. */
  const data = (text: string) => [text, text.replace(/[^\n]+/g, '')] as const;
  const schema = (text: string) => [text, text] as const;
  const POSTGRESQL = [
    schema("CREATE TABLE a (b text DEFAULT '; INSERT INTO');\n"),
    schema('CREATE VIEW "it\'s; a" AS SELECT 1;\n'),
    schema("-- it's a comment; INSERT INTO a\n/* and; /* another' */ INSERT */ SELECT 1;\n"),
    schema("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $x$ BEGIN\nINSERT INTO a VALUES ('; $$');\nEND $x$;\n"),
    schema(
      'CREATE FUNCTION g() RETURNS void BEGIN ATOMIC\nINSERT INTO a VALUES (1);\nSELECT CASE 1 WHEN 1 THEN 2 END;\nEND;\n',
    ),
    schema('COPY "a;b" FROM stdin;\n\\.\n'),
    ["COPY a FROM stdin;\nit's\t; INSERT\n\\\\.\n\\.\n", 'COPY a FROM stdin;\n\n\n\\.\n'] as const,
    data("INSERT INTO a VALUES ('C:\\', 'it''s; ü\n', E'\\'; ''\\\\', $$it's; $$, $y$;$$;$y$);\n"),
    data("insert into \"a;'\" values (1 -- it's; not\n, 2 /* it's /* ; */ ; */);\n"),
    data('INSERT INTO a SELECT 5--;\n;\n'),
  ];
  const MYSQL = [
    schema("CREATE TABLE `a;'` (b text COMMENT 'it\\'s; INSERT INTO') ENGINE=InnoDB;\n"),
    schema("# it's a comment; INSERT INTO a\n/*!40101 SET NAMES utf8 */;\n"),
    schema(
      'DELIMITER $$\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN\nINSERT INTO b VALUES (1);\nEND $$\nDELIMITER ;\n',
    ),
    schema('CREATE PROCEDURE p() BEGIN\nREPLACE INTO b VALUES (1);\nEND;\n'),
    data("INSERT INTO `a;'` VALUES ('it\\'s; \\\\', \"it's\", 'x''; y', 5--1);\n"),
    data("REPLACE `a` VALUES (1 -- it's; not\n, 2 # it's; not\n, 3 /* it's; /* */);\n"),
  ];
  test.each([
    ['PostgreSQL', POSTGRESQL, '-- PostgreSQL database dump\n'],
    ['MySQL', MYSQL, '-- MySQL dump\nUSE `a`;\n'],
  ])('%s', (_, statements, head) => {
    const one = constantFrom(...statements);
    const law = property(
      array(one, { maxLength: 12 }),
      array(integer({ min: 1, max: 200 }), { minLength: 1 }),
      (all, sizes) => {
        const filter = new DataFilter(64);
        filter.add(Buffer.from(head));
        const bytes = Buffer.from(all.map(([text]) => text).join(''));
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] as number;
          filter.add(bytes.subarray(at, at + size));
          at += size;
        }
        expect(filter.end().toString()).toBe(head + all.map(([, kept]) => kept).join(''));
      },
    );
    assert(law, { numRuns: 300 });
  });
});

test('what is not UTF-8 is refused', () => {
  expect(() => without(Buffer.from([0x2d, 0x2d, 0x20, 0xe4, 0x0a]))).toThrow(UserError);
});
