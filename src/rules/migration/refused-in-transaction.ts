import type { MigrationRule } from './migration-rule.js';
import { lineOf, told } from './words.js';

export const refusedInTransaction: MigrationRule<'refused_in_transaction'> = {
  id: 'refused_in_transaction',
  classic: false,
  summary: 'A statement stands in a transaction that the server runs only outside of one.',
  reason: 'The server refuses it, and the whole migration fails.',
  instead: 'Give it a file of its own, and tell the tool not to put that into a transaction.',
  example: {
    before: 'CREATE TABLE users (mail text);',
    migration: 'BEGIN; CREATE INDEX CONCURRENTLY users_mail ON users (mail); COMMIT;',
  },
  judge: ({ statement, isWrapped }) => ({
    severity: 'breaking',
    description: `The server refuses this within a transaction: ${lineOf(statement)}`,
    ...told(statement, 'transaction'),
    impact: 'The migration fails',
    suggested_migration: isWrapped
      ? 'Give it a file of its own, and tell the tool not to put that into a transaction'
      : 'COMMIT before it, or give it a file of its own',
    affected_operations: [],
  }),
};
