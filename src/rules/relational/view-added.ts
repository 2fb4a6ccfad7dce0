import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const viewAdded: Rule<RelationalChange<'view_added'>> = {
  id: 'view_added',
  classic: false,
  summary: 'There is a new view.',
  reason: 'Nothing that exists refers to it.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: { views: {} },
    after: { views: { active: { definition: 'SELECT 1' } } },
  },
  judge: ({ view, after }) => ({
    severity: 'additive',
    description: `View '${view}' has been added`,
    field_path: `views.${view}`,
    old_value: null,
    new_value: after,
    impact: 'None for what exists',
    suggested_migration: 'None needed',
    affected_operations: [],
  }),
};
