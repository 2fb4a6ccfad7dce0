import { Parser } from './json-parser.js';
import { losesNothing } from './json-scan.js';
import type { JsonValue } from './json-value.js';

export { JsonSyntaxError } from './json-parser.js';

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
  if (losesNothing(text)) {
    try {
      return JSON.parse(text) as JsonValue;
    } catch {
      // The built-in message has no position that can be relied on; the parser below finds it.
    }
  }
  return new Parser(text).document();
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
