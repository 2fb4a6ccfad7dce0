import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { comparable } from '../support/catalogs.js';

const model = (...statements: string[]) =>
  comparable(readMysqlDdl([{ name: 'x', text: statements.join(';\n') }], 'mariadb'));

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).map((word) => `x${word}`);
const type = fc.constantFrom(
  'int',
  'int unsigned',
  'varchar(20)',
  'text',
  'decimal(8,2)',
  'datetime(3)',
  "enum('a','b')",
  'json',
  'bool',
);
const attributes = fc.constantFrom('', ' NOT NULL', ' NULL', " COMMENT 'said'");
const columns = fc.uniqueArray(fc.tuple(name, type, attributes), {
  minLength: 1,
  maxLength: 6,
  selector: ([one]) => one,
});
const create = (table: string, list: readonly (readonly [string, string, string])[]) =>
  `CREATE TABLE ${table} (${list.map(([column, kind, rest]) => `\`${column}\` ${kind}${rest}`).join(', ')})`;
const tables = fc.uniqueArray(fc.tuple(name, columns), { minLength: 1, maxLength: 5, selector: ([one]) => one });

test('the order of tables that do not know each other does not matter', () => {
  fc.assert(
    fc.property(tables, (list) => {
      const statements = list.map(([table, its]) => create(table, its));
      expect(model(...statements.toReversed())).toEqual(model(...statements));
    }),
  );
});

test('what is made and dropped has never been', () => {
  fc.assert(
    fc.property(tables, name, columns, (list, table, its) => {
      fc.pre(!list.some(([one]) => one === table));
      const statements = list.map(([one, theirs]) => create(one, theirs));
      expect(model(...statements, create(table, its), `DROP TABLE ${table}`)).toEqual(model(...statements));
      expect(model(...statements, create(table, its), `RENAME TABLE ${table} TO y, y TO ${table}`)).toEqual(
        model(...statements, create(table, its)),
      );
    }),
  );
});

test('a column, key or check that is added and dropped leaves the table as it was', () => {
  fc.assert(
    fc.property(columns, name, type, (its, column, kind) => {
      fc.pre(!its.some(([one]) => one === column));
      const table = create('t', its);
      const first = its[0]?.[0];
      for (const change of [
        [`ADD COLUMN ${column} ${kind} FIRST, ADD KEY (${column})`, `DROP COLUMN ${column}`],
        [`ADD ${column} int, ADD UNIQUE u (${column})`, `DROP ${column}`],
        [`ADD CONSTRAINT c CHECK (${first} IS NOT NULL)`, 'DROP CONSTRAINT c'],
        [`ADD FULLTEXT KEY k (${first})`, 'DROP KEY k'],
        [`RENAME COLUMN ${first} TO ${column}`, `RENAME COLUMN ${column} TO ${first}`],
        ["COMMENT 'other', ENGINE = MyISAM", "COMMENT '', ENGINE = InnoDB"],
      ]) {
        expect(model(table, ...change.map((clause) => `ALTER TABLE t ${clause}`))).toEqual(model(table));
      }
    }),
    { numRuns: 50 },
  );
});

const expression = fc.letrec<{ value: string; test: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '1', "'x'", 'NULL', '2.50'),
    fc
      .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/', 'DIV', '%'), tie('value'))
      .map((parts) => `(${parts.join(' ')})`),
    tie('value').map((one) => `coalesce(${one}, 1)`),
    tie('test').map((one) => `if(${one}, 1, 2)`),
  ),
  test: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(tie('value'), fc.constantFrom('=', '<>', '<', '>=', '<=>', 'LIKE'), tie('value'))
      .map((parts) => `(${parts.join(' ')})`),
    tie('value').map((one) => `(${one} IS NULL)`),
    fc.tuple(tie('test'), fc.constantFrom('AND', 'OR', 'XOR'), tie('test')).map((parts) => `(${parts.join(' ')})`),
    tie('test').map((one) => `(NOT ${one})`),
  ),
}));

test('blanks, comments, case and brackets mean nothing, and NOT NOT is nothing', () => {
  const form = (check: string) => model(`CREATE TABLE t (a int, b int, CHECK (${check}))`);
  fc.assert(
    fc.property(expression.test, (check) => {
      const known = form(check);
      expect(form(check.replaceAll(' ', ' /* ; */\n -- x\n'))).toEqual(known);
      expect(
        form(
          check.replaceAll(/\b(?:AND|OR|NOT|coalesce|if|IS|NULL|a|b)\b/g, (word) =>
            word === word.toLowerCase() ? word.toUpperCase() : word.toLowerCase(),
          ),
        ),
      ).toEqual(known);
      expect(form(`((${check}))`)).toEqual(known);
      // Of XOR the server turns one side or the other each time.
      if (!check.includes('XOR')) expect(form(`NOT (NOT ${check})`)).toEqual(known);
    }),
  );
});
