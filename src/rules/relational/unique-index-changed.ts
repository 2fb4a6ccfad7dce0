import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const uniqueIndexChanged: Rule<RelationalChange<'index_changed'>> = {
  id: 'unique_index_changed',
  classic: false,
  summary: 'An index that is or was unique covers something else.',
  reason: 'What must be unique changes: duplicates stop it, or upserts no longer find their index.',
  instead: 'Create the new index beside the old one, move the upserts, then drop the old one.',
  example: {
    before: { tables: { users: { indexes: [{ name: 'users_key', columns: ['tenant', 'email'], unique: true }] } } },
    after: { tables: { users: { indexes: [{ name: 'users_key', columns: ['email'], unique: true }] } } },
  },
  judge: ({ table, index, before, after }) => {
    if (before.unique !== true && after.unique !== true) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Unique index '${index}' of table '${table}' changed`,
      field_path: `tables.${table}.indexes.${index}`,
      old_value: before,
      new_value: after,
      impact: 'Rows may violate the new index, and upserts on the old columns fail',
      suggested_migration: 'Create the new index beside the old one and drop that once no upsert relies on it',
      affected_operations: ['INSERT', 'UPDATE'],
    };
  },
};
