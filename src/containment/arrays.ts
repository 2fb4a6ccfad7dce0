import type { Comparison } from './failure.js';
import { compareRanges, sizeOf } from './limits.js';
import { type Clause, type Shape, saying, seenBy } from './shape.js';
import { numberOf } from './values.js';

/** The items of arrays: those with a place of their own, and the rest. */
export interface Items {
  readonly prefix: number;
  /** What the item at a place must be. */
  at(index: number): unknown;
  readonly rest: unknown;
}

/** Reads what a shape says of items. */
export function itemsOf(shape: Shape, conjoin: (schemas: readonly unknown[]) => unknown): Items {
  const parts = shape.clauses.map(({ node }) => itemsOfClause(node));
  const prefix = Math.max(0, ...parts.map((part) => part.prefix.length));
  const all = (partOf: (items: Part) => unknown) => {
    const unevaluated = saying(shape, 'unevaluatedItems')
      .filter((clause) => seenBy(shape, clause).every(({ node }) => partOf(itemsOfClause(node)) === undefined))
      .map(({ node }) => node.unevaluatedItems);
    return conjoin([...parts.map(partOf), ...unevaluated]);
  };
  const rest = all((part) => part.rest);
  return {
    prefix,
    at: (index) => (index < prefix ? all(({ prefix: own, rest }) => (index < own.length ? own[index] : rest)) : rest),
    rest,
  };
}

interface Part {
  readonly prefix: readonly unknown[];
  readonly rest: unknown;
}

/** `prefixItems` and `items`; before 2020-12, a list of `items` and `additionalItems`. */
export function itemsOfClause(node: Clause['node']): Part {
  if (Array.isArray(node.items)) return { prefix: node.items, rest: node.additionalItems };
  return { prefix: Array.isArray(node.prefixItems) ? node.prefixItems : [], rest: node.items };
}

/** Compares what is said of arrays. */
export function compareArrays(comparison: Comparison): void {
  const { sender, receiver, conjoin } = comparison;
  compareRanges(comparison, sizeOf(sender, 'array'), sizeOf(receiver, 'array'));
  compareUniqueness(comparison);
  compareItems(comparison, itemsOf(sender, conjoin), itemsOf(receiver, conjoin));
  for (const clause of saying(receiver, 'contains')) compareContains(comparison, clause, itemsOf(sender, conjoin));
}

function compareUniqueness(comparison: Comparison): void {
  const { sender, receiver } = comparison;
  const demanded = receiver.clauses.find(({ node }) => node.uniqueItems === true);
  if (demanded === undefined || sender.clauses.some(({ node }) => node.uniqueItems === true)) return;
  if ((sizeOf(sender, 'array').max?.value ?? 2) < 2) return;
  comparison.fail({ facet: 'uniqueItems', sender: saying(sender, 'uniqueItems')[0], receiver: demanded });
}

function compareItems(comparison: Comparison, given: Items, demanded: Items): void {
  const most = sizeOf(comparison.sender, 'array').max?.value ?? Number.POSITIVE_INFINITY;
  const places = Math.min(Math.max(given.prefix, demanded.prefix), most);
  const closed = closing(comparison.receiver);
  const failure = {
    facet: closed?.keyword ?? 'items',
    sender: clauseOfItems(comparison.sender),
    receiver: closed?.clause,
  };
  const isClosed = (items: unknown) => items === false;
  for (let index = 0; index < places; index++) {
    const [from, to] = [given.at(index), demanded.at(index)];
    if (isClosed(from)) return;
    if (isClosed(to)) comparison.fail(failure);
    else comparison.below({ keyword: 'prefixItems', name: String(index) }, from, to);
    if (isClosed(to)) return;
  }
  if (most <= places || isClosed(given.rest)) return;
  if (isClosed(demanded.rest)) comparison.fail(failure);
  else comparison.below({ keyword: 'items' }, given.rest, demanded.rest);
}

/** What says that there is nothing more. */
function closing(shape: Shape): { readonly keyword: string; readonly clause: Clause } | undefined {
  for (const keyword of ['items', 'additionalItems', 'unevaluatedItems']) {
    const clause = shape.clauses.find(({ node }) => node[keyword] === false);
    if (clause !== undefined) return { keyword, clause };
  }
  return undefined;
}

function clauseOfItems(shape: Shape): Clause | undefined {
  return [...saying(shape, 'items'), ...saying(shape, 'prefixItems'), ...saying(shape, 'unevaluatedItems')][0];
}

/** Items of a kind that must be among an array's (JSON Schema 2020-12, section 10.3.1.3). */
function compareContains(comparison: Comparison, clause: Clause, items: Items): void {
  const { sender } = comparison;
  const given = saying(sender, 'contains');
  const { least, most } = countsOf(clause);
  const isAnother = given.every(({ node }) => !comparison.implies(node.contains, clause.node.contains));
  const all = items.prefix === 0 && comparison.implies(items.rest, clause.node.contains);
  const size = sizeOf(sender, 'array');
  const known = given.filter(({ node }) => comparison.implies(node.contains, clause.node.contains));
  const isEnough =
    least === 0 || known.some((one) => countsOf(one).least >= least) || (all && (size.min?.value ?? 0) >= least);
  if (!isEnough) {
    const facet = isAnother || countsOf(clause).keyword === undefined ? 'contains' : 'minContains';
    comparison.fail({ facet, sender: given[0], receiver: clause });
  }
  const wider = given.filter(({ node }) => comparison.covers(node.contains, clause.node.contains));
  const isFew = most === Number.POSITIVE_INFINITY || (size.max?.value ?? Number.POSITIVE_INFINITY) <= most;
  if (isFew || wider.some((one) => countsOf(one).most <= most)) return;
  comparison.fail({ facet: 'maxContains', sender: given[0], receiver: clause });
}

function countsOf({ node }: Clause) {
  return {
    keyword: node.minContains === undefined ? undefined : 'minContains',
    least: numberOf(node.minContains) ?? 1,
    most: numberOf(node.maxContains) ?? Number.POSITIVE_INFINITY,
  };
}
