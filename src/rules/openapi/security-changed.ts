import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { operations } from './examples.js';

export const securityChanged: Rule<OpenApiChange<'security_changed'>> = {
  id: 'security_changed',
  classic: false,
  summary: 'Other ways of authentication are required.',
  reason:
    'Clients that satisfy an alternative which is gone, or which demands more scopes, are refused. Another alternative, or none at all, lets in more than before.',
  instead: 'Add the new alternative, move the clients, then remove the old one.',
  example: operations({ security: [] }, { security: [{ token: [] }] }),
  judge: ({ at, subject, operations, before, after, refused, isTurned }) => ({
    severity:
      refused.length === 0 || operations.length === 0 ? 'non_breaking' : isTurned ? 'potentially_breaking' : 'breaking',
    description: `Security requirements of ${subject} changed`,
    field_path: at,
    old_value: before,
    new_value: after,
    impact: isTurned
      ? 'Clients must let the API in by another way'
      : refused.length === 0
        ? 'Every client that was let in still is'
        : 'Clients that authenticate as before are refused',
    suggested_migration: 'Accept the old way beside the new one until every client has moved',
    affected_operations: operations,
  }),
};
