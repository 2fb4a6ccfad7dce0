import { constraintRule } from './constraint-rule.js';

export const primaryKeyAdded = constraintRule('constraint_added', 'primary_key', {
  summary: 'A table gets a primary key or another one.',
  reason: 'Duplicates and NULLs that are there stop the change, and rows are identified in another way.',
  instead: 'Look for duplicates and NULLs first, and build the index beforehand.',
  example: {
    before: { tables: { users: { constraints: { primary_key: ['id'] } } } },
    after: { tables: { users: { constraints: { primary_key: ['id', 'tenant'] } } } },
  },
});
