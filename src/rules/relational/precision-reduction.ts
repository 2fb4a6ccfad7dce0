import type { Digits, RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const precisionReduction: Rule<RelationalChange<'column_digits_changed'>> = {
  id: 'precision_reduction',
  classic: false,
  summary: 'A number has fewer digits before the point than before.',
  reason: 'Values that are larger are refused, by the change itself or by the next write.',
  instead: 'Look for the largest value first; keep the precision, or raise it together with the scale.',
  example: {
    before: { tables: { users: { columns: { price: { type: 'decimal', precision: 12, scale: 2 } } } } },
    after: { tables: { users: { columns: { price: { type: 'decimal', precision: 10, scale: 2 } } } } },
  },
  judge: ({ table, column, before, after }) => {
    const [from, to] = [wholeDigits(before), wholeDigits(after)];
    if (to >= from) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Column '${column}' of table '${table}' holds ${to} digits before the point, ${Number.isFinite(from) ? `down from ${from}` : 'where there was no limit'}`,
      field_path: `tables.${table}.columns.${column}.precision`,
      old_value: before.precision ?? null,
      new_value: after.precision ?? null,
      impact: 'Values too large for the new precision are refused',
      suggested_migration: `Find the largest value first: SELECT MAX(ABS(${column})) FROM ${table};`,
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};

/** Digits before the point; a scale beyond the precision leaves none. */
function wholeDigits({ precision, scale }: Digits): number {
  if (precision === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, Number(precision) - Number(scale ?? 0));
}
