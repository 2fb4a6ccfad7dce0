import { samePage } from '../../catalog/words.js';
import { objectRenamed as page } from '../object-renamed.js';
import type { MysqlRule } from './mysql-rule.js';
import { quoted, shown, sql, toldOn } from './words.js';

export const objectRenamed: MysqlRule<'table_renamed' | 'column_renamed'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY, mail varchar(40));',
    migration: 'ALTER TABLE users CHANGE mail email varchar(40);',
  },
  judge: (fact) => {
    const isColumn = fact.kind === 'column_renamed';
    return {
      severity: 'breaking',
      description: isColumn
        ? `Column '${shown(fact.table)}.${fact.column}' becomes '${fact.to}'`
        : `Table '${shown(fact.table)}' becomes '${shown(fact.to)}'`,
      ...toldOn(fact, isColumn ? `.columns.${fact.column}` : ''),
      impact: 'Statements with the old name fail',
      suggested_migration: isColumn
        ? 'Add a column of the new name, write both, and drop the old one when nobody uses it'
        : `Let the old name be a view: ${sql(`CREATE VIEW ${quoted(fact.table)} AS SELECT * FROM ${quoted(fact.to)}`)}`,
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
