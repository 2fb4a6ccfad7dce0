import { isObject, keysOf } from '../lib/json-value.js';
import { type Flow, HIDING } from '../model/openapi-change.js';
import type { Properties } from './failure.js';
import { matchesPattern } from './patterns.js';
import { type Clause, type Shape, saying } from './shape.js';

export interface PropertyReader {
  readonly flow: Flow;
  shape(schema: unknown): Shape;
  conjoin(schemas: readonly unknown[]): unknown;
  /** What has been read. */
  readonly properties: { readonly [Role in 'sender' | 'receiver']: WeakMap<Shape, Properties> };
}

/**
 * The properties of an object in one direction.
 *
 * @param role what is hidden is not sent; who receives it all the same ignores it
 */
export function readProperties(shape: Shape, reader: PropertyReader, role: 'sender' | 'receiver'): Properties {
  const known = reader.properties[role].get(shape) ?? propertiesOf(shape, reader, role);
  reader.properties[role].set(shape, known);
  return known;
}

function propertiesOf(shape: Shape, reader: PropertyReader, role: 'sender' | 'receiver'): Properties {
  const declared = new Map<string, Clause>();
  const patterns = new Map<string, Clause>();
  const required = new Map<string, Clause>();
  for (const clause of shape.clauses) {
    const { node } = clause;
    for (const name of namesIn(node.properties)) if (!declared.has(name)) declared.set(name, clause);
    for (const pattern of namesIn(node.patternProperties)) if (!patterns.has(pattern)) patterns.set(pattern, clause);
    for (const name of stringsIn(node.required)) if (!required.has(name)) required.set(name, clause);
  }
  const others = conjoinOthers(shape, reader);
  const schemas = new Map<string, unknown>();
  const schemaOf = (name: string) => {
    if (!schemas.has(name)) schemas.set(name, conjoinFor(name));
    return schemas.get(name);
  };
  const conjoinFor = (name: string) => {
    const parts = shape.clauses.map(({ node }) => schemaIn(node, name, (pattern) => matchesPattern(pattern, name)));
    const isEvaluated = parts.some((part) => part.length > 0) || hasAdditional(shape);
    return reader.conjoin([...parts.flat(), ...(isEvaluated ? [] : unevaluatedOf(shape))]);
  };
  const hidden = new Set<string>();
  for (const name of declared.keys()) {
    if (!isHidden(schemaOf(name), reader)) continue;
    hidden.add(name);
    required.delete(name);
    if (role === 'sender') declared.delete(name);
  }
  return {
    declared,
    required,
    mentioned: new Set(shape.clauses.flatMap(({ node }) => mentionedIn(node, 0))),
    patterns,
    others,
    of: (name) => (hidden.has(name) ? role === 'receiver' : schemaOf(name)),
    ofPattern: (pattern) => {
      const parts = shape.clauses.map(({ node }) => schemaIn(node, undefined, (own) => own === pattern));
      return reader.conjoin(parts.flat());
    },
  };
}

/** Names in the parts of a schema that look at the same object. */
function mentionedIn(node: unknown, depth: number): string[] {
  if (!isObject(node) || depth > 4) return [];
  const { dependentRequired: required, dependentSchemas: schemas } = node;
  const own = depth === 0 ? [] : namesIn(node.properties);
  const deeper = [node.if, node.then, node.else, node.not, ...(isObject(schemas) ? Object.values(schemas) : [])];
  return [
    ...own,
    ...stringsIn(node.required),
    ...namesIn(required),
    ...(isObject(required) ? Object.values(required).flatMap(stringsIn) : []),
    ...namesIn(schemas),
    ...deeper.flatMap((schema) => mentionedIn(schema, depth + 1)),
  ];
}

/** Keywords by which another schema is part of one. */
const COMPOSING = ['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf'];

/** Whether a direction does not carry what is of a schema. */
export function isHidden(schema: unknown, { flow, shape }: PropertyReader): boolean {
  if (!isObject(schema)) return false;
  const isShallow = !COMPOSING.some((keyword) => schema[keyword] !== undefined);
  // Most properties are no compositions, and need not be read for this.
  return isShallow
    ? schema[HIDING[flow]] === true
    : shape(schema).clauses.some(({ node }) => node[HIDING[flow]] === true);
}

/** What one clause says of a property: by its name, by patterns, or else by what it says of all others. */
export function schemaIn(
  node: Clause['node'],
  name: string | undefined,
  matches: (pattern: string) => boolean | undefined,
): unknown[] {
  const schemas: unknown[] = [];
  if (name !== undefined && isObject(node.properties) && Object.hasOwn(node.properties, name))
    schemas.push(node.properties[name]);
  for (const pattern of namesIn(node.patternProperties)) {
    if (matches(pattern) !== false) schemas.push((node.patternProperties as Record<string, unknown>)[pattern]);
  }
  return schemas.length > 0 || node.additionalProperties === undefined ? schemas : [node.additionalProperties];
}

function conjoinOthers(shape: Shape, { conjoin }: PropertyReader): unknown {
  const additional = saying(shape, 'additionalProperties').map(({ node }) => node.additionalProperties);
  return conjoin(additional.length > 0 ? additional : unevaluatedOf(shape));
}

function hasAdditional(shape: Shape): boolean {
  return saying(shape, 'additionalProperties').length > 0;
}

function unevaluatedOf(shape: Shape): unknown[] {
  return saying(shape, 'unevaluatedProperties').map(({ node }) => node.unevaluatedProperties);
}

/** The keys of an object of a document; none of anything else. */
export function namesIn(value: unknown): readonly string[] {
  return isObject(value) ? keysOf(value) : [];
}

/** The texts of a list of a document. */
export function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
