import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const domainChanged: Rule<
  CatalogChange<
    'domain_constraint_changed' | 'domain_base_changed' | 'domain_default_changed' | 'domain_collation_changed'
  >
> = {
  id: 'domain_changed',
  classic: false,
  summary: 'A domain has another type, default, collation or constraint.',
  reason: 'Columns of the domain hold, store or compare other values.',
  instead: 'Make a new domain and move the columns one by one.',
  example: {
    before: 'CREATE DOMAIN code AS varchar(20);',
    after: 'CREATE DOMAIN code AS varchar(10);',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'is another one than before'),
    impact: 'Columns of the domain hold, store or compare other values',
    suggested_migration: 'Make a new domain and move the columns one by one',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
  }),
};
