import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const constraintRenamed: Rule<CatalogChange<'constraint_renamed'>> = {
  id: 'constraint_renamed',
  classic: false,
  summary: 'A constraint has another name.',
  reason: 'Only ON CONFLICT ON CONSTRAINT, SET CONSTRAINTS and code that reads error messages name it.',
  instead: 'Look for its name in the applications first.',
  example: {
    before: 'CREATE TABLE users (email text, CONSTRAINT a UNIQUE (email));',
    after: 'CREATE TABLE users (email text, CONSTRAINT b UNIQUE (email));',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, `was called '${change.before.name}'`),
    impact: 'ON CONFLICT ON CONSTRAINT and code that looks for its name in errors no longer find it',
    suggested_migration: 'Look for its name in the applications first',
    affected_operations: ['INSERT'],
  }),
};
