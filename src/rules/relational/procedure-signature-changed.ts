import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const procedureSignatureChanged: Rule<RelationalChange<'procedure_signature_changed'>> = {
  id: 'procedure_signature_changed',
  classic: false,
  summary: 'A procedure has other parameters or returns something else.',
  reason: 'Callers pass what they always passed and fail.',
  instead: 'Add the new form under another name or as an overload, and move the callers.',
  example: {
    before: { procedures: [{ name: 'cleanup', parameters: [] }] },
    after: { procedures: [{ name: 'cleanup', parameters: ['days INT'] }] },
  },
  judge: ({ procedure, before, after }) => ({
    severity: 'breaking',
    description: `Procedure '${procedure}' has another signature`,
    field_path: `procedures.${procedure}.parameters`,
    old_value: before.parameters ?? null,
    new_value: after.parameters ?? null,
    impact: 'Calls with the old parameters will fail',
    suggested_migration: 'Keep the old form until no caller is left',
    affected_operations: ['CALL'],
  }),
};
