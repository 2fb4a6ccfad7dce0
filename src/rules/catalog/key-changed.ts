import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { createQueries, decidedBy, indexOf } from './queries.js';
import { told } from './subject.js';

export const keyChanged: Rule<
  CatalogChange<
    'key_columns_changed' | 'key_keys_changed' | 'key_nulls_not_distinct_changed' | 'key_without_overlaps_changed'
  >
> = {
  id: 'key_changed',
  classic: false,
  summary: 'A primary key or a unique constraint covers something else.',
  reason: 'What must be unique changes: duplicates stop it, and upserts no longer find it.',
  instead: 'Create the new one beside the old one, move the upserts, then drop the old one.',
  example: {
    before: 'CREATE TABLE users (tenant bigint, email text, CONSTRAINT one UNIQUE (tenant, email));',
    after: 'CREATE TABLE users (tenant bigint, email text, CONSTRAINT one UNIQUE (email));',
  },
  judge: (change, _, context) => ({
    severity: change.to.type === 'primary_key' ? 'breaking' : 'potentially_breaking',
    ...told(change, 'covers something else'),
    impact: 'Rows may violate it, and upserts on the old columns fail',
    suggested_migration: 'Create the new one beside the old one, and drop that once no upsert relies on it',
    affected_operations: ['INSERT', 'UPDATE'],
    ...decidedBy(createQueries(context).duplicates(change.table, change.now, indexOf(change.to))),
  }),
};
