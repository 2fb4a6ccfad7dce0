import { define, type JsonObject, type JsonValue } from '../../../lib/json-value.js';
import { IdlSyntaxError, type Lexer } from './lexer.js';
import { type Annotations, DEEPEST, readAnnotations, readValue } from './values.js';

/** A file while it is read. */
export interface Reading {
  readonly lexer: Lexer;
  /** Where what was made of the text stands in it. */
  readonly places: WeakMap<object, number>;
  /** The unions that a question mark made. */
  readonly optionals: WeakSet<object>;
}

const PRIMITIVES: ReadonlySet<string> = new Set([
  ...['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'],
]);

/** Words for types that are others with a meaning (Avro 1.12, "IDL Language", logical types). */
const LOGICAL: ReadonlyMap<string, readonly [type: string, logicalType: string]> = new Map([
  ['date', ['int', 'date']],
  ['time_ms', ['int', 'time-millis']],
  ['timestamp_ms', ['long', 'timestamp-millis']],
  ['local_timestamp_ms', ['long', 'local-timestamp-millis']],
  ['uuid', ['string', 'uuid']],
  ['big_decimal', ['bytes', 'big-decimal']],
]);

/** What is read as JSON would have it, with its place. */
export function placed<Value extends object>({ places }: Reading, value: Value, start: number): Value {
  places.set(value, start);
  return value;
}

/** An object with the properties that annotations give it. */
export function withAnnotations<Value extends JsonObject>(value: Value, annotations: Annotations): Value {
  for (const [name, held] of annotations) define(value, name, held, true);
  return value;
}

/** Reads a type with the annotations before it. */
export function readType(reading: Reading, depth = 0): JsonValue {
  const { lexer } = reading;
  const { start } = lexer;
  if (depth > DEEPEST) throw new IdlSyntaxError(`nested too deep (more than ${DEEPEST} levels)`, start);
  const annotations = readAnnotations(lexer);
  const plain = readPlainType(reading, depth);
  const type = annotations.size === 0 ? plain : annotated(reading, plain, annotations, start);
  if (!lexer.takes('?')) return type;
  const union = placed(reading, ['null', type], start);
  reading.optionals.add(union);
  return union;
}

function annotated(reading: Reading, type: JsonValue, annotations: Annotations, start: number): JsonValue {
  if (Array.isArray(type)) throw new IdlSyntaxError('a union has no properties', start);
  const object = typeof type === 'string' ? placed(reading, { type } as JsonObject, start) : (type as JsonObject);
  return withAnnotations(object, annotations);
}

function readPlainType(reading: Reading, depth: number): JsonValue {
  const { lexer } = reading;
  const { start } = lexer;
  const isQuoted = lexer.kind === 'word' && !lexer.is(lexer.text);
  const word = lexer.name('a type');
  if (isQuoted || PRIMITIVES.has(word)) return word;
  const logical = LOGICAL.get(word);
  if (logical !== undefined) return placed(reading, { type: logical[0], logicalType: logical[1] }, start);
  switch (word) {
    case 'array':
    case 'map': {
      lexer.expect('<');
      const inner = readType(reading, depth + 1);
      lexer.expect('>');
      return placed(reading, { type: word, [word === 'array' ? 'items' : 'values']: inner }, start);
    }
    case 'union':
      return placed(reading, readUnion(reading, depth), start);
    case 'decimal':
      return placed(reading, readDecimal(lexer), start);
    default:
      return word;
  }
}

function readUnion(reading: Reading, depth: number): JsonValue[] {
  const { lexer } = reading;
  const branches: JsonValue[] = [];
  lexer.expect('{');
  while (!lexer.takes('}')) {
    if (branches.length > 0) lexer.expect(',');
    branches.push(readType(reading, depth + 1));
  }
  return branches;
}

function readDecimal(lexer: Lexer): JsonObject {
  lexer.expect('(');
  const precision = readValue(lexer);
  const scale = lexer.takes(',') ? readValue(lexer) : 0;
  lexer.expect(')');
  return { type: 'bytes', logicalType: 'decimal', precision, scale };
}

/** Reads `type name = value, other = value`, as far as the names of one type go. */
export function readVariables(reading: Reading, isMany: boolean): JsonObject[] {
  const { lexer } = reading;
  const type = readType(reading);
  const fields: JsonObject[] = [];
  do {
    const annotations = readAnnotations(lexer);
    const { start } = lexer;
    const name = lexer.name('the name of a field');
    const field: JsonObject = placed(reading, { name, type }, start);
    if (lexer.takes('=')) {
      const value = readValue(lexer);
      define(field, 'default', value, true);
      if (value !== null && Array.isArray(type) && reading.optionals.has(type)) {
        // The first branch is that of the default.
        define(field, 'type', placed(reading, [type[1] as JsonValue, 'null'], start), true);
      }
    }
    fields.push(withAnnotations(field, annotations));
  } while (isMany && lexer.takes(','));
  return fields;
}
