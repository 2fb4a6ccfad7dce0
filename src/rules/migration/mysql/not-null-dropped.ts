import { samePage } from '../../catalog/words.js';
import { notNullDropped as page } from '../not-null-dropped.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

export const notNullDropped: MysqlRule<'nullability_relaxed'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY, mail varchar(40) NOT NULL);',
    migration: 'ALTER TABLE users MODIFY mail varchar(40) NULL;',
  },
  judge: (fact) => ({
    severity: 'potentially_breaking',
    description: `Column '${fact.column}' of table '${shown(fact.table)}' may be NULL from now on`,
    ...toldOn(fact, `.columns.${fact.column}`),
    impact: 'Readers that do not expect NULL fail',
    suggested_migration: 'Let every reader expect NULL first',
    affected_operations: ['SELECT'],
  }),
};
