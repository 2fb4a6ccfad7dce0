import type { RelationalChange } from '../../model/relational-change.js';
import type { Rule } from '../rule.js';

export const viewRemoved: Rule<RelationalChange<'view_removed'>> = {
  id: 'view_removed',
  classic: false,
  summary: 'A view is gone.',
  reason: 'Every query of the view fails.',
  instead: 'Move its readers to what replaces it, and drop it in a later release.',
  example: {
    before: { views: { active_users: { definition: 'SELECT id FROM users' } } },
    after: { views: {} },
  },
  judge: ({ view, before }) => ({
    severity: 'breaking',
    description: `View '${view}' has been removed`,
    field_path: `views.${view}`,
    old_value: before,
    new_value: null,
    impact: 'All queries of this view will fail',
    suggested_migration: 'Keep the view until no reader is left',
    affected_operations: ['SELECT'],
  }),
};
