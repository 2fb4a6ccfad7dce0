import { constraintRule } from './constraint-rule.js';

export const uniqueAdded = constraintRule('constraint_added', 'unique', {
  summary: 'A table gets a unique constraint.',
  reason: 'Duplicates that are there stop the change, and writers of duplicates fail.',
  instead: 'Look for duplicates and resolve them first.',
  example: {
    before: { tables: { users: { constraints: { unique: [] } } } },
    after: { tables: { users: { constraints: { unique: ['email'] } } } },
  },
});
