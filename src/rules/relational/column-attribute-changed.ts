import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const columnAttributeChanged: Rule<RelationalChange<'column_attribute_changed'>> = {
  id: 'column_attribute_changed',
  classic: false,
  summary: 'Something about a column changed whose meaning this check does not know.',
  reason: 'A collation, a character set or a generation expression can change what is stored and found.',
  instead: 'Look at the change; what it breaks depends on the attribute.',
  example: {
    before: { tables: { users: { columns: { name: { type: 'varchar', collation: 'utf8mb4_bin' } } } } },
    after: { tables: { users: { columns: { name: { type: 'varchar', collation: 'utf8mb4_general_ci' } } } } },
  },
  judge: ({ table, column, attribute, before, after }) => ({
    severity: 'potentially_breaking',
    description: `Attribute '${attribute}' of column '${column}' of table '${table}' changed`,
    field_path: `tables.${table}.columns.${column}.${attribute}`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'What the column stores or how it compares may differ',
    suggested_migration: 'Look at the change and test the statements that use this column',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
  }),
};
