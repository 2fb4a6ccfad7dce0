import { primaryKeyRemoved as page } from '../catalog/primary-key-removed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const primaryKeyRemoved: MigrationRule<'uniqueness_dropped'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, CONSTRAINT users_pkey PRIMARY KEY (id));',
    migration: 'ALTER TABLE users DROP CONSTRAINT users_pkey;',
  },
  judge: ({ statement, table, name, type, columns }) => {
    if (type !== 'primary_key') return undefined;
    return {
      severity: 'breaking',
      description: `Primary key '${name}' (${columns.join(', ')}) of table '${shown(table)}' is dropped, and nothing takes its place`,
      ...told(statement, `tables.${shown(table)}.constraints.${name}`),
      impact: 'Upserts on these columns (ON CONFLICT) fail, and code that expects one row may find several',
      suggested_migration: 'Build what takes its place first: CREATE UNIQUE INDEX CONCURRENTLY',
      affected_operations: ['SELECT', 'INSERT'],
    };
  },
};
