import type { Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';

/**
 * The operations, of which those that bring a partition come behind those that take away one with rows that are to be
 * in the new one: two partitions cannot have the same rows, even for a moment.
 */
export function besideBounds(operations: readonly Operation[]): Operation[] {
  const places = operations.map(placeOf);
  const gone = places.flatMap((place) => (place?.was === undefined ? [] : [place.was]));
  return operations.map((operation, at) => {
    const place = places[at];
    if (place === undefined) return operation;
    const { was, is } = place;
    const needed = is === undefined ? [] : gone.filter((each) => each !== was && overlap(each, is));
    return {
      ...operation,
      frees: [...operation.frees, ...(was === undefined ? [] : [rowsOf(was)])],
      takes: [...operation.takes, ...needed.map(rowsOf)],
    };
  });
}

/** A table with the rows that it has of another one. */
interface Partition {
  readonly key: string;
  readonly parent: string;
  readonly bound: string;
}

function rowsOf({ key, parent }: Partition): string {
  return `rows of ${parent} in ${key}`;
}

/** The partition that is one no more when an operation is done, and the one that is one then. */
function placeOf({
  unit,
  from,
  action,
  provides,
  requires,
  group,
}: Operation): Record<'was' | 'is', Partition | undefined> | undefined {
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
  return partitionOf && { key: nameKey(table), parent: nameKey(partitionOf.parent), bound: partitionOf.bound.form };
}

/** Whether two partitions would have rows in common; those that cannot be compared may. */
function overlap(one: Partition, other: Partition): boolean {
  if (one.parent !== other.parent) return false;
  const [left, right] = [one.bound, other.bound];
  if (left === 'DEFAULT' || right === 'DEFAULT') return left === right;
  const hashes = [left, right].map((each) => /^MODULUS (\d+) REMAINDER (\d+)$/.exec(each)?.slice(1).map(Number));
  if (hashes[0] !== undefined && hashes[1] !== undefined) {
    const [[m, r], [n, s]] = hashes as [[number, number], [number, number]];
    return m > 0 && n > 0 && r % Math.min(m, n) === s % Math.min(m, n);
  }
  const lists = [left, right].map((each) => itemsIn(/^IN (\(.*\))$/s.exec(each)?.[1]));
  if (lists[0] !== undefined && lists[1] !== undefined) return lists[0].some((each) => lists[1]?.includes(each));
  const ranges = [left, right].map((each) => /^FROM (\(.*\)) TO (\(.*\))$/s.exec(each)?.slice(1).map(itemsIn));
  const [[from = [], to = []] = [], [since = [], until = []] = []] = ranges as string[][][];
  return isBefore(from, until) && isBefore(since, to);
}

/** The items of a list in brackets. */
function itemsIn(list: string | undefined): string[] | undefined {
  const items = list?.slice(1, -1).match(/(?:'(?:[^']|'')*'|\((?:'(?:[^']|'')*'|[^'()])*\)|[^,'()])+/g);
  return items?.map((each) => each.trim());
}

/** Whether one end of a range may lie before another: numbers as such, and dates and other texts letter by letter. */
function isBefore(one: readonly string[], other: readonly string[]): boolean {
  for (const [at, left] of one.entries()) {
    const right = other[at] ?? left;
    if (left === right) continue;
    if (left === 'MINVALUE' || right === 'MAXVALUE') return true;
    if (left === 'MAXVALUE' || right === 'MINVALUE') return false;
    const texts = [left, right].map((each) => /^'(.*)'(?:::[\w ]+)?$/s.exec(each)?.[1] ?? each);
    const numbers = texts.map(Number);
    if (numbers.every(Number.isFinite)) return (numbers[0] as number) < (numbers[1] as number);
    return left.startsWith("'") && right.startsWith("'") ? (texts[0] as string) < (texts[1] as string) : true;
  }
  return false;
}
