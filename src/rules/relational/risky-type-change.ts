import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';
import { typeCompatibility } from '../type-compatibility.js';

export const riskyTypeChange: Rule<RelationalChange<'column_type_changed'>> = {
  id: 'risky_type_change',
  classic: true,
  summary: 'A column changes to a type that takes only some of its values.',
  reason: 'Values outside the new range, or digits beyond the new precision, are refused or lost.',
  instead: 'Count the values that do not fit before the change, and refuse new ones by a check constraint first.',
  example: {
    before: { tables: { users: { columns: { age: { type: 'bigint' } } } } },
    after: { tables: { users: { columns: { age: { type: 'int' } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (typeCompatibility(before, after) !== 'potentially_breaking') return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Column '${column}' type changed from ${before} to ${after} - may lose data`,
      field_path: `tables.${table}.columns.${column}.type`,
      old_value: before,
      new_value: after,
      impact: 'Potential data loss or precision reduction',
      suggested_migration: 'Validate all existing data can be converted safely',
      affected_operations: ['Data integrity'],
    };
  },
};
