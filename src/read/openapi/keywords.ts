import { describeValue } from '../../lib/describe-issues.js';
import { isObject, type JsonObject, keysOf } from '../../lib/json-value.js';
import { isNumeric } from '../../lib/python/number.js';
import type { Kind } from './kinds.js';

/** A keyword that is not what it must be. */
export interface Misshape {
  readonly node: JsonObject;
  readonly keys: readonly string[];
  /** `expected a number, got the text "5"` */
  readonly problem: string;
}

interface Expected {
  readonly noun: string;
  readonly is: (value: unknown) => boolean;
}

const isText = (value: unknown) => typeof value === 'string';
const isFlag = (value: unknown) => typeof value === 'boolean';
const isSchema = (value: unknown) => isObject(value) || isFlag(value);
const listOf = (is: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(is);
const named = (is: (value: unknown) => boolean) => (value: unknown) =>
  isObject(value) && keysOf(value).every((key) => value[key] === null || is(value[key]));
// In YAML, `null` is the type that "null" is meant to be.
const isTypeName = (value: unknown) => isText(value) || value === null;

const TEXT: Expected = { noun: 'a text', is: isText };
const FLAG: Expected = { noun: 'true or false', is: isFlag };
const NUMBER: Expected = { noun: 'a number', is: isNumeric };
const BOUND: Expected = { noun: 'a number, or true or false', is: (value) => isNumeric(value) || isFlag(value) };
const LIST: Expected = { noun: 'a list', is: Array.isArray };
const TEXTS: Expected = { noun: 'a list of texts', is: listOf(isText) };
const TYPE: Expected = { noun: 'a text or a list of texts', is: (value) => isText(value) || listOf(isTypeName)(value) };
const SCHEMA: Expected = { noun: 'a schema', is: isSchema };
const SCHEMAS: Expected = { noun: 'a list of schemas', is: listOf((value) => value === null || isSchema(value)) };
const NAMED_SCHEMAS: Expected = { noun: 'an object of schemas', is: named(isSchema) };
const NAMED_TEXTS: Expected = { noun: 'an object of lists of texts', is: named(listOf(isText)) };
const OBJECT: Expected = { noun: 'an object', is: isObject };
const DISCRIMINATOR: Expected = {
  noun: 'an object with a text propertyName and texts in its mapping',
  is: (value) =>
    isObject(value) &&
    (value.propertyName === undefined || isText(value.propertyName)) &&
    (value.mapping === undefined || value.mapping === null || named(isText)(value.mapping)),
};

/** The keywords that a parameter or a header of version 2.0 has itself. */
const OF_VALUES: readonly (readonly [Expected, readonly string[]])[] = [
  [TYPE, ['type']],
  [TEXT, ['format', 'pattern']],
  [LIST, ['enum']],
  [NUMBER, ['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems']],
  [BOUND, ['exclusiveMinimum', 'exclusiveMaximum']],
  [FLAG, ['uniqueItems']],
  [OBJECT, ['items']],
];

const OF_SCHEMAS: readonly (readonly [Expected, readonly string[]])[] = [
  ...OF_VALUES.slice(0, -1),
  [TEXT, ['$ref', '$dynamicRef', '$id', '$anchor', '$dynamicAnchor', 'contentEncoding', 'contentMediaType']],
  [NUMBER, ['minProperties', 'maxProperties', 'minContains', 'maxContains']],
  [FLAG, ['nullable', 'readOnly', 'writeOnly']],
  [TEXTS, ['required']],
  [SCHEMAS, ['allOf', 'anyOf', 'oneOf', 'prefixItems']],
  [{ noun: 'a schema or a list of schemas', is: (value) => isSchema(value) || SCHEMAS.is(value) }, ['items']],
  [SCHEMA, ['additionalProperties', 'additionalItems', 'unevaluatedProperties', 'unevaluatedItems']],
  [SCHEMA, ['propertyNames', 'contains', 'contentSchema', 'not', 'if', 'then', 'else']],
  [NAMED_SCHEMAS, ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']],
  [OBJECT, ['dependencies']],
  [NAMED_TEXTS, ['dependentRequired']],
  [DISCRIMINATOR, ['discriminator']],
];

const LISTS = ['security', 'servers', 'tags', 'schemes', 'consumes', 'produces'];
const OF_VALUE_HOLDERS: readonly (readonly [Expected, readonly string[]])[] = [
  [TEXT, ['style', 'collectionFormat']],
  [FLAG, ['required', 'explode', 'allowReserved', 'allowEmptyValue', 'deprecated']],
  [SCHEMA, ['schema']],
  [OBJECT, ['content']],
];

/** What the check reads of the other kinds, as far as the model of a description leaves it open. */
const OF_KINDS: { readonly [K in Kind]?: readonly (readonly [Expected, readonly string[]])[] } = {
  description: [[LIST, LISTS]],
  components: [[OBJECT, ['headers', 'securitySchemes', 'links', 'callbacks']]],
  pathItem: [[LIST, ['servers']]],
  operation: [
    [LIST, LISTS],
    [OBJECT, ['callbacks']],
    [FLAG, ['deprecated']],
  ],
  parameter: OF_VALUE_HOLDERS,
  header: OF_VALUE_HOLDERS,
  requestBody: [[FLAG, ['required']]],
  response: [[OBJECT, ['headers', 'links']]],
  mediaType: [
    [OBJECT, ['encoding', 'itemEncoding']],
    [LIST, ['prefixEncoding']],
  ],
  encoding: [
    [TEXT, ['contentType', 'style']],
    [FLAG, ['explode', 'allowReserved']],
    [OBJECT, ['headers']],
  ],
  securityScheme: [
    [TEXT, ['type', 'scheme', 'in', 'name', 'flow']],
    [OBJECT, ['flows', 'scopes']],
  ],
  schema: OF_SCHEMAS,
};

const keywordsOf = (table: typeof OF_SCHEMAS) =>
  new Map(table.flatMap(([expected, keywords]) => keywords.map((keyword) => [keyword, expected] as const)));
const KEYWORDS = new Map(Object.entries(OF_KINDS).map(([kind, table]) => [kind, keywordsOf(table)]));
const VALUE_KEYWORDS = keywordsOf(OF_VALUES);

/**
 * The keywords of something that the check would read and that are not as they must be. One without a value, as YAML
 * has them, says nothing.
 *
 * @param isSwagger whether this is of version 2.0, whose parameters hold the keywords themselves
 */
export function findMisshapes(node: JsonObject, kind: Kind, isSwagger: boolean): readonly Misshape[] {
  const keywords = KEYWORDS.get(kind);
  const found = keywords === undefined ? NONE : misshapesIn(node, keywords, isSwagger, []);
  const hasValues = isSwagger && (kind === 'parameter' || kind === 'header') && node.schema === undefined;
  return hasValues ? [...found, ...ofItems(node, isSwagger)] : found;
}

const NONE: readonly Misshape[] = [];

/** Of a parameter and of what its lists hold. */
function ofItems(node: JsonObject, isSwagger: boolean): Misshape[] {
  const found: Misshape[] = [];
  const keys: string[] = [];
  for (let at: unknown = node; isObject(at); at = at.items) {
    found.push(...misshapesIn(at, VALUE_KEYWORDS, isSwagger, keys).map((one) => ({ ...one, node })));
    keys.push('items');
  }
  return found;
}

function misshapesIn(
  node: JsonObject,
  keywords: ReadonlyMap<string, Expected>,
  isSwagger: boolean,
  outer: readonly string[],
): readonly Misshape[] {
  let found: Misshape[] | undefined;
  for (const key in node) {
    const expected = keywords.get(key);
    const value = node[key];
    if (expected === undefined || value === null || value === undefined || expected.is(value)) continue;
    // Version 2.0 has the name of the property there.
    if (key === 'discriminator' && isSwagger && isText(value)) continue;
    found ??= [];
    found.push({ node, keys: [...outer, key], problem: `expected ${expected.noun}, got ${describeValue(value)}` });
  }
  return found ?? NONE;
}
