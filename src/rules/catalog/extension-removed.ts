import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const extensionRemoved: Rule<CatalogChange<'extension_removed'>> = {
  id: 'extension_removed',
  classic: false,
  summary: 'An extension is gone.',
  reason: 'Its types, functions and operators are gone with it.',
  instead: 'Look for everything that uses it first.',
  example: {
    before: 'CREATE EXTENSION citext;',
    after: '',
  },
  judge: (change) => ({
    severity: 'breaking',
    ...told(change, 'has been removed'),
    impact: 'Statements that use its types, functions or operators fail',
    suggested_migration: 'Look for everything that uses it first',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
