import type { MigrationRule } from './migration-rule.js';
import { blockedOperations, told, waiting } from './words.js';

export const lockTimeoutMissing: MigrationRule<'lock_timeout_missing'> = {
  id: 'lock_timeout_missing',
  classic: false,
  summary: 'A migration locks tables and does not say how long it is willing to wait.',
  reason: 'While it waits for one long query, everybody who comes later waits behind it.',
  instead: 'Set lock_timeout first (lock_wait_timeout on MySQL and MariaDB), and try again when it strikes.',
  example: { before: 'CREATE TABLE users (id bigint);', migration: 'ALTER TABLE users ADD COLUMN a int;' },
  judge: ({ statement, locks }) => ({
    severity: 'potentially_breaking',
    description: `No lock_timeout is set before the first lock: ${waiting(locks)}`,
    ...told(statement, 'settings.lock_timeout'),
    impact: 'Behind a long query the migration waits, and everybody else behind the migration',
    suggested_migration: "SET lock_timeout = '2s';",
    affected_operations: blockedOperations(locks),
  }),
};
