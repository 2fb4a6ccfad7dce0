import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { createQueries } from './queries.js';
import { told } from './subject.js';

export const exclusionAdded: Rule<CatalogChange<'constraint_added'>> = {
  id: 'exclusion_added',
  classic: false,
  summary: 'A table gets an exclusion constraint.',
  reason:
    'Rows that conflict stop the change, and writers of such rows fail; the change locks the table while it builds the index.',
  instead: 'Look for rows that conflict first.',
  example: {
    before: 'CREATE TABLE rooms (during tsrange);',
    after: 'CREATE TABLE rooms (during tsrange, EXCLUDE USING gist (during WITH &&));',
  },
  judge: (change, _, context) => {
    if (change.after.type !== 'exclusion') return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(change, 'has been added'),
      impact: 'Rows that conflict stop the change, and writers of such rows fail',
      suggested_migration: 'Look for rows that conflict first',
      affected_operations: ['INSERT', 'UPDATE'],
      query: createQueries(context).conflicts(change.table, change.after),
    };
  },
};
