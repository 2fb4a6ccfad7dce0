import { diffByName } from '../../lib/diff-by-name.js';
import { isObject, keysOf, own } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { SchemaNode } from '../../model/openapi.js';
import type { Flow, OpenApiChange, Place } from '../../model/openapi-change.js';
import { branchChanges } from './branches.js';
import { valueChanges } from './keywords.js';
import type { Pair, PairGraph } from './pairs.js';
import { modelOf, type Resolver } from './references.js';

export interface SchemaWalk {
  readonly before: Resolver;
  readonly after: Resolver;
  /** Schemas that both descriptions name; each is compared where it is defined. */
  readonly models: ReadonlySet<string>;
  /** Schemas that only the description before names. */
  readonly goneModels: ReadonlySet<string>;
  readonly pairs: PairGraph;
}

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
  return compareNodes(walk, before.node, after.node, { ...place, usage: pair.usage }, pair);
}

// `true`, like nothing at all, allows everything; `false` allows nothing (JSON Schema 2020-12, section 4.3.2).
const EVERYTHING: SchemaNode = {};
const NOTHING: SchemaNode = { not: {} };

interface ResolvedSchema {
  readonly node: SchemaNode | undefined;
  readonly reference: string | undefined;
}

function resolve(resolver: Resolver, slot: SchemaSlot): ResolvedSchema {
  if (slot === undefined) return { node: EVERYTHING, reference: undefined };
  if (isObject(slot) && resolver.keepsSiblings && hasSiblings(slot))
    return { node: withSiblings(slot), reference: undefined };
  const { node, target, reference } = resolver.resolve(slot as SchemaNode);
  if (typeof target !== 'boolean') return { node, reference };
  return { node: target ? EVERYTHING : NOTHING, reference };
}

const SAYS_NOTHING = new Set([
  '$ref',
  'summary',
  'description',
  'title',
  'deprecated',
  'example',
  'examples',
  'default',
  '$comment',
]);

function hasSiblings(node: SchemaNode): boolean {
  return typeof node.$ref === 'string' && keysOf(node).some((key) => !SAYS_NOTHING.has(key) && !key.startsWith('x-'));
}

const joined = new WeakMap<object, SchemaNode>();

// From OpenAPI 3.1 on, what stands beside a reference holds as well (JSON Schema 2020-12, section 8.2.3.1).
function withSiblings(node: SchemaNode): SchemaNode {
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
  pair.walked = true;
  if (before === EVERYTHING && after === EVERYTHING) return [];
  const changes: OpenApiChange[] = [];
  const { model: _, ...inside } = place;
  const nested = (from: unknown, to: unknown, keyword: string, property?: string) => {
    const [step, part] =
      property === undefined ? [keyword, keyword] : [`${keyword}.${property}`, `property '${property}'`];
    const at = { ...inside, path: `${place.path}.${step}`, subject: `${part} of ${place.subject}` };
    changes.push(...compareSchemas(walk, from as SchemaSlot, to as SchemaSlot, at, pair));
  };
  const properties = diffByName<unknown>(propertiesOf(before), propertiesOf(after));
  for (const [property, value] of properties.removed)
    changes.push({ kind: 'property_removed', place, property, before: value });
  changes.push(...requiredChanges(before, after, place));
  for (const [property, value] of properties.added)
    changes.push({ kind: 'property_added', place, property, after: value });
  const retyped = new Set<string>();
  for (const [property, from, to] of properties.common) {
    const [type, newType] = [typeOf(from), typeOf(to)];
    if (place.model === undefined || equal(type, newType)) continue;
    retyped.add(property);
    changes.push({ kind: 'property_type_changed', place, property, before: type, after: newType });
  }
  changes.push(...valueChanges(before, after, place));
  for (const [property, from, to] of properties.common)
    if (!retyped.has(property)) nested(from, to, 'properties', property);
  for (const keyword of ['items', 'additionalProperties', 'not']) {
    const [from, to] = [before[keyword], after[keyword]];
    if (isObject(from) && isObject(to)) nested(from, to, keyword);
    else if (
      saysNothing(keyword, from) !== saysNothing(keyword, to) &&
      (keyword !== 'additionalProperties' || (from === false) === (to === false))
    ) {
      changes.push({ kind: 'schema_keyword_changed', place, keyword, before: from, after: to });
    }
  }
  changes.push(...branchChanges(before, after, place, nested));
  return changes;
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
      .map((property) => ({ kind: 'property_made_optional', place, property, before: from, after: to }) as const),
  ];
}

/** The one direction in which a property is sent (OpenAPI 3.0, "Schema Object", readOnly and writeOnly). */
function onlyFlow(property: unknown): Flow | undefined {
  if (!isObject(property)) return undefined;
  return property.readOnly === true ? 'response' : property.writeOnly === true ? 'request' : undefined;
}

/** Whether a keyword refuses no value; `not` does so only when it is absent. */
function saysNothing(keyword: string, slot: unknown): boolean {
  if (slot === undefined) return true;
  return keyword !== 'not' && (slot === true || (isObject(slot) && keysOf(slot).length === 0));
}

function requiredOf(node: SchemaNode): readonly string[] {
  return Array.isArray(node.required) ? [...new Set(node.required.filter((name) => typeof name === 'string'))] : [];
}
