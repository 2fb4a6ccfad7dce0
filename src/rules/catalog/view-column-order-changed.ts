import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const viewColumnOrderChanged: Rule<CatalogChange<'view_column_order_changed'>> = {
  id: 'view_column_order_changed',
  classic: false,
  summary: 'The columns of a view stand in another order.',
  reason: 'SELECT * puts other columns in the places of the old ones.',
  instead: 'Leave the order.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT id, email FROM users;',
    after: 'CREATE TABLE users (id bigint, email text); CREATE VIEW people AS SELECT email, id FROM users;',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'has its columns in another order'),
    impact: 'SELECT * puts other columns in the places of the old ones',
    suggested_migration: 'Leave the order, or name the columns in every query first',
    affected_operations: ['SELECT'],
  }),
};
