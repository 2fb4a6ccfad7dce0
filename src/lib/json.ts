import { Parser } from './json-parser.js';
import { keysIfNothingIsLost } from './json-scan.js';
import { isObject, type JsonValue } from './json-value.js';

export { JsonSyntaxError } from './json-parser.js';

/** What a text says, and how many keys it has. */
export interface ParsedJson {
  readonly value: JsonValue;
  readonly keys: number;
}

/**
 * Reads JSON (RFC 8259) without losing what `JSON.parse` loses: the difference of `1` and `1.0`, integers
 * beyond 2^53 and the order of integer-like keys. Of a repeated key the last value counts, in the first
 * one's place, as in Python and in `JSON.parse`.
 *
 * The built-in parser is used where it loses nothing, which for large documents is nearly always.
 *
 * @throws JsonSyntaxError when the text is not JSON or is nested deeper than `MAX_DEPTH`
 */
export function parseJson(text: string): JsonValue {
  return parseAndCount(text).value;
}

/**
 * As `parseJson`, for who wants to know as well whether a key is repeated; see `refuseRepeatedKeys`.
 *
 * @param bytes the text as UTF-8, where it was read from there
 */
export function parseAndCount(text: string, bytes: Buffer = Buffer.from(text)): ParsedJson {
  const keys = keysIfNothingIsLost(bytes);
  if (keys !== undefined) {
    try {
      return { value: JSON.parse(text) as JsonValue, keys };
    } catch {
      // The built-in message has no position that can be relied on; the parser below finds it.
    }
  }
  const parser = new Parser(text);
  return { value: parser.document(), keys: parser.keys };
}

/**
 * Refuses a text that gives a key of one object twice. It is read again only when it has more keys than what was
 * read from it.
 *
 * @throws JsonSyntaxError at the second of the two
 */
export function refuseRepeatedKeys(text: string, { value, keys }: ParsedJson): void {
  if (keys !== countKeys(value)) new Parser(text, 'refuse').document();
}

function countKeys(value: JsonValue): number {
  let count = 0;
  const visit = (node: JsonValue): void => {
    if (Array.isArray(node)) {
      for (const item of node) if (typeof item === 'object') visit(item);
    } else if (isObject(node)) {
      for (const key in node) {
        count++;
        const held = node[key] as JsonValue;
        if (typeof held === 'object') visit(held);
      }
    }
  };
  visit(value);
  return count;
}

/** Line and column, both from 1 and the column in characters, of a place in a text. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) {
    line++;
    lineStart = next + 1;
  }
  let column = 1;
  for (let index = lineStart; index < offset; column++) index += (text.codePointAt(index) as number) > 0xffff ? 2 : 1;
  return { line, column };
}
