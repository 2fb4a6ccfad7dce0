import { policyRemoved as page } from '../catalog/policy-removed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const policyRemoved: MigrationRule<'policy_changed'> = {
  ...samePage(page),
  example: {
    before:
      'CREATE TABLE users (id bigint); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id > 0);',
    migration: 'DROP POLICY own ON users;',
  },
  judge: ({ statement, change, table, policy, isPermissive }) => {
    if (change !== 'removed') return undefined;
    return {
      severity: isPermissive ? 'breaking' : 'potentially_breaking',
      description: `Policy '${policy}' of table '${shown(table)}' is dropped`,
      ...told(statement, `tables.${shown(table)}.policies.${policy}`),
      impact: isPermissive ? 'Rows that it let pass are hidden' : 'Rows that it hid are seen',
      suggested_migration: 'Create what takes its place before it is dropped, in the same transaction',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
