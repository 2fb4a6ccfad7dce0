import type { MigrationRule } from './migration-rule.js';
import { blockedOperations, shown, told, waiting } from './words.js';

export const locksHeldTogether: MigrationRule<'locks_held_together'> = {
  id: 'locks_held_together',
  classic: false,
  summary: 'One transaction locks several tables, one after the other.',
  reason:
    'The first stays locked while the migration waits for the next, and two that wait for each other are a deadlock.',
  instead: 'Commit between them: one table, one transaction.',
  example: {
    before: 'CREATE TABLE users (id bigint); CREATE TABLE posts (id bigint);',
    migration: 'BEGIN; ALTER TABLE users ADD COLUMN a int; ALTER TABLE posts ADD COLUMN a int; COMMIT;',
  },
  judge: ({ statement, locks, held }) => ({
    severity: 'potentially_breaking',
    description: `The transaction still holds ${names(held)} while it waits for ${names(locks)}`,
    ...told(statement, 'transaction'),
    impact: `${waiting([...held, ...locks])} until the transaction ends`,
    suggested_migration: 'COMMIT between them: one table, one transaction',
    affected_operations: blockedOperations([...held, ...locks]),
  }),
};

function names(locks: Parameters<typeof waiting>[0]): string {
  return [...new Set(locks.map(({ object }) => `'${shown(object)}'`))].join(', ');
}
