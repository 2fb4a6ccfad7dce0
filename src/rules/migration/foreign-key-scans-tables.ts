import type { MigrationRule } from './migration-rule.js';
import { whereOrphaned } from './queries.js';
import { impactOf, quote, quoted, shown, sql, toldOf, weigh } from './words.js';

type Kinds = 'add_foreign_key' | 'add_column_default_references' | 'add_column_references';

export const foreignKeyScansTables: MigrationRule<Kinds> = {
  id: 'foreign_key_scans_tables',
  classic: false,
  summary: 'A foreign key is added and checked while both tables are locked.',
  reason: 'Both tables are locked against writes while every row is looked up in the other one.',
  instead: 'Add it NOT VALID, and validate it in a transaction of its own.',
  example: {
    before: 'CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE posts (user_id bigint);',
    migration: 'ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (user_id) REFERENCES users (id);',
  },
  judge: (effect) => {
    const heavy = weigh(effect);
    if (heavy === undefined) return undefined;
    const { constraint } = effect.action;
    const isLooked = effect.kind !== 'add_column_references';
    const table = quoted(effect.subject);
    const name = constraint.name ?? `${effect.subject.name}_${constraint.columns.join('_')}_fkey`;
    const clause = /^foreign\b/i.test(constraint.text)
      ? constraint.text
      : `FOREIGN KEY (${constraint.columns.map(quote).join(', ')}) ${constraint.text}`;
    return {
      severity: isLooked ? heavy : 'potentially_breaking',
      description: `Adding foreign key '${name}' to table '${shown(effect.subject)}' locks both tables${isLooked ? ' and looks up every row' : ''}`,
      ...toldOf(effect, `.constraints.${name}`),
      impact: impactOf(
        effect,
        isLooked ? 'every row is looked up' : 'the constraint is added, and while it waits for both',
      ),
      ...whereOrphaned(effect, constraint),
      suggested_migration: sql(
        `ALTER TABLE ${table} ADD CONSTRAINT ${quote(name)} ${clause} NOT VALID`,
        `ALTER TABLE ${table} VALIDATE CONSTRAINT ${quote(name)}`,
      ),
    };
  },
};
