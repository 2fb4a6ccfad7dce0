import type { SchemaNode } from '../model/openapi.js';
import { FLOWS, type Flow } from '../model/openapi-change.js';
import { refusalOf } from './accepts.js';
import { carrying } from './carrying.js';
import { compareCases } from './cases.js';
import { Collector } from './collector.js';
import { compareMisplaced, compareShapes } from './compare.js';
import { createConjunctions } from './conjunctions.js';
import { isHint } from './discriminator.js';
import type { Failure, Step } from './failure.js';
import { schemaOrNull } from './or-null.js';
import { outcomeOf } from './outcome.js';
import { partsOfPlain } from './plain.js';
import { comparisonOf, createProver, createView, type Prover, type View } from './prove.js';
import { type Clause, createShapes, type Shape, type Side, saying } from './shape.js';
import { losesKinds } from './texts.js';
import { KIND } from './types.js';
import { WitnessSearch } from './witness.js';

export type { Step };

/** What a difference does in one direction. */
export interface Outcome {
  /** A value of the sender's schema that the receiver's refuses. */
  readonly witness?: { readonly value: unknown };
  /** The values pass, but as something else: whoever receives them ignores what it does not know. */
  readonly isTolerated?: true;
  /** Why nobody can tell; without it and without a witness the difference itself settles it. */
  readonly undecided?: string;
}

/** What two schemas say differently under one keyword, with what it does in the directions where it does harm. */
export interface Difference {
  readonly facet: string;
  readonly property?: string;
  readonly before?: Clause;
  readonly after?: Clause;
  /** A direction in which there is harm is here at once; what shows it is looked for when somebody asks. */
  readonly outcomes: Partial<Record<Flow, () => Outcome>>;
}

/** Two schemas below the two compared, and the directions in which they matter. */
export interface Below {
  readonly step: Step;
  readonly before: unknown;
  readonly after: unknown;
  readonly flows: ReadonlySet<Flow>;
}

/** How two schemas differ, one level deep. */
export interface Comparing {
  readonly differences: readonly Difference[];
  readonly below: readonly Below[];
}

/** What is known of two parts, one of each side, without looking at what they mean. */
export interface Sameness {
  /** They are written alike, and so is all that they refer to. */
  isSame(before: unknown, after: unknown): boolean;
  /** They are written alike; what they refer to may not be. */
  isAlike(before: unknown, after: unknown): boolean;
}

/** Computes what one schema lets pass that another one does not, over all the schemas of two descriptions. */
export interface Containment {
  compare(before: SchemaNode, after: SchemaNode, isText: boolean): Comparing;
  /**
   * The schemas of which both are "that or null", where these let null pass alike, so that they differ as those do;
   * `undefined` of others.
   */
  withoutNull(before: unknown, after: unknown): { readonly before: unknown; readonly after: unknown } | undefined;
  shape(side: 'before' | 'after', schema: unknown): Shape;
  readonly provers: Readonly<Record<Flow, Prover>>;
}

/**
 * Before sends and after receives in requests; in responses after sends and before receives.
 *
 * @param sameness quick ways past what has not changed
 */
export function createContainment(
  sides: { readonly before: Side; readonly after: Side },
  { isSame, isAlike }: Sameness,
): Containment {
  const conjoin = createConjunctions();
  const shapes = { before: createShapes(sides.before), after: createShapes(sides.after) };
  const directionsOf = (isText: boolean) => {
    const proversOf = (flow: Flow) => {
      const before = createView(sides.before, shapes.before, flow, conjoin, isText);
      const after = createView(sides.after, shapes.after, flow, conjoin, isText);
      return createProvers(before, after, isSame);
    };
    return {
      request: directionOf('request', proversOf('request').forward),
      response: directionOf('response', proversOf('response').backward),
    };
  };
  const plain = { directions: directionsOf(false), comparings: new Map<object, Map<object, Comparing>>() };
  const text = { directions: directionsOf(true), comparings: new Map<object, Map<object, Comparing>>() };
  return {
    provers: { request: plain.directions.request.prover, response: plain.directions.response.prover },
    shape: (side, schema) => shapes[side].of(schema),
    withoutNull(before, after) {
      const inner = { before: schemaOrNull(before), after: schemaOrNull(after) };
      if (inner.before === undefined || inner.after === undefined) return undefined;
      const [from, to] = [shapes.before.of(inner.before), shapes.after.of(inner.after)];
      return (from.kinds & KIND.null) === (to.kinds & KIND.null) ? inner : undefined;
    },
    compare(before, after, isText) {
      const { directions, comparings } = isText ? text : plain;
      const known = comparings.get(before)?.get(after);
      if (known !== undefined) return known;
      const comparing = compare(directions, before, after);
      comparings.set(before, (comparings.get(before) ?? new Map()).set(after, comparing));
      return comparing;
    },
  };

  function compare(directions: Readonly<Record<Flow, Direction>>, before: SchemaNode, after: SchemaNode): Comparing {
    if (isSame(before, after)) return { differences: [], below: [] };
    const changed = changedBelow(before, after);
    if (changed !== undefined) return { differences: [], below: changed };
    const collector = new Collector();
    const hasUnions = [shapes.before.of(before), shapes.after.of(after)].some(({ unions }) => unions.length > 0);
    for (const flow of FLOWS) {
      const direction = directions[flow];
      const [from, to] = flow === 'request' ? [before, after] : [after, before];
      if (hasUnions) {
        compareCases(direction, from, to, {
          fail: (failure, outcome) => collector.add(flow, failure, outcome),
          below: (step, sender, receiver) => collector.descend(flow, step, sender, receiver),
        });
      } else compareWhole(direction, from, to, collector);
    }
    return collector.result();
  }

  /**
   * Where two schemas say the same of themselves, the parts that are not the same; `undefined` where more must be
   * looked at.
   */
  function changedBelow(before: SchemaNode, after: SchemaNode): Below[] | undefined {
    const parts = partsOfPlain(before, after, isAlike)?.filter((part) => !isSame(part.before, part.after));
    if (parts === undefined) return undefined;
    const changed: Below[] = [];
    for (const part of parts) {
      const flows = carrying(shapes.before.of(part.before));
      // What a direction does not carry need not be there, whatever `required` says.
      if (flows !== carrying(shapes.after.of(part.after))) return undefined;
      changed.push({ ...part, flows });
    }
    return changed;
  }
}

function createProvers(before: View, after: View, isSame: (before: unknown, after: unknown) => boolean) {
  const forward: Prover = createProver(before, after, isSame, () => backward);
  const backward: Prover = createProver(
    after,
    before,
    (from, to) => isSame(to, from),
    () => forward,
  );
  return { forward, backward };
}

export interface Direction {
  readonly flow: Flow;
  readonly prover: Prover;
  readonly search: WitnessSearch;
}

function directionOf(flow: Flow, prover: Prover): Direction {
  return { flow, prover, search: new WitnessSearch(prover) };
}

function compareWhole(direction: Direction, from: unknown, to: unknown, into: Collector): void {
  const { flow, prover, search } = direction;
  const failures: Failure[] = [];
  const [given, demanded] = [prover.sender.shape(from), prover.receiver.shape(to)];
  if (given.dangling.length > 0 || demanded.dangling.length > 0) return;
  if (given.kinds === 0 && given.strangeTypes.length === 0) return;
  const comparison = comparisonOf(prover, from, given, demanded, {
    fail: (failure) => failures.push(failure),
    below: (step, inner, outer) => {
      if (!prover.isSame(inner, outer)) into.descend(flow, step, inner, outer);
    },
  });
  compareShapes(comparison);
  const listed = prover.sender.valuesOf(given);
  compareMisplaced({
    ...comparison,
    fail: (failure) => into.add(flow, failure, () => ({ undecided: MISPLACED })),
    below: ({ keyword }, inner, outer) => {
      const failure = { facet: keyword, ...clausesOf(keyword, given, demanded) };
      if (!prover.holds(inner, outer)) into.add(flow, failure, () => ({ undecided: MISPLACED }));
    },
  });
  if (failures.length === 0 && losesKinds(prover, from, to)) {
    into.add(flow, { facet: 'type', ...clausesOf('type', given, demanded) }, () => ({ isTolerated: true }));
  }
  if (listed !== undefined) {
    compareListed(direction, from, to, listed, into);
    return;
  }
  // Where neither side tells alternatives apart, or both do, the names are what clients were told.
  const isNew = !given.clauses.some(({ node }) => isHint(node));
  for (const failure of failures) {
    const isOnlyHint = isNew && failure.receiver !== undefined && isHint(failure.receiver.node);
    into.add(flow, failure, () => {
      return isOnlyHint ? { undecided: HINT } : outcomeOf(failure, search.ofFailure(from, to, failure));
    });
  }
}

function clausesOf(keyword: string, sender: Shape, receiver: Shape) {
  return { sender: saying(sender, keyword)[0], receiver: saying(receiver, keyword)[0] };
}

/** OpenAPI 3.2, "Discriminator Object": it gives a hint about the expected schema. */
const HINT = 'a discriminator that comes or goes is a hint to generated code, which validators do not take';

const MISPLACED = 'the keyword says nothing of values of this type, unless the type is the mistake';

/** Where all values are known, each of them tells whether it is refused and by what. */
function compareListed(
  { flow, prover }: Direction,
  from: unknown,
  to: unknown,
  values: readonly unknown[],
  into: Collector,
): void {
  for (const value of values) {
    if (refusalOf(from, value, prover.sender) !== undefined) continue;
    const refusal = refusalOf(to, value, prover.receiver);
    if (refusal === undefined) continue;
    const clause = prover.receiver.shape(to).clauses.find(({ node }) => node === refusal.node);
    // What lists objects or lists is compared as a whole.
    const facet = VALUE_KEYWORDS.has(refusal.keyword) ? refusal.keyword : 'enum';
    into.add(flow, { facet, ...(clause && { receiver: clause }) }, () => ({ witness: { value } }));
  }
}

/** Keywords that refuse a value for itself, not for what it holds. */
const VALUE_KEYWORDS = new Set([
  ...['type', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'format', 'pattern'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'not', 'anyOf', 'oneOf', 'then', 'else'],
]);
