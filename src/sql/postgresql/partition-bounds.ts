import type { Table } from '../../model/catalog/table.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';

/**
 * The operations, of which those that bring a partition come behind those that take away one with rows that are to be
 * in the new one: two partitions cannot have the same rows, even for a moment.
 */
export function besideBounds(operations: readonly Operation[]): Operation[] {
  const places = operations.map(placeOf);
  const gone = new Map<string, Partition[]>();
  for (const was of places.flatMap((place) => place?.was ?? [])) {
    const list = gone.get(was.parent);
    if (list === undefined) gone.set(was.parent, [was]);
    else list.push(was);
  }
  return operations.map((operation, at) => {
    const place = places[at];
    if (place === undefined) return operation;
    const { was, is } = place;
    const ofParent = (is && gone.get(is.parent)) ?? [];
    const needed = ofParent.filter((each) => each !== was && overlap(each.rows, (is as Partition).rows));
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
  readonly rows: Rows;
}

/** Which rows a partition has. */
type Rows =
  | { readonly by: 'default' }
  | { readonly by: 'hash'; readonly modulus: number; readonly remainder: number }
  | { readonly by: 'list'; readonly items: ReadonlySet<string> }
  | { readonly by: 'range'; readonly from: readonly End[]; readonly to: readonly End[] };

/** A value at an end of a range, as it is written, and without what makes it a text. */
interface End {
  readonly written: string;
  readonly text: string;
  readonly number: number;
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
  return (
    partitionOf && {
      key: nameKey(table),
      parent: nameKey(partitionOf.parent),
      rows: rowsIn(partitionOf.bound.form),
    }
  );
}

function rowsIn(bound: string): Rows {
  if (bound === 'DEFAULT') return { by: 'default' };
  const [, modulus, remainder] = /^MODULUS (\d+) REMAINDER (\d+)$/.exec(bound) ?? [];
  if (modulus !== undefined) return { by: 'hash', modulus: Number(modulus), remainder: Number(remainder) };
  const list = /^IN (\(.*\))$/s.exec(bound)?.[1];
  if (list !== undefined) return { by: 'list', items: new Set(itemsIn(list)) };
  const [, from, to] = /^FROM (\(.*\)) TO (\(.*\))$/s.exec(bound) ?? [];
  return { by: 'range', from: itemsIn(from).map(endOf), to: itemsIn(to).map(endOf) };
}

/** The items of a list in brackets. */
function itemsIn(list = ''): string[] {
  const items = list.slice(1, -1).match(/(?:'(?:[^']|'')*'|\((?:'(?:[^']|'')*'|[^'()])*\)|[^,'()])+/g) ?? [];
  return items.map((each) => each.trim());
}

function endOf(written: string): End {
  const text = /^'(.*)'(?:::[\w ]+)?$/s.exec(written)?.[1] ?? written;
  return { written, text, number: Number(text) };
}

/** Whether two partitions of one table would have rows in common; those that cannot be compared may. */
function overlap(one: Rows, other: Rows): boolean {
  if (one.by === 'default') return other.by === 'default';
  if (one.by === 'hash' && other.by === 'hash') {
    const least = Math.min(one.modulus, other.modulus);
    return least > 0 && one.remainder % least === other.remainder % least;
  }
  if (one.by === 'list' && other.by === 'list') return [...one.items].some((each) => other.items.has(each));
  return one.by === 'range' && other.by === 'range' && isBefore(one.from, other.to) && isBefore(other.from, one.to);
}

/** Whether one end of a range may lie before another: numbers as such, and dates and other texts letter by letter. */
function isBefore(one: readonly End[], other: readonly End[]): boolean {
  for (const [at, left] of one.entries()) {
    const right = other[at] ?? left;
    if (left.written === right.written) continue;
    if (left.written === 'MINVALUE' || right.written === 'MAXVALUE') return true;
    if (left.written === 'MAXVALUE' || right.written === 'MINVALUE') return false;
    if (Number.isFinite(left.number) && Number.isFinite(right.number)) return left.number < right.number;
    return left.written.startsWith("'") && right.written.startsWith("'") ? left.text < right.text : true;
  }
  return false;
}
