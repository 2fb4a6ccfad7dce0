import { equal } from './python/equal.js';

/** The values of one list that another one lacks, in order. Linear for texts. */
export function missingFrom(values: readonly unknown[], others: readonly unknown[]): unknown[] {
  const texts = new Set(others.filter((other) => typeof other === 'string'));
  return values.filter((value) => {
    if (typeof value === 'string') return !texts.has(value);
    return !others.some((other) => typeof other === typeof value && equal(value, other));
  });
}
