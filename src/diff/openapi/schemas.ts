import { diffByName, type NameDiff } from '../../lib/diff-by-name.js';
import { isObject, keysOf, own } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { SchemaNode } from '../../model/openapi.js';
import type { Flow, OpenApiChange, Place } from '../../model/openapi-change.js';
import { branchChanges } from './branches.js';
import { valueChanges } from './keywords.js';
import { type Pair, type PairGraph, TooManyPairs } from './pairs.js';
import { modelOf, type Resolver, type Resolvers, saySame } from './references.js';

export interface SchemaWalk extends Resolvers {
  /** Schemas that both descriptions name; each is compared where it is defined. */
  readonly models: ReadonlySet<string>;
  /** Schemas that only the description before names. */
  readonly goneModels: ReadonlySet<string>;
  readonly pairs: PairGraph;
  /** Pairs that references led to and that are still to be compared. */
  readonly waiting: (() => OpenApiChange[])[];
}

/** Two circles of references whose lengths have no common factor meet in as many pairs as their product. */
const MOST_WAITING = 200_000;

/** A schema as it stands in a document: an object, `true`, `false` or nothing. */
export type SchemaSlot = SchemaNode | boolean | undefined;

/**
 * The changes between two schemas and everything they hold or refer to; none when the two have been compared
 * before. Changes of the place itself come first, then what is nested, in the order of before.
 *
 * @param outer the pair that holds these two; without one an operation does
 */
export function compareSchemas(
  walk: SchemaWalk,
  from: SchemaSlot,
  to: SchemaSlot,
  place: Place,
  outer?: Pair,
): OpenApiChange[] {
  const [before, after] = [resolve(walk.before, from), resolve(walk.after, to)];
  if (before.node === undefined || after.node === undefined) {
    const { reference } = after;
    // A model that is gone is reported where it was.
    const isGone = reference === before.reference && walk.goneModels.has(modelOf(reference) ?? '');
    const isNew = reference !== undefined && after.node === undefined && before.node !== undefined && !isGone;
    return isNew ? [{ kind: 'reference_unresolved', place, reference }] : [];
  }
  const pair = walk.pairs.of(before.node, after.node);
  if (outer === undefined) walk.pairs.use(pair, place.usage);
  else walk.pairs.hold(outer, pair);
  const model = modelOf(before.reference);
  const isModel = model !== undefined && walk.models.has(model) && modelOf(after.reference) === model;
  if (isModel || pair.walked) return [];
  pair.walked = true;
  const [left, right, at] = [before.node, after.node, { ...place, usage: pair.usage }];
  const compare = () => compareNodes(walk, left, right, at, pair);
  // A chain of references can be longer than the stack.
  if (before.reference === undefined && after.reference === undefined) return compare();
  if (walk.waiting.length === MOST_WAITING) throw new TooManyPairs();
  walk.waiting.push(compare);
  return [];
}

// `true`, like nothing at all, allows everything; `false` allows nothing (JSON Schema 2020-12, section 4.3.2).
const EVERYTHING: SchemaNode = {};
const NOTHING: SchemaNode = { not: {} };

interface ResolvedSchema {
  readonly node: SchemaNode | undefined;
  readonly reference: string | undefined;
}

/** The schema that a slot holds or refers to, hop by hop; `undefined` when a reference leads nowhere or around. */
function resolve(resolver: Resolver, start: SchemaSlot): ResolvedSchema {
  const seen = new Set<unknown>();
  let reference: string | undefined;
  let slot: unknown = start;
  while (isObject(slot) && !seen.has(slot)) {
    seen.add(slot);
    const only = onlyBranch(slot);
    if (only !== undefined) slot = only;
    else if (typeof slot.$ref !== 'string') return { node: slot, reference };
    else if (resolver.keepsSiblings && hasSiblings(slot)) return { node: withSiblings(slot), reference };
    else {
      reference = slot.$ref;
      slot = resolver.follow(reference);
    }
  }
  if (typeof slot === 'boolean') return { node: slot ? EVERYTHING : NOTHING, reference };
  return { node: start === undefined ? EVERYTHING : undefined, reference };
}

/** The branch of an `allOf` that has one and says nothing else, which is how a reference gets a description. */
function onlyBranch(node: SchemaNode): unknown {
  const { allOf } = node;
  return Array.isArray(allOf) && allOf.length === 1 && saysNothingBeside(node, 'allOf') ? allOf[0] : undefined;
}

function saysNothingBeside(node: SchemaNode, keyword: string): boolean {
  return keysOf(node).every((key) => key === keyword || SAYS_NOTHING.has(key) || key.startsWith('x-'));
}

const SAYS_NOTHING = new Set([
  ...['$ref', 'summary', 'description', 'title', 'deprecated', 'example', 'examples', 'default', '$comment'],
]);

/** Whether anything that counts stands beside the reference of a schema. */
export function hasSiblings(node: SchemaNode): boolean {
  return typeof node.$ref === 'string' && !saysNothingBeside(node, '$ref');
}

const joined = new WeakMap<object, SchemaNode>();

/**
 * A schema and what stands beside its reference as one: from OpenAPI 3.1 on both hold (JSON Schema 2020-12,
 * section 8.2.3.1).
 */
export function withSiblings(node: SchemaNode): SchemaNode {
  const { $ref, ...siblings } = node;
  const both = joined.get(node) ?? { allOf: [{ $ref }, siblings] };
  joined.set(node, both);
  return both;
}

/** Compares two schemas whose references have been followed. */
export function compareNodes(
  walk: SchemaWalk,
  before: SchemaNode,
  after: SchemaNode,
  place: Place,
  pair: Pair,
): OpenApiChange[] {
  if (before === EVERYTHING && after === EVERYTHING) return [];
  const { model: _, ...inside } = place;
  const nested: Nested = (from, to, keyword, property) => {
    const [step, part] =
      property === undefined ? [keyword, keyword] : [`${keyword}.${property}`, `property '${property}'`];
    const at = { ...inside, path: `${place.path}.${step}`, subject: `${part} of ${place.subject}` };
    return compareSchemas(walk, from as SchemaSlot, to as SchemaSlot, at, pair);
  };
  const properties = diffByName<unknown>(propertiesOf(before), propertiesOf(after));
  return [
    ...properties.removed.map(([property, value]) => {
      const isRefused = after.additionalProperties === false;
      return { kind: 'property_removed', place, property, before: value, isRefused } as const;
    }),
    ...requiredChanges(before, after, place),
    ...properties.added.map(([property, value]) => {
      return { kind: 'property_added', place, property, after: value } as const;
    }),
    ...retypedChanges(properties.common, place),
    ...valueChanges(walk, before, after, place),
    ...properties.common.flatMap(([property, from, to]) => {
      const changes = nested(from, to, 'properties', property);
      return isRetyped(place, from, to) ? changes.filter((change) => !isTypeOf(change, place, property)) : changes;
    }),
    ...SUBSCHEMAS.flatMap((keyword) => subschemaChanges(walk, keyword, before[keyword], after[keyword], place, nested)),
    ...branchChanges(before, after, place, nested),
  ];
}

/** Compares what stands below a schema: under a keyword, or under one of the keyword's names. */
type Nested = (from: unknown, to: unknown, keyword: string, property?: string) => OpenApiChange[];

function retypedChanges(common: NameDiff<unknown>['common'], place: Place): OpenApiChange[] {
  return common
    .filter(([, from, to]) => isRetyped(place, from, to))
    .map(([property, from, to]) => {
      return { kind: 'property_type_changed', place, property, before: typeOf(from), after: typeOf(to) } as const;
    });
}

/** Whether a property of a named model has another type as it is written, which is the original's finding. */
function isRetyped(place: Place, from: unknown, to: unknown): boolean {
  return place.model !== undefined && !equal(typeOf(from), typeOf(to));
}

function isTypeOf(change: OpenApiChange, place: Place, property: string): boolean {
  return change.kind === 'schema_type_changed' && change.place.path === `${place.path}.properties.${property}`;
}

/** Keywords that hold one schema. */
const SUBSCHEMAS = ['items', 'additionalProperties', 'not'];

function subschemaChanges(
  walk: SchemaWalk,
  keyword: string,
  from: unknown,
  to: unknown,
  place: Place,
  nested: Nested,
): OpenApiChange[] {
  // What `not` refuses more, it allows less: its own changes mean the reverse, and are not followed.
  if (keyword !== 'not' && isObject(from) && isObject(to)) return nested(from, to, keyword);
  const isOpenness = keyword === 'additionalProperties' && (from === false) !== (to === false);
  const same = keyword === 'not' ? saySame(walk, from, to) : saysNothing(from) === saysNothing(to);
  return isOpenness || same ? [] : [{ kind: 'schema_keyword_changed', place, keyword, before: from, after: to }];
}

function propertiesOf(node: SchemaNode): Readonly<Record<string, unknown>> {
  return isObject(node.properties) ? node.properties : {};
}

function typeOf(property: unknown): unknown {
  return (isObject(property) ? property.type : undefined) ?? null;
}

function requiredChanges(before: SchemaNode, after: SchemaNode, place: Place): OpenApiChange[] {
  const [from, to] = [requiredOf(before), requiredOf(after)];
  const [fromSet, toSet] = [new Set(from), new Set(to)];
  return [
    ...to
      .filter((property) => !fromSet.has(property))
      .map((property) => {
        const only = onlyFlow(own(propertiesOf(after), property));
        return { kind: 'property_made_required', place, property, before: from, after: to, only } as const;
      }),
    ...from
      .filter((property) => !toSet.has(property))
      .map((property) => ({ kind: 'property_made_optional', place, property }) as const),
  ];
}

/** The one direction in which a property is sent (OpenAPI 3.0, "Schema Object", readOnly and writeOnly). */
function onlyFlow(property: unknown): Flow | undefined {
  if (!isObject(property)) return undefined;
  return property.readOnly === true ? 'response' : property.writeOnly === true ? 'request' : undefined;
}

/** Whether a schema refuses no value. */
function saysNothing(slot: unknown): boolean {
  return slot === undefined || slot === true || (isObject(slot) && keysOf(slot).length === 0);
}

function requiredOf(node: SchemaNode): readonly string[] {
  return Array.isArray(node.required) ? [...new Set(node.required.filter((name) => typeof name === 'string'))] : [];
}
