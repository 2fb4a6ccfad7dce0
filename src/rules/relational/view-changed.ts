import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const viewChanged: Rule<RelationalChange<'view_definition_changed'>> = {
  id: 'view_changed',
  classic: false,
  summary: 'A view has another definition, and not just more columns at its end.',
  reason: 'Its rows, the order of its columns or their types may differ from what readers expect.',
  instead: 'Create a view under a new name and move the readers.',
  example: {
    before: { views: { active: { definition: 'SELECT id FROM users WHERE is_active' } } },
    after: { views: { active: { definition: 'SELECT id FROM users' } } },
  },
  judge: ({ view, before, after, appendsOnly }) => ({
    severity: appendsOnly ? 'non_breaking' : 'potentially_breaking',
    description: `View '${view}' has another definition`,
    field_path: `views.${view}.definition`,
    old_value: before.definition ?? before,
    new_value: after.definition ?? after,
    impact: 'Readers may get other rows, columns in another order or other types',
    suggested_migration:
      'Compare what both definitions return; a new name for the new view leaves the readers the choice',
    affected_operations: ['SELECT'],
  }),
};
