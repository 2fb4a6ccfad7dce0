import { repr } from '../../lib/python/repr.js';
import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const defaultChanged: Rule<RelationalChange<'column_default_changed'>> = {
  id: 'default_changed',
  classic: false,
  summary: 'A column has another default.',
  reason: 'Applications that leave the column out now store another value than the one they count on.',
  instead: 'Let the applications that want the new value write it; change the default when none relies on the old one.',
  example: {
    before: { tables: { users: { columns: { locale: { type: 'varchar', default: 'en' } } } } },
    after: { tables: { users: { columns: { locale: { type: 'varchar', default: 'de' } } } } },
  },
  judge: ({ table, column, before, after }) => {
    if (before === undefined || after === undefined) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Default of column '${column}' of table '${table}' changed from ${repr(before)} to ${repr(after)}`,
      field_path: `tables.${table}.columns.${column}.default`,
      old_value: before,
      new_value: after,
      impact: 'Rows inserted without this column hold another value than before',
      suggested_migration: 'Write the value explicitly where it matters before the default changes',
      affected_operations: ['INSERT'],
    };
  },
};
