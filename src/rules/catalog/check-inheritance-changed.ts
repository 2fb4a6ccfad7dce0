import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const checkInheritanceChanged: Rule<CatalogChange<'check_no_inherit_changed'>> = {
  id: 'check_inheritance_changed',
  classic: false,
  summary: 'A check constraint holds for child tables where it did not, or no longer.',
  reason: 'Rows of the children may violate it.',
  instead: 'Look for such rows in the children first.',
  example: {
    before: 'CREATE TABLE users (age integer, CONSTRAINT adult CHECK (age > 16) NO INHERIT);',
    after: 'CREATE TABLE users (age integer, CONSTRAINT adult CHECK (age > 16));',
  },
  judge: (change) => ({
    severity: change.after ? 'non_breaking' : 'potentially_breaking',
    ...told(change, change.after ? 'no longer holds for child tables' : 'now holds for child tables', 'no_inherit'),
    impact: 'Rows of child tables that violate it stop the change',
    suggested_migration: 'Look for such rows first',
    affected_operations: ['INSERT', 'UPDATE'],
  }),
};
