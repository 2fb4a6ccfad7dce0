import { isObject, keysOf } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import { itemsOfClause } from './arrays.js';
import { branchesOf } from './discriminator.js';
import { matchesPattern } from './patterns.js';
import { isHidden, namesIn, type PropertyReader, stringsIn } from './properties.js';
import type { Side } from './shape.js';
import { kindsOfType } from './types.js';
import { numberOf, plain } from './values.js';

interface SliceReader extends PropertyReader {
  readonly side: Side;
}

/**
 * What a schema says of one value, in the words of JSON Schema 2020-12 and without references, so that any
 * validator can read it: what is said of properties and items that the value lacks is left out.
 */
export function sliceOf(schema: unknown, value: unknown, reader: SliceReader): unknown {
  return new Slicer(reader).slice(schema, [value]);
}

/** Twice the nesting of any document. */
const DEEPEST = 1000;

class Slicer {
  /** The references that are being followed without having gone deeper into the values. */
  private depth = 0;

  constructor(private readonly reader: SliceReader) {}

  slice(schema: unknown, values: readonly unknown[]): unknown {
    if (schema === false) return false;
    if (!isObject(schema) || this.depth > DEEPEST) return true;
    this.depth++;
    const result = this.ofNode(schema, values);
    this.depth--;
    return result;
  }

  private ofNode(node: SchemaNode, values: readonly unknown[]): unknown {
    if (Array.isArray(node.type) && node.type.length === 0) return false;
    const { side } = this.reader;
    const targets = [node.$ref, node.$dynamicRef].flatMap((reference) => {
      return typeof reference === 'string' ? [this.slice(side.follow(reference), values)] : [];
    });
    if (typeof node.$ref === 'string' && !side.keepsSiblings) return targets[0];
    const own = this.ofKeywords(node, values);
    const both = targets.length === 0 ? own : { allOf: [...targets, own] };
    return node.nullable === true && node.type === undefined ? { anyOf: [both, { type: 'null' }] } : both;
  }

  private ofKeywords(node: SchemaNode, values: readonly unknown[]): SchemaNode {
    const slice: Record<string, unknown> = { ...valueKeywords(node) };
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      const branches = keyword === 'allOf' ? node.allOf : branchesOf(node, keyword, this.reader.side);
      if (Array.isArray(branches) && branches.length > 0) {
        slice[keyword] = branches.map((branch) => this.slice(branch, values));
      }
    }
    for (const keyword of ['not', 'if', 'then', 'else']) {
      if (node[keyword] !== undefined) slice[keyword] = this.slice(node[keyword], values);
    }
    this.sliceItems(node, values.filter(Array.isArray), slice);
    this.sliceProperties(node, values.filter(isObject), slice);
    return slice;
  }

  private sliceItems(node: SchemaNode, lists: readonly (readonly unknown[])[], slice: Record<string, unknown>): void {
    const { prefix, rest } = itemsOfClause(node);
    if (prefix.length > 0) {
      slice.prefixItems = prefix.map((schema, index) => {
        return this.slice(
          schema,
          lists.flatMap((list) => (index < list.length ? [list[index]] : [])),
        );
      });
    }
    const all = lists.flat();
    if (rest !== undefined) slice.items = this.slice(rest, all);
    for (const keyword of ['contains', 'unevaluatedItems']) {
      if (node[keyword] !== undefined) slice[keyword] = this.slice(node[keyword], all);
    }
  }

  private sliceProperties(
    node: SchemaNode,
    objects: readonly { readonly [name: string]: unknown }[],
    slice: Record<string, unknown>,
  ): void {
    const named = (name: string) => objects.flatMap((one) => (Object.hasOwn(one, name) ? [one[name]] : []));
    const names = [...new Set(objects.flatMap((one) => Object.keys(one)))];
    const hidden = new Set<string>();
    if (isObject(node.properties)) {
      const properties = node.properties;
      for (const name of keysOf(properties))
        if (isHidden(properties[name], this.reader, this.reader.flow)) hidden.add(name);
      slice.properties = Object.fromEntries(
        names
          .filter((name) => Object.hasOwn(properties, name))
          .map((name) => [name, hidden.has(name) || this.slice(properties[name], named(name))]),
      );
    }
    if (isObject(node.patternProperties)) {
      const patterns = node.patternProperties;
      slice.patternProperties = Object.fromEntries(
        keysOf(patterns).map((pattern) => {
          const matching = names.filter((name) => matchesPattern(pattern, name));
          return [pattern, this.slice(patterns[pattern], matching.flatMap(named))];
        }),
      );
    }
    const required = stringsIn(node.required).filter((name) => !hidden.has(name));
    if (required.length > 0) slice.required = [...new Set(required)];
    for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
      if (node[keyword] !== undefined) slice[keyword] = this.slice(node[keyword], names.flatMap(named));
    }
    if (node.propertyNames !== undefined) slice.propertyNames = this.slice(node.propertyNames, names);
    if (isObject(node.dependentRequired)) slice.dependentRequired = dependents(node.dependentRequired);
    const schemas = namesIn(node.dependentSchemas).filter((name) => named(name).length > 0);
    if (schemas.length > 0) {
      const all = node.dependentSchemas as SchemaNode;
      slice.dependentSchemas = Object.fromEntries(schemas.map((name) => [name, this.slice(all[name], objects)]));
    }
  }
}

function dependents(all: SchemaNode): SchemaNode {
  return Object.fromEntries(keysOf(all).map((name) => [name, [...new Set(stringsIn(all[name]))]]));
}

const SIZES = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minContains',
  'maxContains',
];

/** The keywords about a value itself, respelled; what no validator could read is left out. */
function valueKeywords(node: SchemaNode): SchemaNode {
  const slice: Record<string, unknown> = {};
  const types = (Array.isArray(node.type) ? node.type : [node.type]).filter((name) => kindsOfType(name) !== undefined);
  if (types.length > 0 && !types.includes('any')) {
    slice.type = [...new Set([...types.map((name) => name ?? 'null'), ...(node.nullable === true ? ['null'] : [])])];
  }
  if (Array.isArray(node.enum) && node.enum.length > 0) slice.enum = node.enum.map(plain);
  if (Object.hasOwn(node, 'const')) slice.const = plain(node.const);
  for (const keyword of SIZES) {
    const size = numberOf(node[keyword]);
    if (size !== undefined && size >= 0) slice[keyword] = Math.floor(size);
  }
  for (const [inclusive, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const bound = numberOf(node[inclusive]);
    if (bound !== undefined) slice[node[exclusive] === true ? exclusive : inclusive] = bound;
    const beyond = numberOf(node[exclusive]);
    if (beyond !== undefined) slice[exclusive] = beyond;
  }
  const factor = numberOf(node.multipleOf);
  if (factor !== undefined && factor > 0) slice.multipleOf = factor;
  if (node.uniqueItems === true) slice.uniqueItems = true;
  if (typeof node.pattern === 'string' && matchesPattern(node.pattern, '') !== undefined) slice.pattern = node.pattern;
  if (typeof node.format === 'string') slice.format = node.format;
  return slice;
}
