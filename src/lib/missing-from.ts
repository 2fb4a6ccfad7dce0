import { dumps } from './python/json.js';
import { formatNumber, isNumeric } from './python/number.js';

/** The values of one list that another one lacks, in order. Linear. */
export function missingFrom(values: readonly unknown[], others: readonly unknown[]): unknown[] {
  const known = new Set(others.map(identityOf));
  return values.filter((value) => !known.has(identityOf(value)));
}

/** The same text for values that JSON holds equal: numbers by value, objects whatever the order of their keys. */
export function identityOf(value: unknown): string {
  // `1.0` and `1` are one number; only an integral float prints with `.0`.
  if (isNumeric(value)) return formatNumber(value).replace(/\.0$/, '').replace(/^-0$/, '0');
  return dumps(value, { sortKeys: true });
}
