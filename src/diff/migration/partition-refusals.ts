import type { Action } from '../../model/migration/action.js';
import type { Refusal } from '../../model/migration/named-object.js';
import type { KnownSchema, KnownTable } from './known.js';
import { nameOf } from './known-names.js';
import { lookUp, partitionsOf } from './known-schema.js';

/** Why the server does not make a partition of a table, or none of what is no partition. */
export function partitionRefusal(known: KnownSchema, action: Action): Refusal | undefined {
  switch (action.kind) {
    case 'create_table': {
      const parent = action.partitionOf && lookUp(known, action.partitionOf);
      if (parent === undefined || lookUp(known, action.table) !== undefined) return undefined;
      return ofParent(known, parent, action.isDefaultPartition);
    }
    case 'attach_partition': {
      const [parent, partition] = [lookUp(known, action.table), lookUp(known, action.partition)];
      if (parent === undefined || partition === undefined) return undefined;
      const isDefault = action.bound.type === 'default';
      return ofParent(known, parent, isDefault) ?? ofPartition(partition) ?? ofColumns(parent, partition, true);
    }
    case 'detach_partition': {
      const [parent, partition] = [lookUp(known, action.table), lookUp(known, action.partition)];
      if (parent === undefined || partition === undefined || partition.parent === parent) return undefined;
      return partition.isKnown ? { why: 'no_partition', table: nameOf(partition), parent: nameOf(parent) } : undefined;
    }
    case 'plain': {
      if (action.operation !== 'add_inherit' || action.parent === undefined || action.isApart === true)
        return undefined;
      const [heir, parent] = [lookUp(known, action.table), lookUp(known, action.parent)];
      return heir && parent && ofColumns(parent, heir, false);
    }
    default:
      return undefined;
  }
}

function ofParent(known: KnownSchema, parent: KnownTable, isDefault: boolean): Refusal | undefined {
  if (parent.isKnown && !parent.isView && parent.partitionColumns === undefined) {
    return { why: 'not_partitioned', table: nameOf(parent) };
  }
  const taken = partitionsOf(known, parent).find((each) => each.parent === parent && each.isDefaultPartition);
  if (!isDefault || taken === undefined) return undefined;
  return { why: 'second_default', table: nameOf(parent), partition: nameOf(taken) };
}

function ofPartition(partition: KnownTable): Refusal | undefined {
  const { parent } = partition;
  return parent && { why: 'is_partition', table: nameOf(partition), parent: nameOf(parent) };
}

/** A partition has the columns of its table and no others; what inherits has more if it likes. */
function ofColumns(parent: KnownTable, heir: KnownTable, isPartition: boolean): Refusal | undefined {
  // What a table has from elsewhere is not among its columns here.
  if (![parent, heir].every((each) => each.isKnown && !each.isView)) return undefined;
  const lacks = (table: KnownTable, of: KnownTable) =>
    of.columns.find(({ name }) => !table.columns.some((each) => each.name === name))?.name;
  const [missing, other] = [lacks(heir, parent), isPartition ? lacks(parent, heir) : undefined];
  const column = missing ?? other;
  if (column === undefined) return undefined;
  return { why: 'other_columns', table: nameOf(heir), parent: nameOf(parent), column, isMissing: column === missing };
}
