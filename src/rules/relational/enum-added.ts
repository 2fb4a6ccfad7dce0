import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const enumAdded: Rule<RelationalChange<'enum_added'>> = {
  id: 'enum_added',
  classic: false,
  summary: 'There is a new type.',
  reason: 'Nothing that exists refers to it.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: { enums: {} },
    after: { enums: { mood: ['sad', 'happy'] } },
  },
  judge: ({ name, after }) => ({
    severity: 'additive',
    description: `Type '${name}' has been added`,
    field_path: `enums.${name}`,
    old_value: null,
    new_value: after,
    impact: 'None for what exists',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
