import { isObject, keysOf, own } from '../../lib/json-value.js';
import { isMethod, type OpenApiDescription, type PathItem } from '../../model/openapi.js';
import type { Endpoint, OpenApiChange } from '../../model/openapi-change.js';
import { type ApiWalk, type Pairing, spotsOf } from './endpoint.js';
import { isUnstable, lifecycleOf } from './lifecycle.js';
import { compareOperations } from './operations.js';
import { itemsOf, namesOf, operationsOf, type PathOperation, shapeOf, writtenItem } from './path-operations.js';

/** What two descriptions say of their paths. */
export interface ComparedPaths {
  readonly changes: readonly OpenApiChange[];
  /** The operations that both have. */
  readonly pairings: readonly Pairing[];
}

/**
 * Paths that went, what changed at the operations that stayed, and operations that came. Two templates are the
 * same when only the names of their parameters differ (OpenAPI 3.2, "Path Templating").
 */
export function pathChanges(walk: ApiWalk, before: OpenApiDescription, after: OpenApiDescription): ComparedPaths {
  const items = {
    before: itemsOf(walk.schemas.before, before.paths),
    after: itemsOf(walk.schemas.after, after.paths),
  };
  const from = [...items.before].flatMap(([path, item]) => operationsOf(before, path, item));
  const to = indexOf([...items.after].flatMap(([path, item]) => operationsOf(after, path, item)));
  const known = indexOf(from);
  const partners = new Map(from.map((one) => [one.api.operation as object, partnerOf(one, to, known)]));
  const pairings = from.flatMap((one) => {
    const partner = partners.get(one.api.operation);
    return partner === undefined ? [] : [pairingOf(one, partner)];
  });
  const gone = [...items.before].filter(([path]) => !items.after.has(path));
  const changes = [
    ...gone.flatMap(([path, item]) => removedPath(path, item, operationsOf(before, path, item), partners)),
    ...from.flatMap((one): OpenApiChange[] => {
      const partner = partners.get(one.api.operation);
      if (partner !== undefined) return compareOperations(walk, pairingOf(one, partner));
      return items.after.has(one.path) ? [removedOperation(one, items.after.get(one.path))] : [];
    }),
    ...to.all
      .filter((one) => !known.byShape.has(shapeKey(one)))
      .map((one) => addedOperation(one, items.before.get(one.path))),
  ];
  return { changes, pairings };
}

interface Index {
  readonly all: readonly PathOperation[];
  readonly exact: ReadonlyMap<string, PathOperation>;
  readonly byShape: ReadonlyMap<string, readonly PathOperation[]>;
}

function indexOf(all: readonly PathOperation[]): Index {
  const byShape = new Map<string, PathOperation[]>();
  for (const one of all) byShape.set(shapeKey(one), [...(byShape.get(shapeKey(one)) ?? []), one]);
  return { all, exact: new Map(all.map((one) => [exactKey(one), one])), byShape };
}

function exactKey({ path, method }: PathOperation): string {
  return `${method} ${path}`;
}

function shapeKey({ path, method }: PathOperation): string {
  return `${method} ${shapeOf(path)}`;
}

/** The operation that answers the same requests, preferably the one that no other has for a partner. */
function partnerOf(one: PathOperation, after: Index, before: Index): PathOperation | undefined {
  const exact = after.exact.get(exactKey(one));
  if (exact !== undefined) return exact;
  const candidates = after.byShape.get(shapeKey(one)) ?? [];
  return candidates.find((candidate) => !before.exact.has(exactKey(candidate))) ?? candidates[0];
}

function pairingOf(before: PathOperation, after: PathOperation): Pairing {
  const names = before.path === after.path ? [] : namesOf(before.path);
  const others = namesOf(after.path);
  return {
    endpoint: endpointOf(before),
    isUnstable: isUnstable(before.api.operation),
    renamed: new Map(names.map((name, position) => [name, others[position] ?? name])),
    before: before.api,
    after: after.api,
  };
}

function endpointOf({ path, method, step }: Pick<PathOperation, 'path' | 'method' | 'step'>): Endpoint {
  return { path, method, name: `${method.toUpperCase()} ${path}`, at: `paths.${path}.${step}`, isTurned: false };
}

/** The original takes every key of a path for an operation, and a path of other names for another one. */
function removedPath(
  path: string,
  item: PathItem,
  operations: readonly PathOperation[],
  partners: ReadonlyMap<object, PathOperation | undefined>,
): OpenApiChange[] {
  const removed = (method: string, step: string, before: unknown) => {
    const endpoint = endpointOf({ path, method, step });
    const unstable = isUnstable(before) ? { isUnstable: true } : {};
    const spots = isObject(before) ? spotsOf(before, undefined) : spotsOf(writtenItem(item), undefined, method);
    const rest = { lifecycle: lifecycleOf(before), ...spots, ...unstable };
    return { kind: 'endpoint_removed', endpoint, before, ...rest } as const;
  };
  const gone = new Set(
    operations.filter(({ api }) => partners.get(api.operation) === undefined).map(({ step }) => step),
  );
  const more = operations.filter(({ method, step }) => step !== method && gone.has(step));
  return [
    ...keysOf(item).map((method): OpenApiChange => {
      const change = removed(method, method, own(item, method));
      const isOurs = gone.has(method) || (isMethod(method) && own(item, method) === null);
      return isOurs ? change : { ...change, onlyIn: 'classic' };
    }),
    ...more.map(({ method, step, api }): OpenApiChange => ({ ...removed(method, step, api.operation), onlyIn: 'all' })),
  ];
}

function removedOperation(one: PathOperation, after: PathItem | undefined): OpenApiChange {
  const { operation } = one.api;
  return {
    kind: 'operation_removed',
    endpoint: endpointOf(one),
    before: operation,
    lifecycle: lifecycleOf(operation),
    ...spotsOf(operation, writtenItem(after)),
    ...(isUnstable(operation) && { isUnstable: true }),
  };
}

function addedOperation(one: PathOperation, before: PathItem | undefined): OpenApiChange {
  const { operation } = one.api;
  return {
    kind: 'operation_added',
    endpoint: endpointOf(one),
    after: operation,
    ...spotsOf(writtenItem(before), operation),
  };
}
