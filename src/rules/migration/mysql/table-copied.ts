import type { MysqlRule } from './mysql-rule.js';
import { blockedBy, decidingClauses, shown, toldOn, weigh } from './words.js';

export const tableCopied: MysqlRule<'table_altered'> = {
  id: 'table_copied',
  classic: false,
  summary: 'A table of MySQL or MariaDB is copied as a whole, while nobody can write to it.',
  reason:
    'Every insert, update and delete waits until all rows are copied and all indexes are built; replicas do it once more.',
  instead:
    'Change it in a way that needs no copy, or let gh-ost or pt-online-schema-change copy it beside the application.',
  example: {
    dialect: 'mysql',
    before: 'CREATE TABLE users (id int PRIMARY KEY, visits int);',
    migration: 'ALTER TABLE users MODIFY visits bigint;',
  },
  judge: (fact) => {
    const { cost, best, parts, isKnown, isDemandRefused } = fact;
    if (cost.algorithm !== 'COPY' || isDemandRefused) return undefined;
    const clauses = decidingClauses(fact);
    const others = parts.length > clauses.length && clauses.length > 0;
    const isNeedless = best.algorithm !== 'COPY';
    return {
      severity: weigh(fact),
      description: `Table '${shown(fact.table)}' ${isKnown ? 'is' : 'may be'} copied as a whole${isNeedless ? ', as the statement demands' : clauses.length === 0 ? '' : `: ${clauses.join('; ')}`}`,
      ...toldOn(fact),
      impact: 'Writes wait until every row is copied and every index is built',
      suggested_migration: isNeedless
        ? `Leave ALGORITHM=COPY out: ${best.algorithm} does`
        : `${others ? 'Give the other clauses a statement of their own, and let' : 'Let'} gh-ost or pt-online-schema-change copy the table beside the application, or choose a quiet hour`,
      affected_operations: blockedBy(cost),
    };
  },
};
