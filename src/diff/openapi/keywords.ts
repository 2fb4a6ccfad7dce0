import { keysOf, own } from '../../lib/json-value.js';
import { missingFrom } from '../../lib/missing-from.js';
import { equal } from '../../lib/python/equal.js';
import { isNumeric } from '../../lib/python/number.js';
import type { SchemaNode } from '../../model/openapi.js';
import type { OpenApiChange, Place } from '../../model/openapi-change.js';
import { type Resolvers, saySame } from './references.js';

const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'] as const;

/** Keywords that bound a value from below or from above, from which side a larger number tightens. */
const LIMITS: readonly (readonly [keyword: string, lower: boolean])[] = [
  ['minimum', true],
  ['exclusiveMinimum', true],
  ['minLength', true],
  ['minItems', true],
  ['minProperties', true],
  ['maximum', false],
  ['exclusiveMaximum', false],
  ['maxLength', false],
  ['maxItems', false],
  ['maxProperties', false],
];

/** Keywords that are compared elsewhere, or that say nothing of the values. */
const OTHERWISE = new Set([
  ...['$ref', 'type', 'nullable', 'enum', 'const', 'properties', 'required', 'items', 'not', 'additionalProperties'],
  ...[
    'allOf',
    'anyOf',
    'oneOf',
    'title',
    'description',
    'default',
    'example',
    'examples',
    'deprecated',
    'externalDocs',
  ],
  ...['$comment', '$id', '$schema', '$defs', 'definitions', 'xml', 'readOnly', 'writeOnly'],
  ...LIMITS.map(([keyword]) => keyword),
]);

/** The changes of what a schema says of a value itself, not of what it holds. */
export function valueChanges(
  resolvers: Resolvers,
  before: SchemaNode,
  after: SchemaNode,
  place: Place,
): OpenApiChange[] {
  const changes: OpenApiChange[] = [];
  const types = { before: typesOf(before), after: typesOf(after) };
  if (!equal(types.before, types.after)) changes.push({ kind: 'schema_type_changed', place, ...types });
  const values = { before: valuesOf(before), after: valuesOf(after) };
  if (!sameValues(values.before, values.after)) changes.push({ kind: 'schema_enum_changed', place, ...values });
  changes.push(...limitChanges(before, after, place));
  const open = { before: before.additionalProperties !== false, after: after.additionalProperties !== false };
  if (open.before !== open.after) changes.push({ kind: 'schema_openness_changed', place, ...open });
  for (const keyword of new Set([...keysOf(before), ...keysOf(after)])) {
    if (OTHERWISE.has(keyword) || keyword.startsWith('x-')) continue;
    const [from, to] = [effective(before, keyword), effective(after, keyword)];
    if (!saySame(resolvers, from, to))
      changes.push({ kind: 'schema_keyword_changed', place, keyword, before: from, after: to });
  }
  return changes;
}

/** What a keyword says, or nothing when it says what holds without it. */
function effective(node: SchemaNode, keyword: string): unknown {
  const value = own(node, keyword);
  return keyword === 'uniqueItems' && value === false ? undefined : value;
}

/** The same of a bound; a length or a number of things is at least 0, and no bound is exclusive by `false`. */
function limitOf(node: SchemaNode, keyword: string): unknown {
  const value = own(node, keyword);
  return value === false || (equal(value, 0) && /^min(?:Length|Items|Properties)$/.test(keyword)) ? undefined : value;
}

/** The JSON types a schema allows, in a fixed order; `number` includes `integer`. */
function typesOf(node: SchemaNode): readonly string[] {
  const { type } = node;
  const named = new Set<unknown>(Array.isArray(type) ? type : type === undefined ? TYPES : [type]);
  if (node.nullable === true) named.add('null');
  if (named.has('number')) named.add('integer');
  const possible = new Set(valuesOf(node)?.map(typeOfValue) ?? named);
  // A listed fraction keeps `number`, which includes the integers.
  if (possible.has('number')) possible.add('integer');
  const known: string[] = TYPES.filter((name) => named.delete(name) && possible.has(name));
  return [...known, ...[...named].map(String).sort()];
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isNumeric(value)) return Number.isInteger(Number(value)) ? 'integer' : 'number';
  return typeof value;
}

/** The only values a schema allows, or `undefined` when it does not list them. */
function valuesOf(node: SchemaNode): readonly unknown[] | undefined {
  if (Object.hasOwn(node, 'const')) return [node.const];
  return Array.isArray(node.enum) ? node.enum : undefined;
}

function sameValues(before: readonly unknown[] | undefined, after: readonly unknown[] | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return missingFrom(before, after).length === 0 && missingFrom(after, before).length === 0;
}

function limitChanges(before: SchemaNode, after: SchemaNode, place: Place): OpenApiChange[] {
  const changes: OpenApiChange[] = [];
  for (const [keyword, lower] of LIMITS) {
    const [from, to] = [limitOf(before, keyword), limitOf(after, keyword)];
    if (equal(from, to)) continue;
    changes.push({
      kind: 'schema_limit_changed',
      place,
      keyword,
      before: from,
      after: to,
      tightened: tightens(from, to, lower),
    });
  }
  return changes;
}

// A boolean exclusive bound is OpenAPI 3.0's: it turns the bound beside it into an exclusive one.
function tightens(from: unknown, to: unknown, lower: boolean): boolean {
  if (!isNumeric(to)) return to === true;
  if (!isNumeric(from)) return true;
  return lower ? to.valueOf() > from.valueOf() : to.valueOf() < from.valueOf();
}
