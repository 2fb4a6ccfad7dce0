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
  judge: ({ suppression, misspelt }) => ({
    severity: 'potentially_breaking',
    description:
      misspelt === undefined
        ? `Nothing is found that the comment for '${suppression.rule}' takes away`
        : `The comment is for '${suppression.rule}', and there is no such rule`,
    ...toldOfComment(suppression),
    impact: misspelt === undefined ? 'A later finding would vanish unseen' : 'The finding that is meant counts',
    suggested_migration: misspelt?.meant === undefined ? 'Take the comment out' : `Write ${misspelt.meant}`,
  }),
};
