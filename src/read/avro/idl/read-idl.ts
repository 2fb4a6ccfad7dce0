import { define, type JsonObject, type JsonValue } from '../../../lib/json-value.js';
import { Lexer } from './lexer.js';
import { placed, type Reading, readType, readVariables, withAnnotations } from './read-types.js';
import { type Annotations, readAnnotations, readString, readValue } from './values.js';

/** A file that another one takes its types and messages from. */
export interface IdlImport {
  readonly kind: 'idl' | 'protocol' | 'schema';
  readonly path: string;
  /** Where the path stands. */
  readonly offset: number;
}

/** A file of Avro IDL, as the protocol that it is short for. */
export interface IdlFile {
  readonly value: JsonObject;
  readonly imports: readonly IdlImport[];
  /** Where what was made of the text stands in it. */
  readonly places: WeakMap<object, number>;
}

/** What the file of a schema is called that is no protocol; nothing is compared by it. */
const NAMELESS = 'Schema';

/**
 * Reads Avro IDL (Avro 1.12): a protocol, or since 1.12 a schema with what it is made of.
 *
 * @throws IdlSyntaxError where it is not
 */
export function readIdl(text: string): IdlFile {
  const reading: Reading = { lexer: new Lexer(text), places: new WeakMap(), optionals: new WeakSet() };
  const { lexer, places } = reading;
  const file = { types: [] as JsonValue[], messages: {} as JsonObject, imports: [] as IdlImport[] };
  const annotations = readAnnotations(lexer);
  const { start } = lexer;
  const isProtocol = lexer.takes('protocol');
  const head = isProtocol ? { protocol: lexer.name('the name of the protocol') } : { protocol: NAMELESS };
  const value: JsonObject = placed(reading, { ...head, types: file.types, messages: file.messages }, start);
  if (isProtocol) {
    withAnnotations(value, annotations);
    lexer.expect('{');
    while (!lexer.takes('}')) readMember(reading, file);
    if (lexer.kind !== 'end') lexer.refuse('the end of the file');
  } else {
    readSchema(reading, file, value, annotations);
  }
  return { value, imports: file.imports, places };
}

interface Members {
  readonly types: JsonValue[];
  readonly messages: JsonObject;
  readonly imports: IdlImport[];
}

function readSchema(reading: Reading, file: Members, value: JsonObject, first: Annotations): void {
  const { lexer } = reading;
  if (lexer.takes('namespace')) {
    define(value, 'namespace', lexer.name('a namespace'), true);
    lexer.expect(';');
  }
  if (lexer.is('schema')) {
    lexer.next();
    const type = readType(reading);
    // One that is only named is among the others.
    if (typeof type !== 'string') file.types.push(type);
    lexer.expect(';');
  }
  for (let annotations = first; lexer.kind !== 'end'; annotations = readAnnotations(lexer)) {
    if (!readImport(lexer, file.imports)) file.types.push(readNamed(reading, annotations));
  }
}

function readMember(reading: Reading, file: Members): void {
  const { lexer } = reading;
  if (readImport(lexer, file.imports)) return;
  const annotations = readAnnotations(lexer);
  if (NAMED.some((word) => lexer.is(word))) file.types.push(readNamed(reading, annotations));
  else readMessage(reading, file.messages, annotations);
}

function readImport(lexer: Lexer, imports: IdlImport[]): boolean {
  if (!lexer.takes('import')) return false;
  const kind = (['idl', 'protocol', 'schema'] as const).find((one) => lexer.takes(one));
  if (kind === undefined) lexer.refuse('idl, protocol or schema');
  const offset = lexer.start;
  imports.push({ kind, path: readString(lexer, 'the path of a file in quotes'), offset });
  lexer.expect(';');
  return true;
}

const NAMED = ['record', 'error', 'enum', 'fixed'] as const;

function readNamed(reading: Reading, annotations: Annotations): JsonObject {
  const { lexer } = reading;
  const { start } = lexer;
  const type = NAMED.find((word) => lexer.takes(word));
  if (type === undefined) return lexer.refuse(`one of ${NAMED.join(', ')}`);
  const named: JsonObject = placed(reading, { type, name: lexer.name(`the name of the ${type}`) }, start);
  withAnnotations(named, annotations);
  if (type === 'enum') readEnum(lexer, named);
  else if (type === 'fixed') readFixed(lexer, named);
  else define(named, 'fields', readFields(reading), true);
  return named;
}

function readEnum(lexer: Lexer, named: JsonObject): void {
  const symbols: string[] = [];
  lexer.expect('{');
  while (!lexer.takes('}')) {
    if (symbols.length > 0) lexer.expect(',');
    readAnnotations(lexer);
    symbols.push(lexer.name('a symbol'));
  }
  define(named, 'symbols', symbols, true);
  if (!lexer.takes('=')) return;
  define(named, 'default', lexer.name('a symbol'), true);
  lexer.expect(';');
}

function readFixed(lexer: Lexer, named: JsonObject): void {
  lexer.expect('(');
  define(named, 'size', readValue(lexer), true);
  lexer.expect(')');
  lexer.expect(';');
}

function readFields(reading: Reading): JsonObject[] {
  const { lexer } = reading;
  const fields: JsonObject[] = [];
  lexer.expect('{');
  while (!lexer.takes('}')) {
    fields.push(...readVariables(reading, true));
    lexer.expect(';');
  }
  return fields;
}

function readMessage(reading: Reading, messages: JsonObject, annotations: Annotations): void {
  const { lexer } = reading;
  const { start } = lexer;
  const response = lexer.takes('void') ? 'null' : readType(reading);
  const name = lexer.name('the name of a message');
  if (Object.hasOwn(messages, name)) lexer.refuse(`another name than ${name}, which a message has already`);
  lexer.expect('(');
  const request: JsonObject[] = [];
  while (!lexer.takes(')')) {
    if (request.length > 0) lexer.expect(',');
    request.push(...readVariables(reading, false));
  }
  const message: JsonObject = placed(reading, { request, response }, start);
  withAnnotations(message, annotations);
  if (lexer.takes('oneway')) define(message, 'one-way', true, true);
  else if (lexer.takes('throws')) define(message, 'errors', placed(reading, readErrors(lexer), start), true);
  lexer.expect(';');
  define(messages, name, message, true);
}

function readErrors(lexer: Lexer): string[] {
  const errors = [lexer.name('the name of an error')];
  while (lexer.takes(',')) errors.push(lexer.name('the name of an error'));
  return errors;
}
