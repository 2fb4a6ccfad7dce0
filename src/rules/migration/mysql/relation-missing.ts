import { samePage } from '../../catalog/words.js';
import { relationMissing as page } from '../relation-missing.js';
import type { MysqlRule } from './mysql-rule.js';
import { shown, told } from './words.js';

export const relationMissing: MysqlRule<'relation_missing'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (a int);',
    migration: 'ALTER TABLE usr ADD COLUMN b int, ALGORITHM=INSTANT;',
  },
  judge: (fact) => ({
    severity: 'potentially_breaking',
    description: `The schema before has no table '${shown(fact.relation)}'`,
    ...told(fact, `tables.${shown(fact.relation)}`),
    impact: 'The statement fails, or what is said of it here is a guess',
    suggested_migration: 'Check the name, and that the schema before is the current one',
    affected_operations: [],
  }),
};
