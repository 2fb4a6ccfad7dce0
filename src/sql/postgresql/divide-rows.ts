import { same } from '../../diff/catalog/same.js';
import type { Table } from '../../model/catalog/table.js';
import { NO_TIES, type Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { shortHash } from './backfill.js';
import { attach, detach } from './join-parent.js';
import { partitionsIn } from './lineage.js';
import type { Partition, Place } from './partition-bounds.js';
import { conditionOf, covers, type Rows, rowsIn } from './partition-rows.js';
import type { Planning } from './planning.js';
import { attachedQuery } from './relation-parts.js';
import { rowsOfGone, taking } from './rows-of-gone.js';
import { full, id, relationQuery, when } from './spelling.js';

/** An operation that brings a partition or takes one away, and those whose rows it needs. */
export interface Placed {
  /** Which of all operations it is. */
  readonly at: number;
  readonly operation: Operation;
  readonly place: Place;
  readonly needed: readonly Partition[];
}

/** What stays a partition of a table, whose rows may have to go to others and come from others. */
interface Division {
  readonly parent: Table;
  /** The columns that rows are moved by, as a list. */
  readonly columns: string;
  /** The partition for rows that no other one takes, while others come and change. */
  readonly rest: Table | undefined;
  /** The partitions that get other bounds, by the keys of their tables. */
  readonly changing: ReadonlySet<string>;
  /** The foreign keys that refer to the table: with them no partition leaves that has rows which others refer to. */
  readonly references: readonly Unit[];
}

/**
 * The operations on the partitions of tables that stay, with what moves rows to where the new bounds want them: out of
 * the partition for all others into one that comes, and out of one whose bounds change into whichever takes them. Bounds
 * that change together, since one partition has rows that another is to have, are one step.
 */
export function divideRows(
  placed: readonly Placed[],
  planning: Planning,
): { readonly divided: ReadonlyMap<number, Operation>; readonly around: readonly Operation[] } {
  const parents = new Set(placed.flatMap(({ place }) => [place.was, place.is].flatMap((each) => each?.parent ?? [])));
  // What goes waits to be dropped, with its rows.
  const gone = new Set(
    placed.flatMap(({ operation, place: { was } }) => (operation.action === 'drop' && was ? was.key : [])),
  );
  const divisions = new Map([...parents].map((key) => [key, divisionOf(key, placed, planning)] as const));
  const grouped = placed.map(({ operation, place, needed }) => {
    const division = divisions.get((place.is ?? place.was)?.parent ?? '');
    if (division === undefined) return operation;
    const isChanging = division.changing.has((place.is ?? place.was)?.key ?? '');
    const isJoined = isChanging || (place.was === undefined && needed.some(({ key }) => division.changing.has(key)));
    const waiting = needed.filter(({ key }) => gone.has(key));
    const divided = withGone(planning, withRows(operation, place, division, isJoined), place, division, waiting);
    const group = isJoined ? groupOf(division) : operation.group;
    const requires = isChanging && place.was !== undefined ? [`open ${groupOf(division)}`] : [];
    return { ...divided, group, requires: [...divided.requires, ...requires] };
  });
  const around = [...divisions.values()].flatMap((division) => {
    if (division === undefined || division.changing.size === 0) return [];
    const group = groupOf(division);
    const members = grouped.filter((operation) => operation.group === group);
    return aroundOf(division, group, members, planning);
  });
  return { divided: new Map(placed.map(({ at }, index) => [at, grouped[index] as Operation])), around };
}

function groupOf({ parent }: Division): string {
  return `rows of ${nameKey(parent)}`;
}

/** Nothing where rows cannot be moved without more happening than that. */
function divisionOf(key: string, placed: readonly Placed[], planning: Planning): Division | undefined {
  const { were, are, tables } = planning;
  const [was, parent] = [were.get(key), are.get(key)];
  if (was === undefined || parent === undefined || tables.has(key)) return undefined;
  const shape = ({ columns, partitioning }: Table) => [
    columns.map(({ name, type, generated }) => [name, type, generated !== undefined]),
    partitioning,
  ];
  const references = referencesTo(parent, planning);
  if (references === undefined || isWatched([was, parent], planning) || !same(shape(was), shape(parent)))
    return undefined;
  const changing = placed.flatMap(({ place: { was: left }, operation }) => {
    const is = left && are.get(left.key)?.partitionOf;
    return left?.parent === key && operation.action === 'alter' && is && nameKey(is.parent) === key ? [left.key] : [];
  });
  const rest = [...were.values()].find(({ partitionOf, foreign }) => {
    return partitionOf?.bound.form === 'DEFAULT' && nameKey(partitionOf.parent) === key && foreign === undefined;
  });
  const isThere = rest !== undefined && same(are.get(nameKey(rest))?.partitionOf, rest.partitionOf);
  const columns = parent.columns.flatMap(({ name, generated }) => (generated === undefined ? [id(name)] : []));
  return {
    ...{ parent, columns: columns.join(', '), references },
    ...{ rest: isThere ? rest : undefined, changing: new Set(changing) },
  };
}

/**
 * Whether more would happen than that rows move: triggers or rules of the table or of a partition would run, or others
 * refer to a partition, and would lose their rows with those that leave it.
 */
function isWatched([parent]: readonly [Table, Table], { were, are }: Planning): boolean {
  return [were, are].some((tables) => {
    const own = partitionsIn(tables, parent);
    const top = tables.get(nameKey(parent));
    const all = [...(top === undefined ? [] : [top]), ...own];
    const keys = new Set(own.map(nameKey));
    const isReferred = [...tables.values()].some(({ constraints }) =>
      constraints.some((each) => each.type === 'foreign_key' && keys.has(nameKey(each.references))),
    );
    const isHeard = ({ triggers, rules, foreign }: Table) =>
      triggers.some(({ enabled }) => enabled !== 'disabled') || rules.length > 0 || foreign !== undefined;
    return isReferred || all.some(isHeard);
  });
}

/** The foreign keys that refer to a table and stay as they are; nothing where one does not. */
function referencesTo(table: Table, planning: Planning): Unit[] | undefined {
  const { were, are, pairs, altered, replacements } = planning;
  const keysIn = (tables: Planning['were']) =>
    [...tables.values()].flatMap((each) => {
      const found = each.constraints.filter((one) => {
        return one.type === 'foreign_key' && nameKey(one.references) === nameKey(table);
      });
      return found.map(({ name }) => `constraint ${nameKey(each)} ${name}`);
    });
  const keys = new Set([...keysIn(were), ...keysIn(are)]);
  const units = [...keys].flatMap((key) => {
    const isStaying = !altered.has(key) && replacements.groupOf(key) === undefined;
    return isStaying ? (pairs.get(key)?.[1] ?? []) : [];
  });
  return units.length === keys.size ? units : undefined;
}

/** Foreign keys go while partitions leave and come back, and hold again behind that. */
const released = ({ references }: Division) => references.flatMap(({ drop }) => drop);
const held = ({ references }: Division) => references.flatMap(({ create }) => create);

function misfitsOf({ parent }: Division): string {
  return `"migrate_arch_misfits_${shortHash(parent, '')}"`;
}

/** The operation, with the rows of partitions that go. */
function withGone(
  planning: Planning,
  operation: Operation,
  { is }: Place,
  { parent, columns }: Division,
  waiting: readonly Partition[],
): Operation {
  const table = operation.unit.object as Table;
  if (is === undefined || waiting.length === 0 || (table.partitioning ?? table.foreign) !== undefined) return operation;
  const [up, down] = rowsOfGone(planning, parent, table, waiting, columns);
  return { ...operation, up: [...operation.up, ...up], down: [...down, ...operation.down] };
}

/** The operation, with the rows that come to the partition and leave it on either way. */
function withRows(operation: Operation, { was, is }: Place, division: Division, isJoined: boolean): Operation {
  const [table, old] = [operation.unit, operation.from ?? operation.unit].map(({ object }) => object as Table) as [
    Table,
    Table,
  ];
  if (table.partitioning !== undefined || table.foreign !== undefined) return operation;
  if (is !== undefined) {
    const [before, behind] = arriving(table, is.rows, division, isJoined);
    const isChanged = division.changing.has(is.key);
    return {
      ...operation,
      up: [...(isChanged ? setAside(table, is.rows, old, division) : []), ...before, ...operation.up, ...behind],
      down: operation.action === 'create' ? leaving(table, operation.down, division, isJoined) : operation.down,
    };
  }
  if (was === undefined || !division.changing.has(was.key)) return operation;
  const [before, behind] = arriving(old, was.rows, division, true);
  return { ...operation, down: [...setAside(old, was.rows, table, division), ...before, ...operation.down, ...behind] };
}

/** What lets a partition in whose rows are among those that no other one takes; those come to it. */
function arriving(table: Table, rows: Rows, division: Division, isJoined: boolean): readonly [string[], string[]] {
  const { parent, rest, columns } = division;
  const condition = conditionOf(parent, rows);
  if (rest === undefined || condition === undefined || nameKey(rest) === nameKey(table)) return [[], []];
  const isIn = `${attachedQuery(full(rest))} AND EXISTS (SELECT FROM ${full(rest)} WHERE ${condition})`;
  const leave = `ALTER TABLE ${full(parent)} DETACH PARTITION ${full(rest)}`;
  const [free, hold] = isJoined ? [[], []] : [released(division), held(division)];
  return [
    [when(isIn, [...free, leave].join('; '))],
    [taking(full(rest), full(table), columns, ` WHERE ${condition}`), ...attach(rest), ...hold],
  ];
}

/** Takes the rows out of a table that its new bounds do not take. */
function setAside(table: Table, rows: Rows, other: Table, division: Division): string[] {
  const { partitionOf } = other;
  const condition = conditionOf(division.parent, rows);
  const isWider = partitionOf !== undefined && covers(rows, rowsIn(partitionOf.bound.form));
  if (condition === undefined || isWider) return [];
  return [taking(full(table), misfitsOf(division), division.columns, ` WHERE (${condition}) IS NOT TRUE`)];
}

/** What becomes of the rows of a partition that goes when its coming is undone. */
function leaving(table: Table, down: readonly string[], division: Division, isJoined: boolean): string[] {
  const { parent, columns, rest } = division;
  if (isJoined) return [when(relationQuery(table), taking(full(table), misfitsOf(division), columns, '')), ...down];
  if (rest === undefined) return [...down];
  const copy = `INSERT INTO ${full(parent)} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${full(table)}`;
  return [...released(division), detach(table, parent), when(relationQuery(table), copy), ...down, ...held(division)];
}

/** What is before and behind all partitions whose bounds change together. */
function aroundOf(
  division: Division,
  group: string,
  members: readonly Operation[],
  { pairs }: Planning,
): readonly Operation[] {
  const { parent, columns } = division;
  const [, unit] = pairs.get(`table ${nameKey(parent)}`) ?? [];
  if (unit === undefined) return [];
  const misfits = misfitsOf(division);
  const open = `CREATE TEMPORARY TABLE IF NOT EXISTS ${misfits} ON COMMIT DROP AS SELECT ${columns} FROM ${full(parent)} WITH NO DATA`;
  const place = `INSERT INTO ${full(parent)} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${misfits}`;
  const made = { ...NO_TIES, action: 'alter' as const, phase: 'migrate' as const, group, verify: [] };
  const divided = { ...unit, title: `bounds of partitions of ${unit.title}` };
  return [
    {
      ...made,
      unit: divided,
      ...{ up: [...released(division), open], down: [place, ...held(division)], provides: [`open ${group}`] },
    },
    {
      ...made,
      unit: divided,
      ...{ up: [place, ...held(division)], down: [...released(division), open] },
      requires: members.flatMap(({ provides }) => provides),
    },
  ];
}
