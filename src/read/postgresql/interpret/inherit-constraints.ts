import { keyName } from './constraints.js';
import { structuredCopy } from './indexes.js';
import { addConstraint, addRelation, chooseRelationName, joinedColumns, refuse } from './names.js';
import type { ConstraintDraft, Context, TableDraft } from './state.js';

/** Gives a child the check of a parent; one of the same name is taken for it. */
export function inheritCheck(context: Context, child: TableDraft, check: ConstraintDraft): void {
  const found = child.constraints.find(({ name }) => name === check.name);
  if (found !== undefined) {
    if (found.type !== 'check')
      refuse(context, `constraint ${check.name} of ${child.name} conflicts with that of a parent`);
    found.$parent ??= check;
    if (child.partitionOf !== undefined) found.$isInherited = true;
  } else {
    addConstraint(context, child, {
      ...structuredCopy(check, child),
      place: context.place,
      $isInherited: true,
      $parent: check,
    });
  }
  for (const grandchild of child.$children) inheritCheck(context, grandchild, check);
}

/** Makes a key of a partition the child of its parent's, or makes one. */
export function adoptConstraint(context: Context, table: TableDraft, parent: ConstraintDraft): void {
  const found = table.constraints.find((each) => each.$parent === undefined && isSame(each, parent));
  const adopted = found ?? copyOf(context, table, parent);
  Object.assign(adopted, { $isInherited: true, $parent: parent });
  if (table.partitioning !== undefined) for (const child of table.$children) adoptConstraint(context, child, adopted);
}

function copyOf(context: Context, table: TableDraft, parent: ConstraintDraft): ConstraintDraft {
  const copy: ConstraintDraft = { ...structuredCopy(parent, table), place: context.place };
  delete copy.comment;
  if ('options' in copy) for (const each of ['indexComment', 'isClustered', 'isUnbuilt'] as const) delete copy[each];
  if (copy.type === 'primary_key' || copy.type === 'unique') {
    copy.name = keyName(context, table, copy.type === 'primary_key', [...copy.columns, ...copy.include]);
    if (copy.type === 'primary_key') {
      for (const column of table.columns) if (copy.columns.includes(column.name)) column.nullable = false;
    }
  } else if (copy.type === 'exclusion') {
    const columns = joinedColumns(copy.elements.map(({ key }) => key.column ?? 'expr'));
    copy.name = chooseRelationName(context.state, table.schema, [table.name, columns, 'excl'], true);
  }
  addRelation(context, { $kind: 'index', schema: table.schema, name: copy.name, $on: table, $of: copy });
  addConstraint(context, table, copy);
  return copy;
}

function isSame(mine: ConstraintDraft, theirs: ConstraintDraft): boolean {
  if (mine.type !== theirs.type) return false;
  if (mine.type === 'primary_key') return true;
  if (mine.type !== 'unique' || theirs.type !== 'unique') return false;
  return (
    mine.columns.join('\0') === theirs.columns.join('\0') &&
    mine.include.join('\0') === theirs.include.join('\0') &&
    mine.nullsNotDistinct === theirs.nullsNotDistinct
  );
}
