import { isObject, keysOf } from '../../lib/json-value.js';
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
    // No alternative at all lets anybody in, and so does an empty one (OpenAPI 3.2, "Operation Object", security).
    const alternatives = before.length === 0 ? [{}] : before;
    const isKept = (alternative: unknown) =>
      after.length === 0 || after.some((other) => demandsNoMore(other, alternative));
    return {
      severity: alternatives.every(isKept) ? 'non_breaking' : 'breaking',
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

/** Whether a client that satisfies one alternative satisfies another: it needs no other scheme and no other scope. */
function demandsNoMore(alternative: unknown, satisfied: unknown): boolean {
  if (!isObject(alternative) || !isObject(satisfied)) return false;
  return keysOf(alternative).every((scheme) => {
    const [needed, held] = [alternative[scheme], Object.hasOwn(satisfied, scheme) ? satisfied[scheme] : undefined];
    return Array.isArray(needed) && Array.isArray(held) && needed.every((scope) => held.includes(scope));
  });
}
