import { isObject, keysOf } from '../json-value.js';
import { isNumeric } from './number.js';

/**
 * Python's `==` on values read from JSON: numbers by value (`1 == 1.0 == True`), objects whatever the
 * order of their keys.
 */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  const leftNumber = asNumber(left);
  const rightNumber = asNumber(right);
  // Loose, because an integer may be a bigint on one side and it compares exactly.
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber == rightNumber;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => equal(item, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = keysOf(left);
  if (keys.length !== keysOf(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]));
}

function asNumber(value: unknown): number | bigint | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (!isNumeric(value)) return undefined;
  return typeof value === 'bigint' ? value : Number(value);
}

/**
 * Python's truth of a value: empty, zero, false and None are false.
 */
export function isTruthy(value: unknown): boolean {
  if (isNumeric(value)) return Number(value) !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return keysOf(value).length > 0;
  return Boolean(value);
}
