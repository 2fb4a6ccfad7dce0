import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const nullabilityRelaxed: Rule<RelationalChange<'column_nullability_changed'>> = {
  id: 'nullability_relaxed',
  classic: false,
  summary: 'A column that had to have a value may be NULL.',
  reason: 'Every row and every statement that was accepted still is; readers may meet NULL.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: { tables: { users: { columns: { phone: { type: 'varchar', nullable: false } } } } },
    after: { tables: { users: { columns: { phone: { type: 'varchar', nullable: true } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (!after) return undefined;
    return {
      severity: 'non_breaking',
      description: `Column '${column}' of table '${table}' may now be NULL`,
      field_path: `tables.${table}.columns.${column}.nullable`,
      old_value: before,
      new_value: after,
      impact: 'Readers may meet NULL once a writer stores one',
      suggested_migration: 'Make sure that readers tolerate NULL before the first one is stored',
      affected_operations: ['SELECT'],
    };
  },
};
