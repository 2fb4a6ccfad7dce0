import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const policyChanged: Rule<
  CatalogChange<
    | 'policy_command_changed'
    | 'policy_is_permissive_changed'
    | 'policy_roles_changed'
    | 'policy_using_changed'
    | 'policy_check_changed'
  >
> = {
  id: 'policy_changed',
  classic: false,
  summary: 'A policy of row security lets other rows pass.',
  reason: 'Roles see and write other rows than before.',
  instead: 'Try it as the roles that use the table.',
  example: {
    before:
      'CREATE TABLE users (id bigint, email text); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id > 0);',
    after:
      'CREATE TABLE users (id bigint, email text); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id > 9);',
  },
  judge: (change) => ({
    severity: 'potentially_breaking',
    ...told(change, 'lets other rows pass'),
    impact: 'Roles see and write other rows than before',
    suggested_migration: 'Try it as the roles that use the table',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
