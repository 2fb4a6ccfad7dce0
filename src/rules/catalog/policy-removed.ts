import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const policyRemoved: Rule<CatalogChange<'policy_removed'>> = {
  id: 'policy_removed',
  classic: false,
  summary: 'A policy of row security is gone.',
  reason: 'Without a permissive policy rows are hidden; without a restrictive one hidden rows are seen.',
  instead: 'Try it as the roles that use the table.',
  example: {
    before:
      'CREATE TABLE users (id bigint, email text); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id > 0);',
    after: 'CREATE TABLE users (id bigint, email text); ALTER TABLE users ENABLE ROW LEVEL SECURITY; ',
  },
  judge: (change) => ({
    severity: change.before.isPermissive ? 'breaking' : 'potentially_breaking',
    ...told(change, 'has been removed'),
    impact: change.before.isPermissive ? 'Rows that it let pass are hidden' : 'Rows that it hid are seen',
    suggested_migration: 'Try it as the roles that use the table',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
