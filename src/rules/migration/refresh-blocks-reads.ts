import type { MigrationRule } from './migration-rule.js';
import { blockedOperations, impactOf, quoted, shown, sql, told, weigh } from './words.js';

export const refreshBlocksReads: MigrationRule<'refresh'> = {
  id: 'refresh_blocks_reads',
  classic: false,
  summary: 'A materialized view is refreshed without CONCURRENTLY.',
  reason: 'Nobody can read it until its query has run to the end.',
  instead: 'Refresh it CONCURRENTLY, which needs a unique index.',
  example: {
    before: 'CREATE TABLE t (a int); CREATE MATERIALIZED VIEW sums AS SELECT a FROM t;',
    migration: 'REFRESH MATERIALIZED VIEW sums;',
  },
  judge: (effect) => {
    const severity = weigh(effect);
    if (severity === undefined) return undefined;
    return {
      severity,
      description: `Materialized view '${shown(effect.subject)}' is refreshed without CONCURRENTLY`,
      ...told(effect.statement, `views.${shown(effect.subject)}`),
      affected_operations: blockedOperations(effect.locks),
      impact: impactOf(effect, 'its query runs'),
      suggested_migration: sql(`REFRESH MATERIALIZED VIEW CONCURRENTLY ${quoted(effect.subject)}`),
    };
  },
};
