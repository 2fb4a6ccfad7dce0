import type { MysqlRule } from './mysql-rule.js';
import { demandText, howText, shown, toldOn, withHow } from './words.js';

export const algorithmRefused: MysqlRule<'table_altered'> = {
  id: 'algorithm_refused',
  classic: false,
  summary: 'A statement demands an ALGORITHM or a LOCK that the server cannot do it with.',
  reason: 'The server refuses it and changes nothing: the migration fails.',
  instead: 'Demand what the change needs, once you know that its cost is bearable.',
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY, visits int);',
    migration: 'ALTER TABLE users MODIFY visits bigint, ALGORITHM=INPLACE, LOCK=NONE;',
  },
  judge: (fact) => {
    const { best, demand, dialect, isDemandRefused, isKnown } = fact;
    if (!isDemandRefused) return undefined;
    const how = howText(best, dialect);
    return {
      severity: isKnown ? 'breaking' : 'potentially_breaking',
      description: `The server ${isKnown ? 'refuses' : 'may refuse'} to change table '${shown(fact.table)}' with ${demandText(demand)}: it takes ${how}`,
      ...toldOn(fact),
      impact: 'The migration fails, and nothing is changed',
      suggested_migration: best.algorithm === 'COPY' ? `Only a copy does: ${withHow(fact, how)}` : withHow(fact, how),
      affected_operations: [],
    };
  },
};
