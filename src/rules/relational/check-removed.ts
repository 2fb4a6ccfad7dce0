import { constraintRule } from './constraint-rule.js';

export const checkRemoved = constraintRule('constraint_removed', 'check', {
  summary: 'A check constraint is gone.',
  reason: 'Nothing refuses such values any more.',
  instead: 'Let the applications refuse what the database did.',
  example: {
    before: { tables: { users: { constraints: { check: ['age > 0'] } } } },
    after: { tables: { users: { constraints: { check: [] } } } },
  },
});
