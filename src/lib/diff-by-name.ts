import { keysOf } from './json-value.js';

export interface NameDiff<T> {
  /** In the order of before. */
  readonly removed: readonly (readonly [name: string, before: T])[];
  /** In the order of after. */
  readonly added: readonly (readonly [name: string, after: T])[];
  /** In both, in the order of before. */
  readonly common: readonly (readonly [name: string, before: T, after: T])[];
}

/** What two collections of named things have each alone and both. Linear. */
export function diffByName<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): NameDiff<T> {
  const removed: [string, T][] = [];
  const common: [string, T, T][] = [];
  for (const [name, value] of before) {
    if (after.has(name)) common.push([name, value, after.get(name) as T]);
    else removed.push([name, value]);
  }
  return { removed, common, added: [...after].filter(([name]) => !before.has(name)) };
}

/** The properties of an object of a document by name, in the document's order. */
export function byName<T>(object: { readonly [name: string]: T } | undefined): ReadonlyMap<string, T> {
  return new Map(object === undefined ? [] : keysOf(object).map((name) => [name, object[name] as T]));
}
