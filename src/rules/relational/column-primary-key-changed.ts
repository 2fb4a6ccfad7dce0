import type { RelationalChange } from '../../model/relational-change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import type { Rule } from '../rule.js';

export const columnPrimaryKeyChanged: Rule<RelationalChange<'column_primary_key_changed'>> = {
  id: 'column_primary_key_changed',
  classic: false,
  summary: 'A column joins or leaves the primary key.',
  reason: 'Rows are identified in another way: foreign keys, upserts, replication and caches rely on the old one.',
  instead: 'Add the new key beside the old one, move everything that refers to it, then switch.',
  example: {
    before: {
      tables: { users: { columns: { id: { type: 'bigint', primary_key: true }, tenant: { type: 'bigint' } } } },
    },
    after: {
      tables: {
        users: {
          columns: { id: { type: 'bigint', primary_key: true }, tenant: { type: 'bigint', primary_key: true } },
        },
      },
    },
  },
  judge: ({ table, column, before, after }) => ({
    severity: CONSTRAINT_IMPLICATIONS.primary_key.modified,
    description: `Column '${column}' ${after ? 'joined' : 'left'} the primary key of table '${table}'`,
    field_path: `tables.${table}.columns.${column}.primary_key`,
    old_value: before,
    new_value: after,
    impact: 'Whatever identifies rows by the old key fails or finds other rows',
    suggested_migration: 'Move foreign keys, upserts and replication to the new key before the old one goes',
    affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
  }),
};
