import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const procedureAdded: Rule<RelationalChange<'procedure_added'>> = {
  id: 'procedure_added',
  classic: false,
  summary: 'There is a new procedure.',
  reason: 'Nothing that exists calls it.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: { procedures: [] },
    after: { procedures: [{ name: 'clean' }] },
  },
  judge: ({ procedure, after }) => ({
    severity: 'additive',
    description: `Procedure '${procedure}' has been added`,
    field_path: `procedures.${procedure}`,
    old_value: null,
    new_value: after,
    impact: 'None for what exists',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
