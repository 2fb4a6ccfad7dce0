import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const tableAdded: Rule<RelationalChange<'table_added'>> = {
  id: 'table_added',
  classic: false,
  summary: 'There is a new table.',
  reason: 'Nothing that exists refers to it.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: { tables: {} },
    after: { tables: { users: { columns: {} } } },
  },
  judge: ({ table, after }) => ({
    severity: 'additive',
    description: `Table '${table}' has been added`,
    field_path: `tables.${table}`,
    old_value: null,
    new_value: after,
    impact: 'None for what exists',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
