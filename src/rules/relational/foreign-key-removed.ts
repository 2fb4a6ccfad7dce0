import { constraintRule } from './constraint-rule.js';

export const foreignKeyRemoved = constraintRule('constraint_removed', 'foreign_key', {
  summary: 'A foreign key is gone.',
  reason: 'Nothing refuses orphans any more, and cascades no longer happen.',
  instead: 'Make sure that the applications delete and check what the database did.',
  example: {
    before: { tables: { users: { constraints: { foreign_key: [{ columns: ['org'], references: 'orgs(id)' }] } } } },
    after: { tables: { users: { constraints: { foreign_key: [] } } } },
  },
});
