import type { MigrationRule } from './migration-rule.js';
import { toldOfComment } from './suppressions.js';

export const suppressionExpired: MigrationRule<'suppression_expired'> = {
  id: 'suppression_expired',
  classic: false,
  summary: 'A comment took a finding away until a day that has passed.',
  reason: 'The finding counts again.',
  instead: 'Do what the finding says, or give the comment a later day and a reason.',
  example: {
    before: 'CREATE TABLE users (a int);',
    migration: '-- migrate-arch: ignore table_dropped reason="moved" until=2020-01-31\nDROP TABLE users;',
  },
  judge: ({ suppression }) => ({
    severity: 'potentially_breaking',
    description: `The comment for '${suppression.rule}' counted until ${suppression.until ?? ''}`,
    ...toldOfComment(suppression),
    impact: 'The finding counts again',
    suggested_migration: 'Do what the finding says, or give the comment a later day',
  }),
};
