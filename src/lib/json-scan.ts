import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  isDigit,
  isNumberPart,
  MINUS,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  ZERO,
} from './json-characters.js';
import { MAX_DEPTH } from './json-value.js';

/**
 * How many keys a text has whose every detail `JSON.parse` keeps, and which is safe to give it; `undefined` of any
 * other. The text may or may not be valid. One pass over every character of every large document, on bytes because
 * those are read faster: in UTF-8 no byte of another character looks like one of JSON's own.
 *
 * @param bytes the text as UTF-8
 */
export function keysIfNothingIsLost(bytes: Buffer): number | undefined {
  const { length } = bytes;
  let keys = 0;
  let depth = 0;
  let first = 0;
  // Of each open bracket, the last key that looked like an integer, or `OTHER` once another one came.
  const last = new Int32Array(MAX_DEPTH + 1).fill(NONE);
  for (let index = 0; index < length; index++) {
    const code = bytes[index] as number;
    // White space and the comma come first because they are most of what stands between strings.
    if (code < MINUS) {
      if (code !== QUOTE) continue;
      first = index + 1;
      let inner = bytes[first] as number;
      for (index++; index < length && inner !== QUOTE; inner = bytes[++index] as number) {
        if (inner === BACKSLASH) index++;
      }
    } else if (code === COLON) {
      keys++;
      const start = bytes[first] as number;
      // An escape may be one of a digit.
      if (start === BACKSLASH) return undefined;
      const key = isDigit(start) ? integerAt(bytes, first) : OTHER;
      // Integers come first in a JavaScript object, and in ascending order.
      if (key !== OTHER && key <= (last[depth] as number)) return undefined;
      last[depth] = key;
    } else if (code <= NINE) {
      let end = index + 1;
      while (isNumberPart(bytes[end] as number)) end++;
      if (end - index > 1 && !isPlainNumber(bytes, index, end)) return undefined;
      index = end - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return undefined;
      last[depth] = NONE;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (depth > 0) depth--;
    }
  }
  return keys;
}

const NONE = -1;
const OTHER = 2 ** 31 - 1;
const MOST_DIGITS = 9;

/**
 * The integer that a key is if JavaScript takes it for one (ECMA-262, "array index"), and `NONE` when it has more
 * digits than are worth a look.
 */
function integerAt(bytes: Buffer, start: number): number {
  let value = 0;
  let end = start;
  for (; isDigit(bytes[end] as number); end++) {
    if (end - start === MOST_DIGITS) return NONE;
    value = value * 10 + (bytes[end] as number) - ZERO;
  }
  const isCanonical = bytes[end] === QUOTE && (bytes[start] !== ZERO || end - start === 1);
  return isCanonical ? value : OTHER;
}

/** Whether a number of several characters reads as it prints: a short integer, or a fraction that is none. */
function isPlainNumber(bytes: Buffer, start: number, end: number): boolean {
  let isInteger = true;
  for (let index = start; index < end; index++) {
    const code = bytes[index] as number;
    isInteger &&= isDigit(code) || code === MINUS;
  }
  if (isInteger) return end - start < 16 && !(bytes[start] === MINUS && bytes[start + 1] === ZERO);
  const value = Number(bytes.toString('latin1', start, end));
  return Number.isFinite(value) && !Number.isInteger(value);
}
