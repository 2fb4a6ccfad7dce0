import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const replicaIdentityChanged: Rule<CatalogChange<'table_replica_identity_changed'>> = {
  id: 'replica_identity_changed',
  classic: false,
  summary: 'Replication identifies the rows of a table otherwise.',
  reason:
    'Where a table is published, UPDATE and DELETE fail without an identity, and subscribers need the right columns.',
  instead: 'Keep an identity as long as a publication has the table.',
  example: {
    before: 'CREATE TABLE users (id bigint PRIMARY KEY);',
    after: 'CREATE TABLE users (id bigint PRIMARY KEY); ALTER TABLE users REPLICA IDENTITY NOTHING;',
  },
  judge: (change) => ({
    severity: change.after === 'full' ? 'non_breaking' : 'potentially_breaking',
    ...told(change, 'has another replica identity', 'replica_identity'),
    impact: 'UPDATE and DELETE of published tables may fail, and subscribers may not find the rows',
    suggested_migration: 'Keep an identity as long as a publication has the table',
    affected_operations: ['UPDATE', 'DELETE'],
  }),
};
