import { byName, diffByName } from '../../lib/diff-by-name.js';
import { isObject, keysOf, own } from '../../lib/json-value.js';
import { isMethod, type OpenApiDescription, type Operation, type PathItem } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { Api } from './endpoint.js';
import { compareOperations } from './operations.js';
import type { SchemaWalk } from './schemas.js';
import { writtenChanges } from './written.js';

/** Paths that went, and what changed at those that stayed. */
export function pathChanges(walk: SchemaWalk, before: OpenApiDescription, after: OpenApiDescription): OpenApiChange[] {
  const paths = diffByName(pathsOf(before), pathsOf(after));
  const removed = paths.removed.flatMap(([path, reference]) => {
    const { item } = itemOf(walk.before, reference, before);
    return keysOf(item).map((method) => {
      return { kind: 'endpoint_removed', path, method, before: item[method], isOperation: isMethod(method) } as const;
    });
  });
  const common = paths.common.flatMap(([path, from, to]) => {
    const api = { before: itemOf(walk.before, from, before), after: itemOf(walk.after, to, after) };
    return operationChanges(walk, path, api.before, api.after);
  });
  return [...removed, ...common];
}

function pathsOf(description: OpenApiDescription): ReadonlyMap<string, PathItem> {
  const paths = byName(description.paths as Readonly<Record<string, unknown>> | undefined);
  return new Map(
    [...paths].filter((entry): entry is [string, PathItem] => isObject(entry[1]) && !entry[0].startsWith('x-')),
  );
}

interface Item {
  readonly description: OpenApiDescription;
  readonly item: PathItem;
}

// A path may be a reference to one elsewhere (OpenAPI 3.2, "Path Item Object", $ref).
function itemOf(resolver: SchemaWalk['before'], item: PathItem, description: OpenApiDescription): Item {
  if (item.$ref === undefined) return { description, item };
  return { description, item: { ...resolver.resolve(item).node, ...item } };
}

function operationChanges(walk: SchemaWalk, path: string, before: Item, after: Item): OpenApiChange[] {
  return keysOf(before.item)
    .filter((method) => isMethod(method) && isObject(own(before.item, method)))
    .flatMap((method): OpenApiChange[] => {
      const operation = before.item[method] as Operation;
      const to = own(after.item, method);
      if (!isObject(to)) return [{ kind: 'operation_removed', path, method, before: operation }];
      const endpoint = { path, method };
      const [from, into] = [apiOf(before, operation), apiOf(after, to as Operation)];
      return compareOperations(walk, endpoint, from, into);
    })
    .concat(
      writtenChanges(walk, before.item, after.item, ['servers', 'additionalOperations'], {
        path: `paths.${path}`,
        subject: `path ${path}`,
        operations: [],
      }),
    );
}

function apiOf({ description, item }: Item, operation: Operation): Api {
  return { description, item, operation };
}
