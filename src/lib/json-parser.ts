import {
  BACKSLASH,
  COLON,
  isDigit,
  isNumberPart,
  isSpace,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './json-characters.js';
import { define, type JsonObject, type JsonValue, KEY_ORDER, MAX_DEPTH } from './json-value.js';
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
export class Parser {
  private index = 0;
  /** How many keys have been read. */
  keys = 0;

  /** @param repeated what to do with a key that an object has already: take the last value, or refuse the text */
  constructor(
    private readonly text: string,
    private readonly repeated: 'last' | 'refuse' = 'last',
  ) {}

  document(): JsonValue {
    const value = this.value(0);
    this.skipSpace();
    if (this.index < this.text.length) this.fail('unexpected text after the end of the document');
    return value;
  }

  private fail(problem: string, offset = this.index): never {
    const end = offset < this.text.length ? '' : ', but the text ends here';
    throw new JsonSyntaxError(problem + end, offset);
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
    return this.fail('expected a value');
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
      const start = this.index;
      const key = this.string();
      this.keys++;
      this.skipSpace();
      if (this.text.charCodeAt(this.index) !== COLON) this.fail("expected ':' after the key");
      this.index++;
      const value = this.value(depth);
      if (!Object.hasOwn(object, key)) keys.push(key);
      else if (this.repeated === 'refuse') this.fail(`the key ${JSON.stringify(key)} stands here a second time`, start);
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
    do this.index++;
    while (isNumberPart(this.text.charCodeAt(this.index)));
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

/** The index of the quote that closes the string whose first character is at `start`, or -1. */
export function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end > start && text.charCodeAt(end - 1) === BACKSLASH) {
    let first = end - 1;
    while (first > start && text.charCodeAt(first - 1) === BACKSLASH) first--;
    if ((end - first) % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return end;
}
