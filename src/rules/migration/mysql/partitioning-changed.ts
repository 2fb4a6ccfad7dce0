import { partitioningChanged as page } from '../../catalog/partitioning-changed.js';
import { samePage } from '../../catalog/words.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, toldOn } from './words.js';

export const partitioningChanged: MysqlRule<'partition_exchanged'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before:
      'CREATE TABLE logs (id int) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (100)); CREATE TABLE old_logs (id int);',
    migration: 'ALTER TABLE logs EXCHANGE PARTITION p0 WITH TABLE old_logs;',
  },
  judge: (fact) => ({
    severity: 'potentially_breaking',
    description: `Partition '${fact.partitions.join("', '")}' of table '${shown(fact.table)}' gets the rows of another table, which gets its rows`,
    ...toldOn(fact),
    impact: 'Queries of both tables find other rows than before',
    suggested_migration: 'Make sure that the rows of both are meant to change places; the same statement undoes it',
    affected_operations: ['SELECT', 'UPDATE', 'DELETE'],
  }),
};
