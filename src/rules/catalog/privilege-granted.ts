import type { AttributeChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { listed, missing, noLongerHandedOn } from './privileges.js';
import { told } from './subject.js';

export const privilegeGranted: Rule<AttributeChange<'privileges'>> = {
  id: 'privilege_granted',
  classic: false,
  summary: 'A role has one more privilege.',
  reason: 'Nothing that worked fails; the role may do more.',
  instead: 'Make sure that it is meant to.',
  example: {
    before: 'CREATE TABLE users (id bigint); GRANT SELECT ON users TO app;',
    after: 'CREATE TABLE users (id bigint); GRANT SELECT, INSERT ON users TO app;',
  },
  judge: (change) => {
    // Who had it without the option to hand it on has more; who had it with that has less.
    const come = missing(change.after, change.before).filter((one) => {
      return !noLongerHandedOn(change.before, change.after).some(
        ({ grantee, privilege }) => grantee === one.grantee && privilege === one.privilege,
      );
    });
    if (come.length === 0) return undefined;
    return {
      severity: 'additive',
      ...told(change, `now grants ${listed(come)}`, 'privileges'),
      impact: 'None for what exists',
      suggested_migration: 'None needed',
      affected_operations: [],
    };
  },
};
