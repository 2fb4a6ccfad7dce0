import type { MigrationRule } from './migration-rule.js';
import { whereTwice } from './queries.js';
import { columnList, impactOf, quote, quoted, shown, sql, toldOf, weigh } from './words.js';

export const keyBuildsIndex: MigrationRule<'add_unique' | 'add_primary_key' | 'add_column_unique' | 'add_exclusion'> = {
  id: 'key_builds_index',
  classic: false,
  summary: 'A key is added whose index is built while nobody can read or write.',
  reason: 'The table is locked against reads and writes for as long as the index is built.',
  instead: 'Build a unique index CONCURRENTLY and make it the constraint with USING INDEX.',
  example: {
    before: 'CREATE TABLE users (mail text);',
    migration: 'ALTER TABLE users ADD CONSTRAINT users_mail UNIQUE (mail);',
  },
  judge: (effect) => {
    const severity = weigh(effect);
    const { constraint } = effect.action;
    if (severity === undefined) return undefined;
    const table = quoted(effect.subject);
    const isPrimary = constraint.type === 'primary_key';
    const name =
      constraint.name ?? `${effect.subject.name}_${isPrimary ? 'pkey' : `${constraint.columns.join('_')}_key`}`;
    return {
      severity,
      description: `Adding ${isPrimary ? 'primary key' : constraint.type === 'exclusion' ? 'exclusion constraint' : 'unique constraint'} '${name}' builds an index of table '${shown(effect.subject)}' under its lock`,
      ...toldOf(effect, `.constraints.${name}`),
      impact: impactOf(effect, 'the index is built'),
      ...(constraint.type === 'exclusion' ? {} : whereTwice(effect, constraint.columns)),
      suggested_migration:
        constraint.type === 'exclusion'
          ? 'No exclusion constraint can be added without the lock: set lock_timeout, and choose a quiet hour'
          : sql(
              `CREATE UNIQUE INDEX CONCURRENTLY ${quote(name)} ON ${table} (${columnList(constraint.columns)})`,
              `ALTER TABLE ${table} ADD CONSTRAINT ${quote(name)} ${isPrimary ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${quote(name)}`,
            ),
    };
  },
};
