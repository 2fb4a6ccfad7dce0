import { isObject, type JsonObject, keysOf } from '../../lib/json-value.js';
import { repr } from '../../lib/python/repr.js';

/** Things as a schema lists them, by name; `undefined` when they are listed in no way that is known. */
export type NamedThings = ReadonlyMap<string, JsonObject> | undefined;

/**
 * Views, indexes or procedures however a schema lists them: an object by name, a list of objects with a name,
 * or names alone. What is not an object becomes the value of one key.
 *
 * @param key what a bare text or list says: a view's `definition`, an enumeration's `values`
 */
export function namedThings(value: unknown, key: string): NamedThings {
  if (value === undefined || value === null) return new Map();
  if (isObject(value)) return new Map(keysOf(value).map((name) => [name, asObject(value[name], key)]));
  if (!Array.isArray(value)) return undefined;
  const items: unknown[] = value;
  if (!items.every((item) => typeof item === 'string' || isObject(item))) return undefined;
  const things = new Map<string, JsonObject>();
  const times = new Map<string, number>();
  for (const item of items as (string | JsonObject)[]) {
    const name = nameOf(item);
    // A name that is there already gets a number, so that nothing is lost.
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    things.set(time === 1 ? name : `${name} (${time})`, typeof item === 'string' ? {} : item);
  }
  return things;
}

// What has no name is known by all that it is.
function nameOf(item: string | JsonObject): string {
  if (typeof item === 'string') return item;
  return typeof item.name === 'string' ? item.name : repr(item);
}

function asObject(value: unknown, key: string): JsonObject {
  if (isObject(value)) return value;
  return value === null || value === undefined ? {} : { [key]: value as never };
}
