import type { MigrationRule } from './migration-rule.js';
import { whereNull } from './queries.js';
import { impactOf, quote, quoted, shown, sql, toldOf, weigh } from './words.js';

type Kinds = 'set_not_null' | 'set_not_null_proven' | 'add_primary_key_using_nullable_index';

export const notNullScansTable: MigrationRule<Kinds> = {
  id: 'not_null_scans_table',
  classic: false,
  summary: 'A column is made NOT NULL and every row is read under a lock that stops everybody.',
  reason: 'The table is locked against reads and writes while its rows are read; one NULL makes the statement fail.',
  instead:
    'Add and validate a check that the column is not NULL first: since PostgreSQL 12 the rows are not read again.',
  example: {
    before: 'CREATE TABLE users (mail text);',
    migration: 'ALTER TABLE users ALTER COLUMN mail SET NOT NULL;',
  },
  judge: (effect) => {
    const severity = effect.scans.length === 0 ? undefined : weigh(effect);
    if (severity === undefined) return undefined;
    const columns = effect.columns ?? [];
    const table = quoted(effect.subject);
    const steps = columns.flatMap((column) => {
      const check = quote(`${column}_not_null`);
      return [
        `ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${quote(column)} IS NOT NULL) NOT VALID`,
        `ALTER TABLE ${table} VALIDATE CONSTRAINT ${check}`,
        `ALTER TABLE ${table} ALTER COLUMN ${quote(column)} SET NOT NULL`,
        `ALTER TABLE ${table} DROP CONSTRAINT ${check}`,
      ];
    });
    return {
      severity,
      description: `Making ${columns.map((name) => `'${name}'`).join(', ')} NOT NULL reads all of table '${shown(effect.subject)}'`,
      ...toldOf(effect, `.columns.${columns.join(',')}`),
      impact: impactOf(effect, 'every row is read; a NULL makes it fail'),
      ...whereNull(effect, columns),
      suggested_migration: sql(...steps),
    };
  },
};
