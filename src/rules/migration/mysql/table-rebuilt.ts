import type { MysqlRule } from './mysql-rule.js';
import { howText, shown, takesHow, toldOn, withHow } from './words.js';

export const tableRebuilt: MysqlRule<'table_altered'> = {
  id: 'table_rebuilt',
  classic: false,
  summary: 'Every row of a table is written anew, beside the application.',
  reason:
    'Others read and write meanwhile, but the disk is busy, space for a second table is needed, and replicas lag behind by as long as it takes.',
  instead:
    'Choose a quiet hour, say ALGORITHM=INPLACE, LOCK=NONE so that it never becomes a copy, and watch the replicas.',
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY, mail varchar(40));',
    migration: 'ALTER TABLE users MODIFY mail varchar(40) NOT NULL, ALGORITHM=INPLACE;',
  },
  judge: (fact) => {
    const { cost, dialect, isDemandRefused } = fact;
    if (cost.algorithm !== 'INPLACE' || cost.lock !== 'NONE' || isDemandRefused) return undefined;
    const isPlain = fact.isKnown && !fact.isCostlierTogether;
    return {
      severity: 'potentially_breaking',
      description: `Every row of table '${shown(fact.table)}' is written anew${fact.isCostlierTogether ? ', which none of the clauses needs by itself' : ''}`,
      ...toldOn(fact),
      impact: 'Space for a second table is needed, and replicas lag behind by as long as it takes',
      suggested_migration: fact.isCostlierTogether
        ? 'Give each clause a statement of its own'
        : isPlain && takesHow(fact)
          ? withHow(fact, howText(cost, dialect))
          : 'Choose a quiet hour, and watch the replicas',
      affected_operations: [],
    };
  },
};
