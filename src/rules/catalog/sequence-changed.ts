import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const sequenceChanged: Rule<CatalogChange<'sequence_options_changed' | 'sequence_persistence_changed'>> = {
  id: 'sequence_changed',
  classic: false,
  summary: 'A sequence counts otherwise.',
  reason: 'Numbers may collide, run out earlier or come in other steps.',
  instead: 'Compare the bounds with the numbers that are in use.',
  example: {
    before: 'CREATE SEQUENCE invoice_numbers;',
    after: 'CREATE SEQUENCE invoice_numbers INCREMENT BY 10;',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'counts otherwise'),
    impact: 'Numbers may collide, run out earlier or come in other steps',
    suggested_migration: 'Compare the bounds with the numbers that are in use',
    affected_operations: ['INSERT'],
  }),
};
