import { samePage } from '../../catalog/words.js';
import { rowsTruncated as page } from '../rows-truncated.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

export const rowsTruncated: MysqlRule<'rows_truncated'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY);',
    migration: 'TRUNCATE TABLE users;',
  },
  judge: (fact) => {
    const named = fact.partitions.map((name) => `'${name}'`);
    const whose = fact.partitions.length === 0 ? 'All rows' : `The rows of partition ${named.join(', ')}`;
    return {
      severity: 'breaking',
      description: `${whose} of table '${shown(fact.table)}' are taken away`,
      ...toldOn(fact),
      impact: 'The rows are lost',
      suggested_migration: 'Keep a copy of the rows, and delete those that are meant in batches',
      affected_operations: ['SELECT'],
    };
  },
};
