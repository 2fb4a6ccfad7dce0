import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { strictness } from './row-security.js';
import { told } from './subject.js';

export const rowSecurityPrepared: Rule<CatalogChange<'table_row_security_changed'>> = {
  id: 'row_security_prepared',
  classic: false,
  summary: 'Row security will hold for the owner, or will not, as soon as it is on; it is off.',
  reason: 'Nothing is hidden as long as row security is off.',
  instead: 'Nothing; the change is safe.',
  example: {
    before: 'CREATE TABLE users (id bigint);',
    after: 'CREATE TABLE users (id bigint); ALTER TABLE users FORCE ROW LEVEL SECURITY;',
  },
  judge: (change) => {
    if (strictness(change.before) !== 0 || strictness(change.after) !== 0) return undefined;
    return {
      severity: 'non_breaking',
      ...told(change, 'is prepared for row security otherwise', 'row_security'),
      impact: 'None until row security is enabled',
      suggested_migration: 'None needed',
      affected_operations: [],
    };
  },
};
