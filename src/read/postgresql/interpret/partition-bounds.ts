import type { Node, PartitionBoundSpec } from '@pgsql/types';
import { as, shownName, textIn } from '../nodes.js';
import { refuse } from './names.js';
import type { Context, TableDraft } from './state.js';

interface Edge {
  readonly end?: -1 | 1;
  /** As it is written; nothing for what is computed. */
  readonly text?: string | undefined;
  /** Where it stands among others, as far as that shows in what is written. */
  readonly value?: bigint | string | undefined;
}

/** What one partition takes. */
export interface Bound {
  readonly table: TableDraft;
  readonly isRest?: true;
  readonly values?: readonly string[];
  readonly range?: { readonly from: readonly Edge[]; readonly to: readonly Edge[] };
  readonly hash?: { readonly modulus: number; readonly remainder: number };
}

/** What the partitions of a table take, in such an order that few of them are looked at for another one. */
export interface Bounds {
  rest?: Bound | undefined;
  readonly byValue: Map<string, Bound>;
  /** Ranges that can be compared with all others of that kind, by their beginning. */
  readonly inOrder: Bound[];
  readonly others: Bound[];
}

const STRATEGIES = { list: 'l', range: 'r', hash: 'h' } as const;

/** Takes a new partition among those of its table; its bound must fit the table and take no row that another takes. */
export function takeBound(context: Context, table: TableDraft, parent: TableDraft, spec: PartitionBoundSpec): void {
  const { strategy, keys } = parent.partitioning ?? { strategy: 'list' as const, keys: [] };
  parent.$bounds ??= { byValue: new Map(), inOrder: [], others: [] };
  const { $bounds: bounds } = parent;
  if (spec.is_default === true) {
    if (strategy === 'hash') refuse(context, 'a table that is partitioned by hash has no default partition');
    if (bounds.rest !== undefined)
      refuse(context, `${shownName(parent)} has a default partition already, ${shownName(bounds.rest.table)}`);
    table.$bound = { table, isRest: true };
    bounds.rest = table.$bound;
    return;
  }
  if (!Object.hasOwn(STRATEGIES, strategy)) return;
  if (spec.strategy !== STRATEGIES[strategy as keyof typeof STRATEGIES])
    refuse(context, `${shownName(parent)} is partitioned by ${strategy}, and this is no bound of such a partition`);
  const bound =
    strategy === 'list'
      ? { table, values: (spec.listdatums ?? []).flatMap((node) => literalOf(node) ?? []) }
      : strategy === 'range'
        ? { table, range: rangeOf(context, spec, parent, keys) }
        : { table, hash: hashOf(context, spec, bounds) };
  const place = bound.range === undefined || !isOrdered(bound) ? undefined : placeIn(bounds.inOrder, bound);
  const clash = clashWith(bounds, bound, place);
  if (clash !== undefined) refuse(context, `partition ${shownName(table)} would overlap ${shownName(clash.table)}`);
  for (const value of bound.values ?? []) bounds.byValue.set(value, bound);
  if (place !== undefined) bounds.inOrder.splice(place, 0, bound);
  else if (bound.values === undefined) bounds.others.push(bound);
  table.$bound = bound;
}

/** Lets a partition go. */
export function leaveBound(table: TableDraft, { $bounds: bounds }: TableDraft): void {
  const { $bound: bound } = table;
  if (bound === undefined || bounds === undefined) return;
  if (bounds.rest === bound) bounds.rest = undefined;
  for (const value of bound.values ?? []) bounds.byValue.delete(value);
  for (const list of [bounds.inOrder, bounds.others]) if (list.includes(bound)) list.splice(list.indexOf(bound), 1);
  delete table.$bound;
}

function clashWith(bounds: Bounds, bound: Bound, place: number | undefined): Bound | undefined {
  const taken = bound.values?.find((value) => bounds.byValue.has(value));
  if (taken !== undefined) return bounds.byValue.get(taken);
  // None of them overlap, so that only those beside it can overlap it.
  const ordered = place === undefined ? bounds.inOrder : bounds.inOrder.slice(Math.max(0, place - 1), place + 1);
  return [...ordered, ...bounds.others].find((other) => areOver(bound, other));
}

function areOver(one: Bound, other: Bound): boolean {
  if (one.hash !== undefined && other.hash !== undefined) {
    const least = Math.min(one.hash.modulus, other.hash.modulus);
    return one.hash.remainder % least === other.hash.remainder % least;
  }
  if (one.range === undefined || other.range === undefined) return false;
  const starts = compare(one.range.from, other.range.to);
  const ends = compare(other.range.from, one.range.to);
  return starts !== undefined && ends !== undefined && starts < 0 && ends < 0;
}

function hashOf(context: Context, { modulus = 0, remainder = 0 }: PartitionBoundSpec, { others }: Bounds) {
  if (modulus <= 0) refuse(context, 'the modulus of a partition is greater than zero');
  if (remainder >= modulus) refuse(context, 'the remainder of a partition is less than its modulus');
  const unfit = others.find(({ hash }) => {
    const theirs = hash?.modulus ?? modulus;
    return Math.max(theirs, modulus) % Math.min(theirs, modulus) !== 0;
  });
  if (unfit !== undefined)
    refuse(context, `modulus ${modulus} and that of ${shownName(unfit.table)} are no multiples of each other`);
  return { modulus, remainder };
}

function rangeOf(
  context: Context,
  { lowerdatums = [], upperdatums = [] }: PartitionBoundSpec,
  { columns }: TableDraft,
  keys: readonly { readonly column?: string }[],
) {
  const types = keys.map(({ column }) => columns.find(({ name }) => name === column)?.type.name ?? '');
  const [from, to] = [lowerdatums, upperdatums].map((nodes) => nodes.map((node, at) => edgeOf(node, types[at] ?? '')));
  if (from?.length !== keys.length || to?.length !== keys.length)
    return refuse(context, 'FROM and TO give one value for each column that partitions the table');
  if ((compare(from, to) ?? -1) >= 0) refuse(context, 'the range is empty: FROM is not below TO');
  return { from, to };
}

/** A literal as it is written; NULL is one without a letter. Nothing for what is computed. */
function literalOf(node: Node): string | undefined {
  const constant = as('A_Const', node);
  if (constant === undefined) return undefined;
  return constant.isnull === true ? '\0' : textIn(node);
}

const DAY = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?$/;

function edgeOf(node: Node, type: string): Edge {
  const word = textIn(as('ColumnRef', node)?.fields?.[0] as Node)?.toLowerCase();
  if (word === 'minvalue' || word === 'maxvalue') return { end: word === 'minvalue' ? -1 : 1 };
  const text = literalOf(node);
  if (text === undefined) return {};
  if (/^(?:smallint|integer|bigint)$/.test(type))
    return { text, value: /^-?\d+$/.test(text) ? BigInt(text) : undefined };
  if (!/^(?:date|timestamp)/.test(type) || !DAY.test(text)) return { text };
  return { text, value: type === 'date' ? text.slice(0, 10) : text + '0000-00-00 00:00:00'.slice(text.length) };
}

function isOrdered({ range }: Bound): boolean {
  return [...(range?.from ?? []), ...(range?.to ?? [])].every(({ end, value }) => (end ?? value) !== undefined);
}

/** Before which of some ranges one stands. */
function placeIn(ordered: readonly Bound[], { range }: Bound): number {
  let [least, most] = [0, ordered.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    const order = compare(ordered[middle]?.range?.from ?? [], range?.from ?? []) ?? 0;
    if (order < 0) least = middle + 1;
    else most = middle;
  }
  return least;
}

/** Which of two rows of values comes first; nothing when that depends on more than what is written. */
function compare(one: readonly Edge[], other: readonly Edge[]): number | undefined {
  for (const [at, left] of one.entries()) {
    const right = other[at];
    if (right === undefined) return undefined;
    // Behind an end nothing counts any more.
    if (left.end !== undefined || right.end !== undefined) return (left.end ?? 0) - (right.end ?? 0);
    if (left.text !== undefined && left.text === right.text) continue;
    if (left.value === undefined || right.value === undefined) return undefined;
    if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  }
  return 0;
}
