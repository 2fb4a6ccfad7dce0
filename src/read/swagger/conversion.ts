import { isObject, type JsonObject, keysOf, put } from '../../lib/json-value.js';
import type { Linking } from '../openapi/link.js';
import type { Origins } from '../openapi/locate.js';

/** What the conversion of one description shares. */
export interface Conversion {
  readonly linking: Linking;
  /** What new objects were made from, so that they can be found in the text. */
  readonly origins: Origins;
  /** What is used in several places is converted once, so that it stays one thing. */
  readonly converted: Map<object, Map<string, object>>;
  /** The media types of operations that name none. */
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

/** A new object of those entries that are not undefined. */
export function made(
  { origins }: Conversion,
  from: object,
  entries: Iterable<readonly [string, unknown]>,
  keys?: readonly string[],
): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of entries) if (value !== undefined) put(result, key, value);
  origins.set(result, { node: from, ...(keys && { keys }) });
  return result;
}

/** The entries of an object in the order of the document, but some. */
export function entriesBut(object: JsonObject, keys: ReadonlySet<string>): [string, unknown][] {
  return keysOf(object)
    .filter((key) => !keys.has(key))
    .map((key) => [key, object[key]]);
}

/**
 * Each entry of an object by name converted; what is no such object is left to whoever checks shapes.
 *
 * @param isEntry whether a name is one of them, and no extension
 */
export function mapped(
  conversion: Conversion,
  value: unknown,
  convert: (held: JsonObject) => unknown,
  isEntry: (name: string) => boolean = () => true,
): unknown {
  if (!isObject(value)) return value;
  const entries = keysOf(value).map((name): [string, unknown] => {
    const held = resolved(conversion, value[name]);
    return [name, isObject(held) && isEntry(name) ? convert(held) : value[name]];
  });
  return made(conversion, value, entries);
}

/** Whether a name of a path or a status is one, and no extension. */
export function isNoExtension(name: string): boolean {
  return !name.startsWith('x-');
}

/** What a node is or refers to. */
export function resolved({ linking }: Conversion, node: unknown): unknown {
  let end = node;
  const met = new Set<unknown>();
  while (isObject(end) && linking.leads.has(end) && !met.has(end)) {
    met.add(end);
    end = linking.leads.get(end)?.to;
  }
  return end;
}

/** Converts something once for each way in which it can be meant. */
export function once({ converted }: Conversion, from: object, meaning: string, convert: () => JsonObject): JsonObject {
  const known = converted.get(from) ?? new Map<string, object>();
  converted.set(from, known);
  const result = known.get(meaning) ?? convert();
  known.set(meaning, result);
  return result as JsonObject;
}

/** The media types that an operation names, or else the description. */
export function mediaTypes(value: unknown, inherited: readonly string[]): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : inherited;
}
