import { samePage } from '../../catalog/words.js';
import { databaseDropped as page } from '../database-dropped.js';
import type { MysqlRule } from './mysql-rule.js';
import { told } from './words.js';

export const databaseDropped: MysqlRule<'database_dropped'> = {
  ...samePage(page),
  example: {
    dialect: 'mysql',
    before: '',
    migration: 'DROP DATABASE app;',
  },
  judge: (fact) => ({
    severity: 'breaking',
    description: `Database '${fact.database}' is dropped with all that is in it`,
    ...told(fact, `databases.${fact.database}`),
    impact: 'All of its rows are lost',
    suggested_migration: 'Take a dump first, and do this by hand',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
