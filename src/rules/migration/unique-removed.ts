import { uniqueRemoved as page } from '../catalog/unique-removed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const uniqueRemoved: MigrationRule<'uniqueness_dropped'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (mail text, CONSTRAINT users_mail UNIQUE (mail));',
    migration: 'ALTER TABLE users DROP CONSTRAINT users_mail;',
  },
  judge: ({ statement, table, name, type, columns }) => {
    if (type !== 'unique') return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Unique constraint '${name}' (${columns.join(', ')}) of table '${shown(table)}' is dropped, and nothing takes its place`,
      ...told(statement, `tables.${shown(table)}.constraints.${name}`),
      impact: 'Upserts on these columns (ON CONFLICT) fail, and code that expects one row may find several',
      suggested_migration: 'Build what takes its place first: CREATE UNIQUE INDEX CONCURRENTLY',
      affected_operations: ['SELECT', 'INSERT'],
    };
  },
};
