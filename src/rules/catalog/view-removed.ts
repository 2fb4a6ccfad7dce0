import type { CatalogChange } from '../../model/catalog/change.js';
import { viewRemoved as page } from '../relational/view-removed.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const viewRemoved: Rule<CatalogChange<'view_removed'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users;',
    after: 'CREATE TABLE users (id bigint, email text);',
  },
  judge: (change) => ({
    severity: 'breaking',
    ...told(change, 'has been removed'),
    impact: 'All queries of this view fail',
    suggested_migration: 'Move its readers to what replaces it, and drop it in a later release',
    affected_operations: ['SELECT'],
  }),
};
