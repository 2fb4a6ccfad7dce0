import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

/** A reader bears fewer values, and may not bear more. */
const SEVERITIES = {
  same: 'non_breaking',
  narrows: 'non_breaking',
  widens: 'potentially_breaking',
  reinterprets: 'potentially_breaking',
  converts: 'breaking',
  unrelated: 'breaking',
} as const;

export const viewColumnTypeChanged: Rule<CatalogChange<'view_column_type_changed'>> = {
  id: 'view_column_type_changed',
  classic: false,
  summary: 'A column of a view has another type.',
  reason: 'Readers may get values that they cannot hold, or of another kind.',
  instead: 'Create a view under a new name and move the readers.',
  example: {
    before: 'CREATE TABLE users (age integer); CREATE VIEW people AS SELECT age FROM users;',
    after: 'CREATE TABLE users (age text); CREATE VIEW people AS SELECT age FROM users;',
  },
  judge: (change) => ({
    severity: SEVERITIES[change.fit.relation],
    ...told(change, `has another type of column '${change.column}'`),
    impact: 'Readers may get values that they cannot hold, or of another kind',
    suggested_migration: 'Create a view under a new name and move the readers',
    affected_operations: ['SELECT'],
  }),
};
