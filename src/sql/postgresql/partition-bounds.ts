import type { Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { divideRows, type Placed } from './divide-rows.js';
import { overlap, type Rows, rowsIn } from './partition-rows.js';
import type { Planning } from './planning.js';

/**
 * The operations, of which those that bring a partition come behind those that take away one with rows that are to be
 * in the new one: two partitions cannot have the same rows, even for a moment.
 */
export function besideBounds(operations: readonly Operation[], planning: Planning): Operation[] {
  const places = operations.map(placeOf);
  const gone = new Map<string, Partition[]>();
  for (const was of places.flatMap((place) => place?.was ?? [])) {
    const list = gone.get(was.parent);
    if (list === undefined) gone.set(was.parent, [was]);
    else list.push(was);
  }
  const placed = operations.flatMap((operation, at): Placed[] => {
    const place = places[at];
    if (place === undefined) return [];
    const { was, is } = place;
    const ofParent = (is && gone.get(is.parent)) ?? [];
    const needed = ofParent.filter((each) => each !== was && overlap(each.rows, (is as Partition).rows));
    const beside = {
      ...operation,
      frees: [...operation.frees, ...(was === undefined ? [] : [rowsOf(was)])],
      takes: [...operation.takes, ...needed.map(rowsOf)],
    };
    return [{ at, operation: beside, place, needed }];
  });
  const { divided, around } = divideRows(placed, planning);
  return [...operations.map((operation, at) => divided.get(at) ?? operation), ...around];
}

/** A table with the rows that it has of another one. */
export interface Partition {
  readonly key: string;
  readonly parent: string;
  readonly rows: Rows;
}

export function rowsOf({ key, parent }: Partition): string {
  return `rows of ${parent} in ${key}`;
}

/** The partition that is one no more when an operation is done, and the one that is one then. */
export type Place = Readonly<Record<'was' | 'is', Partition | undefined>>;

function placeOf({ unit, from, action, provides, requires, group }: Operation): Place | undefined {
  if (unit.kind !== 'table') return undefined;
  const is = partition(unit.object as Table);
  if (action === 'create') return { was: undefined, is };
  if (action === 'drop') return group.startsWith('aside ') ? { was: is, is: undefined } : undefined;
  const was = from && partition(from.object as Table);
  if (provides.includes(`left ${unit.key}`)) return { was, is: undefined };
  return [...requires].includes(`left ${unit.key}`) ? { was: undefined, is } : undefined;
}

function partition(table: Table): Partition | undefined {
  const { partitionOf } = table;
  return (
    partitionOf && {
      key: nameKey(table),
      parent: nameKey(partitionOf.parent),
      rows: rowsIn(partitionOf.bound.form),
    }
  );
}
