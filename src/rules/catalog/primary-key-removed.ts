import type { CatalogChange } from '../../model/catalog/change.js';
import { primaryKeyRemoved as page } from '../relational/primary-key-removed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const primaryKeyRemoved: Rule<CatalogChange<'constraint_removed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint PRIMARY KEY, email text);',
    after: 'CREATE TABLE users (id bigint NOT NULL, email text);',
  },
  judge: (change) => {
    if (change.before.type !== 'primary_key') return undefined;
    return {
      severity: 'breaking',
      ...told(change, 'has been removed'),
      impact: 'Upserts on the key fail, foreign keys to it go, and replication has no identity',
      suggested_migration: 'Put the new key beside the old one and move everything that relies on it first',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
