import type { CatalogChange } from '../../model/catalog/change.js';
import type { Table } from '../../model/catalog/table.js';
import { uniqueIndexChanged as page } from '../relational/unique-index-changed.js';
import type { Rule } from '../rule.js';
import { createQueries, decidedBy } from './queries.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const uniqueIndexChanged: Rule<
  CatalogChange<
    'index_keys_changed' | 'index_predicate_changed' | 'index_is_unique_changed' | 'index_nulls_not_distinct_changed'
  >
> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE UNIQUE INDEX users_email ON users (email);',
    after: 'CREATE TABLE users (id bigint, email text); CREATE UNIQUE INDEX users_email ON users (lower(email));',
  },
  judge: (change, _, context) => {
    if (!change.from.isUnique && !change.to.isUnique) return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'covers something else'),
      impact: 'Rows may violate the new index, and upserts on the old columns fail',
      suggested_migration: 'Create the new index beside the old one and drop that once no upsert relies on it',
      affected_operations: ['INSERT', 'UPDATE'],
      ...(change.to.isUnique &&
        decidedBy(createQueries(context).duplicates(change.relation as Table, change.now as Table, change.to))),
    };
  },
};
