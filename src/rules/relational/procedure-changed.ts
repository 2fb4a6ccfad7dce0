import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const procedureChanged: Rule<RelationalChange<'procedure_definition_changed'>> = {
  id: 'procedure_changed',
  classic: false,
  summary: 'A procedure does something else.',
  reason: 'Callers rely on what it did.',
  instead: 'Test the callers against the new body.',
  example: {
    before: { procedures: [{ name: 'cleanup', definition: 'DELETE FROM sessions WHERE expired' }] },
    after: { procedures: [{ name: 'cleanup', definition: 'DELETE FROM sessions' }] },
  },
  judge: ({ procedure, before, after }) => ({
    severity: 'potentially_breaking',
    description: `Procedure '${procedure}' has another definition`,
    field_path: `procedures.${procedure}.definition`,
    old_value: before.definition ?? before,
    new_value: after.definition ?? after,
    impact: 'Callers may get another result or effect',
    suggested_migration: 'Test the callers against the new definition',
    affected_operations: ['CALL'],
  }),
};
