import { expect, test } from 'vitest';
import { splitStatements } from '../../src/read/postgresql/split.js';
import { lastingStatements } from '../../src/read/postgresql/statements.js';

const split = (text: string) => [...splitStatements(text)].map(({ start, end }) => text.slice(start, end));
const lasting = (text: string) =>
  [...lastingStatements({ name: 'x.sql', text })].map(({ start, end }) => text.slice(start, end));

test.each([
  ['quotes', `SELECT 'a;''b;', "c;""d"; SELECT 2`, [`SELECT 'a;''b;', "c;""d"`, 'SELECT 2']],
  ['escapes', `SELECT E'a\\';b'; SELECT 'a\\'; SELECT 3`, [`SELECT E'a\\';b'`, `SELECT 'a\\'`, 'SELECT 3']],
  ['an escape behind a doubled quote', `SELECT E'a''b\\'c;d'; SELECT 2`, [`SELECT E'a''b\\'c;d'`, 'SELECT 2']],
  ['dollar quotes', 'SELECT $a$ ; $$ ; $a$; SELECT $$;$$', ['SELECT $a$ ; $$ ; $a$', 'SELECT $$;$$']],
  ['a dollar in a name', 'SELECT a$b$ FROM c; SELECT 2', ['SELECT a$b$ FROM c', 'SELECT 2']],
  ['comments', 'SELECT 1 -- ;\n, 2 /* ; /* ; */ ; */; SELECT 3', ['SELECT 1 -- ;\n, 2 /* ; /* ; */ ; */', 'SELECT 3']],
  [
    'brackets',
    'CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3',
    ['CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)', 'SELECT 3'],
  ],
  [
    'a body in SQL',
    'CREATE OR REPLACE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN b END; SELECT 2; END; SELECT 3',
    ['CREATE OR REPLACE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN b END; SELECT 2; END', 'SELECT 3'],
  ],
  ['data', "COPY t FROM stdin;\nit's;\t1\n\\.\nSELECT 2", ['COPY t FROM stdin', 'SELECT 2']],
  ['no data', 'COPY t FROM stdin;\n\\.\nSELECT 2', ['COPY t FROM stdin', 'SELECT 2']],
  [
    'commands of psql',
    "\\connect it's\nSELECT 1 \\g\n\\restrict x\nSELECT 2;",
    ["\\connect it's", 'SELECT 1', '\\g', '\\restrict x', 'SELECT 2'],
  ],
  ['nothing', ' ; -- x\n ; /* y */', []],
])('statements are told apart: %s', (_, text, statements) => {
  expect(split(text)).toEqual(statements);
});

test('a long string takes no deep stack', () => {
  const text = `SELECT E'${'a\\n'.repeat(2_000_000)}'; SELECT 2`;
  expect(split(text)).toHaveLength(2);
});

test('a string with escapes that does not end is told at once', () => {
  const text = `SELECT E'${'a'.repeat(1_000_000)}; SELECT 2`;
  expect([...splitStatements(text)]).toMatchObject([{ start: 0, end: text.length, isOpen: true }]);
});

test('comments that nest deeper than anybody writes are told by their place', () => {
  const text = `SELECT 1; SELECT ${'/*'.repeat(100_000)}`;
  expect([...splitStatements(text)].map(({ deepComment }) => deepComment)).toEqual([undefined, 17]);
  expect(split(`SELECT ${'/*'.repeat(500)}${'*/'.repeat(500)}; SELECT 2`)).toHaveLength(2);
});

test.each([
  ['CREATE A; BEGIN; CREATE B; ROLLBACK; CREATE C', ['CREATE A', 'CREATE C']],
  [
    'BEGIN; CREATE A; SAVEPOINT s; CREATE B; ROLLBACK TO s; CREATE C; COMMIT',
    ['BEGIN', 'CREATE A', 'CREATE C', 'COMMIT'],
  ],
  ['BEGIN; SAVEPOINT s; CREATE A; RELEASE s; ABORT; CREATE B', ['CREATE B']],
  ['START TRANSACTION; CREATE A', ['START TRANSACTION', 'CREATE A']],
])('what is rolled back does not last: %s', (text, statements) => {
  expect(lasting(text)).toEqual(statements);
});
