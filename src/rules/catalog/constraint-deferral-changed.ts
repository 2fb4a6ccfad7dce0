import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const constraintDeferralChanged: Rule<
  CatalogChange<
    | 'key_is_deferrable_changed'
    | 'key_is_initially_deferred_changed'
    | 'foreign_key_is_deferrable_changed'
    | 'foreign_key_is_initially_deferred_changed'
    | 'check_is_deferrable_changed'
    | 'check_is_initially_deferred_changed'
    | 'exclusion_is_deferrable_changed'
    | 'exclusion_is_initially_deferred_changed'
  >
> = {
  id: 'constraint_deferral_changed',
  classic: false,
  summary: 'A constraint is checked at another time.',
  reason:
    'ON CONFLICT takes no deferrable constraint, and transactions that violate one for a while fail when it is checked at once.',
  instead: 'Look for upserts and for transactions that rely on the time of the check.',
  example: {
    before: 'CREATE TABLE users (email text UNIQUE);',
    after: 'CREATE TABLE users (email text UNIQUE DEFERRABLE);',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'is checked at another time'),
    impact: 'ON CONFLICT takes no deferrable constraint; errors come at another time',
    suggested_migration: 'Look for upserts and for transactions that rely on the time of the check',
    affected_operations: ['INSERT', 'UPDATE'],
  }),
};
