import type { Table } from '../../../model/catalog/table.js';
import type { DdlCost, TableOperation } from '../../../model/migration/online-ddl.js';
import { COPY, type CostSettings, has, hasFulltext } from './cost.js';

const DROPS_STORED: ReadonlySet<TableOperation> = new Set<TableOperation>([
  ...(['drop_column', 'drop_column_indexed', 'drop_column_before_virtual'] as const),
]);

/**
 * What a column that goes costs MariaDB for what goes with it, or beside it; undefined where that is nothing special.
 * Measured on 10.11: a unique key that goes as well costs a copy while the table has columns that are computed when they
 * are read, and a table with an index of words is written anew, beside writers only when no such index is left.
 */
export function costOfDrop(
  operation: TableOperation,
  before: Table,
  after: Table,
  { dialect }: CostSettings,
): DdlCost | undefined {
  if (dialect !== 'mariadb' || !DROPS_STORED.has(operation)) return undefined;
  if (has(after, 'virtual') && losesUnique(before, after)) return COPY;
  return hasFulltext(before) ? { algorithm: 'INPLACE', lock: hasFulltext(after) ? 'SHARED' : 'NONE' } : undefined;
}

function losesUnique(before: Table, after: Table): boolean {
  const kept = new Set(after.constraints.map(({ type, name }) => `${type} ${name}`));
  return before.constraints.some(({ type, name }) => type === 'unique' && !kept.has(`${type} ${name}`));
}
