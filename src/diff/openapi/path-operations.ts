import { byName } from '../../lib/diff-by-name.js';
import { isObject, keysOf, own } from '../../lib/json-value.js';
import { isMethod, type OpenApiDescription, type Operation, type PathItem } from '../../model/openapi.js';
import type { Api } from './endpoint.js';
import type { Resolver } from './references.js';

/** An operation and where it stands. */
export interface PathOperation {
  readonly path: string;
  readonly method: string;
  /** The keys from the path to the operation. */
  readonly step: string;
  readonly api: Api;
}

/** The paths of a section of a description, such as `paths` or `webhooks`; what it refers to is put in its place. */
export function itemsOf(resolver: Resolver, section: unknown): ReadonlyMap<string, PathItem> {
  const items = byName<unknown>(isObject(section) ? section : undefined);
  return new Map(
    [...items]
      .filter((entry): entry is [string, PathItem] => isObject(entry[1]) && !entry[0].startsWith('x-'))
      .map(([path, item]) => [path, resolved(resolver, item)]),
  );
}

// A path may be a reference to one elsewhere (OpenAPI 3.2, "Path Item Object", $ref).
function resolved(resolver: Resolver, item: PathItem): PathItem {
  return item.$ref === undefined ? item : { ...resolver.resolve(item).node, ...item };
}

/** The operations of a path, those of `additionalOperations` (OpenAPI 3.2) last. */
export function operationsOf(description: OpenApiDescription, path: string, item: PathItem): PathOperation[] {
  const named = keysOf(item).filter(isMethod);
  const more = isObject(item.additionalOperations) ? item.additionalOperations : {};
  return [
    ...named.map((method) => ({ method, step: method, operation: own(item, method) })),
    ...keysOf(more).map((method) => {
      return { method, step: `additionalOperations.${method}`, operation: own(more, method) };
    }),
  ].flatMap(({ method, step, operation }) => {
    if (!isObject(operation)) return [];
    return [{ path, method, step, api: { description, item, operation: operation as Operation } }];
  });
}

/** A template without the names of its parameters, which say nothing to the server. */
export function shapeOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}');
}

/** The names of the parameters of a template, in its order. */
export function namesOf(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string);
}

/** The object of the document that a path is, for pointing at; none for one that was put together from two. */
export function writtenItem(item: PathItem | undefined): PathItem | undefined {
  return item?.$ref === undefined ? item : undefined;
}
