import { isUtf8 } from 'node:buffer';
import { fail } from '../errors.js';
import { positionAt } from '../lib/json.js';
import { refuseBinary } from './binary.js';

const NOT_BLANK = /[^\s\ufeff]/;
const MARK = '\ufeff';

/**
 * The text of some bytes, without its byte order mark.
 *
 * @param name how messages speak of them
 * @throws UserError when they are blank or not UTF-8; of a dump that is no text, how to convert it
 */
export function decode(name: string, bytes: Buffer): string {
  const foreign = foreignEncoding(bytes);
  if (foreign !== undefined) fail('WRONG_ENCODING', { file: name, problem: `is ${foreign}`, encoding: foreign });
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) {
    refuseBinary(name, bytes);
    const { line, column } = positionAt(withoutMark(text), invalidPlace(bytes, text));
    fail('WRONG_ENCODING', { file: name, problem: `not valid UTF-8 at line ${line}, column ${column}` });
  }
  if (!NOT_BLANK.test(text)) fail('EMPTY_INPUT', { file: name });
  return withoutMark(text);
}

function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(1) : text;
}

/** UTF-16 and UTF-32 by their byte order marks, or by where the zeros of ASCII characters are. */
const ENCODINGS: readonly (readonly [name: string, begins: (bytes: Buffer) => boolean])[] = [
  [
    'UTF-32LE',
    ([a, b, c, d]) => (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a !== 0 && b === 0 && c === 0 && d === 0),
  ],
  [
    'UTF-32BE',
    ([a, b, c, d]) => a === 0 && b === 0 && (c === 0xfe ? d === 0xff : c === 0 && d !== 0 && d !== undefined),
  ],
  ['UTF-16LE', ([a, b, c, d]) => (a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && (c === undefined || d === 0))],
  [
    'UTF-16BE',
    ([a, b, c, d]) =>
      (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && b !== undefined && (c === undefined || c === 0) && d !== 0),
  ],
];

function foreignEncoding(bytes: Buffer): string | undefined {
  return ENCODINGS.find(([, begins]) => begins(bytes))?.[0];
}

// The replacement characters of a decoder stand where the bytes they were made from are not theirs.
function invalidPlace(bytes: Buffer, text: string): number {
  const again = Buffer.from(text);
  let place = 0;
  while (bytes[place] === again[place]) place++;
  // Back to the beginning of the character that is not one.
  while (((again[place] as number) & 0xc0) === 0x80) place--;
  return withoutMark(bytes.subarray(0, place).toString('utf8')).length;
}
