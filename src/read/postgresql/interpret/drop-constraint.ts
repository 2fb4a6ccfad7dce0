import { shownName } from '../nodes.js';
import { tablesOf } from './dependents.js';
import { countConstraint, keyOf, refuse } from './names.js';
import type { ConstraintDraft, Context, TableDraft } from './state.js';

/** Takes a constraint away, its shares in the partitions and children, and the foreign keys that need it. */
export function removeConstraint(
  context: Context,
  table: TableDraft,
  constraint: ConstraintDraft,
  cascades: boolean,
): void {
  const index = table.constraints.indexOf(constraint);
  if (index < 0) return;
  if (constraint.type === 'primary_key' || constraint.type === 'unique') {
    dropForeignKeys(context, table, constraint.columns, cascades);
  }
  table.constraints.splice(table.constraints.indexOf(constraint), 1);
  countConstraint(context.state, table.schema, constraint.name, -1);
  const key = keyOf({ schema: table.schema, name: constraint.name });
  const entry = context.state.relations.get(key);
  if (entry?.$kind === 'index' && entry.$of === constraint) context.state.relations.delete(key);
  for (const child of table.$children) {
    for (const share of child.constraints.filter(({ $parent }) => $parent === constraint)) {
      if (share.$isInherited === true) removeConstraint(context, child, share, cascades);
      else delete share.$parent;
    }
  }
}

/** Takes the foreign keys away that lead to these columns of a table, or to any. */
export function dropForeignKeys(
  context: Context,
  target: TableDraft,
  columns: readonly string[] | undefined,
  cascades: boolean,
): void {
  for (const table of tablesOf(context.state)) {
    for (const each of [...table.constraints]) {
      if (each.type !== 'foreign_key' || each.$on !== target) continue;
      if (columns === undefined && table === target) continue;
      if (columns !== undefined && [...each.referencedColumns].sort().join('\0') !== [...columns].sort().join('\0'))
        continue;
      if (columns !== undefined && hasOtherKey(target, columns)) continue;
      if (!cascades && context.doomed?.has(table) !== true)
        refuse(context, `constraint ${each.name} on table ${shownName(table)} depends on it`);
      removeConstraint(context, table, each, true);
    }
  }
}

/** Whether another key of the same columns can take the place of the one that goes. */
function hasOtherKey(table: TableDraft, columns: readonly string[]): boolean {
  const print = [...columns].sort().join('\0');
  const keys = table.constraints.filter((each) => {
    return (each.type === 'primary_key' || each.type === 'unique') && [...each.columns].sort().join('\0') === print;
  });
  return keys.length > 1;
}
