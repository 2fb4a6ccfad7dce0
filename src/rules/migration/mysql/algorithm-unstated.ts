import type { MysqlRule } from './mysql-rule.js';
import { howText, shown, takesHow, toldOn, withHow } from './words.js';

export const algorithmUnstated: MysqlRule<'table_altered'> = {
  id: 'algorithm_unstated',
  classic: false,
  summary: 'A statement does not say with which ALGORITHM it may be done.',
  reason: 'Where the table is another one than it is thought to be, the server copies it without a word.',
  instead: 'Say the ALGORITHM and the LOCK that it needs: the server then refuses rather than do more.',
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY);',
    migration: 'ALTER TABLE users ADD COLUMN mail varchar(40);',
  },
  judge: (fact) => {
    const { best, cost, demand, dialect, version } = fact;
    const isDear = cost.algorithm === 'COPY' || cost.algorithm === 'INPLACE' || cost.lock !== 'NONE';
    const isOld = dialect === 'mariadb' && version < 100302;
    if (demand.algorithm !== undefined || isDear || isOld || !takesHow(fact)) return undefined;
    const how = howText(best, dialect);
    return {
      severity: 'non_breaking',
      description: `Nothing says how table '${shown(fact.table)}' may be changed; ${how} does${fact.isKnown ? '' : ', if it is what it seems'}`,
      ...toldOn(fact),
      impact: 'None as long as the table is what the schema says',
      suggested_migration: withHow(fact, how),
      affected_operations: [],
    };
  },
};
