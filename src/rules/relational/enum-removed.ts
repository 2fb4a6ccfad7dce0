import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const enumRemoved: Rule<RelationalChange<'enum_removed'>> = {
  id: 'enum_removed',
  classic: false,
  summary: 'An enumerated type is gone.',
  reason: 'Columns and casts that use the type fail.',
  instead: 'Move every column to another type first.',
  example: {
    before: { enums: { mood: ['sad', 'happy'] } },
    after: { enums: {} },
  },
  judge: ({ name, before }) => ({
    severity: 'breaking',
    description: `Enumerated type '${name}' has been removed`,
    field_path: `enums.${name}`,
    old_value: before,
    new_value: null,
    impact: 'Columns, parameters and casts of this type fail',
    suggested_migration: 'Move every use to another type before the type is removed',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE'],
  }),
};
