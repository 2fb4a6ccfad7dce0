import type { MigrationRule } from './migration-rule.js';
import { blockedOperations, impactOf, lineOf, sql, told, weigh } from './words.js';

export const reindexBlocks: MigrationRule<'reindex_index' | 'reindex_table'> = {
  id: 'reindex_blocks',
  classic: false,
  summary: 'Indexes are built anew without CONCURRENTLY.',
  reason: 'Writes wait until it is done, and so does every read that the index would serve.',
  instead: 'REINDEX CONCURRENTLY, since PostgreSQL 12.',
  example: {
    before: 'CREATE TABLE users (mail text); CREATE INDEX users_mail ON users (mail);',
    migration: 'REINDEX TABLE users;',
  },
  judge: (effect) => {
    const { what, object } = effect.action;
    // The system's own catalogs cannot be done concurrently.
    if (what === 'system' || (effect.locks.length > 0 && weigh(effect) === undefined)) return undefined;
    const way = lineOf(effect.statement).replace(/^reindex\s+(?:\([^)]*\)\s*)?(\w+)/i, 'REINDEX $1 CONCURRENTLY');
    return {
      severity: weigh(effect) ?? 'breaking',
      description: `REINDEX of ${what} '${object.name}' without CONCURRENTLY`,
      ...told(effect.statement, `${what}s.${object.name}`),
      affected_operations: blockedOperations(effect.locks),
      impact:
        effect.locks.length === 0
          ? 'Writes to its tables wait while indexes are built'
          : impactOf(effect, 'indexes are built anew'),
      suggested_migration: effect.version < 12 ? 'Build a new index CONCURRENTLY, then drop the old one' : sql(way),
    };
  },
};
