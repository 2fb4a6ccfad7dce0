import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const policyAdded: Rule<CatalogChange<'policy_added'>> = {
  id: 'policy_added',
  classic: false,
  summary: 'A table gets a policy of row security.',
  reason: 'A permissive policy shows more rows, a restrictive one hides some.',
  instead: 'Try it as the roles that use the table.',
  example: {
    before: 'CREATE TABLE users (id bigint, email text); ALTER TABLE users ENABLE ROW LEVEL SECURITY; ',
    after:
      'CREATE TABLE users (id bigint, email text); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id > 0);',
  },
  judge: (change) => ({
    severity: change.after.isPermissive ? 'additive' : 'potentially_breaking',
    ...told(change, 'has been added'),
    impact: change.after.isPermissive
      ? 'Roles see and write more rows than before'
      : 'Rows that it does not let pass are hidden',
    suggested_migration: 'Try it as the roles that use the table',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
