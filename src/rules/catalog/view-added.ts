import type { CatalogChange } from '../../model/catalog/change.js';
import { viewAdded as page } from '../relational/view-added.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';
import { samePage } from './words.js';

export const viewAdded: Rule<CatalogChange<'view_added'>> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint, email text);',
    after: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users;',
  },
  judge: (change) => ({
    severity: 'additive',
    ...told(change, 'has been added'),
    impact: 'None for what exists',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
