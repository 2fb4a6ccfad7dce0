import { constraintRule } from './constraint-rule.js';

export const primaryKeyRemoved = constraintRule('constraint_removed', 'primary_key', {
  summary: 'A primary key is gone or is another one.',
  reason: 'Rows lose what identifies them: foreign keys, upserts and replication rely on it.',
  instead: 'Put the new key in place before the old one goes.',
  example: {
    before: { tables: { users: { constraints: { primary_key: ['id'] } } } },
    after: { tables: { users: { constraints: { primary_key: [] } } } },
  },
});
