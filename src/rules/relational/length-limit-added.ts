import { formatNumber } from '../../lib/python/number.js';
import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const lengthLimitAdded: Rule<RelationalChange<'column_length_changed'>> = {
  id: 'length_limit_added',
  classic: false,
  summary: 'A column whose values could be of any length gets a limit.',
  reason: 'Values that are longer are cut off or stop the change, and writers of long values fail.',
  instead: 'Look for the longest value, shorten what is too long, and let the applications refuse it first.',
  example: {
    before: { tables: { users: { columns: { name: { type: 'varchar' } } } } },
    after: { tables: { users: { columns: { name: { type: 'varchar', length: 50 } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (before !== undefined) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Column '${column}' of table '${table}' is limited to length ${formatNumber(after)}`,
      field_path: `tables.${table}.columns.${column}.length`,
      old_value: null,
      new_value: after,
      impact: 'Values longer than the limit are refused or cut off',
      suggested_migration: `Find the longest value first: SELECT MAX(LENGTH(${column})) FROM ${table};`,
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
