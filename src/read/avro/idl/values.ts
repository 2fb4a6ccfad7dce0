import { JsonSyntaxError, parseJson } from '../../../lib/json.js';
import { define, type JsonObject, type JsonValue } from '../../../lib/json-value.js';
import { IdlSyntaxError, type Lexer } from './lexer.js';

/** Nesting beyond this is refused. */
export const DEEPEST = 250;

/** Properties of what follows, by their names. */
export type Annotations = ReadonlyMap<string, JsonValue>;

/** Reads `@name(value) @other(value)` as far as they go. */
export function readAnnotations(lexer: Lexer): Annotations {
  const found = new Map<string, JsonValue>();
  while (lexer.kind === 'symbol' && lexer.text.startsWith('@') && lexer.text.length > 1) {
    const name = lexer.text.slice(1).trim();
    lexer.next();
    lexer.expect('(');
    found.set(name, readValue(lexer));
    lexer.expect(')');
  }
  return found;
}

/** Reads a constant, which is JSON; its texts may be in single quotes. */
export function readValue(lexer: Lexer, depth = 0): JsonValue {
  if (depth > DEEPEST) throw new IdlSyntaxError(`nested too deep (more than ${DEEPEST} levels)`, lexer.start);
  const { kind, text, start } = lexer;
  if (kind === 'string') return taken(lexer, textOf(text, start));
  // JSON has no word for them; defaults of floats are written as texts then.
  if (kind === 'number') return taken(lexer, /[IN]/.test(text) ? text : parsed(text, start));
  if (lexer.is('NaN') || lexer.is('Infinity')) return taken(lexer, text);
  if (lexer.is('true') || lexer.is('false')) return taken(lexer, text === 'true');
  if (lexer.takes('null')) return null;
  if (lexer.takes('[')) return readList(lexer, depth);
  if (lexer.takes('{')) return readObject(lexer, depth);
  return lexer.refuse('a value');
}

/** Reads a text. */
export function readString(lexer: Lexer, what: string): string {
  const { kind, text, start } = lexer;
  if (kind !== 'string') lexer.refuse(what);
  return taken(lexer, textOf(text, start));
}

function readList(lexer: Lexer, depth: number): JsonValue {
  const items: JsonValue[] = [];
  while (!lexer.takes(']')) {
    if (items.length > 0) lexer.expect(',');
    items.push(readValue(lexer, depth + 1));
  }
  return items;
}

function readObject(lexer: Lexer, depth: number): JsonObject {
  const object: JsonObject = {};
  for (let isFirst = true; !lexer.takes('}'); isFirst = false) {
    if (!isFirst) lexer.expect(',');
    const key = readString(lexer, 'a key in quotes');
    lexer.expect(':');
    define(object, key, readValue(lexer, depth + 1), true);
  }
  return object;
}

function taken<Value>(lexer: Lexer, value: Value): Value {
  lexer.next();
  return value;
}

function textOf(literal: string, start: number): string {
  const isSingle = literal.startsWith("'");
  const inner = literal.slice(1, -1);
  const quoted = isSingle ? inner.replaceAll("\\'", "'").replaceAll(/(?<!\\)"/g, '\\"') : inner;
  // What is no escape of JSON and one of Java: octal digits.
  const escaped = quoted.replaceAll(/\\([0-7]{1,3})/g, (_, digits: string) => {
    return `\\u${Number.parseInt(digits, 8).toString(16).padStart(4, '0')}`;
  });
  return parsed(`"${escaped}"`, start) as string;
}

function parsed(text: string, start: number): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new IdlSyntaxError(error.problem, start + error.offset);
  }
}
