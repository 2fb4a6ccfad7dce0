import { policyAdded as page } from '../catalog/policy-added.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const policyAdded: MigrationRule<'policy_changed'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint); ALTER TABLE users ENABLE ROW LEVEL SECURITY;',
    migration: 'CREATE POLICY own ON users AS RESTRICTIVE USING (id > 0);',
  },
  judge: ({ statement, change, table, policy, isPermissive }) => {
    if (change !== 'added') return undefined;
    return {
      severity: isPermissive ? 'additive' : 'potentially_breaking',
      description: `Policy '${policy}' comes to table '${shown(table)}'`,
      ...told(statement, `tables.${shown(table)}.policies.${policy}`),
      impact: isPermissive ? 'Roles see and write more rows than before' : 'Rows that it does not let pass are hidden',
      suggested_migration: 'Try it as the roles that use the table: SET ROLE …; SELECT …',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
