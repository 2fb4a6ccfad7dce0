import type { Action } from '../../model/migration/action.js';
import type { Chosen } from './chosen.js';
import type { KnownConstraint, KnownSchema, KnownTable } from './known.js';
import { find, partitionsOf } from './known-schema.js';
import { isBoundProven } from './proofs.js';

type PartitionAction = Extract<Action, { kind: 'attach_partition' | 'detach_partition' }>;

/** What a table that becomes a partition, or leaves, does; its own partitions come along. */
export function chooseForPartition(known: KnownSchema, action: PartitionAction): Chosen[] {
  const [parent, partition] = [find(known, action.table), find(known, action.partition)];
  const beside = partitionsOf(known, parent).filter((each) => each.isDefaultPartition && each.parent === parent);
  const roles = {
    ...{ parent: [parent], partition: [partition, ...partitionsOf(known, partition)], default_partition: beside },
    ...keysOf(known, parent),
  };
  const isKeyed = roles.referenced.length + roles.referencing.length > 0;
  const chosen = (operation: Chosen['operation'], isChosen = true): Chosen[] =>
    isChosen ? [{ operation, subject: partition, roles }] : [];
  if (action.kind === 'detach_partition') {
    if (action.isConcurrent || action.isFinal) return chosen('detach_partition_concurrently');
    return [
      ...chosen('detach_partition'),
      ...chosen('detach_partition_keyed', isKeyed),
      ...chosen(
        'detach_partition_beside_default',
        beside.some((each) => each !== partition),
      ),
    ];
  }
  const isProven = isBoundProven(partition, parent.partitionColumns ?? [], action.bound);
  const isAdopting = foreignKeysOf(parent).some((key) => partition.constraints.some((own) => isAlike(own, key)));
  return [
    ...chosen(isProven ? 'attach_partition_proven' : 'attach_partition'),
    ...chosen('attach_partition_beside_default', beside.length > 0),
    ...chosen(isAdopting ? 'attach_partition_adopting_key' : 'attach_partition_keyed', isKeyed),
  ];
}

/** What the keys of a table and of those above it refer to, and what refers to them. */
export function keysOf(
  known: KnownSchema,
  table: KnownTable,
): Readonly<Record<'referenced' | 'referencing', KnownTable[]>> {
  const referenced = foreignKeysOf(table).flatMap(({ references }) =>
    references === undefined ? [] : [references, ...partitionsOf(known, references)],
  );
  const above = aboveIn(table);
  const referencing = [...known.tables.values()].filter((each) =>
    foreignKeysOf(each).some(({ references }) => references !== undefined && above.includes(references)),
  );
  return { referenced: [...new Set(referenced)], referencing };
}

function foreignKeysOf(table: KnownTable): KnownConstraint[] {
  return aboveIn(table).flatMap(({ constraints }) => constraints.filter(({ type }) => type === 'foreign_key'));
}

/** A table, and the tables that it is a partition of. */
function aboveIn(table: KnownTable): KnownTable[] {
  return table.parent === undefined ? [table] : [table, ...aboveIn(table.parent)];
}

function isAlike(one: KnownConstraint, other: KnownConstraint): boolean {
  return one.type === other.type && one.references === other.references && one.columns.join() === other.columns.join();
}
