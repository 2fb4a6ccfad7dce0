import { samePage } from '../../catalog/words.js';
import { tableDropped as page } from '../table-dropped.js';
import type { MysqlRule } from './mysql-rule.js';
import { quoted, shown, sql, toldOn } from './words.js';

export const tableDropped: MysqlRule<'table_dropped'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY);',
    migration: 'DROP TABLE users;',
  },
  judge: (fact) => ({
    severity: 'breaking',
    description: `Table '${shown(fact.table)}' is dropped`,
    ...toldOn(fact),
    impact: 'Its rows are lost, and statements that use it fail',
    suggested_migration: sql(
      `RENAME TABLE ${quoted(fact.table)} TO ${quoted({ ...fact.table, name: `${fact.table.name}_dropped` })}`,
    ),
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
