import type { RelationalChange } from '../../model/relational-change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import type { Rule } from '../rule.js';

export const columnUniqueAdded: Rule<RelationalChange<'column_unique_changed'>> = {
  id: 'column_unique_added',
  classic: false,
  summary: 'A column becomes unique.',
  reason: 'Duplicates that are there stop the change, and writers of duplicates fail.',
  instead: 'Look for duplicates and resolve them first.',
  example: {
    before: { tables: { users: { columns: { email: { type: 'varchar' } } } } },
    after: { tables: { users: { columns: { email: { type: 'varchar', unique: true } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (!after) return undefined;
    return {
      severity: CONSTRAINT_IMPLICATIONS.unique.added,
      description: `Column '${column}' of table '${table}' must now be unique`,
      field_path: `tables.${table}.columns.${column}.unique`,
      old_value: before,
      new_value: after,
      impact: 'Duplicates stop the change and fail on every later write',
      suggested_migration: `Find duplicates first: SELECT ${column}, COUNT(*) FROM ${table} GROUP BY ${column} HAVING COUNT(*) > 1;`,
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
