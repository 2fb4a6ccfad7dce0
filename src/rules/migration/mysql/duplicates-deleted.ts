import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

export const duplicatesDeleted: MysqlRule<'duplicates_deleted'> = {
  id: 'duplicates_deleted',
  classic: false,
  summary: 'ALTER IGNORE adds a unique key by deleting the rows that are in its way.',
  reason: 'Of rows with the same value all but one are gone, and nothing says which.',
  instead: 'Look for the duplicates, decide, and add the key without IGNORE.',
  example: {
    dialect: 'mariadb',
    before: 'CREATE TABLE users (id int PRIMARY KEY, mail varchar(40));',
    migration: 'ALTER IGNORE TABLE users ADD UNIQUE (mail);',
  },
  judge: (fact) => ({
    severity: 'breaking',
    description: `Rows of table '${shown(fact.table)}' that are in the way of a key are deleted without a word`,
    ...toldOn(fact),
    impact: 'Rows are lost',
    suggested_migration: 'Look for the duplicates first, and leave IGNORE out',
    affected_operations: ['SELECT'],
  }),
};
