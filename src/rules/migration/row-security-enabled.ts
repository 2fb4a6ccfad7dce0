import { strictness } from '../catalog/row-security.js';
import { rowSecurityEnabled as page } from '../catalog/row-security-enabled.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const rowSecurityEnabled: MigrationRule<'row_security_changed'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint);',
    migration: 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;',
  },
  judge: ({ statement, table, from, to, hasPolicies }) => {
    if (strictness(to) <= strictness(from)) return undefined;
    const whose = to === 'forced' ? ', and for its owner' : '';
    return {
      severity: hasPolicies ? 'potentially_breaking' : 'breaking',
      description: `Row security holds for table '${shown(table)}'${whose}${hasPolicies ? '' : ', and no policy lets a row pass'}`,
      ...told(statement, `tables.${shown(table)}.row_security`),
      impact: 'Rows that no policy lets pass are no longer seen or written',
      suggested_migration:
        'Create the policies in an earlier statement, and try them as the roles that use the table: SET ROLE …; SELECT …',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
