import type { MigrationRule } from './migration-rule.js';
import { toldOfComment } from './suppressions.js';

export const suppressionUnused: MigrationRule<'suppression_unused'> = {
  id: 'suppression_unused',
  classic: false,
  summary: 'A comment takes away a finding that there is not.',
  reason: 'What it was for is gone, or its rule is misspelt; the next finding would vanish unseen.',
  instead: 'Take the comment out.',
  example: {
    before: 'CREATE TABLE users (a int);',
    migration: '-- migrate-arch: ignore table_dropped reason="moved"\nCOMMENT ON TABLE users IS \'x\';',
  },
  judge: ({ suppression }) => ({
    severity: 'potentially_breaking',
    description: `Nothing is found that the comment for '${suppression.rule}' takes away`,
    ...toldOfComment(suppression),
    impact: 'A later finding would vanish unseen',
    suggested_migration: 'Take the comment out',
  }),
};
