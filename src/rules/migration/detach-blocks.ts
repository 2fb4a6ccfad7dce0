import type { MigrationRule } from './migration-rule.js';
import { impactOf, quote, quoted, shown, sql, toldOf, weigh } from './words.js';

export const detachBlocks: MigrationRule<'detach_partition'> = {
  id: 'detach_blocks',
  classic: false,
  summary: 'A partition is detached without CONCURRENTLY.',
  reason: 'The partitioned table is locked against reads and writes: its lock waits for every query.',
  instead: 'Detach it CONCURRENTLY, since PostgreSQL 14, outside of a transaction.',
  example: {
    before:
      "CREATE TABLE logs (day date) PARTITION BY RANGE (day); CREATE TABLE logs_24 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
    migration: 'ALTER TABLE logs DETACH PARTITION logs_24;',
  },
  judge: (effect) => {
    if (weigh({ ...effect, isNew: false }) === undefined) return undefined;
    const { table } = effect.action;
    const parent = table.schema === undefined ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`;
    return {
      severity: 'potentially_breaking',
      description: `Partition '${shown(effect.subject)}' is detached without CONCURRENTLY`,
      ...toldOf(effect),
      impact: impactOf(effect, 'it waits for the queries that run'),
      suggested_migration:
        effect.version < 14
          ? "SET lock_timeout = '2s'; and try again when it strikes"
          : sql(`ALTER TABLE ${parent} DETACH PARTITION ${quoted(effect.subject)} CONCURRENTLY`),
    };
  },
};
