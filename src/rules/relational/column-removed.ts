import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const columnRemoved: Rule<RelationalChange<'column_removed'>> = {
  id: 'column_removed',
  classic: true,
  summary: 'A column is gone.',
  reason: 'Every statement that names the column fails, and its values are lost.',
  instead: 'Stop using it in all applications, rename it away, and drop it in a later release.',
  example: {
    before: { tables: { users: { columns: { id: { type: 'bigint' }, phone: { type: 'varchar' } } } } },
    after: { tables: { users: { columns: { id: { type: 'bigint' } } } } },
  },
  judge: ({ table, column, before }) => ({
    severity: 'breaking',
    description: `Column '${column}' removed from table '${table}'`,
    field_path: `tables.${table}.columns.${column}`,
    old_value: before,
    new_value: null,
    impact: 'SELECT statements including this column will fail',
    suggested_migration: `ALTER TABLE ${table} ADD COLUMN ${column}_deprecated AS computed_value;`,
    affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
  }),
};
