import { constraintRule } from './constraint-rule.js';

export const uniqueRemoved = constraintRule('constraint_removed', 'unique', {
  summary: 'A unique constraint is gone.',
  reason: 'Nothing refuses duplicates any more.',
  instead: 'Look for upserts and for code that expects one row first.',
  example: {
    before: { tables: { users: { constraints: { unique: ['email'] } } } },
    after: { tables: { users: { constraints: { unique: [] } } } },
  },
});
