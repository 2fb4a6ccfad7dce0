import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const columnUniqueRemoved: Rule<RelationalChange<'column_unique_changed'>> = {
  id: 'column_unique_removed',
  classic: false,
  summary: 'A column is no longer unique.',
  reason: 'Duplicates can come, and upserts that name the column as their conflict target fail.',
  instead: 'Look for upserts and for code that expects one row first.',
  example: {
    before: { tables: { users: { columns: { email: { type: 'varchar', unique: true } } } } },
    after: { tables: { users: { columns: { email: { type: 'varchar' } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (after) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Column '${column}' of table '${table}' is no longer unique`,
      field_path: `tables.${table}.columns.${column}.unique`,
      old_value: before,
      new_value: after,
      impact: 'Upserts on this column fail, and code that expects one row may find several',
      suggested_migration: 'Check upserts (ON CONFLICT, ON DUPLICATE KEY) and single-row lookups of this column',
      affected_operations: ['SELECT', 'INSERT'],
    };
  },
};
