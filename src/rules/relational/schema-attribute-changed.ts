import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const schemaAttributeChanged: Rule<RelationalChange<'schema_attribute_changed'>> = {
  id: 'schema_attribute_changed',
  classic: false,
  summary: 'Something about the schema changed whose meaning this check does not know.',
  reason: 'Sequences, triggers or grants can change what statements do or whether they may.',
  instead: 'Look at the change; what it breaks depends on the attribute.',
  example: {
    before: { tables: {}, sequences: ['order_numbers'] },
    after: { tables: {} },
  },
  judge: ({ attribute, before, after }) => ({
    severity: 'potentially_breaking',
    description: `Section '${attribute}' of the schema changed`,
    field_path: attribute,
    old_value: before ?? null,
    new_value: after ?? null,
    impact: 'What statements do, or whether they may, can differ',
    suggested_migration: 'Look at the change and test the statements that rely on it',
    affected_operations: [],
  }),
};
