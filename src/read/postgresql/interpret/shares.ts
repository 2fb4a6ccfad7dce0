import { objectName } from '../../../lib/object-name.js';
import type { Index } from '../../../model/catalog/table.js';
import { keyNames } from './indexes.js';
import { joinedColumns } from './names.js';
import type { ConstraintDraft, IndexDraft, TableDraft } from './state.js';

type Share = IndexDraft | ConstraintDraft;

/** Whether what a partition has of an index or a key of its parent is otherwise than the server makes it by itself. */
export function isOtherwise(table: TableDraft, share: Share): boolean {
  const parent = indexAbove(table, share);
  if (parent === undefined) return false;
  const [own, theirs] = [share, parent].map((each) =>
    'options' in each ? [sorted(each.options), each.tablespace] : [],
  );
  const { comment, indexComment, isClustered, statistics }: Said = share;
  return (
    !isBuilt(parent) ||
    !isBuilt(share) ||
    share.name !== usualName(table, parent) ||
    (comment ?? indexComment ?? statistics) !== undefined ||
    isClustered === true ||
    JSON.stringify(own) !== JSON.stringify(theirs)
  );
}

/** What an index or a key of a partition is attached to. */
export function attachmentOf(table: TableDraft, share: Share): Pick<Index, 'attachedTo'> {
  const parent = indexAbove(table, share);
  const schema = table.partitionOf?.parent.schema;
  return parent === undefined || schema === undefined ? {} : { attachedTo: { schema, name: parent.name } };
}

type Said = Partial<Pick<Index, 'comment' | 'isClustered' | 'statistics'> & { readonly indexComment: string }>;

function indexAbove(table: TableDraft, { $parent }: Share): Share | undefined {
  const parent = $parent as Share | undefined;
  return table.partitionOf === undefined || parent === undefined || !('options' in parent) ? undefined : parent;
}

/** Whether every partition has one that is attached. */
function isBuilt(share: Share): boolean {
  return 'isValid' in share ? share.isValid : !('isUnbuilt' in share && share.isUnbuilt === true);
}

function usualName({ name }: TableDraft, parent: Share): string {
  if (!('type' in parent)) return objectName(name, joinedColumns(keyNames(parent)), 'idx');
  if (parent.type === 'primary_key') return objectName(name, '', 'pkey');
  if (parent.type === 'unique') return objectName(name, joinedColumns([...parent.columns, ...parent.include]), 'key');
  const columns = parent.type === 'exclusion' ? parent.elements.map(({ key }) => key.column ?? 'expr') : [];
  return objectName(name, joinedColumns(columns), 'excl');
}

function sorted(options: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(options).sort(([left], [right]) => (left < right ? -1 : 1));
}
