import { defaultRemoved as page } from '../catalog/default-removed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const defaultRemoved: MigrationRule<'default_dropped'> = {
  ...samePage(page),
  example: {
    before: "CREATE TABLE users (kind text NOT NULL DEFAULT 'web');",
    migration: 'ALTER TABLE users ALTER COLUMN kind DROP DEFAULT;',
  },
  judge: ({ statement, table, column, what, isNullable }) => ({
    severity: isNullable === false ? 'breaking' : 'potentially_breaking',
    description: `Column '${column}' of table '${shown(table)}' no longer has ${what === 'default' ? 'a default' : 'an identity'}`,
    ...told(statement, `tables.${shown(table)}.columns.${column}.default`),
    impact:
      isNullable === false
        ? 'INSERT statements without this column fail'
        : 'Rows inserted without this column hold NULL, or are refused',
    suggested_migration: 'Keep it until every writer names the column',
    affected_operations: ['INSERT'],
  }),
};
