import type { Catalog } from '../../model/catalog/catalog.js';
import type { Rename } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { isRetyped } from './alter-tables.js';
import { backfillKeyOf } from './backfill.js';
import { tablesByKey } from './lineage.js';
import { settleNotNulls } from './not-null-names.js';
import { privilegeChanges } from './ownership.js';
import type { Part } from './part.js';
import { type PhasedParts, renameColumnInUse } from './rename-column.js';
import { full, id, literal, reg, unless, when } from './spelling.js';
import { columnQuery } from './table-units.js';

/**
 * The renames that somebody has confirmed. The old name goes on working until contract where that can be: of a table a
 * view has it, of a column a copy. Otherwise whoever knows the old name must go over to the new one at that moment.
 *
 * @param operations what else changes, with the new names
 */
export function renameParts(
  renames: readonly Rename[],
  before: Catalog,
  after: Catalog,
  operations: readonly Operation[],
): PhasedParts {
  const all = renames.map((rename, at) =>
    partsOf(rename, renames.slice(0, at), { renames, before, after, operations }),
  );
  return {
    expand: all.flatMap(({ expand }) => expand),
    migrate: all.flatMap(({ migrate }) => migrate),
    contract: all.flatMap(({ contract }) => contract),
  };
}

interface Context {
  readonly renames: readonly Rename[];
  readonly before: Catalog;
  readonly after: Catalog;
  readonly operations: readonly Operation[];
}

function partsOf(rename: Rename, earlier: readonly Rename[], context: Context): PhasedParts {
  const { table, column, to } = rename;
  const tables = tablesByKey(context.before);
  const was = tables.get(nameKey(table));
  if (column === undefined)
    return was !== undefined && canBeViewed(was, to, context)
      ? viewed(was, to, context)
      : at(renameTable(table, to, context));
  const moved = earlier.find((each) => each.column === undefined && nameKey(each.table) === nameKey(table));
  const known = was?.columns.find(({ name }) => name === column);
  const key = was && backfillKeyOf(was, tables);
  const now = tablesByKey(context.after).get(nameKey(moved?.to ?? table));
  if (
    moved === undefined &&
    now !== undefined &&
    was !== undefined &&
    known !== undefined &&
    key !== undefined &&
    canBeCopied(was, known, to.name, context)
  ) {
    const later = (name: string) =>
      context.renames.find((each) => each.column === name && nameKey(each.table) === nameKey(table))?.to.name ?? name;
    return renameColumnInUse({ table: was, now, column: known, to: to.name, key, later });
  }
  return at(
    renameColumn(moved?.to ?? table, column, to.name, settle(context, table, column, moved?.to ?? table, to.name)),
  );
}

function at(part: Part): PhasedParts {
  return { expand: [], migrate: [part], contract: [] };
}

/** What has the constraints behind NOT NULL follow, both ways: of a table, or of a column of it. */
function settle({ before, after }: Context, table: Name, column: string | undefined, to: Name, toColumn?: string) {
  const [was, is] = [tablesByKey(before).get(nameKey(table)), tablesByKey(after).get(nameKey(to))];
  const only = (of: Table, name: string | undefined) =>
    name === undefined ? of.columns : of.columns.filter((each) => each.name === name);
  return {
    up: is === undefined ? [] : settleNotNulls(is, to, only(is, toColumn)),
    down: was === undefined ? [] : settleNotNulls(was, column === undefined ? table : to, only(was, column)),
  };
}

/** Whether nothing else becomes of a table, or of a column, for which a view or a trigger would be in the way. */
function isOnlyRenamed({ operations }: Context, table: Name, column?: string): boolean {
  const own = operations.filter(({ unit }) => {
    return (
      unit.key === `table ${nameKey(table)}` ||
      (unit.kind === 'column' && unit.relation && nameKey(unit.relation) === nameKey(table))
    );
  });
  return own.every(({ action, unit, from, group }) => {
    if (unit.kind === 'table') return action === 'alter';
    const isOther = column !== undefined && (unit.object as Column).name !== column;
    if (isOther || action !== 'alter' || from === undefined) return true;
    return group === `alter ${from.key}` && !isRetyped(from.object as Column, unit.object as Column);
  });
}

function canBeCopied(table: Table, column: Column, to: string, context: Context): boolean {
  const now = context.after.tables.find((each) => nameKey(each) === nameKey(table));
  const isFree =
    !table.columns.some(({ name }) => name === to) && now?.columns.some(({ name }) => name === column.name) === false;
  return isFree && column.generated === undefined && isOnlyRenamed(context, table, to);
}

/** A view has the rights of its owner, so that the policies of a table would be passed by. */
function canBeViewed(table: Table, to: Name, context: Context): boolean {
  const { tables, views, sequences } = context.after;
  const isTaken = [...tables, ...views, ...sequences].some((each) => nameKey(each) === nameKey(table));
  const isPlain = table.rowSecurity === 'off' && table.partitionOf === undefined && table.foreign === undefined;
  return isPlain && !isTaken && table.columns.length > 0 && isOnlyRenamed(context, to);
}

/** A table under its new name, and a view of it under the old one, through which rows can be written as well. */
function viewed(table: Table, to: Name, context: Context): PhasedParts {
  const view = full(table);
  const isKind = (kinds: string) =>
    `SELECT FROM pg_catalog.pg_class WHERE oid = ${reg('regclass', view)} AND relkind IN (${kinds})`;
  const isView = isKind("'v'");
  const later = (name: string) =>
    context.renames.find((each) => each.column === name && nameKey(each.table) === nameKey(table))?.to.name ?? name;
  const select = (called: (name: string) => string) => {
    const columns = table.columns.map(
      ({ name }) => `${id(called(name))}${called(name) === name ? '' : ` AS ${id(name)}`}`,
    );
    return `CREATE VIEW ${view} AS SELECT ${columns.join(', ')} FROM ${full(to)}`;
  };
  const make = (called: (name: string) => string) => [
    unless(isView, select(called)),
    ...(table.owner === undefined ? [] : [`ALTER VIEW ${view} OWNER TO ${id(table.owner)}`]),
    ...privilegeChanges({ grants: 'TABLE', name: view }, [], table.privileges),
  ];
  const drop = when(isView, `DROP VIEW ${view}`);
  const names = settle(context, table, undefined, to);
  const [forwards, backwards] = [moves(table, to), moves(to, table)];
  return {
    expand: [],
    migrate: [
      {
        title: `rename table ${view} to ${full(to)}, with a view by the old name`,
        up: [...forwards.map(([name, sql]) => when(tableQuery(name), sql)), ...names.up, ...make((name) => name)],
        down: [drop, ...backwards.map(([name, sql]) => when(tableQuery(name), sql)), ...names.down],
        transactional: true,
        verify: [{ run: `SELECT EXISTS (${isView})`, expect: 't' }],
      },
    ],
    contract: [
      {
        ...{ title: `drop the view ${view} of ${full(to)}`, up: [drop], down: make(later), transactional: true },
        verify: [{ run: `SELECT EXISTS (${isView})`, expect: 'f' }],
      },
    ],
  };
}

function renameTable(table: Name, to: Name, context: Context): Part {
  const names = settle(context, table, undefined, to);
  const [forwards, backwards] = [moves(table, to), moves(to, table)];
  return {
    title: `rename table ${full(table)} to ${full(to)}`,
    up: [...forwards.map(([name, sql]) => when(tableQuery(name), sql)), ...names.up],
    down: [...backwards.map(([name, sql]) => when(tableQuery(name), sql)), ...names.down],
    transactional: true,
  };
}

/** Finds a table, and no view that has its name. */
function tableQuery(table: Name): string {
  return `SELECT FROM pg_catalog.pg_class WHERE oid = ${reg('regclass', full(table))} AND relkind <> ${literal('v')}`;
}

/** A table that gets another name, another schema, or both: what is renamed, and how. */
function moves(from: Name, to: Name): [relation: Name, statement: string][] {
  const moved = { schema: to.schema, name: from.name };
  return [
    ...(from.schema === to.schema
      ? []
      : [[from, `ALTER TABLE ${full(from)} SET SCHEMA ${id(to.schema)}`] as [Name, string]]),
    ...(from.name === to.name
      ? []
      : [[moved, `ALTER TABLE ${full(moved)} RENAME TO ${id(to.name)}`] as [Name, string]]),
  ];
}

function renameColumn(table: Name, from: string, to: string, names: ReturnType<typeof settle>): Part {
  const rename = (one: string, other: string) => {
    return when(columnQuery(table, one), `ALTER TABLE ${full(table)} RENAME COLUMN ${id(one)} TO ${id(other)}`);
  };
  return {
    title: `rename column ${id(from)} of ${full(table)} to ${id(to)}`,
    up: [rename(from, to), ...names.up],
    down: [rename(to, from), ...names.down],
    transactional: true,
  };
}
