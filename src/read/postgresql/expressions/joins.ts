import { unquoteIdentifier } from '../../../lib/quote.js';
import { coerce, commonType } from './coerce.js';
import { beside, conditionOf, type FromClause, readSource, seeing } from './from.js';
import { quoteName, stringsOf } from './names.js';
import type { Node } from './node.js';
import type { FrameColumn, Item, State } from './state.js';
import { typed, type Value } from './value.js';

const WORDS: Readonly<Record<string, string>> = {
  JOIN_INNER: 'JOIN',
  JOIN_LEFT: 'LEFT JOIN',
  JOIN_RIGHT: 'RIGHT JOIN',
  JOIN_FULL: 'FULL JOIN',
};

/** A join: what is shared by USING is seen once, as the server writes NATURAL too. */
export function joinOf(state: State, node: Node, before: FromClause): FromClause {
  const left = readSource(state, node.larg, before);
  const right = readSource(state, node.rarg, beside(before, left, ''));
  const shared = node.isNatural ? common(left, right) : stringsOf(node.usingClause);
  if (node.isNatural) state.context.onNatural?.(node, shared);
  for (const name of shared) if (isMissing(left, name) || isMissing(right, name)) state.context.onMissing?.([name]);
  const both = beside(left, right, '');
  const word = WORDS[node.jointype as string] ?? 'JOIN';
  const merged = shared.map((name) => merge(state, name, word, left, right));
  const isShared = (column: FrameColumn) => shared.includes(column.name);
  const visible = [...merged, ...both.visible.filter((column) => !isShared(column))];
  const clause = { items: both.items, visible, form: formOf(state, node, word, shared, left, right, both) };
  return named(clause, node, merged);
}

/** Whether none of the tables on one side of USING has a column. */
function isMissing({ items, visible }: FromClause, name: string): boolean {
  return items.length > 0 && items.every(({ isWhole }) => isWhole) && !visible.some((column) => column.name === name);
}

function common(left: FromClause, right: FromClause): string[] {
  return left.visible.map(({ name }) => name).filter((name) => right.visible.some((one) => one.name === name));
}

function merge(state: State, name: string, word: string, left: FromClause, right: FromClause): FrameColumn {
  const one = left.visible.find((column) => column.name === name)?.value ?? typed(quoteName(name), undefined);
  const other = right.visible.find((column) => column.name === name)?.value ?? typed(quoteName(name), undefined);
  const type = commonType(state, [one, other]);
  if (word === 'RIGHT JOIN') return { name, value: coerce(state, other, type) };
  // An inner join takes the side that needs no cast (buildMergedJoinVar in parse_clause.c).
  if (word === 'JOIN' && one.type !== type && other.type === type) return { name, value: other };
  if (word !== 'FULL JOIN') return { name, value: coerce(state, one, type) };
  const values: Value[] = [coerce(state, one, type), coerce(state, other, type)];
  return { name, value: typed(`COALESCE(${values.map((value) => value.form).join(', ')})`, type) };
}

function formOf(
  state: State,
  node: Node,
  word: string,
  shared: readonly string[],
  left: FromClause,
  right: FromClause,
  both: FromClause,
): string {
  const sides = (middle: string) => `(${left.form} ${middle} ${right.form}`;
  if (shared.length > 0)
    return `${sides(word)} USING (${shared.map((name) => quoteName(ownName(name, left, right))).join(', ')}))`;
  if (node.quals === undefined) return `${sides('CROSS JOIN')})`;
  return `${sides(word)} ON ${conditionOf(seeing(state, both), node.quals)})`;
}

const COLUMN = /^[^\s()]+@\d+\.("(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)$/u;

/** What both tables call a column that they share, whatever an alias around the join calls it. */
function ownName(name: string, left: FromClause, right: FromClause): string {
  const [one, other] = [left, right].map(({ visible }) => {
    const form = visible.find((column) => column.name === name)?.value.form ?? '';
    return COLUMN.exec(form)?.[1];
  });
  return one !== undefined && one === other ? unquoteIdentifier(one) : name;
}

function named(clause: FromClause, node: Node, merged: readonly FrameColumn[]): FromClause {
  if (node.join_using_alias !== undefined) {
    const name = node.join_using_alias.aliasname as string;
    return { ...clause, items: [...clause.items, { name, columns: merged, form: quoteName(name) }] };
  }
  if (node.alias === undefined) return clause;
  const names = stringsOf(node.alias.colnames);
  const visible = clause.visible.map((column, at) => ({ ...column, name: names[at] ?? column.name }));
  const item: Item = { name: node.alias.aliasname as string, columns: visible, form: quoteName(node.alias.aliasname) };
  return { items: [item], visible, form: clause.form };
}
