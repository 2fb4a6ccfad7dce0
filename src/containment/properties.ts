import { isObject, keysOf } from '../lib/json-value.js';
import { FLOWS, type Flow, HIDING } from '../model/openapi-change.js';
import { isComposed } from './composed.js';
import type { Properties } from './failure.js';
import { matchesPattern } from './patterns.js';
import { type Clause, type Shape, saying, seenBy } from './shape.js';

export interface PropertyReader {
  readonly flow: Flow;
  shape(schema: unknown): Shape;
  conjoin(schemas: readonly unknown[]): unknown;
  readonly properties: Map<Shape, DirectedProperties>;
}

/** The properties of an object, and what becomes of them in the directions that do not carry all of them. */
export interface DirectedProperties {
  readonly all: Properties;
  readonly hidden: Readonly<Record<Flow, ReadonlySet<string>>>;
  readonly visible: Map<string, Properties>;
}

/**
 * The properties of an object in one direction.
 *
 * @param role what is hidden is not sent; who receives it all the same ignores it
 */
export function readProperties(shape: Shape, reader: PropertyReader, role: 'sender' | 'receiver'): Properties {
  const known = reader.properties.get(shape) ?? directedProperties(shape, reader);
  reader.properties.set(shape, known);
  const { all, visible } = known;
  const hidden = known.hidden[reader.flow];
  if (hidden.size === 0) return all;
  const key = `${reader.flow} ${role}`;
  const properties = visible.get(key) ?? without(hidden, all, role);
  visible.set(key, properties);
  return properties;
}

function directedProperties(shape: Shape, reader: PropertyReader): DirectedProperties {
  const all = propertiesOf(shape, reader);
  const hidden = { request: new Set<string>(), response: new Set<string>() };
  for (const name of all.declared.keys()) {
    const schema = all.of(name);
    for (const flow of FLOWS) if (isHidden(schema, reader, flow)) hidden[flow].add(name);
  }
  return { all, hidden, visible: new Map() };
}

function without(hidden: ReadonlySet<string>, all: Properties, role: 'sender' | 'receiver'): Properties {
  const shown = (clauses: ReadonlyMap<string, Clause>) => new Map([...clauses].filter(([name]) => !hidden.has(name)));
  return {
    ...all,
    declared: role === 'sender' ? shown(all.declared) : all.declared,
    required: shown(all.required),
    of: (name) => (hidden.has(name) ? role === 'receiver' : all.of(name)),
  };
}

function propertiesOf(shape: Shape, reader: PropertyReader): Properties {
  const declared = new Map<string, Clause>();
  const patterns = new Map<string, Clause>();
  const required = new Map<string, Clause>();
  for (const clause of shape.clauses) {
    const { node } = clause;
    for (const name of namesIn(node.properties)) if (!declared.has(name)) declared.set(name, clause);
    for (const pattern of namesIn(node.patternProperties)) if (!patterns.has(pattern)) patterns.set(pattern, clause);
    for (const name of stringsIn(node.required)) if (!required.has(name)) required.set(name, clause);
  }
  const others = conjoinParts(shape, reader, ({ node }) => schemaIn(node, undefined, () => false));
  const schemas = new Map<string, unknown>();
  const schemaOf = (name: string) => {
    if (!schemas.has(name)) schemas.set(name, conjoinFor(name));
    return schemas.get(name);
  };
  const conjoinFor = (name: string) => {
    return conjoinParts(shape, reader, ({ node }) => schemaIn(node, name, (pattern) => matchesPattern(pattern, name)));
  };
  return {
    declared,
    required,
    mentioned: new Set(shape.clauses.flatMap(({ node }) => mentionedIn(node, 0))),
    patterns,
    others,
    of: schemaOf,
    ofPattern: (pattern) => {
      return conjoinParts(shape, reader, ({ node }) => schemaIn(node, undefined, (own) => own === pattern));
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

/** Whether a direction does not carry what is of a schema. */
export function isHidden(schema: unknown, { shape }: PropertyReader, flow: Flow): boolean {
  if (!isObject(schema)) return false;
  // Most properties are no compositions, and need not be read for this.
  if (!isComposed(schema)) return schema[HIDING[flow]] === true;
  return shape(schema).clauses.some(({ node }) => node[HIDING[flow]] === true);
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

/** What clauses say of a property, and `unevaluatedProperties` of what none that it sees says anything of. */
function conjoinParts(shape: Shape, { conjoin }: PropertyReader, partsOf: (clause: Clause) => unknown[]): unknown {
  const unevaluated = saying(shape, 'unevaluatedProperties')
    .filter((clause) => seenBy(shape, clause).every((seen) => partsOf(seen).length === 0))
    .map(({ node }) => node.unevaluatedProperties);
  return conjoin([...shape.clauses.flatMap(partsOf), ...unevaluated]);
}

/** The keys of an object of a document; none of anything else. */
export function namesIn(value: unknown): readonly string[] {
  return isObject(value) ? keysOf(value) : [];
}

/** The texts of a list of a document. */
export function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
