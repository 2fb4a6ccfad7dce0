import type { WrittenExpression } from '../../model/migration/written.js';
import { isServerFunction, VOLATILE_FUNCTIONS } from '../../tables/volatile-functions.js';
import type { KnownSchema } from './known.js';

/** Whether a default is another value in every row: no, yes, or yes if a function that nobody knows is volatile. */
export function volatilityOf(
  known: KnownSchema,
  { calls }: WrittenExpression,
): { readonly isVolatile: boolean; readonly unknown?: string } {
  const own = calls.map(({ name }) => known.volatility.get(name));
  if (own.includes('volatile') || calls.some(({ name }, at) => own[at] === undefined && VOLATILE_FUNCTIONS.has(name))) {
    return { isVolatile: true };
  }
  const unknown = calls.find(({ schema, name }, at) => {
    return own[at] === undefined && !((schema ?? 'pg_catalog') === 'pg_catalog' && isServerFunction(name));
  });
  return { isVolatile: false, ...(unknown && { unknown: unknown.name }) };
}
