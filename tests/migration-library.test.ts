import { expect, test } from 'vitest';
import { checkMigrations, type MigrationCheckOptions, UserError } from '../src/index.js';

const CONCURRENTLY = { name: '0042.sql', text: 'CREATE INDEX CONCURRENTLY users_age ON users (age);' };
const BEFORE = [{ name: 'schema.sql', text: 'CREATE TABLE users (id bigint PRIMARY KEY, age integer);' }];

async function found(text: string, options: MigrationCheckOptions = {}): Promise<string[]> {
  const { issues } = await checkMigrations([{ name: '0042.sql', text }], options);
  return issues.map(({ type }) => type);
}

test('a migration is judged on the schema that it meets', async () => {
  const migration = "SET lock_timeout = '2s'; ALTER TABLE users ALTER age SET NOT NULL;";
  expect(await found(migration)).toEqual(['not_null_scans_table']);
  const checked = `${BEFORE[0]?.text} ALTER TABLE users ADD CONSTRAINT there CHECK (age IS NOT NULL);`;
  expect(await found(migration, { before: [{ name: 'schema.sql', text: checked }] })).toEqual([]);
});

test('the version of the server counts', async () => {
  const migration = "SET lock_timeout = '2s'; ALTER TABLE users ADD COLUMN a int DEFAULT 5;";
  expect(await found(migration, { before: BEFORE })).toEqual([]);
  expect(await found(migration, { before: BEFORE, serverVersion: 10 })).toEqual(['added_column_rewrites']);
});

test('whoever runs the files may put each into a transaction', async () => {
  const refused = ['refused_in_transaction'];
  expect(await found(CONCURRENTLY.text)).toEqual([]);
  expect(await found(CONCURRENTLY.text, { inTransaction: 'yes' })).toEqual(refused);
  expect(await found(`-- no-transaction\n${CONCURRENTLY.text}`, { inTransaction: 'yes' })).toEqual([]);
  const goose = `-- +goose Up\n${CONCURRENTLY.text}`;
  expect(await found(goose)).toEqual(refused);
  expect(await found(goose, { inTransaction: 'no' })).toEqual([]);
});

test('findings have the place of their statement, and files are one after the other', async () => {
  const files = [
    { name: '0001.sql', text: '-- first\nCREATE TABLE fresh (a int);' },
    { name: '0002.sql', text: '\nDROP TABLE users;' },
  ];
  const { issues } = await checkMigrations(files, { before: BEFORE });
  expect(issues.map(({ after_location }) => after_location)).toContainEqual({ file: '0002.sql', line: 2 });
  expect(issues.filter(({ after_location }) => after_location?.file === '0001.sql')).toEqual([]);
});

test.each([
  ['a text that is no SQL', 'CREATE TABEL t ();', {}],
  ['an option that is none', 'SELECT 1;', { inTransaction: 'maybe' as never }],
])('%s is refused', async (_, text, options) => {
  await expect(found(text, options)).rejects.toThrow(UserError);
});
