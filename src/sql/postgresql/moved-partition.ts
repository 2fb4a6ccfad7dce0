import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey, type Unit } from '../unit.js';
import { isOtherHeir } from './heirs.js';
import { type Heir, partitionsBelow, type Tables } from './lineage.js';
import type { Move } from './move-partition.js';
import type { Pair, Planning, Ways } from './planning.js';
import { attachedQuery } from './relation-parts.js';
import { full, reg, when } from './spelling.js';
import { isRefitted, leftType } from './typed-tables.js';

/** A table that becomes a partition, or leaves, with what else changes of it. */
export function moved(
  planning: Planning,
  [from, to]: Pair,
  { leave, join, around, kept }: Move,
  alter: (ways: Ways) => Operation,
  others: Ways = [[], []],
): Operation[] {
  const released = planning.units.filter(({ key }) => kept.has(key));
  const made = alter([
    [...join[0], ...others[0]],
    [...join[1], ...others[1]],
  ]);
  const was = from.object as Table;
  // Whoever reads and writes the table by its parent does so until then.
  const phase = was.partitionOf === undefined ? made.phase : 'contract';
  return [
    ...around,
    ...(leave.flat().length === 0
      ? []
      : [
          {
            ...alter(leave),
            ...{ provides: [`left ${from.key}`], requires: [], phase, removes: leftParent(from, to) },
            frees: takenByParent(planning.were, to, from),
          },
        ]),
    {
      ...made,
      phase,
      provides: [...made.provides, ...released.flatMap(({ provides }) => provides)],
      requires: [...made.requires, `built beside ${nameKey(was)}`, `left ${from.key}`, ...columnsBefore(to)],
      takes: takenByParent(planning.are, from, to),
    },
  ];
}

/** What a table gets from the one that it becomes a partition of, and so must not have itself. */
function takenByParent(tables: Tables, from: Unit, to: Unit): string[] {
  const [was, is] = [from.object as Table, to.object as Table];
  if (is.partitionOf === undefined || same(was.partitionOf, is.partitionOf)) return [];
  const parent = tables.get(nameKey(is.partitionOf.parent));
  const places = [
    ...(parent?.indexes ?? []).map(({ keys }) => keys.map(({ column }) => column)),
    ...(parent?.constraints ?? []).map((each) => ('columns' in each ? each.columns : [])),
  ];
  return [is, ...partitionsBelow(tables, is)]
    .map(nameKey)
    .flatMap((key) => [
      ...(parent?.triggers ?? []).map(({ name }) => `trigger ${key} ${name}`),
      ...places.map((columns) => `index of ${key} ${JSON.stringify(columns)}`),
    ]);
}

/** What a partition is no longer one of. */
function leftParent(from: Unit, to: Unit): string[] {
  const [was, is] = [(from.object as Table).partitionOf, (to.object as Table).partitionOf];
  return was === undefined || same(was, is) ? [] : [`partitions of ${nameKey(was.parent)}`];
}

/** What must be of the columns of a table before it becomes a partition: they are those of its parent. */
function columnsBefore({ object, key }: Unit): string[] {
  const table = object as Table;
  return [...table.columns.map(({ name }) => `column ${nameKey(table)}.${name}`), `columns gone of ${key}`];
}

/**
 * The operations, of which those on the columns of a table that leaves its parent come when it has left. A second run
 * finds it in its place, where they are done, and would be refused.
 */
export function besideMoves(operations: readonly Operation[], planning: Planning): Operation[] {
  const { moves, pairs } = planning;
  return operations.map((operation) => {
    const { owner = '', kind } = operation.unit;
    const heir = kind === 'column' ? pairs.get(owner) : undefined;
    if (heir !== undefined && isOtherHeir(heir[0].object as Table, heir[1].object as Table)) {
      return { ...operation, requires: [...operation.requires, `left ${owner}`] };
    }
    if (heir !== undefined && isRefitted(planning, heir[0].object as Table, heir[1].object as Table)) {
      return { ...operation, requires: [...operation.requires, leftType(heir[0].object as Table)] };
    }
    const pair = kind === 'column' && moves.has(owner) ? pairs.get(owner) : undefined;
    if (pair === undefined) return operation;
    const [was, is] = pair.map(({ object }) => object as Table) as [Table, Table];
    return {
      ...operation,
      up: whileOut(is, operation.up),
      down: whileOut(was, operation.down),
      requires: [...operation.requires, `left ${owner}`],
      provides: [...operation.provides, ...(operation.action === 'drop' ? [`columns gone of ${owner}`] : [])],
    };
  });
}

/** Statements that are only run where a table is not yet the partition that it is to be. */
function whileOut(table: Table, statements: readonly string[]): readonly string[] {
  if (table.partitionOf === undefined) return statements;
  const parent = reg('regclass', full(table.partitionOf.parent));
  const query = `SELECT WHERE NOT EXISTS (${attachedQuery(full(table))} AND inhparent = ${parent})`;
  return statements.map((statement) => when(query, statement));
}

/** The tables, of which those that move have their columns to themselves: nobody brings them while they change. */
export function withOwnColumns(catalog: Catalog, others: Tables): Catalog {
  const tables = catalog.tables.map((table) => {
    const other = others.get(nameKey(table));
    if (other === undefined) return table;
    const own = { ...table, columns: table.columns.map(({ isInherited: _, ...column }) => column) };
    if (!same(table.partitionOf, other.partitionOf)) return own;
    if (table.inherits.length + other.inherits.length === 0) return table;
    const brought = table.columns.flatMap(({ name, isInherited }) => (isInherited === true ? [name] : []));
    return { ...(same(table.inherits, other.inherits) ? table : own), brought } satisfies Heir;
  });
  return { ...catalog, tables };
}
