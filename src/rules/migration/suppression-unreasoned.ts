import type { MigrationRule } from './migration-rule.js';
import { toldOfComment } from './suppressions.js';

export const suppressionUnreasoned: MigrationRule<'suppression_unreasoned'> = {
  id: 'suppression_unreasoned',
  classic: false,
  summary: 'A comment takes a finding away without a reason, or until a day that is none.',
  reason: 'Nobody will know later whether it still holds: it does not count.',
  instead: 'Write reason="…", and until=2027-01-31 when it is for a time.',
  example: {
    before: 'CREATE TABLE users (a int);',
    migration: '-- migrate-arch: ignore table_dropped\nDROP TABLE users;',
  },
  judge: ({ suppression }) => ({
    severity: 'potentially_breaking',
    description: `The comment for '${suppression.rule}' has no reason, no rule, or no such day: it does not count`,
    ...toldOfComment(suppression),
    impact: 'The finding counts',
    suggested_migration: `-- migrate-arch: ignore ${suppression.rule || 'rule'} reason="why" until=2027-01-31`,
  }),
};
