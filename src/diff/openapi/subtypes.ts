import { pinnedNames } from '../../containment/discriminator.js';
import { byName } from '../../lib/diff-by-name.js';
import { fragmentOf, pointerOf } from '../../lib/json-pointer.js';
import { isObject, keysOf } from '../../lib/json-value.js';
import type { OpenApiDescription, SchemaNode } from '../../model/openapi.js';
import type { Spot } from '../../model/openapi-change.js';
import type { Resolver } from './references.js';

/** A schema that a value of a discriminator stands for. */
export interface Subtype {
  readonly reference: string;
  /** Where it is written that the value stands for it. */
  readonly spot: Spot;
}

/** A discriminator that no alternatives stand beside, and the schemas that its values stand for. */
export interface Hierarchy {
  readonly discriminator: SchemaNode;
  readonly subtypes: ReadonlyMap<string, Subtype>;
}

/** The schemas of one description that are subtypes of others by inheritance. */
export interface Hierarchies {
  /** What may stand where a schema is; `undefined` when no discriminator says. */
  of(node: object): Hierarchy | undefined;
  /** Whether any named schema has subtypes that refer to it. */
  readonly bases: ReadonlySet<object>;
}

interface Heir {
  readonly name: string;
  readonly node: SchemaNode;
}

const DEEPEST = 50;

/**
 * Finds what inherits from what (OpenAPI 3.0.4, "Discriminator Object"): a schema of the components that has a
 * schema with a discriminator in its `allOf` is what the values of its name are, unless the mapping names it.
 */
export function createHierarchies(description: OpenApiDescription, resolver: Resolver): Hierarchies {
  const models = byName<unknown>(description.components?.schemas as Readonly<Record<string, unknown>> | undefined);
  const heirs = heirsOf(models, resolver);
  const named = new Set<object>([...models.values()].filter(isObject));
  const known = new Map<object, Hierarchy | undefined>();
  const bases = new Set(
    heirs.size === 0 ? [] : [...named].filter((node) => hierarchyOf(node as SchemaNode) !== undefined),
  );

  function of(node: object): Hierarchy | undefined {
    const { discriminator, allOf } = node as SchemaNode;
    if (!isObject(discriminator) && !Array.isArray(allOf) && !bases.has(node)) return undefined;
    return hierarchyOf(node as SchemaNode);
  }

  function hierarchyOf(node: SchemaNode, depth = 0): Hierarchy | undefined {
    if (known.has(node)) return known.get(node);
    // Whoever holds itself has no more subtypes for that.
    known.set(node, undefined);
    const hierarchy = depth > DEEPEST ? undefined : find(node, depth);
    known.set(node, hierarchy);
    return hierarchy;
  }

  function find(node: SchemaNode, depth: number): Hierarchy | undefined {
    const holder = holderOf(node, resolver, 0);
    const discriminator = holder?.discriminator;
    if (holder === undefined || !isObject(discriminator)) return undefined;
    // What stands around a reference to a base may be whatever the base may be.
    const parents = parentsOf(node, resolver);
    if (!named.has(node) && holder !== node) {
      return parents.map((parent) => hierarchyOf(parent, depth + 1)).find((one) => one !== undefined);
    }
    const below = descendantsOf(node, heirs);
    const subtypes = new Map<string, Subtype>();
    const mapped = new Set<unknown>();
    for (const [value, subtype] of mappingOf(discriminator, models)) {
      const target = targetOf(subtype.reference, resolver);
      if (holder !== node && target !== node && !below.some((heir) => heir.node === target)) continue;
      mapped.add(target);
      subtypes.set(value, subtype);
    }
    for (const heir of below) {
      if (mapped.has(heir.node)) continue;
      const subtype = { reference: referenceTo(heir.name), spot: { node: heir.node } };
      for (const value of valuesOf(heir, String(discriminator.propertyName), resolver)) {
        if (!subtypes.has(value)) subtypes.set(value, subtype);
      }
    }
    return { discriminator, subtypes };
  }

  return { of, bases };
}

/** The schemas that have another one in their `allOf`, by that one. */
function heirsOf(models: ReadonlyMap<string, unknown>, resolver: Resolver): ReadonlyMap<object, readonly Heir[]> {
  const heirs = new Map<object, Heir[]>();
  for (const [name, node] of models) {
    if (!isObject(node)) continue;
    for (const parent of parentsOf(node, resolver)) {
      heirs.set(parent, [...(heirs.get(parent) ?? []), { name, node }]);
    }
  }
  return heirs;
}

/** The schemas that the `allOf` of a schema refers to. */
function parentsOf({ allOf }: SchemaNode, resolver: Resolver): SchemaNode[] {
  if (!Array.isArray(allOf)) return [];
  return allOf.flatMap((part: unknown) => {
    const parent = isObject(part) && typeof part.$ref === 'string' ? resolver.resolve(part).node : undefined;
    return parent === undefined ? [] : [parent];
  });
}

/** The schema that has the discriminator of another one; none where alternatives are listed beside it. */
function holderOf(node: SchemaNode, resolver: Resolver, depth: number): SchemaNode | undefined {
  if (isObject(node.discriminator)) {
    const isUnion = Array.isArray(node.oneOf) || Array.isArray(node.anyOf);
    return isUnion || typeof node.discriminator.propertyName !== 'string' ? undefined : node;
  }
  if (depth > DEEPEST || !Array.isArray(node.allOf)) return undefined;
  const own = node.allOf.filter((part): part is SchemaNode => isObject(part) && part.$ref === undefined);
  return [...parentsOf(node, resolver), ...own]
    .map((part) => holderOf(part, resolver, depth + 1))
    .find((holder) => holder !== undefined);
}

function descendantsOf(node: object, heirs: ReadonlyMap<object, readonly Heir[]>): Heir[] {
  const found = new Map<object, Heir>();
  const waiting = [...(heirs.get(node) ?? [])];
  for (const heir of waiting) {
    if (found.has(heir.node) || heir.node === node) continue;
    found.set(heir.node, heir);
    waiting.push(...(heirs.get(heir.node) ?? []));
  }
  return [...found.values()];
}

function targetOf(reference: string, resolver: Resolver): unknown {
  return resolver.resolve({ $ref: reference } as SchemaNode).node;
}

function referenceTo(model: string): string {
  return fragmentOf(pointerOf(['components', 'schemas', model]));
}

/** What a mapping says: each value with a reference; a name stands for the model of that name. */
function mappingOf({ mapping }: SchemaNode, models: ReadonlyMap<string, unknown>): (readonly [string, Subtype])[] {
  if (!isObject(mapping)) return [];
  return keysOf(mapping).flatMap((value) => {
    const text = mapping[value];
    if (typeof text !== 'string') return [];
    const reference = models.has(text) || !/[#/]/.test(text) ? referenceTo(text) : text;
    return [[value, { reference, spot: { node: mapping, keys: [value] } }] as const];
  });
}

/** The values that stand for a subtype without a mapping: those that it lists, or its name. */
function valuesOf({ name, node }: Heir, property: string, resolver: Resolver): readonly string[] {
  // Descriptions of Azure have these.
  const extension = node['x-ms-discriminator-value'] ?? node['x-discriminator-value'];
  if (typeof extension === 'string') return [extension];
  return pinnedNames(node, property, resolver) ?? [name];
}
