import type { Table } from '../../model/catalog/table.js';
import { nameKey } from '../unit.js';
import { partitionsIn, type Tables } from './lineage.js';
import type { Partition } from './partition-bounds.js';
import { conditionOf, type Rows, rowsIn } from './partition-rows.js';
import type { Planning, Ways } from './planning.js';
import { full, relationQuery, when } from './spelling.js';
import { asideOf } from './waiting-tables.js';

/**
 * How the rows of partitions that go, and wait to be dropped, come to one that has their bounds or some of them, and
 * back to those on the way back.
 *
 * @param table the partition that comes, or gets other bounds
 * @param gone those that wait
 * @param columns what rows are moved by, as a list
 */
export function rowsOfGone(
  { were, are }: Planning,
  parent: Table,
  table: Table,
  gone: readonly Partition[],
  columns: string,
): Ways {
  const waiting = gone.flatMap(({ key }) => were.get(key) ?? []).filter((each) => each.foreign === undefined);
  const [wanted, left] = [
    conditionBeside(are, parent, table),
    waiting.map((each) => conditionBeside(were, parent, each)),
  ];
  const isThere = (each: Table) => `${relationQuery(asideOf(each))} AND EXISTS (${relationQuery(table)})`;
  return [
    waiting.map((each) => when(isThere(each), taking(full(asideOf(each)), full(table), columns, ` WHERE ${wanted}`))),
    waiting.map((each, at) =>
      when(isThere(each), taking(full(table), full(asideOf(each)), columns, ` WHERE ${left[at]}`)),
    ),
  ];
}

/** Moves rows from one table to another. */
export function taking(from: string, to: string, columns: string, where: string): string {
  return `WITH taken AS (DELETE FROM ${from}${where} RETURNING ${columns}) INSERT INTO ${to} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM taken`;
}

/** What is true of the rows of a partition alone; that for all others has what no other one has. */
function conditionBeside(tables: Tables, parent: Table, table: Table): string {
  const boundOf = ({ partitionOf }: Table): Rows => rowsIn(partitionOf?.bound.form ?? 'DEFAULT');
  const own = conditionOf(parent, boundOf(table));
  if (own !== undefined) return `(${own})`;
  const others = partitionsIn(tables, parent).filter((each) => nameKey(each) !== nameKey(table));
  const conditions = others.flatMap((each) => conditionOf(parent, boundOf(each)) ?? []);
  return conditions.length === 0 ? 'true' : `(${conditions.map((each) => `(${each})`).join(' OR ')}) IS NOT TRUE`;
}
