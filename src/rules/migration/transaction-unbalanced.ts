import type { MigrationRule } from './migration-rule.js';
import { told } from './words.js';

type Kinds = 'transaction_left_open' | 'transaction_nested' | 'transaction_not_begun';

const WORDS = {
  transaction_left_open: ['The transaction is never committed', 'What it did is rolled back when the session ends'],
  transaction_nested: [
    'A transaction is begun within another one',
    'It does nothing: the next COMMIT ends the outer one',
  ],
  transaction_not_begun: [
    'A transaction is ended that was not begun here',
    'It does nothing, or ends the one of the tool',
  ],
} as const satisfies Record<Kinds, readonly [string, string]>;

export const transactionUnbalanced: MigrationRule<Kinds> = {
  id: 'transaction_unbalanced',
  classic: false,
  summary: 'BEGIN and COMMIT do not go together.',
  reason: 'Statements end up in another transaction than it looks, or are undone.',
  instead: 'End every transaction that is begun, and no other.',
  example: { before: 'CREATE TABLE users (a int);', migration: "BEGIN; COMMENT ON TABLE users IS 'people';" },
  judge: ({ kind, statement }) => ({
    severity: 'potentially_breaking',
    description: WORDS[kind][0],
    ...told(statement, 'transaction'),
    impact: WORDS[kind][1],
    suggested_migration: 'End every transaction that is begun, and no other',
    affected_operations: [],
  }),
};
