import type { Containment, Step } from '../../containment/containment.js';
import { keysOfPointer } from '../../lib/json-pointer.js';
import { isObject, keysOf } from '../../lib/json-value.js';
import type { SchemaNode } from '../../model/openapi.js';
import type { Flow, Held, OpenApiChange, Place } from '../../model/openapi-change.js';
import { ANNOTATIONS } from '../../tables/schema-annotations.js';
import type { Facts } from './facts.js';
import { type Pair, type PairGraph, TooManyPairs } from './pairs.js';
import { declaredBy } from './properties.js';
import { modelOf, placeInFile, placeOfDefinition, type Resolver, type Resolvers } from './references.js';
import type { DocumentSameness } from './sameness.js';
import { schemaChanges } from './schema-changes.js';
import { subtypeChanges } from './subtype-changes.js';
import type { Hierarchies } from './subtypes.js';

export interface SchemaWalk extends Resolvers {
  /** Schemas that both descriptions name; each is compared where it is defined. */
  readonly models: ReadonlySet<string>;
  /** Schemas that only the description before names. */
  readonly goneModels: ReadonlySet<string>;
  readonly pairs: PairGraph;
  readonly containment: Containment;
  readonly hierarchies: { readonly before: Hierarchies; readonly after: Hierarchies };
  readonly isSame: DocumentSameness['isSame'];
  readonly facts: Facts;
  /** Pairs that references led to and that are still to be compared. */
  readonly waiting: (() => OpenApiChange[])[];
  /** The schemas of responses that are written differently, of which the exact changes are to be known. */
  readonly written: { readonly pair: Pair; readonly explanation: { isFound: boolean } }[];
  /** How many schemas are being compared, each inside another one. */
  depth: number;
}

/** Two circles of references whose lengths have no common factor meet in as many pairs as their product. */
const MOST_WAITING = 200_000;

/** Deeper ones wait until the stack is short again. */
const DEEPEST = 100;

/** A schema as it stands in a document: an object, `true`, `false` or nothing. */
export type SchemaSlot = SchemaNode | boolean | undefined;

/**
 * The changes between two schemas and everything they hold or refer to; none when the two have been compared
 * before. Changes of the place itself come first, then what is nested, in the order of before.
 *
 * @param outer the pair that holds these two, and the directions in which it does; without one an operation does
 */
export function compareSchemas(
  walk: SchemaWalk,
  from: SchemaSlot,
  to: SchemaSlot,
  place: Place,
  outer?: Outer,
): OpenApiChange[] {
  if (walk.isSame(from, to)) return [];
  const [before, after] = resolveBoth(walk, from, to);
  if (before.node === undefined || after.node === undefined) {
    const { reference } = after;
    // A model that is gone is reported where it was.
    const isGone = reference === before.reference && walk.goneModels.has(modelOf(reference) ?? '');
    const isNew = reference !== undefined && after.node === undefined && before.node !== undefined && !isGone;
    return isNew ? [{ kind: 'reference_unresolved', place, reference }] : [];
  }
  const holdsText = place.text !== undefined && place.text !== 'json';
  const pair = walk.pairs.of(before.node, after.node, holdsText);
  if (outer === undefined) walk.pairs.use(pair, place.usage);
  else walk.pairs.hold(outer.pair, pair, outer.flows);
  const model = modelOf(before.reference);
  const isModel = model !== undefined && walk.models.has(model) && modelOf(after.reference) === model;
  // Of a model that travels as text, less may be told than where it is defined.
  if ((isModel && !holdsText) || pair.walked) return [];
  pair.walked = true;
  const [left, right] = [before.node, after.node];
  // What a reference leads to is held by others, too, who may send it another way.
  const isShared = before.reference !== undefined || after.reference !== undefined;
  const within = outer && !isShared && { holder: outer.held, step: outer.step };
  const held = { before: left, after: right, ...within, ...(travelsAsText(place) && { isText: true }) };
  const named = isModel
    ? { path: `components.schemas.${model}`, subject: `model '${model}'` }
    : (placeInFile(before.reference, after.reference, 'schema') ??
      placeOfDefinition(before.reference, after.reference));
  const at = { ...place, ...named };
  const compare = () => compareNodes(walk, left, right, at, pair, held);
  // A chain of references can be longer than the stack.
  if (!isShared && walk.depth < DEEPEST) return compare();
  if (walk.waiting.length === MOST_WAITING) throw new TooManyPairs();
  walk.waiting.push(compare);
  return [];
}

/** Two slots without the references that lead to their schemas, and without a null that both let pass besides. */
function resolveBoth(walk: SchemaWalk, from: SchemaSlot, to: SchemaSlot): [ResolvedSchema, ResolvedSchema] {
  const [before, after] = [resolve(walk.before, from), resolve(walk.after, to)];
  const inner = walk.containment.withoutNull(before.node, after.node);
  if (inner === undefined) return [before, after];
  return [resolve(walk.before, inner.before as SchemaSlot), resolve(walk.after, inner.after as SchemaSlot)];
}

interface Outer {
  readonly pair: Pair;
  readonly held: Held;
  readonly step: Step;
  readonly flows: ReadonlySet<Flow>;
}

// `true`, like nothing at all, allows everything; `false` allows nothing (JSON Schema 2020-12, section 4.3.2).
const EVERYTHING: SchemaNode = {};
const NOTHING: SchemaNode = { type: [] };

interface ResolvedSchema {
  readonly node: SchemaNode | undefined;
  readonly reference: string | undefined;
}

/** The schema that a slot holds or refers to, hop by hop; `undefined` when a reference leads nowhere or around. */
export function resolve(resolver: Resolver, start: SchemaSlot): ResolvedSchema {
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
  return keysOf(node).every((key) => key === keyword || key === '$ref' || ANNOTATIONS.has(key) || key.startsWith('x-'));
}

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

/** Compares two schemas whose references have been followed, and all that stands below. */
export function compareNodes(
  walk: SchemaWalk,
  before: SchemaNode,
  after: SchemaNode,
  place: Place,
  pair: Pair,
  held: Held = { before, after },
): OpenApiChange[] {
  walk.depth++;
  const comparing = walk.containment.compare(before, after, travelsAsText(place));
  const compared = { before, after, place, pair, comparing, held };
  const changes = schemaChanges(walk, compared);
  const { model: _, ...inside } = place;
  for (const { step, before: from, after: to, flows } of comparing.below) {
    const at = { ...inside, ...below(place, step, from), ...textBelow(place, step) };
    changes.push(...compareSchemas(walk, from as SchemaSlot, to as SchemaSlot, at, { pair, flows, held, step }));
  }
  changes.push(...subtypeChanges(walk, compared));
  walk.depth--;
  return changes;
}

function travelsAsText({ text }: Place): boolean {
  return text === 'value' || text === 'part';
}

/** How what stands below travels: the parts of a form as text, objects in a part as JSON. */
function textBelow({ text }: Place, { keyword }: Step): Pick<Place, 'text'> {
  const isOfObject = /propert/i.test(keyword);
  if (text === 'form' && isOfObject) return { text: 'part' };
  return text === 'part' && isOfObject ? { text: 'json' } : {};
}

/** What to call a place below another one. */
function below(place: Place, { keyword, name }: Step, from: unknown): Pick<Place, 'path' | 'subject'> {
  const path = `${place.path}.${keyword}${name === undefined ? '' : `.${name}`}`;
  if (keyword === 'anyOf' || keyword === 'oneOf') return { path, subject: `${alternative(from)} of ${place.subject}` };
  const part = keyword === 'properties' ? `property '${name}'` : keyword === 'items' ? 'items' : keyword;
  return { path, subject: `${part} of ${place.subject}` };
}

/** An alternative by the name of the schema that it was, if it had one. */
function alternative(schema: unknown): string {
  const reference = isObject(schema) ? schema.$ref : undefined;
  const name = typeof reference === 'string' ? keysOfPointer(reference.replace(/^[^#]*#/, '')).at(-1) : undefined;
  return name === undefined || name === '' ? 'an alternative' : `alternative '${name}'`;
}

/** Whether two schemas say the same in other words: no value passes only one of them, and they name the same properties. */
export function saysTheSame(walk: SchemaWalk, before: SchemaSlot, after: SchemaSlot): boolean {
  const met = new Map<object, Set<object>>();
  const waiting: (readonly [SchemaSlot, SchemaSlot])[] = [[before, after]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [from, to] = resolveBoth(walk, ...pair).map(({ node }) => node);
    if (from === undefined || to === undefined) return false;
    const partners = met.get(from) ?? new Set();
    if (partners.has(to)) continue;
    met.set(from, partners.add(to));
    const { differences, below } = walk.containment.compare(from, to, false);
    const [names, others] = [namesOf(walk, 'before', from), namesOf(walk, 'after', to)];
    if (differences.length > 0 || names.join() !== others.join()) return false;
    waiting.push(...below.map((one) => [one.before as SchemaSlot, one.after as SchemaSlot] as const));
  }
  return true;
}

function namesOf({ containment }: SchemaWalk, side: 'before' | 'after', schema: SchemaNode): string[] {
  return [...declaredBy(containment.shape(side, schema)).keys()].sort();
}
