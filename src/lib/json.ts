import { type JsonObject, type JsonValue, KEY_ORDER, MAX_DEPTH } from './json-value.js';
import { readNumber } from './python/number.js';

/** Where and why a text is not JSON. `offset` counts UTF-16 units from 0. */
export class JsonSyntaxError extends Error {
  constructor(
    readonly problem: string,
    readonly offset: number,
  ) {
    super(problem);
  }
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
  if (losesNothing(text)) {
    try {
      return JSON.parse(text) as JsonValue;
    } catch {
      // The built-in message has no position that can be relied on; the parser below finds it.
    }
  }
  return new Parser(text).document();
}

const QUOTE = 34;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** The index of the quote that closes the string whose first character is at `start`, or -1. */
function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end > start && text.charCodeAt(end - 1) === BACKSLASH) {
    let first = end - 1;
    while (first > start && text.charCodeAt(first - 1) === BACKSLASH) first--;
    if ((end - first) % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return end;
}

/** Whether `JSON.parse` keeps everything of a text that may or may not be valid. One pass, no allocation. */
function losesNothing(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const end = closingQuote(text, index + 1);
      if (end < 0) return false;
      const first = text.charCodeAt(index + 1);
      if ((isDigit(first) || first === BACKSLASH) && isKey(text, end + 1)) return false;
      index = end;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return false;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--;
    } else if (code === MINUS || isDigit(code)) {
      const end = numberEnd(text, index);
      if (!isPlainNumber(text, index, end)) return false;
      index = end - 1;
    }
  }
  return true;
}

function isKey(text: string, afterString: number): boolean {
  let index = afterString;
  while (isSpace(text.charCodeAt(index))) index++;
  return text.charCodeAt(index) === COLON;
}

function numberEnd(text: string, start: number): number {
  let end = start + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    // Digits, '+', '-', '.', 'e' and 'E'.
    if (!isDigit(code) && code !== 43 && code !== MINUS && code !== 46 && (code | 32) !== 101) break;
  }
  return end;
}

function isPlainNumber(text: string, start: number, end: number): boolean {
  if (end - start === 1) return true;
  const number = text.slice(start, end);
  if (/^-?[1-9]\d{0,14}$/.test(number)) return true;
  return /[.eE]/.test(number) && !Number.isInteger(Number(number)) && Number.isFinite(Number(number));
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Reads one document from the left; the only state is the place it has come to. */
class Parser {
  private index = 0;

  constructor(private readonly text: string) {}

  document(): JsonValue {
    const value = this.value(0);
    this.skipSpace();
    if (this.index < this.text.length) this.fail('unexpected text after the end of the document');
    return value;
  }

  private fail(problem: string, offset = this.index): never {
    throw new JsonSyntaxError(problem, offset);
  }

  private skipSpace(): void {
    while (isSpace(this.text.charCodeAt(this.index))) this.index++;
  }

  private value(depth: number): JsonValue {
    this.skipSpace();
    const code = this.text.charCodeAt(this.index);
    if (code === OPEN_BRACE) return this.object(depth + 1);
    if (code === OPEN_BRACKET) return this.array(depth + 1);
    if (code === QUOTE) return this.string();
    if (code === MINUS || isDigit(code)) return this.number();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (!this.text.startsWith(word, this.index)) continue;
      this.index += word.length;
      return value;
    }
    return this.fail(this.index < this.text.length ? 'expected a value' : 'expected a value, but the text ends here');
  }

  private object(depth: number): JsonObject {
    this.open(depth);
    const object: Record<string, JsonValue> = {};
    const keys: string[] = [];
    let integerLike = false;
    if (this.closes('}')) return object;
    do {
      this.skipSpace();
      if (this.text.charCodeAt(this.index) !== QUOTE) this.fail('expected a key in double quotes');
      const key = this.string();
      this.skipSpace();
      if (this.text.charCodeAt(this.index) !== COLON) this.fail("expected ':' after the key");
      this.index++;
      const value = this.value(depth);
      if (!Object.hasOwn(object, key)) keys.push(key);
      integerLike ||= isDigit(key.charCodeAt(0));
      if (key === '__proto__') define(object, key, value, true);
      else object[key] = value;
    } while (this.continues('}'));
    if (integerLike) define(object, KEY_ORDER, keys, false);
    return object;
  }

  private array(depth: number): JsonValue[] {
    this.open(depth);
    const array: JsonValue[] = [];
    if (this.closes(']')) return array;
    do array.push(this.value(depth));
    while (this.continues(']'));
    return array;
  }

  private open(depth: number): void {
    if (depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH} levels`);
    this.index++;
  }

  private closes(bracket: '}' | ']'): boolean {
    this.skipSpace();
    if (this.text[this.index] !== bracket) return false;
    this.index++;
    return true;
  }

  private continues(bracket: '}' | ']'): boolean {
    if (this.closes(bracket)) return false;
    if (this.text[this.index] !== ',') this.fail(`expected ',' or '${bracket}'`);
    this.index++;
    return true;
  }

  private number(): JsonValue {
    const start = this.index;
    this.index = numberEnd(this.text, start);
    const text = this.text.slice(start, this.index);
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text))
      this.fail(`not a number: ${text.slice(0, 40)}`, start);
    return readNumber(text) ?? this.fail(`number out of range: ${text.slice(0, 40)}`, start);
  }

  private string(): string {
    const start = this.index + 1;
    const end = closingQuote(this.text, start);
    if (end < 0) this.fail('this string is never closed');
    this.index = end + 1;
    const raw = this.text.slice(start, end);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 section 7 forbids exactly these.
    const control = raw.search(/[\u0000-\u001f]/);
    if (control >= 0)
      this.fail('a line break or control character inside a string; write it as an escape', start + control);
    return raw.includes('\\') ? this.unescape(raw, start) : raw;
  }

  private unescape(raw: string, start: number): string {
    return raw.replace(
      /\\(?:u([\da-fA-F]{4})|(.?))/gs,
      (_, hex: string | undefined, letter: string, offset: number) => {
        if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
        return ESCAPES.get(letter) ?? this.fail(`unknown escape \\${letter}`, start + offset);
      },
    );
  }
}

function define(object: object, key: string | symbol, value: unknown, enumerable: boolean): void {
  Object.defineProperty(object, key, { value, enumerable, writable: true, configurable: true });
}

/** Line and column, both from 1 and the column in characters, of a place in a text. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) {
    line++;
    lineStart = next + 1;
  }
  return { line, column: [...text.slice(lineStart, offset)].length + 1 };
}
