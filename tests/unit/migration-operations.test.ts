import { expect, test } from 'vitest';
import { findMigrationFacts } from '../../src/diff/migration/find-facts.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';
import { SETUP, STATEMENTS } from '../lock-facts/statements.js';

/** What no statement of a migration comes down to: nothing of it is judged. */
const UNSEEN = new Set([
  ...['rename_enum_value', 'alter_sequence', 'set_index_options', 'select', 'select_for_update'],
  // One fact, chosen by what depends on the table; the views that go with it are not told.
  'drop_table_viewed',
  'create_materialized_view',
]);

const seen = STATEMENTS.filter(({ operation }) => !UNSEEN.has(operation));

test.each(seen)('$operation: $sql', async ({ operation, sql, setup = '' }) => {
  const before = await readPostgresqlSql([{ name: 'before.sql', text: `${SETUP};\n${setup}` }]);
  const file = await readMigration({ name: 'migration.sql', text: sql });
  const facts = findMigrationFacts(before, [file], { version: 18, inTransaction: 'auto' });
  const kinds = facts.filter((fact) => 'locks' in fact && 'rewrites' in fact).map(({ kind }) => kind as string);
  expect(kinds).toContain(operation);
});
