import type { Catalog } from '../../model/catalog/catalog.js';
import type { Rename } from '../../model/catalog/change.js';
import type { Name } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { isRetyped } from './alter-tables.js';
import type { Passage, Passages } from './backfill.js';
import { type Tables, tablesByKey } from './lineage.js';
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
  passages: Passages,
): PhasedParts {
  const [were, are] = [tablesByKey(before), tablesByKey(after)];
  const context = { passages, renames, were, are, before, after, operations };
  const all = renames.map((rename, at) => partsOf(rename, renames.slice(0, at), context));
  return {
    expand: all.flatMap(({ expand }) => expand),
    migrate: all.flatMap(({ migrate }) => migrate),
    contract: all.flatMap(({ contract }) => contract),
  };
}

interface Context {
  readonly passages: Passages;
  readonly renames: readonly Rename[];
  readonly were: Tables;
  readonly are: Tables;
  readonly before: Catalog;
  readonly after: Catalog;
  readonly operations: readonly Operation[];
}

function partsOf(rename: Rename, earlier: readonly Rename[], context: Context): PhasedParts {
  const { table, column, to } = rename;
  const { were, are } = context;
  const was = were.get(nameKey(table));
  if (column === undefined)
    return was !== undefined && canBeViewed(was, to, context)
      ? viewed(was, to, context)
      : at(renameTable(table, to, context));
  const moved = earlier.find((each) => each.column === undefined && nameKey(each.table) === nameKey(table));
  const known = was?.columns.find(({ name }) => name === column);
  const now = are.get(nameKey(moved?.to ?? table));
  const passage = was && now && asBefore(context.passages([was, now], [column, to.name]), were);
  if (
    moved === undefined &&
    now !== undefined &&
    was !== undefined &&
    known !== undefined &&
    passage !== undefined &&
    canBeCopied(was, known, to.name, context)
  ) {
    return renameColumnInUse({
      table: was,
      now,
      column: known,
      to: to.name,
      passage,
      later: laterNames(table, context),
    });
  }
  return at(
    renameColumn(moved?.to ?? table, column, to.name, settle(context, table, column, moved?.to ?? table, to.name)),
  );
}

/** The passage through partitions as they are called before all renames; nothing where one of them gets another name. */
function asBefore(passage: Passage | undefined, were: Tables): Passage | undefined {
  if (passage?.parts === undefined) return passage;
  const parts = passage.parts.flatMap((part) => were.get(nameKey(part)) ?? []);
  return parts.length < passage.parts.length ? undefined : { ...passage, parts };
}

/** What columns of a table are called after all renames. */
function laterNames(table: Name, { renames }: Context): (column: string) => string {
  const own = renames.filter((each) => nameKey(each.table) === nameKey(table));
  return (name) => own.find(({ column }) => column === name)?.to.name ?? name;
}

function at(part: Part): PhasedParts {
  return { expand: [], migrate: [part], contract: [] };
}

/** What has the constraints behind NOT NULL follow, both ways: of a table, or of a column of it. */
function settle({ were, are }: Context, table: Name, column: string | undefined, to: Name, toColumn?: string) {
  const [was, is] = [were.get(nameKey(table)), are.get(nameKey(to))];
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
  const now = context.are.get(nameKey(table));
  const isFree =
    !table.columns.some(({ name }) => name === to) && now?.columns.some(({ name }) => name === column.name) === false;
  const isSeen = now === undefined || isSeenEarly([table, now], [column.name, to], context);
  return isFree && column.generated === undefined && !isSeen && isOnlyRenamed(context, table, to);
}

/**
 * Whether a trigger speaks of a column before a row is written: it would not see what comes by the other name, and what it
 * writes would come too late for that.
 */
function isSeenEarly(states: readonly Table[], names: readonly string[], { before, after }: Context): boolean {
  const firing = states.flatMap(({ triggers }) =>
    triggers.filter(({ timing, level, enabled }) => timing === 'before' && level === 'row' && enabled !== 'disabled'),
  );
  const conditions = firing.flatMap(({ when: said }) =>
    said !== undefined && /\bnew\b/i.test(said.text) ? [said.text] : [],
  );
  const actions = firing.map(({ action }) => action.text);
  const called = new Set(actions.flatMap((action) => [...mentionsOf(action).words]));
  const bodies = [...before.routines, ...after.routines].flatMap(({ name, body }) =>
    called.has(name) ? [body.text] : [],
  );
  return [...conditions, ...actions, ...bodies].some((text) => {
    // What is an argument, or run as a text, stands in quotes.
    const { words } = mentionsOf(text.replaceAll("'", ' '));
    return names.some((name) => words.has(name));
  });
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
  const isView = `SELECT FROM pg_catalog.pg_class WHERE oid = ${reg('regclass', view)} AND relkind IN ('v')`;
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
  const rename = renameTable(table, to, context);
  return {
    expand: [],
    migrate: [
      {
        ...rename,
        title: `${rename.title}, with a view by the old name`,
        up: [...rename.up, ...make((name) => name)],
        down: [drop, ...rename.down],
        verify: [{ run: `SELECT EXISTS (${isView})`, expect: 't' }],
      },
    ],
    contract: [
      {
        title: `drop the view ${view} of ${full(to)}`,
        up: [drop],
        down: make(laterNames(table, context)),
        transactional: true,
        verify: [{ run: `SELECT EXISTS (${isView})`, expect: 'f' }],
      },
    ],
  };
}

function renameTable(table: Name, to: Name, context: Context): Part {
  const names = settle(context, table, undefined, to);
  return {
    title: `rename table ${full(table)} to ${full(to)}`,
    up: [...moves(table, to), ...names.up],
    down: [...moves(to, table), ...names.down],
    transactional: true,
  };
}

/** Finds a table, and no view that has its name. */
function tableQuery(table: Name): string {
  return `SELECT FROM pg_catalog.pg_class WHERE oid = ${reg('regclass', full(table))} AND relkind <> ${literal('v')}`;
}

/** Gives a table another schema, another name, or both; nothing where it has them already. */
function moves(from: Name, to: Name): string[] {
  const moved = { schema: to.schema, name: from.name };
  return [
    ...(from.schema === to.schema
      ? []
      : [when(tableQuery(from), `ALTER TABLE ${full(from)} SET SCHEMA ${id(to.schema)}`)]),
    ...(from.name === to.name ? [] : [when(tableQuery(moved), `ALTER TABLE ${full(moved)} RENAME TO ${id(to.name)}`)]),
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
