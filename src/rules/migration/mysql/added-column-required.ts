import { samePage, typeText } from '../../catalog/words.js';
import { addedColumnRequired as page } from '../added-column-required.js';
import type { MysqlRule } from './mysql-rule.js';
import { quote, quoted, shown, sql, toldOn } from './words.js';

export const addedColumnRequired: MysqlRule<'column_required'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY);',
    migration: 'ALTER TABLE users ADD COLUMN mail varchar(40) NOT NULL, ALGORITHM=INSTANT;',
  },
  judge: (fact) => {
    const { column, isStrict } = fact;
    return {
      severity: isStrict ? 'breaking' : 'potentially_breaking',
      description: `Column '${column.name}' of table '${shown(fact.table)}' is NOT NULL and has no default`,
      ...toldOn(fact, `.columns.${column.name}`),
      impact: `Rows that are there get 0, '' or the like, and inserts that leave the column out ${isStrict ? 'fail' : 'write that'}`,
      suggested_migration: `Give it a default, or add it as one that may be NULL: ${sql(`ALTER TABLE ${quoted(fact.table)} ADD COLUMN ${quote(column.name)} ${typeText(column.type)}`)}`,
      affected_operations: ['INSERT'],
    };
  },
};
