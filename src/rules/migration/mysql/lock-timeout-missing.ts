import { samePage } from '../../catalog/words.js';
import { lockTimeoutMissing as page } from '../lock-timeout-missing.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, told } from './words.js';

export const lockTimeoutMissing: MysqlRule<'lock_wait_unlimited'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY);',
    migration: 'ALTER TABLE users ADD COLUMN a int, ALGORITHM=INSTANT;',
  },
  judge: (fact) => ({
    severity: 'potentially_breaking',
    description: `No lock_wait_timeout is set before the first table that others use, '${shown(fact.table)}': the server waits up to ${fact.dialect === 'mysql' ? 'a year' : 'a day'}`,
    ...told(fact, 'settings.lock_wait_timeout'),
    impact: 'Behind a long transaction the migration waits, and everybody else behind the migration',
    suggested_migration: 'SET SESSION lock_wait_timeout = 5;',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
