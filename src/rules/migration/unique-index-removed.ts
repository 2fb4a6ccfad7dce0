import { uniqueIndexRemoved as page } from '../catalog/unique-index-removed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const uniqueIndexRemoved: MigrationRule<'uniqueness_dropped'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (mail text); CREATE UNIQUE INDEX users_mail ON users (mail);',
    migration: 'DROP INDEX CONCURRENTLY users_mail;',
  },
  judge: ({ statement, table, name, type, columns }) => {
    if (type !== 'index') return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Unique index '${name}' (${columns.join(', ')}) of table '${shown(table)}' is dropped, and nothing takes its place`,
      ...told(statement, `tables.${shown(table)}.indexes.${name}`),
      impact: 'Upserts on these columns (ON CONFLICT) fail, and code that expects one row may find several',
      suggested_migration: 'Build what takes its place first: CREATE UNIQUE INDEX CONCURRENTLY',
      affected_operations: ['SELECT', 'INSERT'],
    };
  },
};
