import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const exclusionRemoved: Rule<CatalogChange<'constraint_removed'>> = {
  id: 'exclusion_removed',
  classic: false,
  summary: 'An exclusion constraint is gone.',
  reason: 'Nothing refuses rows that conflict any more; ON CONFLICT DO NOTHING inserts them.',
  instead: 'Let the applications refuse what the database did.',
  example: {
    before: 'CREATE TABLE rooms (during tsrange, EXCLUDE USING gist (during WITH &&));',
    after: 'CREATE TABLE rooms (during tsrange);',
  },
  judge: (change) => {
    if (change.before.type !== 'exclusion') return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'has been removed'),
      impact: 'Rows that conflict are inserted',
      suggested_migration: 'Let the applications refuse what the database did',
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
