import { samePage } from '../../catalog/words.js';
import { rowsWrittenAtOnce as page } from '../rows-written-at-once.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

export const rowsWrittenAtOnce: MysqlRule<'rows_written'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY, a int);',
    migration: 'UPDATE users SET a = 0;',
  },
  judge: (fact) => ({
    severity: fact.verb === 'delete' ? 'breaking' : 'potentially_breaking',
    description:
      fact.verb === 'copy'
        ? `One statement copies every row of table '${shown(fact.table)}'`
        : `One ${fact.verb.toUpperCase()} writes every row of table '${shown(fact.table)}'`,
    ...toldOn(fact),
    impact:
      fact.verb === 'delete'
        ? 'All rows are lost'
        : 'Every row stays locked until it is committed, and replicas lag behind by as long as it takes',
    suggested_migration: 'Go through the table in batches by its key, each committed on its own',
    affected_operations: ['UPDATE', 'DELETE'],
  }),
};
