import { samePage } from '../../catalog/words.js';
import { columnDropped as page } from '../column-dropped.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

export const columnDropped: MysqlRule<'column_dropped'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY, mail varchar(40));',
    migration: 'ALTER TABLE users DROP COLUMN mail;',
  },
  judge: (fact) => ({
    severity: 'breaking',
    description: `Column '${fact.column}' of table '${shown(fact.table)}' is dropped`,
    ...toldOn(fact, `.columns.${fact.column}`),
    impact: 'Its values are lost, and statements that name it fail',
    suggested_migration: 'Take it out of every statement first, deploy that, and keep a copy of the values',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
  }),
};
