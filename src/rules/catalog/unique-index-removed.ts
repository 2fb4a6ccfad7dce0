import type { CatalogChange } from '../../model/catalog/change.js';
import { uniqueIndexRemoved as page } from '../relational/unique-index-removed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const uniqueIndexRemoved: Rule<CatalogChange<'index_removed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE UNIQUE INDEX users_email ON users (email);',
    after: 'CREATE TABLE users (id bigint, email text);',
  },
  judge: (change) => {
    if (!change.before.isUnique) return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'has been removed'),
      impact: 'Upserts on these columns fail, and code that expects one row may find several',
      suggested_migration: 'Check upserts (ON CONFLICT, ON DUPLICATE KEY) and single-row lookups of these columns',
      affected_operations: ['SELECT', 'INSERT'],
    };
  },
};
