import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';

/** Whether what changed in a column of a child is what the statement for its parent does there as well. */
export function isCoveredByParent(before: Catalog, after: Catalog, from: Unit, to: Unit): boolean {
  if (from.kind !== 'column' && from.kind !== 'default') return false;
  const [table, name] = [from.owner ?? '', from.key.slice(from.key.lastIndexOf('.') + 1)];
  const child = columnOf(find(after, table), name);
  const parents = parentsOf(find(after, table));
  if (child?.isInherited !== true) return false;
  return parents.some((parent) => {
    const [was, is] = [before, after].map((catalog) => columnOf(find(catalog, `table ${nameKey(parent)}`), name));
    if (was === undefined || is === undefined) return false;
    if (from.kind === 'default')
      return same(was.default, from.object) && same(is.default, to.object) && !same(was.default, is.default);
    return changes(was, is) !== '' && changes(was, is) === changes(from.object as Column, to.object as Column);
  });
}

/** What a parent's statement changes in its children too, as a text that says how. */
function changes(from: Column, to: Column): string {
  const parts = (['type', 'collation', 'nullable', 'generated'] as const).filter((each) => !same(from[each], to[each]));
  return parts.map((each) => `${each}: ${JSON.stringify(from[each])} ${JSON.stringify(to[each])}`).join('; ');
}

function parentsOf(table: Table | undefined): Name[] {
  return table === undefined
    ? []
    : [...table.inherits, ...(table.partitionOf === undefined ? [] : [table.partitionOf.parent])];
}

function find({ tables }: Catalog, key: string): Table | undefined {
  return tables.find((table) => `table ${nameKey(table)}` === key);
}

function columnOf(table: Table | undefined, name: string): Column | undefined {
  return table?.columns.find((column) => column.name === name);
}
