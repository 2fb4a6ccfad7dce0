import { isObject, KEY_ORDER } from './json-value.js';
import { Float } from './python/number.js';

/**
 * Whether two values of documents are the same to the letter: numbers of one kind, keys in one order. Such
 * values are equal under any other notion, which makes this the quick way past what has not changed.
 */
export function identical(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, at) => identical(item, right[at]));
  }
  if (left instanceof Float) return right instanceof Float && Object.is(left.value, right.value);
  return isObject(left) && isObject(right) && !(KEY_ORDER in left) && !(KEY_ORDER in right) && sameEntries(left, right);
}

function sameEntries(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(left);
  const others = Object.keys(right);
  if (keys.length !== others.length) return false;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as string;
    if (key !== others[at] || !identical(left[key], right[key])) return false;
  }
  return true;
}
