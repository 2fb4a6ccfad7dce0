import type { Expression } from './common.js';

/**
 * The default of a column as far as it gives rows a value. A default of NULL is one that PostgreSQL keeps and prints,
 * where the type has a length or is a domain, but rows hold what they would hold without.
 */
export function defaultValue(value: Expression | undefined): Expression | undefined {
  return value?.form === 'NULL' ? undefined : value;
}
