import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';
import { typeCompatibility } from '../type-compatibility.js';

export const incompatibleTypeChange: Rule<RelationalChange<'column_type_changed'>> = {
  id: 'incompatible_type_change',
  classic: true,
  summary: 'A column changes to a type that does not take its values, or that the type table does not know.',
  reason: 'Values may not convert, and applications read and write a type they do not expect.',
  instead: 'Add a column of the new type, write both, copy, switch the readers, and drop the old one later.',
  example: {
    before: { tables: { users: { columns: { id: { type: 'varchar' } } } } },
    after: { tables: { users: { columns: { id: { type: 'bigint' } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (typeCompatibility(before, after) !== 'breaking') return undefined;
    return {
      severity: 'breaking',
      description: `Column '${column}' type changed from ${before} to ${after}`,
      field_path: `tables.${table}.columns.${column}.type`,
      old_value: before,
      new_value: after,
      impact: 'Data conversion may fail or lose precision',
      suggested_migration: 'Add conversion logic and validate data integrity',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'WHERE clauses'],
    };
  },
};
