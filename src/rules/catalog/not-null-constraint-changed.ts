import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const notNullConstraintChanged: Rule<CatalogChange<'column_not_null_changed'>> = {
  id: 'not_null_constraint_changed',
  classic: false,
  summary: 'The constraint behind NOT NULL has another name, or is valid or inherited where it was not.',
  reason: 'Writers are held to it either way.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: 'CREATE TABLE users (id bigint CONSTRAINT a NOT NULL);',
    after: 'CREATE TABLE users (id bigint CONSTRAINT b NOT NULL);',
  },
  judge: (change) => ({
    severity: 'non_breaking',
    ...told(change, 'has another NOT NULL constraint', 'not_null'),
    impact: 'None for statements',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
