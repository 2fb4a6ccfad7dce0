import { COLUMN_ATTRIBUTES, type ColumnAttribute } from '../../../model/migration/table-step.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

/** Without these, statements fail that worked, or rows are read otherwise. */
const BREAKING: ReadonlySet<ColumnAttribute> = new Set(
  COLUMN_ATTRIBUTES.filter((attribute) => /^(?:default|auto_increment|on_update|generated)$/.test(attribute)),
);

export const attributesDropped: MysqlRule<'attributes_lost'> = {
  id: 'attributes_dropped',
  classic: false,
  summary: 'MODIFY or CHANGE takes attributes from a column that it does not speak of.',
  reason:
    'The new definition stands for the whole of the old one: NOT NULL, DEFAULT, COMMENT and the like are gone where it leaves them out.',
  instead: 'Repeat all that the column is to keep.',
  example: {
    dialect: 'mysql',
    before: "CREATE TABLE users (id int PRIMARY KEY, name varchar(40) NOT NULL DEFAULT '' COMMENT 'as shown');",
    migration: 'ALTER TABLE users MODIFY name varchar(60);',
  },
  judge: (fact) => {
    const clauses = fact.lost.map(({ clause }) => clause);
    const isBreaking = fact.lost.some(({ attribute }) => BREAKING.has(attribute));
    const isComment = fact.lost.every(({ attribute }) => attribute === 'comment');
    return {
      severity: isBreaking ? 'breaking' : isComment ? 'non_breaking' : 'potentially_breaking',
      description: `Column '${fact.column}' of table '${shown(fact.table)}' loses ${clauses.join(', ')}, which its new definition does not repeat`,
      ...toldOn(fact, `.columns.${fact.column}`),
      impact: isComment ? 'None for statements' : 'Statements that rely on it fail, or write and read something else',
      suggested_migration: `Repeat it in the definition: ${clauses.join(' ')}`,
      affected_operations: isComment ? [] : ['INSERT', 'UPDATE'],
    };
  },
};
