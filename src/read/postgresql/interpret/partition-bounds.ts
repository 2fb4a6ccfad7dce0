import type { Node, PartitionBoundSpec } from '@pgsql/types';
import { as, shownName, textIn } from '../nodes.js';
import { refuse } from './names.js';
import type { Context, TableDraft } from './state.js';

type Range = { readonly from: readonly Edge[]; readonly to: readonly Edge[] };
type Edge = { readonly end: -1 | 1 } | { readonly value: string | undefined };

const STRATEGIES = { list: 'l', range: 'r', hash: 'h' } as const;

/** Refuses a partition whose bound does not fit its table, or takes rows that another partition takes. */
export function expectBound(context: Context, table: TableDraft, parent: TableDraft, bound: PartitionBoundSpec): void {
  const { strategy, keys } = parent.partitioning ?? { strategy: 'list' as const, keys: [] };
  const others = parent.$children.filter((each) => each !== table);
  if (bound.is_default === true) {
    if (strategy === 'hash') refuse(context, 'a table that is partitioned by hash has no default partition');
    const rest = others.find(({ $bound }) => $bound?.is_default === true);
    if (rest !== undefined) refuse(context, `${shownName(parent)} has a default partition already, ${shownName(rest)}`);
    return;
  }
  if (!Object.hasOwn(STRATEGIES, strategy)) return;
  if (bound.strategy !== STRATEGIES[strategy as keyof typeof STRATEGIES])
    refuse(context, `${shownName(parent)} is partitioned by ${strategy}, and this is no bound of such a partition`);
  if (strategy === 'hash') expectHash(context, bound, others);
  const [key] = keys;
  const types = keys.map(({ column }) => parent.columns.find(({ name }) => name === column)?.type.name);
  if (strategy === 'range') {
    const range = rangeOf(bound);
    if (range.from.length !== keys.length || range.to.length !== keys.length)
      refuse(context, 'FROM and TO give one value for each column that partitions the table');
    if ((compare(range.from, range.to, types) ?? -1) >= 0) refuse(context, 'the range is empty: FROM is not below TO');
  }
  const clash = others.find(({ $bound }) => {
    if ($bound === undefined || $bound.is_default === true) return false;
    if (strategy === 'list') return key !== undefined && haveCommon(bound, $bound);
    return strategy === 'range' ? areOver(rangeOf(bound), rangeOf($bound), types) : isHashCommon(bound, $bound);
  });
  if (clash !== undefined) refuse(context, `partition ${shownName(table)} would overlap ${shownName(clash)}`);
}

function expectHash(context: Context, { modulus = 0, remainder = 0 }: PartitionBoundSpec, others: TableDraft[]): void {
  if (modulus <= 0) refuse(context, 'the modulus of a partition is greater than zero');
  if (remainder >= modulus) refuse(context, 'the remainder of a partition is less than its modulus');
  const unfit = others.find(({ $bound }) => {
    const theirs = $bound?.modulus ?? modulus;
    return Math.max(theirs, modulus) % Math.min(theirs, modulus) !== 0;
  });
  if (unfit !== undefined)
    refuse(context, `modulus ${modulus} and that of ${shownName(unfit)} are no multiples of each other`);
}

function isHashCommon(one: PartitionBoundSpec, other: PartitionBoundSpec): boolean {
  const least = Math.min(one.modulus ?? 1, other.modulus ?? 1);
  return (one.remainder ?? 0) % least === (other.remainder ?? 0) % least;
}

function haveCommon({ listdatums: one = [] }: PartitionBoundSpec, { listdatums: other = [] }: PartitionBoundSpec) {
  const theirs = new Set(other.map(literalOf));
  return one.some((node) => {
    const value = literalOf(node);
    return value !== undefined && theirs.has(value);
  });
}

/** A literal as it is written; NULL is one without a letter. Nothing for what is computed. */
function literalOf(node: Node): string | undefined {
  const constant = as('A_Const', node);
  if (constant === undefined) return undefined;
  return constant.isnull === true ? '\0' : textIn(node);
}

function rangeOf({ lowerdatums = [], upperdatums = [] }: PartitionBoundSpec): Range {
  return { from: lowerdatums.map(edgeOf), to: upperdatums.map(edgeOf) };
}

function edgeOf(node: Node): Edge {
  const word = textIn(as('ColumnRef', node)?.fields?.[0] as Node)?.toLowerCase();
  if (word === 'minvalue') return { end: -1 };
  return word === 'maxvalue' ? { end: 1 } : { value: literalOf(node) };
}

function areOver(one: Range, other: Range, types: readonly (string | undefined)[]): boolean {
  const [starts, ends] = [compare(one.from, other.to, types), compare(other.from, one.to, types)];
  return starts !== undefined && ends !== undefined && starts < 0 && ends < 0;
}

/** Which of two rows of values comes first; nothing when that depends on more than what is written. */
function compare(one: readonly Edge[], other: readonly Edge[], types: readonly (string | undefined)[]) {
  for (const [at, left] of one.entries()) {
    const right = other[at];
    if (right === undefined) return undefined;
    if ('end' in left || 'end' in right) {
      const [first, second] = [left, right].map((edge) => ('end' in edge ? edge.end : 0)) as [number, number];
      // Behind an end nothing counts any more.
      return first - second;
    }
    const order = compareValues(left.value, right.value, types[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

const DAY = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?$/;

function compareValues(one: string | undefined, other: string | undefined, type: string): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  if (one === other) return 0;
  if (/^(?:smallint|integer|bigint)$/.test(type) && /^-?\d+$/.test(one) && /^-?\d+$/.test(other))
    return BigInt(one) < BigInt(other) ? -1 : Number(BigInt(one) !== BigInt(other));
  if (!/^(?:date|timestamp)/.test(type) || !DAY.test(one) || !DAY.test(other)) return undefined;
  const [first, second] = [one, other].map((text) => (type === 'date' ? text.slice(0, 10) : wholeTime(text)));
  return order(first as string, second as string);
}

function wholeTime(text: string): string {
  return text + '0000-00-00 00:00:00'.slice(text.length);
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one !== other);
}
