import type { MysqlRule } from './mysql-rule.js';
import { lineOf, told } from './words.js';

export const ddlCommits: MysqlRule<'ddl_in_transaction' | 'ddl_repeated'> = {
  id: 'ddl_commits',
  classic: false,
  summary: 'A definition commits what came before it, and cannot be rolled back.',
  reason:
    'MySQL and MariaDB end the transaction at CREATE, ALTER, DROP and TRUNCATE: when a later statement fails, what came before stays.',
  instead: 'Give each definition a migration of its own, and let it be one that can be run again (IF NOT EXISTS).',
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY);',
    migration: 'START TRANSACTION; ALTER TABLE users ADD COLUMN mail varchar(40), ALGORITHM=INSTANT; COMMIT;',
  },
  judge: (fact) => {
    const isWithin = fact.kind === 'ddl_in_transaction';
    const isTools = isWithin && fact.isWrapped;
    return {
      severity: isWithin ? 'potentially_breaking' : 'non_breaking',
      description: isWithin
        ? `This ends the transaction that it stands in${isTools ? ', which the tool has begun' : ''}: ${lineOf(fact.statement)}`
        : `${fact.count} definitions stand in one file: when one fails, those before it stay done`,
      ...told(fact, 'transaction'),
      impact: 'What came before is committed, whatever fails later',
      suggested_migration: isWithin
        ? 'Leave the transaction out, and give each definition a migration of its own'
        : 'Give each definition a migration of its own',
      affected_operations: [],
    };
  },
};
