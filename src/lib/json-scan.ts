import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  isDigit,
  isNumberPart,
  isSpace,
  MINUS,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  ZERO,
} from './json-characters.js';
import { MAX_DEPTH } from './json-value.js';

/**
 * Whether `JSON.parse` keeps everything of a text that may or may not be valid, and is safe to give it. One
 * pass over every character of every large document, on bytes because those are read faster: in UTF-8 no
 * byte of another character looks like one of JSON's own.
 */
export function losesNothing(text: string): boolean {
  const bytes = Buffer.from(text);
  const { length } = bytes;
  let depth = 0;
  for (let index = 0; index < length; index++) {
    const code = bytes[index] as number;
    // White space and the comma come first because they are most of what stands between strings.
    if (code < MINUS) {
      if (code !== QUOTE) continue;
      const first = bytes[index + 1] as number;
      let inner = first;
      for (index++; index < length && inner !== QUOTE; inner = bytes[++index] as number) {
        if (inner === BACKSLASH) index++;
      }
      if ((isDigit(first) || first === BACKSLASH) && isKey(bytes, index + 1)) return false;
    } else if (code <= NINE) {
      let end = index + 1;
      while (isNumberPart(bytes[end] as number)) end++;
      if (end - index > 1 && !isPlainNumber(bytes, index, end)) return false;
      index = end - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return false;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
  return true;
}

function isKey(bytes: Uint8Array, afterString: number): boolean {
  let index = afterString;
  while (isSpace(bytes[index] as number)) index++;
  return bytes[index] === COLON;
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
