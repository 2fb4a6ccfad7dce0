import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const optionalColumnAdded: Rule<RelationalChange<'column_added'>> = {
  id: 'optional_column_added',
  classic: false,
  summary: 'There is a new column that inserts may leave out.',
  reason: 'Statements that name their columns go on as before.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: { tables: { users: { columns: { id: { type: 'bigint' } } } } },
    after: { tables: { users: { columns: { id: { type: 'bigint' }, phone: { type: 'varchar' } } } } },
  },
  judge: ({ table, column, after }) => {
    if (after.nullable === false && (after.default ?? null) === null) return undefined;
    return {
      severity: 'additive',
      description: `Optional column '${column}' added to table '${table}'`,
      field_path: `tables.${table}.columns.${column}`,
      old_value: null,
      new_value: after,
      impact: 'None for statements that name their columns',
      suggested_migration: 'None needed',
      affected_operations: ['SELECT *'],
    };
  },
};
