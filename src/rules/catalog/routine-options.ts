import type { CatalogChange } from '../../model/catalog/change.js';

/** What of an aggregate only says how it is computed, and not what (PostgreSQL 15, CREATE AGGREGATE). */
const HINTS: ReadonlySet<string> = new Set(['cost', 'rows', 'support', 'sspace', 'msspace', 'sortop', 'parallel']);

/** Whether an aggregate computes something else: by another function, from another beginning. */
export function isOtherAggregate({ to, before, after }: CatalogChange<'routine_options_changed'>): boolean {
  if (to.type !== 'aggregate') return false;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].some((name) => !HINTS.has(name) && before[name] !== after[name]);
}
