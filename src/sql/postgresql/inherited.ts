import { same } from '../../diff/catalog/same.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { nameKey, type Unit } from '../unit.js';
import { parentsOf, type Tables } from './lineage.js';
import { full, id, unless, when } from './spelling.js';
import { columnQuery } from './table-units.js';
import { inBrackets } from './tables.js';

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

/**
 * NOT NULL that a column of a parent loses goes in its heirs as well, of which those that keep it get it again
 * (PostgreSQL up to 17; later ones have it of their own, and this changes nothing).
 */
export function demandedBelow(
  from: Unit,
  to: Unit,
  before: Tables,
  after: Tables,
): { readonly set: readonly string[]; readonly drop: readonly string[] } {
  if (from.kind !== 'column' || from.relation === undefined) return { set: [], drop: [] };
  const [was, is] = [from.object as Column, to.object as Column];
  if (was.nullable || !is.nullable) return { set: [], drop: [] };
  const kept = heirsIn(after, nameKey(from.relation)).flatMap((heir) => {
    const [earlier, later] = [columnOf(before.get(nameKey(heir)), is.name), columnOf(heir, is.name)];
    const isKept = earlier?.nullable === false && later?.nullable === false;
    return isKept ? [`ALTER TABLE ONLY ${full(heir)} ALTER COLUMN ${id(is.name)}`] : [];
  });
  const isDemanded = `${columnQuery(from.relation, is.name)} AND attnotnull`;
  return {
    set: kept.map((alter) => `${alter} SET NOT NULL`),
    // What has it from its parent again has it by that one's name.
    drop: kept.map((alter) => unless(isDemanded, `${alter} DROP NOT NULL`)),
  };
}

/** The tables that have columns from another one, directly or not. */
export function heirsIn(tables: Tables, key: string): Table[] {
  const own = [...tables.values()].filter((table) => parentsOf(table).some((parent) => nameKey(parent) === key));
  return own.flatMap((table) => [table, ...heirsIn(tables, nameKey(table))]);
}

/** What a parent's statement changes in its children too, as a text that says how. */
function changes(from: Column, to: Column): string {
  const parts = (['type', 'collation', 'nullable', 'generated'] as const).filter((each) => !same(from[each], to[each]));
  return parts.map((each) => `${each}: ${JSON.stringify(from[each])} ${JSON.stringify(to[each])}`).join('; ');
}

function columnOf(table: Table | undefined, name: string): Column | undefined {
  return table?.columns.find((column) => column.name === name);
}

/** The default of a column that is another than comes with it from where it is made. */
export function otherDefault(table: Table, column: Column, tables: Tables): string[] {
  const given = givenDefault(table, column.name, tables);
  if (column.generated !== undefined || given?.generated !== undefined || given?.identity !== undefined) return [];
  if (given === undefined || given.default?.form === column.default?.form) return [];
  const is = column.default === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${inBrackets(column.default.text)}`;
  return [
    when(columnQuery(table, column.name), `ALTER TABLE ONLY ${full(table)} ALTER COLUMN ${id(column.name)} ${is}`),
  ];
}

/** A column where a table, or one that it has its columns from, has it of its own. */
function givenDefault(table: Table, name: string, tables: Tables): Column | undefined {
  const column = table.columns.find((each) => each.name === name);
  if (column?.isInherited !== true) return column;
  const parents = parentsOf(table).flatMap((each) => tables.get(nameKey(each)) ?? []);
  return parents.map((parent) => givenDefault(parent, name, tables)).find((each) => each !== undefined);
}
