import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const sequenceRemoved: Rule<CatalogChange<'sequence_removed'>> = {
  id: 'sequence_removed',
  classic: false,
  summary: 'A sequence is gone.',
  reason: 'Statements and defaults that take numbers from it fail.',
  instead: 'Look for everything that calls it first.',
  example: {
    before: 'CREATE SEQUENCE invoice_numbers;',
    after: '',
  },
  judge: (change) => ({
    severity: 'breaking',
    ...told(change, 'has been removed'),
    impact: 'Statements that take numbers from it fail, and its position is lost',
    suggested_migration: 'Look for everything that calls it first',
    affected_operations: ['SELECT', 'INSERT'],
  }),
};
