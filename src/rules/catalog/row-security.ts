import type { Table } from '../../model/catalog/table.js';

/** How many roles row security holds for: none, all but the owner, all. Forcing it does nothing while it is off. */
const STRICTNESS = { off: 0, prepared: 0, on: 1, forced: 2 } as const satisfies Record<Table['rowSecurity'], number>;

export function strictness(rowSecurity: Table['rowSecurity']): number {
  return STRICTNESS[rowSecurity];
}
