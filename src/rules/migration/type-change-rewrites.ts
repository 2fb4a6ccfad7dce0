import type { MigrationRule } from './migration-rule.js';
import { impactOf, quote, quoted, shown, sql, toldOf, weigh } from './words.js';

export const typeChangeRewrites: MigrationRule<'alter_type_rewritten' | 'alter_type_rewritten_referencing'> = {
  id: 'type_change_rewrites',
  classic: false,
  summary: 'A column gets a type that is stored otherwise: every row of the table is written anew.',
  reason: 'The table is locked against reads and writes for as long as all of its rows and indexes are written.',
  instead: 'Add a column of the new type, keep both in step, fill it in batches, and change over.',
  example: {
    before: 'CREATE TABLE users (visits integer);',
    migration: 'ALTER TABLE users ALTER COLUMN visits TYPE bigint;',
  },
  judge: (effect) => {
    const severity = weigh(effect);
    if (severity === undefined) return undefined;
    const { column, typeText } = effect.action;
    const isUnknown = effect.from === undefined && effect.action.using === undefined;
    const table = quoted(effect.subject);
    return {
      severity: isUnknown ? 'potentially_breaking' : severity,
      description: `Another type of column '${column}' ${isUnknown ? 'may rewrite' : 'rewrites'} table '${shown(effect.subject)}'${isUnknown ? ': nothing says what it is now' : ''}`,
      ...toldOf(effect, `.columns.${column}.type`),
      impact: impactOf(effect, 'every row and all indexes are written anew'),
      suggested_migration: `Add a column beside it, fill it in batches, and change over: ${sql(
        `ALTER TABLE ${table} ADD COLUMN ${quote(`${column}_new`)} ${typeText}`,
      )}`,
    };
  },
};
