import type { MysqlRule } from './mysql-rule.js';
import { blockedBy, decidingClauses, shown, toldOn, weigh } from './words.js';

export const writesBlocked: MysqlRule<'table_altered'> = {
  id: 'writes_blocked',
  classic: false,
  summary: 'A table is changed in place, but nobody can write to it meanwhile.',
  reason: 'A FULLTEXT or SPATIAL index, numbers for every row, and rows that move between partitions want LOCK=SHARED.',
  instead: 'Let gh-ost or pt-online-schema-change do it beside the application, or choose a quiet hour.',
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE posts (id int PRIMARY KEY, body text);',
    migration: 'ALTER TABLE posts ADD FULLTEXT INDEX words (body);',
  },
  judge: (fact) => {
    const { cost, best, isDemandRefused } = fact;
    if (cost.algorithm === 'COPY' || cost.lock === 'NONE' || isDemandRefused) return undefined;
    const what = cost.lock === 'SHARED' ? 'written to' : 'read or written to';
    const isNeedless = best.lock === 'NONE';
    const clauses = decidingClauses(fact);
    return {
      severity: weigh(fact),
      description: `Table '${shown(fact.table)}' cannot be ${what} meanwhile${isNeedless ? ', as the statement demands' : clauses.length === 0 ? '' : `: ${clauses.join('; ')}`}`,
      ...toldOn(fact),
      impact: `${cost.lock === 'SHARED' ? 'Writes wait' : 'Reads and writes wait'} until it is done`,
      suggested_migration: isNeedless
        ? `Leave LOCK=${cost.lock} out`
        : 'Let gh-ost or pt-online-schema-change do it beside the application, or choose a quiet hour',
      affected_operations: blockedBy(cost),
    };
  },
};
