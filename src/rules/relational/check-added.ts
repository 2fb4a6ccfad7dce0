import { constraintRule } from './constraint-rule.js';

export const checkAdded = constraintRule('constraint_added', 'check', {
  summary: 'A table gets a check constraint.',
  reason: 'Rows that violate it stop the change, and writers of such values fail.',
  instead: 'Look for rows that violate it first, add it without validation, and validate it then.',
  example: {
    before: { tables: { users: { constraints: { check: [] } } } },
    after: { tables: { users: { constraints: { check: ['age > 0'] } } } },
  },
});
