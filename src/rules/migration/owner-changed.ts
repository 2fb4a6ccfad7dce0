import { ownerChanged as page } from '../catalog/owner-changed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { quote, quoted, shown, sql, told } from './words.js';

export const ownerChanged: MigrationRule<'owner_changed'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint); ALTER TABLE users OWNER TO app;',
    migration: 'ALTER TABLE users OWNER TO admin;',
  },
  judge: ({ statement, table, owner, from }) => ({
    severity: 'potentially_breaking',
    description: `Table '${shown(table)}' belongs to '${owner}' from now on${from === undefined ? '' : `, no longer to '${from}'`}`,
    ...told(statement, `tables.${shown(table)}.owner`),
    impact: 'The old owner may no longer change it, and without a grant neither read nor write it',
    suggested_migration: `Grant the old owner what it needs in the same transaction: ${sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${quoted(table)} TO ${from === undefined ? '…' : quote(from)}`)}`,
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
