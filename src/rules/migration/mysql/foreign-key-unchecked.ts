import { createQueries } from '../../catalog/queries.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

export const foreignKeyUnchecked: MysqlRule<'foreign_key_unchecked'> = {
  id: 'foreign_key_unchecked',
  classic: false,
  summary: 'A foreign key is added with foreign_key_checks = 0.',
  reason: 'That needs no copy of the table, but no row is looked up: those that refer to nothing stay.',
  instead: 'Look for such rows with a query before and after.',
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE posts (id int PRIMARY KEY, user_id int);',
    migration:
      'SET foreign_key_checks = 0; ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (user_id) REFERENCES users (id);',
  },
  judge: (fact, _, context) => ({
    severity: 'potentially_breaking',
    description: `No row of table '${shown(fact.table)}' is checked by foreign key '${fact.constraint.name}', which is added with foreign_key_checks = 0`,
    ...toldOn(fact, `.constraints.${fact.constraint.name}`),
    impact: 'Rows that refer to nothing stay, and fail later',
    suggested_migration: 'Look for rows that refer to nothing before and after',
    affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
    query: createQueries(context).orphans(fact.owner, fact.constraint),
  }),
};
