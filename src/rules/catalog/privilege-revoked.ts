import type { AttributeChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { listed, missing } from './privileges.js';
import { told } from './subject.js';

export const privilegeRevoked: Rule<AttributeChange<'privileges'>> = {
  id: 'privilege_revoked',
  classic: false,
  summary: 'A role no longer has a privilege.',
  reason: 'Statements of the role that need it are refused.',
  instead: 'Find out which statements the role runs before it is revoked.',
  example: {
    before: 'CREATE TABLE users (id bigint); GRANT SELECT, INSERT ON users TO app;',
    after: 'CREATE TABLE users (id bigint); GRANT SELECT ON users TO app;',
  },
  judge: (change) => {
    const gone = missing(change.before, change.after);
    if (gone.length === 0) return undefined;
    return {
      severity: 'breaking',
      ...told(change, `no longer grants ${listed(gone)}`, 'privileges'),
      impact: 'Statements that need the privilege are refused',
      suggested_migration: 'Find out which statements of the role need it before it is revoked',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
