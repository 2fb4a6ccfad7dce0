import { isObject } from '../lib/json-value.js';
import type { Flow } from '../model/openapi-change.js';
import { type Reader, refusalOf } from './accepts.js';
import { compareShapes } from './compare.js';
import { excludes } from './exclude.js';
import type { Comparison } from './failure.js';
import { rangeOf } from './limits.js';
import { readProperties } from './properties.js';
import type { Shape, Shapes, Side } from './shape.js';
import { createStatements, type Statements } from './statements.js';
import { KIND, KINDS } from './types.js';

/** One description as one direction sees it. */
export interface View extends Reader {
  /** The only values of a schema, when they can be listed. */
  valuesOf(shape: Shape): readonly unknown[] | undefined;
  /** The conjunctions of which a schema with unions is the alternative; undefined when they are too many. */
  casesOf(schema: unknown): readonly unknown[] | undefined;
  /** A schema and the kinds that its values are held to. */
  ofKind(schema: unknown, kind: keyof typeof KIND): unknown;
}

const MOST_CASES = 512;
const MOST_WHOLE_NUMBERS = 50;

/**
 * Reads the schemas of one side in one direction.
 *
 * @param isText whether the values travel as text
 */
export function createView(
  side: Side,
  shapes: Shapes,
  flow: Flow,
  conjoin: View['conjoin'],
  isText: boolean = false,
): View {
  return {
    side,
    flow,
    isText,
    shape: shapes.of,
    conjoin,
    valuesOf,
    ofKind: (schema, kind) => conjoin([schema, ONLY[kind]]),
    casesOf: (schema) => shapes.casesOf(schema, MOST_CASES),
    properties: shapes.properties,
  };
}

const ONLY = Object.fromEntries(KINDS.map((kind) => [kind, { type: kind === 'fraction' ? 'number' : kind }]));

function valuesOf(shape: Shape): readonly unknown[] | undefined {
  const { values, kinds, clauses, strangeTypes } = shape;
  if (values !== undefined) return values;
  if (strangeTypes.length > 0) return undefined;
  if ((kinds & ~(KIND.null | KIND.boolean)) === 0) {
    return [...(kinds & KIND.null ? [null] : []), ...(kinds & KIND.boolean ? [false, true] : [])];
  }
  if (kinds !== KIND.integer || clauses.length === 0) return undefined;
  const { min, max } = rangeOf(shape);
  if (min === undefined || max === undefined || max.value - min.value >= MOST_WHOLE_NUMBERS) return undefined;
  return Array.from({ length: Math.max(0, max.value - min.value + 1) }, (_, index) => min.value + index);
}

/** Whether it is proven that whatever one side's schema lets pass, the other side's does. */
export interface Prover {
  holds(sender: unknown, receiver: unknown): boolean;
  excludes(sender: unknown, receiver: unknown): boolean;
  /** Whether two schemas are known to be the same, without a proof. */
  isSame(sender: unknown, receiver: unknown): boolean;
  readonly sender: View;
  readonly receiver: View;
  /** What conditions of the receiver's speak of. */
  readonly statements: Statements;
  /** The prover the other way round. */
  reversed(): Prover;
}

/** Steps beyond this are not taken; nothing more is proven then. */
const MOST_STEPS = 300_000;
const DEEPEST = 120;

interface Attempt {
  /** What is known: `undefined` while it is being tried, when it counts as true (schemas may hold themselves). */
  result: boolean | undefined;
  readonly depth: number;
}

/**
 * Creates the prover from one view to another. A proof that rests on a pair that is still being tried counts
 * only once that one is proven.
 *
 * @param isSame whether two schemas are known to be the same
 */
export function createProver(
  sender: View,
  receiver: View,
  isSame: (sender: unknown, receiver: unknown) => boolean,
  reversed: () => Prover,
): Prover {
  const attempts = new Map<unknown, Map<unknown, Attempt>>();
  let provisional: { readonly from: unknown; readonly to: unknown }[] = [];
  let depth = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let steps = 0;

  function holds(from: unknown, to: unknown): boolean {
    if (to === undefined || to === true || from === false || isSame(from, to)) return true;
    const known = attempts.get(from)?.get(to);
    if (known !== undefined) {
      if (known.result !== undefined) return known.result;
      lowest = Math.min(lowest, known.depth);
      return true;
    }
    if (depth >= DEEPEST || ++steps > MOST_STEPS) return false;
    return attempt(from, to);
  }

  function attempt(from: unknown, to: unknown): boolean {
    const own: Attempt = { result: undefined, depth };
    const partners = attempts.get(from) ?? new Map<unknown, Attempt>();
    attempts.set(from, partners.set(to, own));
    const outer = lowest;
    const mark = provisional.length;
    lowest = Number.POSITIVE_INFINITY;
    depth++;
    const result = prove(from, to);
    depth--;
    const restsOnOuter = lowest < own.depth;
    own.result = result;
    if (!result) {
      // What was proven on the assumption that this holds must be tried again.
      for (const one of provisional.splice(mark)) attempts.get(one.from)?.delete(one.to);
    } else if (restsOnOuter) provisional.push({ from, to });
    else provisional = provisional.slice(0, mark);
    lowest = result && restsOnOuter ? Math.min(outer, lowest) : outer;
    return result;
  }

  function prove(from: unknown, to: unknown): boolean {
    const [given, demanded] = [sender.shape(from), receiver.shape(to)];
    if (given.dangling.length > 0 || demanded.dangling.length > 0) return false;
    if (given.kinds === 0 && given.strangeTypes.length === 0) return true;
    const values = sender.valuesOf(given);
    if (values !== undefined) {
      return values.every((value) => {
        return refusalOf(from, value, sender) !== undefined || refusalOf(to, value, receiver) === undefined;
      });
    }
    if (given.unions.length > 0) {
      return sender.casesOf(from)?.every((one) => holds(one, to)) ?? false;
    }
    // What is of some type is not proven to be nothing.
    return to !== false && proveConjunction(from, given, demanded);
  }

  function proveConjunction(from: unknown, given: Shape, demanded: Shape): boolean {
    let isProven = true;
    const comparison = comparisonOf(prover, from, given, demanded, {
      fail: () => {
        isProven = false;
      },
      below: (_, inner, outer) => {
        isProven = isProven && holds(inner, outer);
      },
    });
    compareShapes(comparison);
    if (!isProven) return false;
    return demanded.unions.every(({ branches, orNull }) => {
      const kinds = KINDS.filter((kind) => given.kinds & KIND[kind] && !(orNull && kind === 'null'));
      const fits = (schema: unknown) => {
        return branches.some((branch) => isPartOf(branch, schema)) || branches.some((branch) => holds(schema, branch));
      };
      return fits(from) || (kinds.length > 0 && kinds.every((kind) => fits(sender.ofKind(from, kind))));
    });
  }

  /** Whether a schema stands in a conjunction: an alternative in the case that was made of it, most of all. */
  function isPartOf(part: unknown, whole: unknown): boolean {
    if (!isObject(whole) || !Array.isArray(whole.allOf) || whole.nullable === true) return false;
    return whole.allOf.some((one) => isObject(one) && isSame(one, part));
  }

  const prover: Prover = {
    holds,
    isSame,
    sender,
    receiver,
    statements: createStatements(receiver),
    excludes: (from, to) => excludes(from, to, sender, receiver),
    reversed,
  };
  return prover;
}

/** Whether a condition is proven to follow from another one, by the letter. */
function implies({ holds, isSame, sender, statements }: Prover, from: unknown, to: unknown): boolean {
  return isSame(from, to) || holds(sender.conjoin([from, statements.of([to])]), to);
}

type Ends = Pick<Comparison, 'fail' | 'below'>;

/** A comparison of two shapes that asks provers. */
export function comparisonOf(prover: Prover, schema: unknown, given: Shape, demanded: Shape, ends: Ends): Comparison {
  const { sender, receiver, statements } = prover;
  const properties = {
    get sender() {
      return readProperties(given, sender, 'sender');
    },
    get receiver() {
      return readProperties(demanded, receiver, 'receiver');
    },
  };
  return {
    sender: given,
    receiver: demanded,
    schema,
    stating: (...conditions) => sender.conjoin([schema, statements.of(conditions, properties.receiver.declared)]),
    conjoin: sender.conjoin,
    kinds: given.kinds & demanded.kinds,
    isText: sender.isText,
    sendsUndeclared: sender.side.sendsUndeclared === true,
    ...ends,
    holds: prover.holds,
    implies: (from, to) => implies(prover, from, to),
    covers: (from, to) => implies(prover.reversed(), to, from),
    excludes: prover.excludes,
    properties,
  };
}
