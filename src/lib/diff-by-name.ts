import { keysOf } from './json-value.js';

export interface NameDiff<T> {
  /** In the order of before. */
  readonly removed: readonly (readonly [name: string, before: T])[];
  /** In the order of after. */
  readonly added: readonly (readonly [name: string, after: T])[];
  /** In both, in the order of before. */
  readonly common: readonly (readonly [name: string, before: T, after: T])[];
}

/** Things by name: an object of a document, where any name may occur, or a map. */
export type Named<T> = { readonly [name: string]: T } | ReadonlyMap<string, T> | undefined;

/** What two collections of named things have each alone and both. Linear. */
export function diffByName<T>(before: Named<T>, after: Named<T>): NameDiff<T> {
  const [from, to] = [lookUp(before), lookUp(after)];
  const removed: [string, T][] = [];
  const common: [string, T, T][] = [];
  for (const name of from.names) {
    if (to.has(name)) common.push([name, from.get(name), to.get(name)]);
    else removed.push([name, from.get(name)]);
  }
  const added: [string, T][] = [];
  // When all that is in before is in after and they are as many, nothing was added.
  if (removed.length > 0 || to.names.length !== common.length) {
    for (const name of to.names) if (!from.has(name)) added.push([name, to.get(name)]);
  }
  return { removed, common, added };
}

interface Lookup<T> {
  readonly names: readonly string[];
  has(name: string): boolean;
  get(name: string): T;
}

function lookUp<T>(things: Named<T> = {}): Lookup<T> {
  if (things instanceof Map) {
    return { names: [...things.keys()], has: (name) => things.has(name), get: (name) => things.get(name) as T };
  }
  const object = things as { readonly [name: string]: T };
  return { names: keysOf(object), has: (name) => Object.hasOwn(object, name), get: (name) => object[name] as T };
}

/** The properties of an object of a document by name, in the document's order. */
export function byName<T>(object: { readonly [name: string]: T } | undefined): ReadonlyMap<string, T> {
  return new Map(object === undefined ? [] : keysOf(object).map((name) => [name, object[name] as T]));
}
