import type { AttributeChange } from '../../model/catalog/change.js';
import type { Privilege } from '../../model/catalog/common.js';
import type { Rule } from '../rule.js';
import { listed, noLongerHandedOn, wholly } from './privileges.js';
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
    // Who owns it now needs no privilege on it.
    const owner = (change.to as { readonly owner?: string }).owner;
    const less = (privileges: readonly Privilege[]) => privileges.filter(({ grantee }) => grantee !== owner);
    const gone = less(wholly(change.before, change.after));
    const kept = less(noLongerHandedOn(change.before, change.after));
    if (gone.length === 0 && kept.length === 0) return undefined;
    if (gone.length === 0) {
      return {
        severity: 'potentially_breaking',
        ...told(
          change,
          `still grants ${listed(kept.map((one) => ({ ...one, grantable: false })))}, but not to hand it on`,
          'privileges',
        ),
        impact: 'The role can no longer grant it, and whoever has it from the role loses it',
        suggested_migration: 'Find out to whom the role has granted it before the option is revoked',
        affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      };
    }
    return {
      severity: 'breaking',
      ...told(change, `no longer grants ${listed([...gone, ...kept])}`, 'privileges'),
      impact: 'Statements that need the privilege are refused',
      suggested_migration: 'Find out which statements of the role need it before it is revoked',
      affected_operations: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    };
  },
};
