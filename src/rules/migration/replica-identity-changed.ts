import { replicaIdentityChanged as page } from '../catalog/replica-identity-changed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { quoted, shown, sql, told } from './words.js';

export const replicaIdentityChanged: MigrationRule<'replica_identity_lost'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint PRIMARY KEY); CREATE PUBLICATION feed FOR TABLE users;',
    migration: 'ALTER TABLE users REPLICA IDENTITY NOTHING;',
  },
  judge: ({ statement, table, publication }) => ({
    severity: publication === undefined ? 'potentially_breaking' : 'breaking',
    description:
      publication === undefined
        ? `Nothing tells the rows of table '${shown(table)}' apart for replication`
        : `Publication '${publication}' sends table '${shown(table)}', and nothing tells its rows apart`,
    ...told(statement, `tables.${shown(table)}.replica_identity`),
    impact: 'The server refuses UPDATE and DELETE of a published table without a replica identity',
    suggested_migration: `Give it a primary key first, or ${sql(`ALTER TABLE ${quoted(table)} REPLICA IDENTITY FULL`)}`,
    affected_operations: ['UPDATE', 'DELETE'],
  }),
};
