import { ProtoSyntaxError } from './lexer.js';

const SINGLE: Readonly<Record<string, number>> = {
  ...{ a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 },
  ...{ '?': 63, '\\': 92, "'": 39, '"': 34 },
};
const ESCAPE = /\\(?:[xX]([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gsu;

/**
 * The bytes of a literal with its quotes (protobuf.com/docs/language-spec#string-literals).
 *
 * @param offset where it stands, for errors
 */
export function decodeString(literal: string, offset: number): Buffer {
  const text = literal.slice(1, -1);
  if (!text.includes('\\')) return Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  let last = 0;
  for (const match of text.matchAll(ESCAPE)) {
    parts.push(Buffer.from(text.slice(last, match.index), 'utf8'), escaped(match, offset + 1 + match.index));
    last = match.index + match[0].length;
  }
  parts.push(Buffer.from(text.slice(last), 'utf8'));
  return Buffer.concat(parts);
}

function escaped([whole, hex, octal, short, long, letter]: RegExpMatchArray, offset: number): Buffer {
  if (hex !== undefined) return Buffer.of(Number.parseInt(hex, 16));
  if (octal !== undefined) return Buffer.of(Number.parseInt(octal, 8) & 0xff);
  const code = short ?? long;
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    if (point <= 0x10ffff) return Buffer.from(String.fromCodePoint(point), 'utf8');
  }
  const single = letter !== undefined && Object.hasOwn(SINGLE, letter) ? SINGLE[letter] : undefined;
  if (single === undefined) throw new ProtoSyntaxError(`the escape ${whole} means nothing`, offset);
  return Buffer.of(single);
}

/** What `escapeBytes` made of a text. */
export function unescapeText(escaped: string): string {
  return decodeString(`"${escaped}"`, 0).toString('utf8');
}
