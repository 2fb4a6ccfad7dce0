import { isObject, type JsonValue, keysOf, put } from './json-value.js';

/** A document of which nothing is shared with another one; the order of its keys and its numbers stay. */
export function copy<Value extends JsonValue>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy) as unknown as Value;
  if (!isObject(value)) return value;
  const result = {};
  for (const key of keysOf(value)) put(result, key, copy(value[key] as JsonValue));
  return result as Value;
}
