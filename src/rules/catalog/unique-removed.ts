import type { CatalogChange } from '../../model/catalog/change.js';
import { uniqueRemoved as page } from '../relational/unique-removed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const uniqueRemoved: Rule<CatalogChange<'constraint_removed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text UNIQUE);',
    after: 'CREATE TABLE users (id bigint, email text);',
  },
  judge: (change) => {
    if (change.before.type !== 'unique') return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'has been removed'),
      impact: 'Upserts on these columns fail, and code that expects one row may find several',
      suggested_migration: 'Check upserts (ON CONFLICT, ON DUPLICATE KEY) and single-row lookups of these columns',
      affected_operations: ['SELECT', 'INSERT'],
    };
  },
};
