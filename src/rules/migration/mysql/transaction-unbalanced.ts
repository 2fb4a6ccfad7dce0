import { samePage } from '../../catalog/words.js';
import { transactionUnbalanced as page } from '../transaction-unbalanced.js';
import type { MysqlRule } from './mysql-rule.js';
import { told } from './words.js';

const WORDS = {
  transaction_left_open: ['The transaction is never committed', 'What it did is rolled back when the session ends'],
  transaction_nested: ['A transaction is begun within another one', 'It commits the first one'],
  transaction_not_begun: [
    'A transaction is ended that was not begun here',
    'It does nothing, or ends the one of the tool',
  ],
} as const;

export const transactionUnbalanced: MysqlRule<keyof typeof WORDS> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (a int);',
    migration: 'START TRANSACTION; UPDATE users SET a = 1 WHERE a = 2;',
  },
  judge: (fact) => ({
    severity: 'potentially_breaking',
    description: WORDS[fact.kind][0],
    ...told(fact, 'transaction'),
    impact: WORDS[fact.kind][1],
    suggested_migration: 'End every transaction that is begun, and no other',
    affected_operations: [],
  }),
};
