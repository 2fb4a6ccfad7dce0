import { own } from '../lib/json-value.js';
import { TYPE_COMPATIBILITY, type TypeCompatibility } from '../tables/type-compatibility.js';

/** What becomes of values when a type changes; a type or a pair that the table does not know is breaking. */
export function typeCompatibility(before: unknown, after: unknown): TypeCompatibility {
  if (typeof before !== 'string' || typeof after !== 'string') return 'breaking';
  const row = own<Readonly<Record<string, TypeCompatibility>>>(TYPE_COMPATIBILITY, before) ?? {};
  return own(row, after) ?? 'breaking';
}
