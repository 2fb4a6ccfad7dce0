import type { MigrationRule } from './migration-rule.js';
import { impactOf, shown, toldOf, weigh } from './words.js';

export const typeChangeWorksThroughTable: MigrationRule<'alter_type_reindexed' | 'alter_type_rechecked'> = {
  id: 'type_change_works_through_table',
  classic: false,
  summary: 'A column gets a type that is stored alike, but indexes are built anew or checks are made again.',
  reason: 'The table is locked against reads and writes meanwhile.',
  instead:
    'Drop the index or the check first, change the type, and build the one CONCURRENTLY or add the other NOT VALID.',
  example: {
    before: 'CREATE TABLE users (mail varchar(20)); CREATE INDEX domains ON users (lower(mail));',
    migration: 'ALTER TABLE users ALTER COLUMN mail TYPE varchar(40);',
  },
  judge: (effect) => {
    const severity = weigh(effect);
    if (severity === undefined) return undefined;
    const { column } = effect.action;
    const work =
      effect.kind === 'alter_type_reindexed'
        ? 'indexes that use it are built anew'
        : 'checks that use it are made again';
    return {
      severity,
      description: `Another type of column '${column}' of table '${shown(effect.subject)}' keeps the rows, but ${work}`,
      ...toldOf(effect, `.columns.${column}.type`),
      impact: impactOf(effect, work),
      suggested_migration:
        'Drop what uses the column, change the type, then CREATE INDEX CONCURRENTLY again, or add the check NOT VALID and validate it',
    };
  },
};
