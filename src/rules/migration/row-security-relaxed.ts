import { strictness } from '../catalog/row-security.js';
import { rowSecurityRelaxed as page } from '../catalog/row-security-relaxed.js';
import { samePage } from '../catalog/words.js';
import type { MigrationRule } from './migration-rule.js';
import { shown, told } from './words.js';

export const rowSecurityRelaxed: MigrationRule<'row_security_changed'> = {
  ...samePage(page),
  example: {
    before: 'CREATE TABLE users (id bigint); ALTER TABLE users ENABLE ROW LEVEL SECURITY;',
    migration: 'ALTER TABLE users DISABLE ROW LEVEL SECURITY;',
  },
  judge: ({ statement, table, from, to }) => {
    if (strictness(to) >= strictness(from)) return undefined;
    return {
      severity: 'potentially_breaking',
      description: `Row security no longer holds for ${strictness(to) === 0 ? '' : 'the owner of '}table '${shown(table)}'`,
      ...told(statement, `tables.${shown(table)}.row_security`),
      impact: 'Roles see and change rows that were hidden from them',
      suggested_migration: 'Revoke the table first from whoever must not see all of its rows',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
