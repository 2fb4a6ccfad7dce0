import { byName, diffByName } from '../../lib/diff-by-name.js';
import { isObject } from '../../lib/json-value.js';
import { equal } from '../../lib/python/equal.js';
import type { SchemaNode } from '../../model/openapi.js';
import type { OpenApiChange, Place } from '../../model/openapi-change.js';
import { branchChanges } from './branches.js';
import { valueChanges } from './keywords.js';
import { modelOf, type Resolver } from './references.js';
import type { UsageGraph } from './usage.js';

export interface SchemaWalk {
  readonly before: Resolver;
  readonly after: Resolver;
  /** Models that both descriptions have; each is compared once, where it is defined. */
  readonly models: ReadonlySet<string>;
  readonly usage: UsageGraph;
  /** The pairs that are being compared or have been, by the way their data go; what ends a cycle. */
  readonly seen: WeakMap<object, WeakMap<object, Set<string>>>;
}

/** A schema as it stands in a document: an object, `true`, `false` or nothing. */
export type SchemaSlot = SchemaNode | boolean | undefined;

/**
 * The changes between two schemas and everything they hold or refer to. Properties of the place itself come
 * first, then what is nested, in the order of before.
 *
 * @param model the named model that is being walked, if any
 */
export function compareSchemas(
  walk: SchemaWalk,
  from: SchemaSlot,
  to: SchemaSlot,
  place: Place,
  model?: string,
): OpenApiChange[] {
  const before = resolve(walk.before, from);
  const after = resolve(walk.after, to);
  if (before.reference !== undefined && after.node === undefined && after.reference === undefined && to === undefined)
    return [];
  const shared = modelOf(before.reference);
  if (shared !== undefined && walk.models.has(shared) && modelOf(after.reference) === shared) {
    if (model === undefined) walk.usage.used(shared, place.usage);
    else walk.usage.holds(model, shared);
    return [];
  }
  if (before.node === undefined || after.node === undefined) {
    const changed = after.reference !== undefined && after.node === undefined && after.reference !== before.reference;
    return changed ? [{ kind: 'reference_unresolved', place, reference: after.reference as string }] : [];
  }
  if (!isNew(walk, before.node, after.node, place)) return [];
  return compareNodes(walk, before.node, after.node, place, model);
}

function resolve(
  resolver: Resolver,
  slot: SchemaSlot,
): { node: SchemaNode | undefined; reference: string | undefined } {
  // `true`, like nothing at all, allows everything; `false` allows nothing (JSON Schema 2020-12, section 4.3.2).
  if (!isObject(slot)) return { node: slot === false ? { not: {} } : {}, reference: undefined };
  return resolver.resolve(slot as SchemaNode);
}

function isNew({ seen }: SchemaWalk, before: object, after: object, { usage }: Place): boolean {
  const flows = [...usage.flows].sort().join();
  const partners = seen.get(before) ?? new WeakMap<object, Set<string>>();
  seen.set(before, partners);
  const known = partners.get(after) ?? new Set();
  partners.set(after, known);
  if (known.has(flows)) return false;
  known.add(flows);
  return true;
}

/** Compares two schemas whose references have been followed. */
export function compareNodes(
  walk: SchemaWalk,
  before: SchemaNode,
  after: SchemaNode,
  place: Place,
  model?: string,
): OpenApiChange[] {
  const changes: OpenApiChange[] = [];
  const nested = (from: unknown, to: unknown, step: string) => {
    const { model: _, ...outer } = place;
    changes.push(
      ...compareSchemas(walk, from as SchemaSlot, to as SchemaSlot, { ...outer, path: `${place.path}.${step}` }, model),
    );
  };
  const properties = diffByName<unknown>(byName(propertiesOf(before)), byName(propertiesOf(after)));
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
    if (!retyped.has(property)) nested(from, to, `properties.${property}`);
  for (const keyword of ['items', 'additionalProperties', 'not']) {
    const [from, to] = [before[keyword], after[keyword]];
    if (isObject(from) && isObject(to)) nested(from, to, keyword);
    else if (isObject(from) !== isObject(to) && (from === false) === (to === false)) {
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
      .map((property) => ({ kind: 'property_made_required', place, property, before: from, after: to }) as const),
    ...from
      .filter((property) => !toSet.has(property))
      .map((property) => ({ kind: 'property_made_optional', place, property, before: from, after: to }) as const),
  ];
}

function requiredOf(node: SchemaNode): readonly string[] {
  return Array.isArray(node.required) ? [...new Set(node.required.filter((name) => typeof name === 'string'))] : [];
}
