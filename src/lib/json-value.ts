import type { Float } from './python/number.js';

/** What a JSON document holds once it is read; see `Numeric` for the numbers. */
export type JsonValue = null | boolean | string | number | bigint | Float | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

/** Nesting beyond this is refused everywhere, so that walking a document can be recursive. */
export const MAX_DEPTH = 500;

/** A report holds parts of documents a few levels deeper than they stand. */
export const MAX_REPORT_DEPTH = MAX_DEPTH + 20;

/**
 * JavaScript moves integer-like keys ("200", "404") to the front of an object; a document that has some
 * keeps its own order of keys under this symbol.
 */
export const KEY_ORDER = Symbol('keys in document order');

/** The keys of an object in the order of the document. */
export function keysOf(object: object): readonly string[] {
  return (object as { [KEY_ORDER]?: readonly string[] })[KEY_ORDER] ?? Object.keys(object);
}

/** Takes the keys of an object in the order of the document, and what they hold: a list of them costs more than they do. */
export function forEachKey(object: JsonObject, take: (key: string, value: JsonValue) => void): void {
  const order = (object as { [KEY_ORDER]?: readonly string[] })[KEY_ORDER];
  if (order === undefined) for (const key in object) take(key, object[key] as JsonValue);
  else for (const key of order) take(key, object[key] as JsonValue);
}

/** Gives an object a key, whatever it is called, and keeps the order in which keys came. */
export function put(object: object, key: string, value: unknown): void {
  const order = (object as { [KEY_ORDER]?: string[] })[KEY_ORDER];
  if (order === undefined && /^\d/.test(key)) define(object, KEY_ORDER, [...Object.keys(object), key], false);
  else if (order !== undefined && !Object.hasOwn(object, key)) order.push(key);
  if (key === '__proto__') define(object, key, value, true);
  else (object as Record<string, unknown>)[key] = value;
}

/** Defines a property without a look at the prototype, where `__proto__` is something else. */
export function define(object: object, key: string | symbol, value: unknown, enumerable: boolean): void {
  Object.defineProperty(object, key, { value, enumerable, writable: true, configurable: true });
}

/** An own property, or `undefined`: names from outside may be `constructor` or `__proto__`. */
export function own<T>(object: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether a value is an object of the document: not null, not a list, not a number in disguise. */
export function isObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
