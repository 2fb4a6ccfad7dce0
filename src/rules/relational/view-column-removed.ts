import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const viewColumnRemoved: Rule<RelationalChange<'view_column_removed'>> = {
  id: 'view_column_removed',
  classic: false,
  summary: 'A view loses a column.',
  reason: 'Queries that name the column fail.',
  instead: 'Keep the column until no reader is left.',
  example: {
    before: { views: { people: { columns: ['id', 'name'] } } },
    after: { views: { people: { columns: ['id'] } } },
  },
  judge: ({ view, column }) => ({
    severity: 'breaking',
    description: `Column '${column}' removed from view '${view}'`,
    field_path: `views.${view}.columns.${column}`,
    old_value: column,
    new_value: null,
    impact: 'SELECT statements including this column will fail',
    suggested_migration: 'Keep the column until no reader is left',
    affected_operations: ['SELECT'],
  }),
};
