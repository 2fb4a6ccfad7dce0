import type { MigrationRule } from './migration-rule.js';
import { whereAny } from './queries.js';
import { quote, quoted, shown, sql, toldOf } from './words.js';

type Kinds = `drop_table${'' | '_referencing' | '_referenced'}` | 'drop_partition';

export const tableDropped: MigrationRule<Kinds> = {
  id: 'table_dropped',
  classic: false,
  summary: 'A table is dropped.',
  reason: 'Its rows are lost, and whatever still uses it fails.',
  instead: 'Rename it away, wait until nobody misses it, and keep a copy.',
  example: { before: 'CREATE TABLE users (id bigint);', migration: 'DROP TABLE users;' },
  judge: (effect) => {
    if (effect.isNew) return undefined;
    return {
      severity: 'breaking',
      description: `Table '${shown(effect.subject)}' is dropped`,
      ...toldOf(effect),
      impact: 'Its rows are lost, and statements that use it fail',
      ...whereAny(effect),
      suggested_migration: sql(
        `ALTER TABLE ${quoted(effect.subject)} RENAME TO ${quote(`${effect.subject.name}_dropped`)}`,
      ),
    };
  },
};
