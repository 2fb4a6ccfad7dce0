import { isObject, type JsonValue } from '../../lib/json-value.js';
import { ANNOTATIONS } from '../../tables/schema-annotations.js';
import { DOCUMENT_TYPES, says } from '../document-type.js';
import type { ContractFamily } from './families.js';

const AVRO_NAMED: ReadonlySet<unknown> = new Set(['record', 'error', 'enum', 'fixed']);

/** Whether a document is an Avro schema: a named type, a list of which one at least is, or a protocol. */
export function isAvro(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(isAvro);
  if (!isObject(value)) return false;
  if (typeof value.protocol === 'string') return Array.isArray(value.types) || isObject(value.messages);
  return AVRO_NAMED.has(value.type) && typeof value.name === 'string';
}

const JSON_TYPES: ReadonlySet<unknown> = new Set([
  ...['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'],
]);

/** Whether a document is a JSON Schema: it says so, or describes values or refers to what does. */
export function isJsonSchema(value: JsonValue): boolean {
  if (!isObject(value)) return false;
  const { $schema, type, properties, patternProperties, additionalProperties, items, $ref } = value;
  if (typeof $schema === 'string') return /json-schema\.org/.test($schema);
  const types = [type].flat();
  const isOfObject = types.includes('object');
  if (isOfObject && [properties, patternProperties, additionalProperties].some((held) => held !== undefined))
    return true;
  const branches = [value.allOf, value.anyOf, value.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  const refers = typeof $ref === 'string' || branches.length > 0;
  if (refers && (isObject(value.$defs) || isObject(value.definitions))) return true;
  if (DOCUMENT_TYPES.some((document) => says(value, document))) return false;
  // Avro has arrays as well, of items that have a name.
  if (types.every((one) => JSON_TYPES.has(one))) return typeof items !== 'string';
  const isAlone = Object.keys(value).every((key) => key === '$ref' || ANNOTATIONS.has(key) || key.startsWith('$'));
  return (typeof $ref === 'string' && isAlone) || branches.some(isObject) || (type === undefined && holds(properties));
}

/** Whether properties are declared: each by a schema, and one at least by what a schema says. */
function holds(properties: JsonValue | undefined): boolean {
  if (!isObject(properties)) return false;
  const schemas = Object.values(properties);
  const isSchema = (one: JsonValue) => isObject(one) && KEYWORDS.some((keyword) => Object.hasOwn(one, keyword));
  return schemas.every((one) => isObject(one) || typeof one === 'boolean') && schemas.some(isSchema);
}

const KEYWORDS = [
  'type',
  '$ref',
  'enum',
  'const',
  'properties',
  'items',
  'pattern',
  'format',
  'allOf',
  'anyOf',
  'oneOf',
];

const BEFORE = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|@[\w.-]+\([^()]*\))*/;

/** Whether a text begins as a protocol, or a schema, of Avro IDL does. */
export function saysIdl(text: string): boolean {
  const start = BEFORE.exec(text.slice(0, 20_000))?.[0].length ?? 0;
  return /^(?:protocol\s+\w+\s*\{|namespace\s+[\w.]+\s*;\s*(?:schema|import|@|record|enum|fixed)|schema\s+[\w.<>?]+\s*;)/.test(
    text.slice(start, start + 1000),
  );
}

/** Avro: schemas and protocols, as JSON or in IDL. */
export const AVRO_FAMILY = {
  type: 'avro',
  noun: 'an Avro schema',
  nouns: 'Avro schemas',
  endings: ['.avsc', '.avpr', '.avdl'],
  possibleEndings: ['.json'],
  isOneSchema: false,
  saysText: saysIdl,
  saysValue: isAvro,
  options: ['mode'],
  takesHistory: true,
} as const satisfies ContractFamily;

/** JSON Schemas of any draft, in JSON or YAML. */
export const JSON_SCHEMA_FAMILY = {
  type: 'json-schema',
  noun: 'a JSON Schema',
  nouns: 'JSON Schemas',
  endings: [],
  // What introspections, descriptions of APIs and of databases may be called as well.
  likelyEndings: ['.schema.json', '.schema.yaml', '.schema.yml'],
  possibleEndings: ['.json', '.yaml', '.yml'],
  isOneSchema: false,
  saysText: () => false,
  saysValue: isJsonSchema,
  options: ['mode'],
  takesHistory: true,
} as const satisfies ContractFamily;
