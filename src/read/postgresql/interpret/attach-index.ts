import type { PartitionCmd } from '@pgsql/types';
import { nameOf, shownName } from '../nodes.js';
import { findRelation, refuse, refuseUnknown } from './names.js';
import { partitionsOf } from './partition-tree.js';
import type { Context, IndexEntry, TableDraft } from './state.js';

/** `ALTER INDEX … ATTACH PARTITION`. A parent that has one in every partition becomes valid. */
export function attachIndex(context: Context, parent: IndexEntry, { name }: PartitionCmd): void {
  const written = nameOf(name ?? {});
  const child = findRelation(context, written);
  if (child === undefined) refuseUnknown(context, 'index', shownName(written));
  if (child.$kind !== 'index') refuse(context, `${child.name} is not an index`);
  // A constraint is no part of an index; only its index is.
  const isOwn = 'type' in child.$of && !('type' in parent.$of);
  Object.assign(child.$of, isOwn ? { $parent: parent.$of } : { $isInherited: true, $parent: parent.$of });
  if (!('isValid' in parent.$of) || parent.$on.$kind !== 'table') return;
  const parts: readonly TableDraft[] = partitionsOf(parent.$on);
  parent.$of.isValid = parts.every((part) =>
    [...part.indexes, ...part.constraints].some((each) => each.$parent === parent.$of),
  );
}
