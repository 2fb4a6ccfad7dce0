import { isObject, keysOf } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import type { Side } from './shape.js';

/**
 * The branches of `anyOf` or `oneOf`; where a discriminator tells them apart, each with the names that choose it
 * (OpenAPI 3.2, "Discriminator Object"). A branch that lists its names itself is believed.
 */
export function branchesOf(node: SchemaNode, keyword: 'anyOf' | 'oneOf', side: Side): readonly unknown[] {
  const branches = node[keyword];
  if (!Array.isArray(branches)) return [];
  const { discriminator } = node;
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return branches;
  const property = discriminator.propertyName;
  return branches.map((branch) => told(branch, discriminator, property, side));
}

/** What a discriminator says of its branches' properties, in words of schemas. */
const hints = new WeakSet<object>();

/** Whether a schema only says what a discriminator does. */
export function isHint(node: SchemaNode): boolean {
  return hints.has(node);
}

const known = new WeakMap<object, WeakMap<object, SchemaNode>>();

/** A branch whose property has one of the names that choose it; the same one each time. */
function told(branch: unknown, discriminator: SchemaNode, property: string, side: Side): unknown {
  if (!isObject(branch) || typeof branch.$ref !== 'string' || listsNames(branch, property, side, 0)) return branch;
  const names = namesOf(branch.$ref, discriminator.mapping);
  if (names.length === 0) return branch;
  const branches = known.get(discriminator) ?? new WeakMap<object, SchemaNode>();
  known.set(discriminator, branches);
  const schema = branches.get(branch) ?? { allOf: [branch, hintOf(property, names)] };
  branches.set(branch, schema);
  return schema;
}

function hintOf(property: string, names: readonly string[]): SchemaNode {
  const values: SchemaNode = { enum: names };
  const hint: SchemaNode = { required: [property], properties: { [property]: values } };
  hints.add(values).add(hint);
  return hint;
}

/** The keys of a mapping that lead to a reference. Without a mapping, what people write is often no model's name. */
function namesOf(reference: string, mapping: unknown): string[] {
  if (!isObject(mapping)) return [];
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1];
  return keysOf(mapping).filter((key) => mapping[key] === reference || mapping[key] === name);
}

const DEEPEST = 5;

/** Whether a schema says itself which values the property may have. */
function listsNames(schema: unknown, property: string, side: Side, depth: number): boolean {
  const node = follow(schema, side);
  if (node === undefined || depth > DEEPEST) return false;
  const own =
    isObject(node.properties) && Object.hasOwn(node.properties, property)
      ? follow(node.properties[property], side)
      : undefined;
  if (own !== undefined && (Array.isArray(own.enum) || Object.hasOwn(own, 'const'))) return true;
  return Array.isArray(node.allOf) && node.allOf.some((part) => listsNames(part, property, side, depth + 1));
}

/** The values that a schema itself lists for a property, references to what it inherits from not followed. */
export function pinnedNames(node: SchemaNode, property: string, side: Side): readonly string[] | undefined {
  const own = isObject(node.properties) ? follow(node.properties[property], side) : undefined;
  const listed = own === undefined ? undefined : Object.hasOwn(own, 'const') ? [own.const] : own.enum;
  if (Array.isArray(listed)) return listed.map(String);
  const parts = Array.isArray(node.allOf) ? node.allOf : [];
  return parts
    .filter((part) => isObject(part) && part.$ref === undefined)
    .map((part) => pinnedNames(part, property, side))
    .find((names) => names !== undefined);
}

function follow(schema: unknown, side: Side): SchemaNode | undefined {
  let node = schema;
  for (let hops = 0; isObject(node) && typeof node.$ref === 'string' && hops < DEEPEST; hops++)
    node = side.follow(node.$ref);
  return isObject(node) ? node : undefined;
}
