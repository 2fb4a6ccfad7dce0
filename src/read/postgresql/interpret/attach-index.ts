import type { PartitionCmd } from '@pgsql/types';
import { nameOf, shownName } from '../nodes.js';
import { findRelation, refuse, refuseUnknown } from './names.js';
import { partitionsOf } from './partition-tree.js';
import type { ConstraintDraft, Context, IndexDraft, IndexEntry, TableDraft } from './state.js';

/** `ALTER INDEX … ATTACH PARTITION`. A parent that has one in every partition becomes valid. */
export function attachIndex(context: Context, parent: IndexEntry, { name }: PartitionCmd): void {
  const written = nameOf(name ?? {});
  const child = findRelation(context, written);
  if (child === undefined) refuseUnknown(context, 'index', shownName(written));
  if (child.$kind !== 'index') refuse(context, `${child.name} is not an index`);
  // A constraint is no part of an index; only its index is.
  const isOwn = 'type' in child.$of && !('type' in parent.$of);
  Object.assign(child.$of, isOwn ? { $parent: parent.$of } : { $isInherited: true, $parent: parent.$of });
  if (parent.$on.$kind === 'table') settleValidity(parent.$on, parent.$of);
}

type Share = IndexDraft | ConstraintDraft;

/** Whether an index is valid, now that it has another share; if so, what it is a share of may be as well. */
function settleValidity(table: TableDraft, index: Share): void {
  const shares = partitionsOf(table).map((part) =>
    [...part.indexes, ...part.constraints].find((each) => each.$parent === index),
  );
  if (!shares.every((share) => share !== undefined && isValid(share))) return;
  if ('isValid' in index) index.isValid = true;
  else if ('options' in index) delete index.isUnbuilt;
  const [above] = table.partitionOf === undefined ? [] : table.$parents;
  if (above !== undefined && index.$parent !== undefined) settleValidity(above, index.$parent as Share);
}

function isValid(share: Share): boolean {
  return 'isValid' in share ? share.isValid : !('isUnbuilt' in share && share.isUnbuilt === true);
}
