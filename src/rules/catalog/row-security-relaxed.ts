import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { strictness } from './row-security.js';
import { told } from './subject.js';

export const rowSecurityRelaxed: Rule<CatalogChange<'table_row_security_changed'>> = {
  id: 'row_security_relaxed',
  classic: false,
  summary: 'Row security no longer applies to a table, or to its owner.',
  reason: 'Everybody who may use the table sees all of its rows.',
  instead: 'Make sure that nobody may use the table who must not see all rows.',
  example: {
    before: 'CREATE TABLE users (id bigint); ALTER TABLE users ENABLE ROW LEVEL SECURITY;',
    after: 'CREATE TABLE users (id bigint);',
  },
  judge: (change) => {
    if (strictness(change.after) >= strictness(change.before)) return undefined;
    return {
      severity: 'potentially_breaking',
      ...told(
        change,
        strictness(change.after) === 0 ? 'has no row security any more' : 'no longer forces row security on its owner',
        'row_security',
      ),
      impact: 'Roles see and change rows that were hidden from them',
      suggested_migration: 'Revoke the table from whoever must not see all of its rows',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
