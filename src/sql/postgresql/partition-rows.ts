import type { Table } from '../../model/catalog/table.js';
import { full, id, literal } from './spelling.js';

/** Which rows a partition has. */
export type Rows =
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

/** Which rows a bound speaks of. */
export function rowsIn(bound: string): Rows {
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
  const items = list.slice(1, -1).match(/(?:'(?:[^']|'')*'(?!')|\((?:'(?:[^']|'')*'(?!')|[^'()])*\)|[^,'()])+/g) ?? [];
  return items.map((each) => each.trim());
}

function endOf(written: string): End {
  const text = /^'(.*)'(?:::[\w ]+)?$/s.exec(written)?.[1] ?? written;
  return { written, text, number: Number(text) };
}

/**
 * Whether a partition has rows that another one is to have; those that cannot be compared may, and so may the one for
 * all other rows.
 */
export function overlap(one: Rows, other: Rows): boolean {
  if (one.by === 'default') return true;
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

/** Whether one partition would have all rows of another. */
export function covers(one: Rows, other: Rows): boolean {
  if (one.by === 'hash' && other.by === 'hash') {
    return other.modulus % one.modulus === 0 && other.remainder % one.modulus === one.remainder;
  }
  if (one.by === 'list' && other.by === 'list') return [...other.items].every((each) => one.items.has(each));
  return one.by === 'range' && other.by === 'range' && !isBefore(other.from, one.from) && !isBefore(one.to, other.to);
}

/** What is true of the rows of a partition alone; nothing for those that no other one has. */
export function conditionOf(table: Table, rows: Rows): string | undefined {
  const keys = (table.partitioning?.keys ?? []).map(({ column, expression }) => {
    return column === undefined ? `(${expression?.text ?? 'NULL'})` : id(column);
  });
  switch (rows.by) {
    case 'default':
      return undefined;
    case 'hash':
      return `pg_catalog.satisfies_hash_partition(${literal(full(table))}::regclass, ${rows.modulus}, ${rows.remainder}, ${keys.join(', ')})`;
    case 'list': {
      const items = [...rows.items].filter((each) => each !== 'NULL');
      const among = items.length === 0 ? [] : [`${keys[0]} IN (${items.join(', ')})`];
      return [...among, ...(rows.items.has('NULL') ? [`${keys[0]} IS NULL`] : [])].join(' OR ');
    }
    case 'range': {
      const given = keys.map((key) => `${key} IS NOT NULL`);
      return [...given, ...beyond(keys, rows.from, 'from'), ...beyond(keys, rows.to, 'to')].join(' AND ');
    }
  }
}

/** How keys compare with an end of a range; what stands behind an end without limit says nothing. */
function beyond(keys: readonly string[], end: readonly End[], side: 'from' | 'to'): string[] {
  const at = end.findIndex(({ written }) => written === 'MINVALUE' || written === 'MAXVALUE');
  const limit = end[at]?.written;
  const values = (at < 0 ? end : end.slice(0, at)).map(({ written }) => written);
  if (values.length === 0) return (limit === 'MINVALUE') === (side === 'from') ? [] : ['false'];
  const isOpen = limit === 'MAXVALUE';
  const sign = side === 'from' ? (isOpen ? '>' : '>=') : isOpen ? '<=' : '<';
  return [`(${keys.slice(0, values.length).join(', ')}) ${sign} (${values.join(', ')})`];
}
