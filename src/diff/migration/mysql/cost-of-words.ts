import type { Table } from '../../../model/catalog/table.js';
import type { DdlCost, TableOperation } from '../../../model/migration/online-ddl.js';
import { COPY, type CostSettings, isFulltext } from './cost.js';

/**
 * What a cost becomes by the indexes of words that a table has in the end: MariaDB makes one at a time (measured on 10.11:
 * "InnoDB presently supports one FULLTEXT index creation at a time"), so that a table with several is written anew as a
 * copy, and two of them come as one.
 */
export function costWithWords(
  cost: DdlCost,
  operations: readonly TableOperation[],
  after: Table | undefined,
  { dialect }: CostSettings,
): DdlCost {
  if (dialect !== 'mariadb') return cost;
  const kept = new Set(after?.indexes.filter(isFulltext).map(({ name }) => name));
  const come = operations.filter((operation) => operation === 'add_fulltext' || operation === 'add_fulltext_first');
  return (cost.algorithm === 'INPLACE' && kept.size > 1) || come.length > 1 ? COPY : cost;
}
