import { equal } from '../../lib/python/equal.js';
import type { Operation } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import { requestBodyChanges } from './bodies.js';
import { type Api, type ApiWalk, type Pairing, partOf, spotsOf } from './endpoint.js';
import { callbackChanges } from './hooks.js';
import { lifecycleChanges, stabilityChanges } from './lifecycle.js';
import { parameterChanges } from './parameters.js';
import { responseChanges } from './responses.js';
import { securityChanges } from './security.js';
import { operationServerChanges } from './servers.js';

/** What changed at an operation that both descriptions have. Of a part that is the same nothing needs a look. */
export function compareOperations(walk: ApiWalk, pairing: Pairing): OpenApiChange[] {
  const { isSame } = walk.schemas;
  const [before, after] = [pairing.before.operation, pairing.after.operation];
  const changes = [
    ...operationChanges(pairing),
    ...(hasSameParameters(walk, pairing) ? [] : parameterChanges(walk, pairing)),
    ...(isSame(before.requestBody, after.requestBody) ? [] : requestBodyChanges(walk, pairing)),
    ...(isSame(before.responses, after.responses, 'named') ? [] : responseChanges(walk, pairing)),
    ...securityChanges(walk, pairing),
    ...callbackChanges(walk, pairing),
    ...operationServerChanges(pairing),
  ];
  return changes.filter((change) => isSeen(change, pairing)).map((change) => marked(change, pairing));
}

function hasSameParameters({ schemas }: ApiWalk, { renamed, before, after }: Pairing): boolean {
  const isSame = (one: Api, other: Api, owner: 'item' | 'operation') => {
    return schemas.isSame(one[owner].parameters, other[owner].parameters);
  };
  return renamed.size === 0 && isSame(before, after, 'operation') && isSame(before, after, 'item');
}

/** The original sees neither webhooks nor callbacks, and paths by their names alone. */
function isSeen({ onlyIn }: OpenApiChange, { endpoint, renamed }: Pairing): boolean {
  return onlyIn !== 'classic' || (!endpoint.isTurned && renamed.size === 0);
}

function marked(change: OpenApiChange, { endpoint, renamed, isUnstable }: Pairing): OpenApiChange {
  // Others may use the same schemas, and say so until all have been walked; what is unstable uses them no way.
  if ('effect' in change) return change;
  if (!endpoint.isTurned && renamed.size === 0 && !isUnstable) return change;
  return {
    ...change,
    ...((endpoint.isTurned || renamed.size > 0) && { onlyIn: 'all' }),
    ...(isUnstable && change.kind !== 'stability_changed' && { isUnstable }),
  };
}

/** What an operation says of itself. */
function operationChanges(pairing: Pairing): OpenApiChange[] {
  const { endpoint } = pairing;
  const [before, after] = [pairing.before.operation, pairing.after.operation];
  const part = partOf(pairing, '');
  const ids = { before: before.operationId, after: after.operationId };
  const tags = { before: tagsOf(before), after: tagsOf(after) };
  return [
    ...lifecycleChanges(part, before, after),
    ...stabilityChanges(part, before, after),
    ...(equal(ids.before, ids.after)
      ? []
      : [{ kind: 'operation_id_changed', endpoint, ...ids, ...spotsOf(before, after, 'operationId') } as const]),
    ...(equal(tags.before, tags.after)
      ? []
      : [{ kind: 'tags_changed', endpoint, ...tags, ...spotsOf(before, after, 'tags') } as const]),
  ];
}

// In no order: a description lists the groups that an operation belongs to.
function tagsOf({ tags }: Operation): readonly unknown[] {
  return Array.isArray(tags) ? [...new Set(tags.map(String))].sort() : [];
}
