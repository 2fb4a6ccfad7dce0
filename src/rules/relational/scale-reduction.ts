import type { Digits, RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const scaleReduction: Rule<RelationalChange<'column_digits_changed'>> = {
  id: 'scale_reduction',
  classic: false,
  summary: 'A number has fewer digits behind the point than before.',
  reason: 'Values that use the digits are rounded, and nothing says so.',
  instead: 'Keep the scale, or copy the exact values elsewhere before they are rounded.',
  example: {
    before: { tables: { users: { columns: { price: { type: 'decimal', precision: 12, scale: 4 } } } } },
    after: { tables: { users: { columns: { price: { type: 'decimal', precision: 12, scale: 2 } } } } },
  },
  judge: ({ table, column, before, after }) => {
    const [from, to] = [scaleOf(before), scaleOf(after)];
    if (to >= from) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Column '${column}' of table '${table}' keeps ${to} digits behind the point, ${Number.isFinite(from) ? `down from ${from}` : 'where there was no limit'}`,
      field_path: `tables.${table}.columns.${column}.scale`,
      old_value: before.scale ?? null,
      new_value: after.scale ?? null,
      impact: 'Digits beyond the new scale are lost by rounding',
      suggested_migration: `Count what would be rounded first: SELECT COUNT(*) FROM ${table} WHERE ${column} <> ROUND(${column}, ${to});`,
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};

/** Digits behind the point: none beside a precision alone (SQL:2016, part 2, section 6.1), else without limit. */
function scaleOf({ precision, scale }: Digits): number {
  if (scale !== undefined) return Number(scale);
  return precision === undefined ? Number.POSITIVE_INFINITY : 0;
}
