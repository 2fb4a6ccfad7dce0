import { str } from '../../lib/python/repr.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import type { Rule } from '../rule.js';

export const uniqueIndexAdded: Rule<RelationalChange<'index_added'>> = {
  id: 'unique_index_added',
  classic: false,
  summary: 'A table gets a unique index.',
  reason: 'Duplicates that are there stop the change, and writers of duplicates fail.',
  instead: 'Look for duplicates and resolve them first.',
  example: {
    before: { tables: { users: { indexes: [] } } },
    after: { tables: { users: { indexes: [{ name: 'users_email', columns: ['email'], unique: true }] } } },
  },
  judge: ({ table, index, after }) => {
    if (after.unique !== true) return undefined;
    const columns = [after.columns ?? []].flat().map(str).join(', ');
    return {
      severity: CONSTRAINT_IMPLICATIONS.unique.added,
      description: `Unique index '${index}' added to table '${table}'`,
      field_path: `tables.${table}.indexes.${index}`,
      old_value: null,
      new_value: after,
      impact: 'Duplicates stop the change and fail on every later write',
      suggested_migration: `Find duplicates first: SELECT ${columns}, COUNT(*) FROM ${table} GROUP BY ${columns} HAVING COUNT(*) > 1;`,
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
