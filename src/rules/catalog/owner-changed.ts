import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const ownerChanged: Rule<
  CatalogChange<
    | 'schema_owner_changed'
    | 'enum_owner_changed'
    | 'domain_owner_changed'
    | 'composite_owner_changed'
    | 'range_owner_changed'
    | 'sequence_owner_changed'
    | 'table_owner_changed'
    | 'view_owner_changed'
    | 'routine_owner_changed'
    | 'publication_owner_changed'
    | 'other_owner_changed'
  >
> = {
  id: 'owner_changed',
  classic: false,
  summary: 'An object belongs to another role.',
  reason: 'The old owner loses what owners may do: change it, drop it, grant on it, and pass by row security.',
  instead: 'Grant the old owner what it needs before.',
  example: {
    before: 'CREATE TABLE users (id bigint); ALTER TABLE users OWNER TO app;',
    after: 'CREATE TABLE users (id bigint); ALTER TABLE users OWNER TO admin;',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'belongs to another role', 'owner'),
    impact: 'Statements of the old owner may be refused',
    suggested_migration: 'Grant the old owner what it needs before the change',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
