import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const viewColumnAdded: Rule<CatalogChange<'view_column_added'>> = {
  id: 'view_column_added',
  classic: false,
  summary: 'A view has one more column.',
  reason: 'Queries that name their columns give what they gave; SELECT * gives one more.',
  instead: 'Add columns at the end.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id FROM users;',
    after: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users;',
  },
  judge: (change) => ({
    severity: change.isLast ? 'additive' : 'potentially_breaking',
    ...told(change, `also has column '${change.column}'`),
    impact: change.isLast
      ? 'None for queries that name their columns'
      : 'SELECT * puts other columns in the places of the old ones',
    suggested_migration: 'Add columns at the end',
    affected_operations: ['SELECT'],
  }),
};
