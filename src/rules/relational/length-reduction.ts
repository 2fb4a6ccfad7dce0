import { formatNumber } from '../../lib/python/number.js';
import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const lengthReduction: Rule<RelationalChange<'column_length_changed'>> = {
  id: 'length_reduction',
  classic: true,
  summary: 'A column takes shorter values than before.',
  reason: 'Values that are longer are cut off or stop the change, and writers of long values fail.',
  instead: 'Look for the longest value, shorten what is too long, and let the applications refuse it first.',
  example: {
    before: { tables: { users: { columns: { name: { type: 'varchar', length: 100 } } } } },
    after: { tables: { users: { columns: { name: { type: 'varchar', length: 50 } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (before === undefined || after.valueOf() >= before.valueOf()) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Column '${column}' length reduced from ${formatNumber(before)} to ${formatNumber(after)}`,
      field_path: `tables.${table}.columns.${column}.length`,
      old_value: before,
      new_value: after,
      impact: 'Data truncation may occur for values exceeding new length',
      suggested_migration: 'Validate no existing data exceeds new length limit',
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
