import { equal } from '../../lib/python/equal.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Rule } from '../rule.js';
import { endpointName } from './endpoint-name.js';

export const securityChanged: Rule<OpenApiChange<'security_changed'>> = {
  id: 'security_changed',
  classic: false,
  summary: 'Another way of authentication is required.',
  reason: 'Clients that satisfy an alternative which is gone are refused.',
  instead: 'Add the new alternative, move the clients, then remove the old one.',
  example: {
    before: { openapi: '3.0.3', paths: { '/users': { get: { security: [] } } } },
    after: { openapi: '3.0.3', paths: { '/users': { get: { security: [{ token: [] }] } } } },
  },
  judge: ({ path, method, before, after }) => {
    // An empty list, or an empty alternative in it, lets anybody in (OpenAPI 3.2, "Operation Object", security).
    const open = after.length === 0 || after.some((alternative) => equal(alternative, {}));
    const kept = before.length > 0 && before.every((alternative) => after.some((other) => equal(alternative, other)));
    return {
      severity: open || kept ? 'non_breaking' : 'breaking',
      description: `Security requirements of ${endpointName({ path, method })} changed`,
      field_path: `paths.${path}.${method}.security`,
      old_value: before,
      new_value: after,
      impact: 'Clients that authenticate as before are refused',
      suggested_migration: 'Accept the old way beside the new one until every client has moved',
      affected_operations: [endpointName({ path, method })],
    };
  },
};
