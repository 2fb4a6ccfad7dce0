import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const tableAttributeChanged: Rule<RelationalChange<'table_attribute_changed'>> = {
  id: 'table_attribute_changed',
  classic: false,
  summary: 'Something about a table changed whose meaning this check does not know.',
  reason: 'Triggers, partitions or storage options can change what statements do.',
  instead: 'Look at the change; what it breaks depends on the attribute.',
  example: {
    before: { tables: { users: { columns: {}, triggers: ['set_updated_at'] } } },
    after: { tables: { users: { columns: {} } } },
  },
  judge: ({ table, attribute, before, after }) => ({
    severity: 'potentially_breaking',
    description: `Attribute '${attribute}' of table '${table}' changed`,
    field_path: `tables.${table}.${attribute}`,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'What statements on this table do may differ',
    suggested_migration: 'Look at the change and test the statements that use this table',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
