import { same } from '../../diff/catalog/same.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { parentsOf, type Tables } from './lineage.js';

/** Whether what changed in a column of a child is what the statement for its parent does there as well. */
export function isCoveredByParent(before: Tables, after: Tables, from: Unit, to: Unit): boolean {
  if (from.kind !== 'column' || from.relation === undefined) return false;
  const name = from.key.slice(from.key.lastIndexOf('.') + 1);
  const table = after.get(nameKey(from.relation));
  if (table === undefined || columnOf(table, name)?.isInherited !== true) return false;
  return parentsOf(table).some((parent) => {
    const [was, is] = [before, after].map((tables) => columnOf(tables.get(nameKey(parent)), name));
    if (was === undefined || is === undefined) return false;
    return changes(was, is) !== '' && changes(was, is) === changes(from.object as Column, to.object as Column);
  });
}

/** What a parent's statement changes in its children too, as a text that says how. */
function changes(from: Column, to: Column): string {
  const parts = (['type', 'collation', 'nullable', 'generated'] as const).filter((each) => !same(from[each], to[each]));
  return parts.map((each) => `${each}: ${JSON.stringify(from[each])} ${JSON.stringify(to[each])}`).join('; ');
}

function columnOf(table: Table | undefined, name: string): Column | undefined {
  return table?.columns.find((column) => column.name === name);
}
