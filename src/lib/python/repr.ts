import { isObject, keysOf, MAX_REPORT_DEPTH } from '../json-value.js';
import { formatNumber, isNumeric } from './number.js';
import { isPrintable } from './printable.js';

/**
 * Python's `repr()` of a value read from JSON: `True`, `None`, `['it', "it's"]`, `{'a': 1.0}`.
 *
 * @throws RangeError when the value is nested deeper than `MAX_REPORT_DEPTH` or is not a JSON value
 */
export function repr(value: unknown, depth = 0): string {
  if (typeof value === 'string') return quote(value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isNumeric(value)) return formatNumber(value);
  if (depth >= MAX_REPORT_DEPTH) throw new RangeError(`nested deeper than ${MAX_REPORT_DEPTH} levels`);
  if (Array.isArray(value)) return `[${value.map((item) => repr(item, depth + 1)).join(', ')}]`;
  if (!isObject(value)) throw new RangeError(`not a JSON value: ${typeof value}`);
  return `{${keysOf(value)
    .map((key) => `${quote(key)}: ${repr(value[key], depth + 1)}`)
    .join(', ')}}`;
}

/** Python's `str()`, and what an f-string prints: a string as it is, everything else by `repr()`. */
export function str(value: unknown): string {
  return typeof value === 'string' ? value : repr(value);
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

// Single quotes unless the text holds one and no double quote (CPython, unicodeobject.c, unicode_repr).
function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = mark;
  for (const character of text) out += character === mark ? `\\${mark}` : escapeCharacter(character);
  return out + mark;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  const codePoint = character.codePointAt(0) as number;
  if (isPrintable(codePoint)) return character;
  const hex = codePoint.toString(16);
  if (codePoint <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
