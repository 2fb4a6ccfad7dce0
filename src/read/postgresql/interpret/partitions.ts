import type { Node, PartitionBoundSpec, PartitionCmd } from '@pgsql/types';
import { nameOf, shownName } from '../nodes.js';
import { query } from './code.js';
import { mergeInherited } from './columns.js';
import { adoptForeignKey, type ForeignKeyDraft } from './foreign-keys.js';
import { adoptIndex, structuredCopy } from './indexes.js';
import { adoptConstraint, inheritCheck } from './inherit-constraints.js';
import { refuse, tableOf } from './names.js';
import { leaveBound, takeBound } from './partition-bounds.js';
import { descendantsOf } from './partition-tree.js';
import type { Context, TableDraft } from './state.js';

/** Makes a new table the child of its parents, with all that they bring. */
export function attachNew(
  context: Context,
  table: TableDraft,
  parents: readonly TableDraft[],
  bound: PartitionBoundSpec | undefined,
): void {
  for (const parent of parents) {
    if (bound === undefined) {
      table.inherits.push({ schema: parent.schema, name: parent.name });
      link(parent, table);
      bringChecks(context, table, parent);
    } else {
      becomePartition(context, table, parent, bound);
    }
  }
}

function link(parent: TableDraft, child: TableDraft): void {
  parent.$children.push(child);
  child.$parents.push(parent);
}

function bringChecks(context: Context, table: TableDraft, parent: TableDraft): void {
  for (const each of parent.constraints)
    if (each.type === 'check' && !each.noInherit) inheritCheck(context, table, each);
}

/** `ATTACH PARTITION`. */
export function attachPartition(context: Context, parent: TableDraft, { name, bound }: PartitionCmd): void {
  const table = tableOf(context, nameOf(name ?? {}));
  if (parent.partitioning === undefined) refuse(context, `table ${shownName(parent)} is not partitioned`);
  if (table.partitionOf !== undefined) refuse(context, `${shownName(table)} is already a partition`);
  for (const theirs of parent.columns) {
    const mine = table.columns.find((column) => column.name === theirs.name);
    if (mine === undefined) refuse(context, `child table is missing column ${theirs.name}`);
    mergeInherited(context, table, mine, theirs);
    mine.$isLocal = false;
  }
  becomePartition(context, table, parent, bound ?? {});
}

function becomePartition(context: Context, table: TableDraft, parent: TableDraft, bound: PartitionBoundSpec): void {
  if (parent.partitioning === undefined) refuse(context, `${shownName(parent)} is not partitioned`);
  takeBound(context, table, parent, bound);
  table.partitionOf = {
    parent: { schema: parent.schema, name: parent.name },
    bound: query(context, { PartitionBoundSpec: bound } as Node, parent),
  };
  link(parent, table);
  bringChecks(context, table, parent);
  for (const constraint of parent.constraints) {
    if (constraint.type === 'foreign_key') adoptForeignKey(context, table, constraint as ForeignKeyDraft);
    else if (constraint.type !== 'check') adoptConstraint(context, table, constraint);
  }
  for (const index of parent.indexes) adoptIndex(context, table, index);
  bringTriggers(table, parent);
}

/** Row triggers of a partitioned table fire for its partitions too. */
export function bringTriggers(table: TableDraft, parent: TableDraft): void {
  for (const trigger of parent.triggers) {
    if (trigger.level !== 'row') continue;
    const clone = { ...structuredCopy(trigger, table), $isInherited: true, $parent: trigger };
    // One that replaces another takes the place of its clones too.
    table.triggers = table.triggers.filter(({ name, $isInherited }) => $isInherited !== true || name !== clone.name);
    table.triggers.push(clone);
    if (table.partitioning !== undefined)
      for (const child of table.$children) bringTriggers(child, { ...table, triggers: [clone] });
  }
}

/** `DETACH PARTITION`: what came from the parent becomes the table's own. */
export function detachPartition(context: Context, parent: TableDraft, { name }: PartitionCmd): void {
  const table = tableOf(context, nameOf(name ?? {}));
  if (!parent.$children.includes(table))
    refuse(context, `${shownName(table)} is not a partition of ${shownName(parent)}`);
  unlink(table, parent);
  delete table.partitionOf;
  // Triggers that were cloned go; keys, indexes and checks stay.
  table.triggers = table.triggers.filter((trigger) => trigger.$isInherited !== true);
  for (const part of [...table.constraints, ...table.indexes]) {
    delete part.$isInherited;
    delete part.$parent;
  }
}

/** Ends an inheritance; columns that no other parent brings become the table's own. */
export function unlink(table: TableDraft, parent: TableDraft): void {
  parent.$children.splice(parent.$children.indexOf(table), 1);
  leaveBound(table, parent);
  table.$parents.splice(table.$parents.indexOf(parent), 1);
  table.inherits = table.inherits.filter(({ schema, name }) => schema !== parent.schema || name !== parent.name);
  for (const column of table.columns) {
    if (!parent.columns.some(({ name }) => name === column.name)) continue;
    column.$parents--;
    if (column.$parents <= 0) Object.assign(column, { $parents: 0, $isLocal: true });
  }
}

/** `INHERIT`. */
export function addInherit(context: Context, table: TableDraft, parent: TableDraft): void {
  if (table.$parents.includes(parent))
    refuse(context, `relation ${shownName(parent)} would be inherited from more than once`);
  if (parent === table || descendantsOf(table).includes(parent)) refuse(context, 'circular inheritance not allowed');
  for (const theirs of parent.columns) {
    const mine = table.columns.find((column) => column.name === theirs.name);
    if (mine === undefined) refuse(context, `child table is missing column ${theirs.name}`);
    else mergeInherited(context, table, mine, theirs);
  }
  for (const check of parent.constraints) {
    if (check.type !== 'check' || check.noInherit) continue;
    const mine = table.constraints.find(({ name }) => name === check.name);
    if (mine === undefined) refuse(context, `child table is missing constraint ${check.name}`);
    else mine.$parent ??= check;
  }
  table.inherits.push({ schema: parent.schema, name: parent.name });
  link(parent, table);
}

/** `NO INHERIT`. */
export function dropInherit(context: Context, table: TableDraft, parent: TableDraft): void {
  if (!table.$parents.includes(parent)) refuse(context, `${shownName(parent)} is not a parent of ${shownName(table)}`);
  unlink(table, parent);
  for (const constraint of table.constraints) {
    if (!parent.constraints.includes(constraint.$parent as never)) continue;
    delete constraint.$isInherited;
    delete constraint.$parent;
  }
}
