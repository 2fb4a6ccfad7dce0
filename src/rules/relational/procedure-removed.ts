import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const procedureRemoved: Rule<RelationalChange<'procedure_removed'>> = {
  id: 'procedure_removed',
  classic: false,
  summary: 'A procedure is gone.',
  reason: 'Every call of the procedure fails.',
  instead: 'Move its callers first, and drop it in a later release.',
  example: {
    before: { procedures: [{ name: 'cleanup', parameters: [] }] },
    after: { procedures: [] },
  },
  judge: ({ procedure, before }) => ({
    severity: 'breaking',
    description: `Procedure '${procedure}' has been removed`,
    field_path: `procedures.${procedure}`,
    old_value: before,
    new_value: null,
    impact: 'All calls of this procedure will fail',
    suggested_migration: 'Keep the procedure until no caller is left',
    affected_operations: ['CALL'],
  }),
};
