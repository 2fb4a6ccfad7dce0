import type { MigrationRule } from './migration-rule.js';
import { impactOf, shown, toldOf, waiting, weigh } from './words.js';

type Kinds =
  | 'drop_foreign_key'
  | 'drop_column_referencing'
  | 'drop_table_referencing'
  | 'drop_table_referenced'
  | 'drop_partition';

export const foreignKeyDropLocksParent: MigrationRule<Kinds> = {
  id: 'foreign_key_drop_locks_parent',
  classic: false,
  summary: 'A foreign key goes, and the table that it refers to is locked as well.',
  reason: 'Triggers of the constraint stand at both tables: reads and writes of the other table wait, too.',
  instead: 'Set lock_timeout, and drop one constraint in a transaction.',
  example: {
    before:
      'CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE posts (user_id bigint CONSTRAINT author REFERENCES users);',
    migration: 'ALTER TABLE posts DROP CONSTRAINT author;',
  },
  judge: (effect) => {
    const others = effect.locks.filter(({ role, isNew }) => role !== 'table' && !isNew);
    if (others.length === 0 || weigh({ ...effect, isNew: false }) === undefined) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Beside '${shown(effect.subject)}', other tables are locked: ${waiting(others)}`,
      ...toldOf(effect),
      impact: impactOf(effect, 'it waits for all of them'),
      suggested_migration: "SET lock_timeout = '2s'; and one constraint in one transaction",
    };
  },
};
