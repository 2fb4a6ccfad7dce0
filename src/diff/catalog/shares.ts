import type { Catalog } from '../../model/catalog/catalog.js';
import type { CatalogChange } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { Constraint, Index, Table } from '../../model/catalog/table.js';
import { nameKey } from './attributes.js';
import { same } from './same.js';

/**
 * Leaves out that a partition has lost an index or a key that it still has as a share of its parent's, and that it
 * gained one which was such a share before (PostgreSQL 15, ALTER INDEX, "ATTACH PARTITION"): what changed is the parent's.
 * What the parent had as well before is a change of the partition: one of its own that was attached, or went.
 */
export function withoutShares(
  changes: readonly CatalogChange[],
  [from, before]: readonly [Table, Catalog],
  [to, after]: readonly [Table, Catalog],
): readonly CatalogChange[] {
  if (from.partitionOf === undefined && to.partitionOf === undefined) return changes;
  return changes.filter((change) => {
    if (change.kind === 'index_removed' || change.kind === 'constraint_removed')
      return isShared(change.before, from, before) || !isShared(change.before, to, after);
    if (change.kind === 'index_added' || change.kind === 'constraint_added')
      return isShared(change.after, to, after) || !isShared(change.after, from, before);
    // What it is attached to, came or went: that is the change.
    if (change.kind === 'index_attached_to_changed' || change.kind === 'key_attached_to_changed')
      return isThere(change.before ?? change.after, before) && isThere(change.before ?? change.after, after);
    return true;
  });
}

function isThere(index: Name | undefined, { tables }: Catalog): boolean {
  return tables.some(
    ({ schema, indexes, constraints }) =>
      schema === index?.schema && [...indexes, ...constraints].some(({ name }) => name === index.name),
  );
}

function isShared(part: Index | Constraint, table: Table, { tables }: Catalog): boolean {
  const parent = table.partitionOf === undefined ? undefined : nameKey(table.partitionOf.parent);
  const found = parent === undefined ? undefined : tables.find((each) => nameKey(each) === parent);
  if (found === undefined) return false;
  const parts = [...found.indexes, ...found.constraints];
  return parts.some((each) => isAlike(part, each)) || isShared(part, found, { tables } as Catalog);
}

/** Whether two keep the same columns unique, or are indexes of the same keys. */
function isAlike(one: Index | Constraint, other: Index | Constraint): boolean {
  const [left, right] = [uniqueColumns(one), uniqueColumns(other)];
  if (left !== undefined || right !== undefined) return left !== undefined && same(left, right);
  return 'isUnique' in one && 'isUnique' in other && same(one.keys, other.keys) && same(one.predicate, other.predicate);
}

function uniqueColumns(part: Index | Constraint): readonly string[] | undefined {
  if ('isUnique' in part) {
    if (!part.isUnique || part.predicate !== undefined) return undefined;
    const columns = part.keys.flatMap(({ column }) => column ?? []);
    return columns.length === part.keys.length ? columns : undefined;
  }
  return part.type === 'primary_key' || part.type === 'unique' ? part.columns : undefined;
}
