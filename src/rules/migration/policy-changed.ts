import { policyChanged as page } from '../catalog/policy-changed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const policyChanged: MigrationRule<'policy_changed'> = {
  ...samePage(page),
  example: {
    before:
      'CREATE TABLE users (id bigint); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id > 0);',
    migration: 'ALTER POLICY own ON users USING (id > 9);',
  },
  judge: ({ statement, change, table, policy, isPermissive }) => {
    if (change !== 'changed') return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Policy '${policy}' of table '${shown(table)}' lets other rows pass`,
      ...told(statement, `tables.${shown(table)}.policies.${policy}`),
      impact: `Roles see and write other rows than before${isPermissive ? '' : ', since it hides rows'}`,
      suggested_migration: 'Try it as the roles that use the table: SET ROLE …; SELECT …',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
