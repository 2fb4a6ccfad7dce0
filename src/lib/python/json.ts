import { isObject, type JsonValue, keysOf, MAX_REPORT_DEPTH } from '../json-value.js';
import { formatNumber, isNumeric } from './number.js';
import { compareCodePoints } from './text.js';

interface DumpOptions {
  /** Spaces a level, with every element on a line of its own; without it all is on one line. */
  readonly indent?: number;
  /** Keys in order of their code points instead of the document's. */
  readonly sortKeys?: boolean;
  /** Stop once this many characters are written; what comes back is then a prefix, at least this long. */
  readonly limit?: number;
}

/**
 * Python's `json.dumps`: separators `, ` and `: `, everything but printable ASCII escaped, floats and ints
 * told apart (Python documentation, "json — JSON encoder and decoder").
 *
 * @throws RangeError when the value is nested deeper than `MAX_REPORT_DEPTH` or holds what JSON cannot
 */
export function dumps(value: unknown, options: DumpOptions = {}): string {
  const { indent, sortKeys = false, limit = Number.POSITIVE_INFINITY } = options;
  const comma = indent === undefined ? ', ' : ',';
  const breaks: string[] = [];
  let out = '';
  write(value, 1);
  return out;

  /** What stands before an element at a depth: a line break and its margin, or nothing. */
  function lineBreak(depth: number): string {
    if (indent === undefined) return '';
    breaks[depth] ??= `\n${' '.repeat(indent * depth)}`;
    return breaks[depth];
  }

  function write(node: unknown, depth: number): void {
    if (typeof node === 'string') out += quote(node);
    else if (node === null || typeof node === 'boolean') out += String(node);
    else if (isNumeric(node)) out += formatNumber(node);
    else if (depth > MAX_REPORT_DEPTH) throw new RangeError(`nested deeper than ${MAX_REPORT_DEPTH} levels`);
    else if (Array.isArray(node)) writeArray(node, depth);
    else if (isObject(node)) writeObject(node, depth);
    else throw new RangeError(`not a JSON value: ${typeof node}`);
  }

  function writeArray(node: readonly unknown[], depth: number): void {
    out += '[';
    for (let index = 0; index < node.length; index++) {
      if (out.length >= limit) return;
      out += (index === 0 ? '' : comma) + lineBreak(depth);
      write(node[index], depth + 1);
    }
    out += node.length === 0 ? ']' : `${lineBreak(depth - 1)}]`;
  }

  function writeObject(node: Readonly<Record<string, JsonValue>>, depth: number): void {
    const keys = sortKeys ? [...keysOf(node)].sort(compareCodePoints) : keysOf(node);
    out += '{';
    for (let index = 0; index < keys.length; index++) {
      if (out.length >= limit) return;
      const key = keys[index] as string;
      out += `${index === 0 ? '' : comma}${lineBreak(depth)}${quote(key)}: `;
      write(node[key], depth + 1);
    }
    out += keys.length === 0 ? '}' : `${lineBreak(depth - 1)}}`;
  }
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function quote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  // By UTF-16 units: an astral character becomes two escapes, as in Python.
  const escaped = text.replace(/["\\]|[^ -~]/g, (unit) => {
    return SHORT_ESCAPES.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

/** Whether `json.dumps(value)` on one line is longer than `length` characters; writes no more than that. */
export function isLongerThan(value: unknown, length: number): boolean {
  return dumps(value, { limit: length + 1 }).length > length;
}
