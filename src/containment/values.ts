import { isObject, keysOf } from '../lib/json-value.js';
import { identityOf } from '../lib/missing-from.js';
import { isNumeric } from '../lib/python/number.js';

/** A value of a document as JavaScript has it: numbers are doubles, which is what validators compare. */
export function plain(value: unknown): unknown {
  if (typeof value !== 'object' && typeof value !== 'bigint') return value;
  if (isNumeric(value)) return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of keysOf(value)) copy[key] = plain(value[key]);
  return { ...copy };
}

/** A text that equal values share and others do not. */
export function identity(value: unknown): string {
  return typeof value === 'string' ? `"${value}` : identityOf(value);
}

/** A number that a keyword says, or `undefined` when it says none. */
export function numberOf(value: unknown): number | undefined {
  return isNumeric(value) ? Number(value) : undefined;
}

/** Whether a schema, as it is written, lets everything pass. */
export function saysNothing(schema: unknown): boolean {
  return schema === undefined || schema === true || (isObject(schema) && keysOf(schema).length === 0);
}
