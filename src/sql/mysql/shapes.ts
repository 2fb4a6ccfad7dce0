import type { Column, Constraint, Index, KeyConstraint, Table } from '../../model/catalog/table.js';
import type { Server } from './alteration.js';
import { afterMoves, joined, moves } from './column-order.js';
import { isDemanded, standIn } from './columns.js';
import { atRest, counterOf, restingIndex, successorOf } from './counters.js';
import { isBound } from './filling.js';
import { columnsIn, columnsOf, mentions } from './members.js';
import { dividesBy } from './partitions.js';
import { endOfTime } from './periods.js';
import { aside, columnDefinition, ownCheck } from './spelling.js';
import { type IsLinked, whileBoth } from './while-both.js';

/** What a table that stays comes through on its way: in each shape it takes what those write who use it then. */
export interface Shapes {
  /** When what only adds is done. */
  readonly expanded: Table;
  /** While both applications use it, and with its columns in the order of after. */
  readonly shared: Table;
  readonly ordered: Table;
  /** When nobody needs the old ways any more, but for the columns that go. */
  readonly settled: Table;
  /** The columns that go, as they are at last. */
  readonly gone: readonly Column[];
}

export function shapesOf(from: Table, to: Table, isLinked: IsLinked, server: Server): Shapes {
  const [before, after] = [columnsOf(from), columnsOf(to)];
  const isOld = ({ name }: Column) => before.has(name.toLowerCase());
  const successor = successorOf(from, to);
  const brought = new Map(
    to.columns
      .filter((column) => !isOld(column) && (column.isAutoIncrement !== true || column === successor))
      .map((column) => [column.name, column === successor ? atRest(column) : withStandIn(to, column, from, server)]),
  );
  const isPassed = counterOf(to) !== undefined;
  const gone = from.columns
    .filter(({ name }) => !after.has(name.toLowerCase()))
    .map((column) => (column.isAutoIncrement && isPassed ? atRest(column) : withStandIn(from, column, to, server)));
  const early = to.columns.filter((column) => isOld(column) || brought.has(column.name));
  const { order } = joined(namesOf(from.columns), { ...to, columns: early });
  const all = joined(order, to).order;
  const sorted = orderedAfter(all, to);
  const lenient = whileBoth(from, to, isLinked).columns.map((column) => {
    if (column.isAutoIncrement) return column;
    // Where another column counts, nobody gives it a number who did not before.
    const isLeftOut = before.get(column.name.toLowerCase())?.isAutoIncrement === true && !isBound(to, column, from);
    return brought.get(column.name) ?? (isLeftOut ? withStandIn(to, column, from, server) : column);
  });
  const keys = keysOnTheWay(from, to, brought, gone);
  const checks = gone.flatMap((column) => ownCheck(from, column, server.dialect) ?? []);
  const expanded = { ...from, columns: inOrder(order, [...from.columns, ...brought.values()]) };
  const shared = { ...to, columns: inOrder(all, [...lenient, ...gone]) };
  const settled: Table = { ...to, columns: inOrder(sorted, [...to.columns, ...gone]) };
  // What stands on a column that changes comes behind that change, and goes before it.
  const isStable = unchangedBetween(expanded, shared, server);
  const [were, are] = [namesIn(from), namesIn(to)];
  const isComing = (each: Constraint | Index) =>
    !were.has(each.name.toLowerCase()) && columnsIn(each).every(isStable) && isFullFor(each, expanded);
  const divides = (each: Constraint) => dividesBy(from, columnsIn(each));
  const isStaying = (each: Index) =>
    !each.isUnique &&
    !are.has(each.name.toLowerCase()) &&
    isFullFor(each, shared) &&
    columnsIn(each).every((name) => isStable(name) || (each.method === 'btree' && isIndexable(shared, name)));
  const both = {
    ...shared,
    constraints: [...keys.shared, ...withoutKey(to), ...checks],
    // What only serves to find rows serves the application before for as long as it is there.
    indexes: [
      ...to.indexes.flatMap((each) => indexUntil(each, shared, to, from)),
      ...from.indexes.filter(isStaying),
      ...restingIndex(from, to),
    ],
  };
  return {
    expanded: {
      ...expanded,
      constraints: [
        ...from.constraints,
        ...[...keys.expanded, ...uniques(to).filter(isApart).filter(isComing)].filter(divides),
      ],
      indexes: [...from.indexes, ...to.indexes.filter(isComing)],
    },
    shared: both,
    ordered: { ...both, columns: inOrder(sorted, both.columns) },
    settled: { ...settled, constraints: [...keys.settled, ...withoutKey(to), ...checks] },
    gone,
  };
}

const namesOf = (columns: readonly Column[]): string[] => columns.map(({ name }) => name);
const primaryKey = (each: Constraint): each is KeyConstraint => each.type === 'primary_key';
const withoutKey = ({ constraints }: Table): Constraint[] => constraints.filter((each) => !primaryKey(each));
const uniques = ({ constraints }: Table): KeyConstraint[] =>
  constraints.filter((each): each is KeyConstraint => each.type === 'unique');
// A period comes at once with what is held against it.
const isApart = (each: KeyConstraint): boolean => !each.withoutOverlaps;
const namesIn = (table: Table): Set<string> =>
  new Set([...table.indexes, ...uniques(table)].map(({ name }) => name.toLowerCase()));

/** Whether a table has a value in every row for what an index of shapes is about, which takes no NULL. */
function isFullFor(made: Constraint | Index, table: Table): boolean {
  if (!('method' in made) || made.method !== 'spatial') return true;
  const columns = columnsOf(table);
  return columnsIn(made).every((name) => columns.get(name.toLowerCase())?.nullable === false);
}

/**
 * What an index is while its columns have another type, which it cannot hold as a whole: what it was, if it was there. The
 * servers take a part of the values that they choose, or refuse it.
 */
function indexUntil(index: Index, shared: Table, to: Table, from: Table): readonly Index[] {
  const isLate = index.keys.some(({ column, prefix }) => {
    if (column === undefined || prefix !== undefined || index.method !== 'btree') return false;
    return isIndexable(to, column) && !isIndexable(shared, column);
  });
  if (!isLate && isFullFor(index, shared)) return [index];
  return from.indexes.filter(({ name }) => name.toLowerCase() === index.name.toLowerCase());
}

/** Whether an index can hold the whole of a column. */
function isIndexable(table: Table, name: string): boolean {
  const column = columnsOf(table).get(name.toLowerCase());
  return (
    column !== undefined &&
    /^(?:(?:tiny|small|medium|big)?int|decimal|float|double|bit|(?:var)?(?:char|binary)|enum|set|date|datetime|timestamp|time|year|uuid|inet[46])$/.test(
      column.type.name,
    )
  );
}

function unchangedBetween(one: Table, other: Table, { dialect }: Server): (name: string) => boolean {
  const [before, after] = [columnsOf(one), columnsOf(other)];
  return (name) => {
    const [was, is] = [before.get(name.toLowerCase()), after.get(name.toLowerCase())];
    if (was === undefined || is === undefined) return false;
    const bare = (column: Column): Column => ({ ...column, nullable: true, default: undefined, comment: undefined });
    return columnDefinition(one, bare(was), dialect) === columnDefinition(other, bare(is), dialect);
  };
}

/** The order of columns once those that stay stand as they do after. */
function orderedAfter(order: readonly string[], { columns }: Table): string[] {
  const called = new Map(order.map((name) => [name.toLowerCase(), name]));
  const wanted = columns.flatMap(({ name }) => called.get(name.toLowerCase()) ?? []);
  const known = new Set(wanted);
  const present = order.filter((name) => known.has(name));
  return afterMoves(order, new Set(moves(present, wanted).map(({ name }) => name)), wanted);
}

function inOrder(order: readonly string[], columns: readonly Column[]): Column[] {
  const known = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  return order.flatMap((name) => known.get(name.toLowerCase()) ?? []);
}

/**
 * A column that only one of the applications writes and that must be given: rows of the other one get what costs
 * nothing, or nothing where no constant will do.
 */
function withStandIn(table: Table, column: Column, other: Table, server: Server): Column {
  // What a default is made of may be missing in rows that are there.
  if (!column.nullable && isOpen(table, column)) return { ...column, nullable: true };
  if (!isDemanded(column)) return column;
  const value = endOfTime(table, column) ?? (isBound(table, column, other) ? undefined : standIn(column, server));
  return value === undefined ? { ...column, nullable: true } : { ...column, default: { text: value, form: value } };
}

/** Whether the default of a column is made of others, of which one may be NULL. */
function isOpen({ columns }: Table, { default: value }: Column): boolean {
  if (value === undefined || /^'(?:[^'\\]|'')*'$/.test(value.text)) return false;
  return columns.some(({ name, nullable }) => nullable && mentions(value.text, name));
}

/** The keys that a table has on its way, beside those that are no primary one. */
function keysOnTheWay(
  from: Table,
  to: Table,
  brought: ReadonlyMap<string, Column>,
  gone: readonly Column[],
): Record<'expanded' | 'shared' | 'settled', Constraint[]> {
  const [was, is] = [from.constraints.find(primaryKey), to.constraints.find(primaryKey)];
  const leaving = new Set(namesOf(gone));
  const counter = [counterOf(from)?.name].find((name) => name !== undefined && leaving.has(name));
  const next = counterOf(to)?.name;
  // Columns in which rows have nothing yet are no key.
  const isLate = is?.columns.some((name) => name !== next && brought.get(name)?.nullable) === true;
  const mayStay = was?.columns.every((name) => (name === counter && next === undefined) || !leaving.has(name)) === true;
  const staysWithColumn = is === undefined && was?.columns.length === 1 && was.columns[0] === counter;
  const kept = mayStay && (isLate || staysWithColumn) ? was : undefined;
  const shared = kept ?? (isLate ? undefined : is);
  const settled = staysWithColumn ? was : is;
  const early = isLate && is !== undefined ? [asideKey('PRIMARY', is.columns)] : [];
  // A column that counts must be a key.
  const own = uniques(from).find(({ columns }) => columns.length === 1 && columns[0] === counter);
  const isFree = own !== undefined && !namesIn(to).has(own.name.toLowerCase());
  const counting = (key: KeyConstraint | undefined) =>
    counter === undefined || next !== undefined || key?.columns[0] === counter
      ? []
      : [isFree ? own : asideKey(counter, [counter])];
  const listed = (key: KeyConstraint | undefined) => (key === undefined ? [] : [key]);
  return {
    expanded: early,
    shared: [...listed(shared), ...counting(shared), ...early],
    settled: [...listed(settled), ...counting(settled)],
  };
}

function asideKey(name: string, columns: readonly string[]): KeyConstraint {
  return {
    type: 'unique',
    name: aside(name),
    columns,
    include: [],
    nullsNotDistinct: false,
    withoutOverlaps: false,
    options: {},
    isDeferrable: false,
    isInitiallyDeferred: false,
    isValidated: true,
    isEnforced: true,
  };
}
