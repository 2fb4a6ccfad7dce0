import { diffByName } from '../../lib/diff-by-name.js';
import { isObject, type JsonObject } from '../../lib/json-value.js';
import type { OpenApiDescription, PathItem } from '../../model/openapi.js';
import type { Endpoint, OpenApiChange, Part } from '../../model/openapi-change.js';
import { type ApiWalk, type Pairing, spotsOf } from './endpoint.js';
import { isUnstable, lifecycleOf } from './lifecycle.js';
import { compareOperations } from './operations.js';
import { itemsOf, operationsOf, writtenItem } from './path-operations.js';

/** What changed about the calls that the API makes of itself (OpenAPI 3.1, `webhooks`). */
export function webhookChanges(walk: ApiWalk, before: OpenApiDescription, after: OpenApiDescription): OpenApiChange[] {
  const hooks = diffByName(
    itemsOf(walk.schemas.before, (before as JsonObject).webhooks),
    itemsOf(walk.schemas.after, (after as JsonObject).webhooks),
  );
  const partOf = (name: string): Part => {
    return { at: `webhooks.${name}`, subject: `webhook '${name}'`, operations: [`webhook '${name}'`] };
  };
  return [
    ...hooks.removed.map(([name, item]): OpenApiChange => {
      return { kind: 'webhook_removed', ...partOf(name), name, before: item, ...spotsOf(writtenItem(item), undefined) };
    }),
    ...hooks.common.flatMap(([name, from, to]) => {
      const sides = { before: { item: from, description: before }, after: { item: to, description: after } };
      return itemChanges(walk, name, partOf(name), sides, { isTurned: true, isUnstable: false });
    }),
    ...hooks.added.map(([name, item]): OpenApiChange => {
      return { kind: 'webhook_added', ...partOf(name), name, after: item, ...spotsOf(undefined, writtenItem(item)) };
    }),
  ];
}

/** What changed about the calls that the API makes in consequence of an operation. */
export function callbackChanges(
  walk: ApiWalk,
  { endpoint, isUnstable: unstable, before, after }: Pairing,
): OpenApiChange[] {
  const sides = {
    before: callbacksOf(walk, 'before', before.operation),
    after: callbacksOf(walk, 'after', after.operation),
  };
  const callbacks = diffByName(sides.before, sides.after);
  const partOf = (name: string): Part => {
    const subject = `callback '${name}' of ${endpoint.name}`;
    return { at: `${endpoint.at}.callbacks.${name}`, subject, operations: [endpoint.name] };
  };
  return [
    ...callbacks.removed.map(([name, item]): OpenApiChange => {
      return {
        kind: 'callback_removed',
        ...partOf(name),
        name,
        before: item,
        ...spotsOf(writtenItem(item), undefined),
      };
    }),
    ...callbacks.common.flatMap(([name, from, to]) => {
      const items = { before: { ...before, item: from }, after: { ...after, item: to } };
      const [, expression = ''] = name.split(/\.(.*)/s);
      return itemChanges(walk, expression, partOf(name), items, { isTurned: !endpoint.isTurned, isUnstable: unstable });
    }),
    ...callbacks.added.map(([name, item]): OpenApiChange => {
      return { kind: 'callback_added', ...partOf(name), name, after: item, ...spotsOf(undefined, writtenItem(item)) };
    }),
  ];
}

/** The path items of all callbacks, by the callback's name and the expression that says where the call goes. */
function callbacksOf(walk: ApiWalk, side: 'before' | 'after', operation: object): ReadonlyMap<string, PathItem> {
  const { callbacks } = operation as JsonObject;
  const resolver = walk.schemas[side];
  const items = new Map<string, PathItem>();
  for (const [name, callback] of Object.entries(isObject(callbacks) ? callbacks : {})) {
    const node = isObject(callback) ? resolver.resolve(callback).node : undefined;
    for (const [expression, item] of itemsOf(resolver, node)) items.set(`${name}.${expression}`, item);
  }
  return items;
}

interface Side {
  readonly description: OpenApiDescription;
  readonly item: PathItem;
}

/** The operations of one webhook or callback, in which the API is the one that calls. */
function itemChanges(
  walk: ApiWalk,
  path: string,
  { at, subject }: Part,
  { before, after }: { readonly before: Side; readonly after: Side },
  scene: { readonly isTurned: boolean; readonly isUnstable: boolean },
): OpenApiChange[] {
  const of = ({ description, item }: Side) => {
    return new Map(operationsOf(description, path, item).map((one) => [one.step, one]));
  };
  const endpointOf = (method: string, step: string): Endpoint => {
    const name = `${method.toUpperCase()} of ${subject}`;
    return { path, method, name, at: `${at}.${step}`, isTurned: scene.isTurned };
  };
  const operations = diffByName(of(before), of(after));
  return [
    ...operations.removed.map(([step, { method, api }]): OpenApiChange => {
      const endpoint = endpointOf(method, step);
      const rest = { lifecycle: lifecycleOf(api.operation), ...spotsOf(api.operation, writtenItem(after.item)) };
      return { kind: 'operation_removed', endpoint, before: api.operation, ...rest };
    }),
    ...operations.common.flatMap(([step, from, to]): OpenApiChange[] => {
      if (isMet(walk, from.api.operation, to.api.operation)) return [];
      return compareOperations(walk, {
        endpoint: endpointOf(from.method, step),
        isUnstable: scene.isUnstable || isUnstable(from.api.operation),
        renamed: new Map(),
        before: from.api,
        after: to.api,
      });
    }),
    ...operations.added.map(([step, { method, api }]): OpenApiChange => {
      const spots = spotsOf(writtenItem(before.item), api.operation);
      return { kind: 'operation_added', endpoint: endpointOf(method, step), after: api.operation, ...spots };
    }),
  ];
}

/** Whether two operations have been compared as calls of the API; a callback may lead to itself. */
function isMet({ shared }: ApiWalk, before: object, after: object): boolean {
  const partners = shared.get(before) ?? new Map();
  shared.set(before, partners);
  if (partners.has(after)) return true;
  partners.set(after, new Map());
  return false;
}
