import type { Name } from '../../model/catalog/common.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { archiveRows } from './archive.js';
import { attach, createAlone, detach } from './join-parent.js';
import { parentsOf } from './lineage.js';
import { inTheWayOf, makeWay } from './make-way.js';
import { isForeignKey, type Planning } from './planning.js';
import { underOldNames } from './replace-type.js';
import { full } from './spelling.js';
import { tableWord } from './tables.js';
import { hasItsColumns } from './verify-alter.js';
import { waitingRoom } from './waiting-room.js';
import {
  asideOf,
  bringBack,
  comeBack,
  type Displaced,
  isWaiting,
  moveAside,
  nameless,
  type WaitingTables,
  waitingTables,
} from './waiting-tables.js';

interface Removed {
  readonly unit: Unit;
  readonly table: Table;
}

/**
 * How tables go that only before has: away into a schema of their own, from where they come back at once, and in the
 * end for good. Partitions go with their parents.
 *
 * @param planning how it is planned
 * @param units all that belongs to such tables, and the tables themselves
 * @param taken the names of relations that after gives to something else
 */
export function dropTables(planning: Planning, units: readonly Unit[], taken: ReadonlySet<string>): Operation[] {
  const removed = new Map<string, Removed>();
  for (const unit of units) {
    if (unit.kind === 'table') removed.set(unit.key, { unit, table: unit.object as Table });
  }
  const roots = new Map<string, Removed[]>();
  for (const one of removed.values()) {
    const root = rootOf(one, removed);
    roots.set(root, [...(roots.get(root) ?? []), one]);
  }
  const partsOf = new Map<string, Unit[]>();
  for (const unit of units) {
    const parts = partsOf.get(unit.owner ?? '');
    if (parts === undefined) partsOf.set(unit.owner ?? '', [unit]);
    else parts.push(unit);
  }
  const trees = [...roots].map(([root, tables]): Tree => {
    const belonging = ({ unit }: Removed) => partsOf.get(unit.key) ?? [];
    const isElsewhere = tables.some(({ unit }) => unit.occupies.some((name) => taken.has(name) && isNamed(unit, name)));
    const ways = tables.flatMap((each) => makeWay(each.table, [each.unit, ...belonging(each)], inTheWayOf(taken)));
    // On the way back the indexes of a parent come first: they would take over those of its partitions.
    return { root, tables, parts: tables.toReversed().flatMap(belonging), isElsewhere, ways: isElsewhere ? [] : ways };
  });
  const waits = waitingTables(planning, displacedIn(trees, taken));
  const rooms = new Set(trees.flatMap(({ tables }) => tables.map(({ table }) => asideOf(table).schema)));
  return [
    ...trees.flatMap((tree) => [...tree.ways, ...dropTree(planning, tree, waits)]),
    ...[...rooms].flatMap(waitingRoom),
  ];
}

/** The tables that lose a name, or something of theirs does, by their keys. */
function displacedIn(trees: readonly Tree[], taken: ReadonlySet<string>): Map<string, Displaced> {
  const displaced = trees.filter(({ isElsewhere, ways }) => isElsewhere || ways.length > 0);
  return new Map(
    displaced.flatMap(({ tables, isElsewhere }) => {
      const isInTheWay = isElsewhere ? () => false : inTheWayOf(taken);
      return tables.map(({ table }) => [nameKey(table), { isElsewhere, isInTheWay }] as const);
    }),
  );
}

/** Whether a name is that of the table itself, or of the type of its rows. */
function isNamed({ object }: Unit, name: string): boolean {
  const key = nameKey(object as Table);
  return name === `class ${key}` || name === `type ${key}`;
}

/** The topmost parent that goes as well. */
function rootOf({ unit, table }: Removed, removed: ReadonlyMap<string, Removed>): string {
  const parent = parentsOf(table)
    .map((each) => removed.get(`table ${nameKey(each)}`))
    .find((each) => each !== undefined);
  return parent === undefined ? unit.key : rootOf(parent, removed);
}

interface Tree {
  readonly root: string;
  readonly tables: readonly Removed[];
  readonly parts: readonly Unit[];
  /** Whether something else gets the name of one of the tables: they wait elsewhere from then on. */
  readonly isElsewhere: boolean;
  /** How what belongs to them gives away the names that something else gets. */
  readonly ways: readonly Operation[];
}

function dropTree(planning: Planning, tree: Tree, waits: WaitingTables): Operation[] {
  const { root, tables, parts, isElsewhere, ways } = tree;
  const { before, were, retired, isArchived } = planning;
  // What comes from elsewhere may be of another type, and a type may have another name, until those are undone as well.
  const isSettled = ({ type, isInherited }: Column) =>
    isInherited !== true && (type.schema === '' || retired.size === 0);
  const objects = tables.map(({ table }) => table);
  const group = `drop ${root}`;
  const keys = parts.filter(isForeignKey);
  const rest = parts.filter((unit) => !isForeignKey(unit));
  const leaving = tables.flatMap(({ table }) => leave(table, tables));
  const names = tables.flatMap(({ unit }) => unit.provides);
  const own = new Set([...names, ...rest.flatMap(({ provides }) => provides)]);
  // What its partitions have of it goes when they leave.
  const isOwn = (name: string) => {
    const of = /^(?:trigger|index of) (\S+)/.exec(name)?.[1];
    return of === undefined || tables.some(({ table }) => nameKey(table) === of);
  };
  // Its foreign keys have gone before, whatever had better be made behind them.
  const gone = new Set([...own, ...keys.flatMap(({ provides }) => provides)]);
  const needs = (unit: Unit) => [...unit.requires, ...unit.follows].filter((need) => !gone.has(need));
  const childrenOf = (table: Table) =>
    tables.filter((each) => parentsOf(each.table).some((parent) => nameKey(parent) === nameKey(table)));
  const left = new Set(ways.flatMap(({ frees }) => frees));
  const isHeld = (name: string) => isOwn(name) && !left.has(name);
  const rooms = [...new Set(objects.map((table) => `schema ${asideOf(table).schema}`))];
  const phase = 'contract' as const;
  const first = tables[0] as Removed;
  const away: Operation = {
    ...NO_TIES,
    action: 'drop',
    unit: { ...first.unit, title: `${titleOf(tables)} out of the way` },
    up: [...leaving.map(([up]) => up), ...objects.map((table) => moveAside(table, isElsewhere))],
    down: [...objects.map(bringBack), ...leaving.map(([, down]) => down).reverse()],
    ...(isElsewhere && nameless(objects)),
    undoVerify: objects.map((table) => hasItsColumns(table, table, isSettled)),
    phase,
    releases:
      leaving.length === 0
        ? []
        : [
            ...tables.flatMap(({ unit }) => needs(unit).filter((need) => need.startsWith('relation '))),
            // It comes back to a parent that has its columns again, under their names.
            ...objects.flatMap(({ partitionOf }) => columnsGone(planning, partitionOf?.parent)),
          ],
    frees: [...tables.map(({ unit }) => unit), ...rest].flatMap(({ occupies }) => occupies.filter(isHeld)),
    requires: rooms,
    provides: [`aside ${root}`],
    group: `aside ${root}`,
  };
  const isKept = (table: Table) => isArchived && (table.partitioning ?? table.foreign) === undefined;
  const named = ({ unit, table }: Removed) => (isKept(table) ? { ...unit, title: `${unit.title}, archived` } : unit);
  const dropped = tables.toReversed().map(({ unit, table }): Operation => {
    const place = asideOf(table);
    const [back, waiting] = [waits.table(table), waits.unit(table, unit)];
    const archive = isKept(table) ? archiveRows(before, table, place, back) : undefined;
    const [create, ...described] = leavesParent(table, tables) ? createAlone(back, waiting, were) : waiting.create;
    const loss = {
      extent: 'irreversible',
      text: `the rows of ${full(table)} are gone for good; only a backup has them`,
    } as const;
    // Nothing watches or forbids yet when the rows come back.
    const restored = [
      ...(isElsewhere ? [] : [comeBack(table)]),
      create as string,
      ...(archive?.restore ?? []),
      ...described,
    ];
    return {
      ...NO_TIES,
      action: 'drop',
      unit: named({ unit, table }),
      up: [...(archive?.keep ?? []), `DROP ${tableWord(table)} IF EXISTS ${full(place)}`],
      down: underOldNames(planning, unit, restored),
      ...(archive && { undoPreflight: [archive.isThere] }),
      ...(!isArchived || table.foreign !== undefined ? { loss } : {}),
      phase,
      requires: [`parts ${root}`, `moved ${root}`, ...childrenOf(table).map((child) => `dropped ${child.unit.key}`)],
      provides: [`dropped ${unit.key}`],
      releases: [...needs(unit), `schema ${place.schema}`],
      // What has its name now is something else.
      ...(isElsewhere && { verify: [{ run: isWaiting(table), expect: 'f' }] }),
      undoVerify: [hasItsColumns(place, table, isSettled), ...(archive === undefined ? [] : [archive.isEmptied])],
      group,
    };
  });
  const moved: Operation = {
    ...NO_TIES,
    action: 'drop',
    unit: named(first),
    up: [],
    down: isElsewhere ? [] : objects.map((table) => moveAside(table, false)),
    undoVerify: [],
    phase,
    requires: [`aside ${root}`],
    provides: [`moved ${root}`],
    group,
  };
  const ofParts: Operation[] = rest.map((unit) => ({
    ...NO_TIES,
    action: 'drop',
    unit,
    up: [],
    down: underOldNames(planning, unit, waits.unit(were.get(nameKey(unit.relation as Name)) as Table, unit).create),
    undoVerify: [],
    ...((isElsewhere || unit.occupies.some((name) => left.has(name))) && { verify: [] }),
    phase,
    requires: [`moved ${root}`],
    provides: [`parts ${root}`],
    releases: needs(unit),
    group,
  }));
  const ofKeys: Operation[] = keys.map((unit) => ({
    ...NO_TIES,
    action: 'drop',
    unit,
    up: unit.drop,
    down: unit.create,
    phase,
    removes: unit.provides,
    // A partition that leaves before would keep the key as its own.
    releases: [...unit.requires, `here ${root}`, `partitions of ${nameKey(unit.relation as Name)}`],
    frees: unit.occupies,
    group: `keys ${root}`,
  }));
  return [...ofKeys, { ...away, removes: [...own, `here ${root}`] }, moved, ...ofParts, ...dropped].filter(
    ({ up, down, unit }) => up.length + down.length > 0 || unit.kind === 'table',
  );
}

function titleOf(tables: readonly Removed[]): string {
  return tables.map(({ unit }) => unit.title).join(', ');
}

function columnsGone({ were, are }: Planning, parent: Name | undefined): string[] {
  const key = parent === undefined ? '' : nameKey(parent);
  const kept = are.get(key)?.columns.map(({ name }) => name);
  const gone = kept === undefined ? [] : (were.get(key)?.columns ?? []).filter(({ name }) => !kept.includes(name));
  return gone.map(({ name }) => `column ${key}.${name}`);
}

/** A partition of a table that stays leaves it first. */
function leave(table: Table, tables: readonly Removed[]): [up: string, down: string][] {
  if (!leavesParent(table, tables)) return [];
  const { parent } = table.partitionOf as NonNullable<Table['partitionOf']>;
  return attach(table).map((join) => [detach(table, parent), join]);
}

/** Whether the table is a partition of one that stays. */
function leavesParent(table: Table, tables: readonly Removed[]): boolean {
  const parent = table.partitionOf?.parent;
  return parent !== undefined && !tables.some((each) => nameKey(each.table) === nameKey(parent));
}
