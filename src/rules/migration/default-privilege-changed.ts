import { defaultPrivilegeChanged as page } from '../catalog/default-privilege-changed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { told } from './words.js';

export const defaultPrivilegeChanged: MigrationRule<'default_privileges_revoked'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint); ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app;',
    migration: 'ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM app;',
  },
  judge: ({ statement, on, privileges, roles }) => ({
    severity: 'potentially_breaking',
    description: `${on[0]?.toUpperCase()}${on.slice(1)} that are made from now on no longer grant ${privileges.join(', ')} to ${roles.map((role) => `'${role}'`).join(', ')}`,
    ...told(statement, `default_privileges.${on}`),
    impact: 'What is there stays as it is; who counts on the privilege is refused on what comes later',
    suggested_migration: 'Grant on each new object what its users need',
    affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  }),
};
