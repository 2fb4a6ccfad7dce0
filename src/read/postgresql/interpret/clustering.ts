import { shownName } from '../nodes.js';
import { indexOf } from './indexes.js';
import { refuse } from './names.js';
import type { Context, TableDraft } from './state.js';

/** `CLUSTER ON`. */
export function cluster(context: Context, table: TableDraft, name: string): void {
  expectClusterable(context, table, name);
  markClustered(table, name);
}

/** Rows follow the order of an index that has one, and knows them all. */
function expectClusterable(context: Context, table: TableDraft, name: string): void {
  indexOf(context, table, name);
  const index = table.indexes.find((each) => each.name === name);
  if (index === undefined) return;
  if (index.predicate !== undefined)
    refuse(context, `table ${shownName(table)} cannot be clustered on partial index ${name}`);
  if (/^(?:hash|gin|brin|spgist)$/.test(index.method))
    refuse(context, `table ${shownName(table)} cannot be clustered on ${name}: ${index.method} keeps no order`);
}

/** Marks one index of a table as that by which it is clustered, or none. */
export function markClustered(
  { indexes, constraints }: Pick<TableDraft, 'indexes' | 'constraints'>,
  name: string | undefined,
): void {
  for (const index of [...indexes, ...constraints]) {
    if (!('options' in index)) continue;
    if (index.name === name) index.isClustered = true;
    else delete index.isClustered;
  }
}
