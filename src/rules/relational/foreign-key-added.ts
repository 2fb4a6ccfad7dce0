import { constraintRule } from './constraint-rule.js';

export const foreignKeyAdded = constraintRule('constraint_added', 'foreign_key', {
  summary: 'A table gets a foreign key.',
  reason: 'Orphans that are there stop the change, and writers in the wrong order fail.',
  instead: 'Look for orphans first, add the constraint without validation, and validate it then.',
  example: {
    before: { tables: { users: { constraints: { foreign_key: [] } } } },
    after: { tables: { users: { constraints: { foreign_key: [{ columns: ['org'], references: 'orgs(id)' }] } } } },
  },
});
