import type { Column, Partitioning } from '../../../model/catalog/table.js';
import { keyOf } from './index-keys.js';
import type { Row } from './query.js';
import type { Reader } from './reader.js';
import { sourceOf } from './relations.js';

const STRATEGIES: Readonly<Record<string, Partitioning['strategy']>> = {
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_RANGE: 'range',
  PARTITION_STRATEGY_HASH: 'hash',
};

export function partitioningOf(reader: Reader, row: Row, columns: readonly Column[]): Partitioning {
  const { partspec } = reader.parse(`CREATE TABLE x () PARTITION BY ${row.partitioning}`).CreateStmt;
  const keys = partspec.partParams.map(({ PartitionElem }: Row) =>
    keyOf(reader, PartitionElem, sourceOf(row, columns)),
  );
  return { strategy: STRATEGIES[partspec.strategy] ?? 'range', keys };
}
