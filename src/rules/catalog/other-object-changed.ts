import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const otherObjectChanged: Rule<CatalogChange<'other_removed' | 'other_changed'>> = {
  id: 'other_object_changed',
  classic: false,
  summary: 'An object of a rarer kind is gone or changed: an operator, a cast, a collation, a foreign server.',
  reason: 'Statements that rely on it fail or do something else.',
  instead: 'Look for everything that relies on it first.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); CREATE STATISTICS s ON id, email FROM users;',
    after: 'CREATE TABLE users (id bigint, email text);',
  },
  judge: (change) => ({
    severity: change.kind === 'other_removed' ? 'breaking' : 'potentially_breaking',
    ...told(change, change.kind === 'other_removed' ? 'has been removed' : 'is another one than before'),
    impact: 'Statements that rely on it fail or do something else',
    suggested_migration: 'Look for everything that relies on it first',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
