import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const exclusionChanged: Rule<
  CatalogChange<'exclusion_method_changed' | 'exclusion_elements_changed' | 'exclusion_predicate_changed'>
> = {
  id: 'exclusion_changed',
  classic: false,
  summary: 'An exclusion constraint lets other rows stand side by side.',
  reason: 'Rows that conflict stop the change, and writers of such rows fail.',
  instead: 'Look for rows that conflict first.',
  example: {
    before: 'CREATE TABLE rooms (during tsrange, CONSTRAINT once EXCLUDE USING gist (during WITH &&));',
    after:
      'CREATE TABLE rooms (during tsrange, CONSTRAINT once EXCLUDE USING gist (during WITH &&) WHERE (NOT isempty(during)));',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'lets other rows stand side by side'),
    impact: 'Rows that conflict stop the change, and writers of such rows fail',
    suggested_migration: 'Look for rows that conflict first',
    affected_operations: ['INSERT', 'UPDATE'],
  }),
};
