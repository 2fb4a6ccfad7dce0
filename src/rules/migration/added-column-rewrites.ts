import type { MigrationRule } from './migration-rule.js';
import { conditional } from './unknown.js';
import { impactOf, quote, quoted, shown, sql, toldOf, weigh } from './words.js';

type Kinds =
  | `add_column_${'volatile_default' | 'serial' | 'identity' | 'generated_stored' | 'constrained_domain'}`
  | 'add_column_default';

const CAUSES: Readonly<Record<Kinds, string>> = {
  add_column_default: 'before PostgreSQL 11, a default is written into every row',
  add_column_volatile_default: 'its default is another value in every row',
  add_column_serial: 'a serial takes its numbers from a sequence, row by row',
  add_column_identity: 'an identity takes its numbers from a sequence, row by row',
  add_column_generated_stored: 'a stored generated column is computed for every row',
  add_column_constrained_domain: 'a domain with constraints is checked in every row',
};

export const addedColumnRewrites: MigrationRule<Kinds> = {
  id: 'added_column_rewrites',
  classic: false,
  summary: 'A column is added in a way that writes every row of the table anew.',
  reason: 'The table is locked against reads and writes for as long as all of its rows and indexes are written.',
  instead: 'Add the column without what rewrites, set the default for new rows, and fill the old ones in batches.',
  example: { before: 'CREATE TABLE users (id bigint);', migration: 'ALTER TABLE users ADD COLUMN number serial;' },
  judge: (effect) => {
    const severity = effect.rewrites.length === 0 ? undefined : conditional(effect, weigh(effect));
    if (severity === undefined) return undefined;
    const { column } = effect.action;
    const table = quoted(effect.subject);
    const cause =
      effect.unknownFunction === undefined
        ? CAUSES[effect.kind]
        : `nobody knows whether ${effect.unknownFunction}() is volatile`;
    const value = column.default?.text;
    return {
      severity,
      description: `Adding column '${column.name}' rewrites table '${shown(effect.subject)}': ${cause}`,
      ...toldOf(effect, `.columns.${column.name}`),
      impact: impactOf(effect, 'every row and all indexes are written anew'),
      suggested_migration:
        value === undefined
          ? `Add it as a plain column that may be NULL, fill it in batches, then let a trigger or the default take over: ${sql(`ALTER TABLE ${table} ADD COLUMN ${quote(column.name)} ${column.type.isSerial ? column.type.name : 'bigint'}`)}`
          : sql(
              `ALTER TABLE ${table} ADD COLUMN ${quote(column.name)} ${column.text.replace(/^(?:"(?:[^"]|"")*"|\S+)\s+/, '').replace(/(?<!\s)\s+default\b[\s\S]*$/i, '')}`,
              `ALTER TABLE ${table} ALTER COLUMN ${quote(column.name)} SET DEFAULT ${value}`,
            ),
    };
  },
};
