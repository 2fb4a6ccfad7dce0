import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const uniqueIndexRemoved: Rule<RelationalChange<'index_removed'>> = {
  id: 'unique_index_removed',
  classic: false,
  summary: 'A unique index is gone.',
  reason: 'Duplicates can come, and upserts that rely on the index fail.',
  instead: 'Look for upserts and for code that expects one row first.',
  example: {
    before: { tables: { users: { indexes: [{ name: 'users_email', columns: ['email'], unique: true }] } } },
    after: { tables: { users: { indexes: [] } } },
  },
  judge: ({ table, index, before }) => {
    if (before.unique !== true) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Unique index '${index}' removed from table '${table}'`,
      field_path: `tables.${table}.indexes.${index}`,
      old_value: before,
      new_value: null,
      impact: 'Upserts on these columns fail, and code that expects one row may find several',
      suggested_migration: 'Check upserts (ON CONFLICT, ON DUPLICATE KEY) and single-row lookups of these columns',
      affected_operations: ['SELECT', 'INSERT'],
    };
  },
};
