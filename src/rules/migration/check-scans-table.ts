import type { MigrationRule } from './migration-rule.js';
import { whereRefused } from './queries.js';
import { impactOf, quote, quoted, shown, sql, toldOf, weigh } from './words.js';

export const checkScansTable: MigrationRule<'add_check' | 'add_column_check' | 'add_not_null'> = {
  id: 'check_scans_table',
  classic: false,
  summary: 'A check is added and every row is read under a lock that stops everybody.',
  reason: 'The table is locked against reads and writes for as long as its rows are checked.',
  instead: 'Add it NOT VALID and validate it in a transaction of its own, which blocks neither reads nor writes.',
  example: {
    before: 'CREATE TABLE users (age integer);',
    migration: 'ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18);',
  },
  judge: (effect) => {
    const severity = weigh(effect);
    if (severity === undefined) return undefined;
    const { constraint } = effect.action;
    const table = quoted(effect.subject);
    const name = constraint.name ?? `${effect.subject.name}_${constraint.columns.join('_') || 'row'}_check`;
    return {
      severity,
      description: `Adding check '${name}' reads all of table '${shown(effect.subject)}'`,
      ...toldOf(effect, `.constraints.${name}`),
      impact: impactOf(effect, 'every row is checked'),
      ...whereRefused(effect, constraint),
      suggested_migration: sql(
        `ALTER TABLE ${table} ADD CONSTRAINT ${quote(name)} ${constraint.text} NOT VALID`,
        `ALTER TABLE ${table} VALIDATE CONSTRAINT ${quote(name)}`,
      ),
    };
  },
};
