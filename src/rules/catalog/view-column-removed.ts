import type { CatalogChange } from '../../model/catalog/change.js';
import { viewColumnRemoved as page } from '../relational/view-column-removed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const viewColumnRemoved: Rule<CatalogChange<'view_column_removed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users;',
    after: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id FROM users;',
  },
  judge: (change) => ({
    severity: 'breaking',
    ...told(change, `no longer has column '${change.column}'`),
    impact: 'Queries that name the column fail',
    suggested_migration: 'Keep the column until no reader is left',
    affected_operations: ['SELECT'],
  }),
};
