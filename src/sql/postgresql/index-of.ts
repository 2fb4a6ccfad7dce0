import type { Index, KeyConstraint } from '../../model/catalog/table.js';

/** The index that a constraint brings. */
export function indexOf({ name, columns, include, nullsNotDistinct, options, tablespace }: KeyConstraint): Index {
  return {
    name,
    method: 'btree',
    keys: columns.map((column) => ({ column, order: 'asc', nulls: 'last' })),
    include,
    isUnique: true,
    nullsNotDistinct,
    options,
    ...(tablespace !== undefined && { tablespace }),
    isValid: true,
  };
}
