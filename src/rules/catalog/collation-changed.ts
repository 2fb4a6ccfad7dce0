import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const collationChanged: Rule<CatalogChange<'column_collation_changed'>> = {
  id: 'collation_changed',
  classic: false,
  summary: 'A column compares and sorts by other rules.',
  reason: 'ORDER BY, comparisons, unique constraints and partitions go by the collation, and indexes are built anew.',
  instead: 'Look for values that the new rules take for equal.',
  example: {
    before: 'CREATE TABLE users (name text);',
    after: 'CREATE TABLE users (name text COLLATE "C");',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'has another collation', 'collation'),
    impact: 'Comparisons, ORDER BY and unique constraints give other results',
    suggested_migration: 'Look for values that the new collation takes for equal, and test what sorts by the column',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
  }),
};
