import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { strictness } from './row-security.js';
import { told } from './subject.js';

export const rowSecurityEnabled: Rule<CatalogChange<'table_row_security_changed'>> = {
  id: 'row_security_enabled',
  classic: false,
  summary: 'Row security applies to a table.',
  reason: 'Roles that are not its owner see and write only what a policy lets pass: without any, nothing.',
  instead: 'Create the policies first, and try them as the roles that use the table.',
  example: {
    before: 'CREATE TABLE users (id bigint);',
    after: 'CREATE TABLE users (id bigint); ALTER TABLE users ENABLE ROW LEVEL SECURITY;',
  },
  judge: (change) => {
    if (strictness(change.after) <= strictness(change.before)) return undefined;
    return {
      severity: change.to.policies.length === 0 ? 'breaking' : 'potentially_breaking',
      ...told(
        change,
        change.after === 'forced' ? 'forces row security on its owner' : 'has row security',
        'row_security',
      ),
      impact: 'Rows that no policy lets pass are no longer seen or written',
      suggested_migration: 'Create the policies first, and try them as the roles that use the table',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
