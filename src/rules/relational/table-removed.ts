import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const tableRemoved: Rule<RelationalChange<'table_removed'>> = {
  id: 'table_removed',
  classic: true,
  summary: 'A table is gone.',
  reason: 'Every query, insert and update of the table fails, and its rows are lost.',
  instead: 'Rename it away first, watch that nobody misses it, and drop it in a later release.',
  example: {
    before: { tables: { users: { columns: { id: { type: 'bigint' } } } } },
    after: { tables: {} },
  },
  judge: ({ table, before }) => ({
    severity: 'breaking',
    description: `Table '${table}' has been removed`,
    field_path: `tables.${table}`,
    old_value: before,
    new_value: null,
    impact: 'All operations on this table will fail',
    suggested_migration: `CREATE VIEW ${table} AS SELECT * FROM replacement_table;`,
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
