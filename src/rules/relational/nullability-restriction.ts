import type { RelationalChange } from '../../model/relational-change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import type { Rule } from '../rule.js';

export const nullabilityRestriction: Rule<RelationalChange<'column_nullability_changed'>> = {
  id: 'nullability_restriction',
  classic: true,
  summary: 'A column that could be NULL no longer can.',
  reason: 'Rows that hold NULL stop the change, and applications that write NULL or leave the column out fail.',
  instead: 'Fill the gaps, stop the writers of NULL, then add the constraint.',
  example: {
    before: { tables: { users: { columns: { email: { type: 'varchar', nullable: true } } } } },
    after: { tables: { users: { columns: { email: { type: 'varchar', nullable: false } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (after) return undefined;
    return {
      severity: CONSTRAINT_IMPLICATIONS.not_null.added,
      description: `Column '${column}' changed from nullable to NOT NULL`,
      field_path: `tables.${table}.columns.${column}.nullable`,
      old_value: before,
      new_value: after,
      impact: 'Existing NULL values will cause constraint violations',
      suggested_migration: 'Update NULL values to valid defaults before applying NOT NULL constraint',
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
