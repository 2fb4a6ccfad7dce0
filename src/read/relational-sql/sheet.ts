import { isObject, type JsonObject, keysOf } from '../../lib/json-value.js';
import { formatPath } from '../../lib/path.js';
import { str } from '../../lib/python/repr.js';
import { quoteIdentifier } from '../../lib/quote.js';
import type { Dialect } from '../../model/catalog/common.js';

/** A place in the document: keys, and the numbers of items. */
export type Path = readonly (string | number)[];

/** SQL that is being written, line by line, each with the place in the document that says so. */
export interface Sheet {
  readonly dialect: Dialect;
  readonly lines: string[];
  readonly paths: Path[];
  /** What the dialect has no words for, each with its place. */
  readonly problems: string[];
}

/** Writes a piece of SQL, which may have several lines. */
export function write(sheet: Sheet, path: Path, text: string): void {
  for (const line of text.split('\n')) {
    sheet.lines.push(line);
    sheet.paths.push(path);
  }
}

/** Takes note of what cannot be written. */
export function refuse(sheet: Sheet, path: Path, problem: string): void {
  sheet.problems.push(`${formatPath(path)}: ${problem}`);
}

/** A name in the quotes of the dialect. */
export function quoted({ dialect }: Sheet, name: string): string {
  return quoteIdentifier(name, dialect === 'postgresql' ? '"' : '`');
}

/** Names in brackets. */
export function quotedList(sheet: Sheet, names: readonly string[]): string {
  return `(${names.map((name) => quoted(sheet, name)).join(', ')})`;
}

/** `CONSTRAINT name`, or nothing for what has no name. */
export function constraintName(sheet: Sheet, name: unknown): string {
  const called = textOf(name);
  return called === undefined ? '' : `CONSTRAINT ${quoted(sheet, called)} `;
}

/** A text that is not blank. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The names of columns: a text, a list of them, or an object that has `columns`. */
export function namesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (isObject(value)) return namesOf(value.columns);
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
}

/** What a list holds, with its places; something alone is a list of one. */
export function itemsOf(value: unknown, path: Path): readonly (readonly [item: unknown, path: Path])[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value.map((item, index) => [item, [...path, index]] as const) : [[value, path]];
}

/** Something with a name, and its place. */
export interface Entry {
  readonly name: string;
  readonly value: JsonObject;
  readonly path: Path;
}

/**
 * Things by name, however a schema lists them.
 *
 * @param key what a bare text or list says: a view's `definition`, an index's `columns`
 */
export function entriesOf(value: unknown, path: Path, key: string): readonly Entry[] {
  if (isObject(value)) {
    return keysOf(value).map((name) => {
      const one = value[name];
      return { name, value: isObject(one) ? one : { [key]: one ?? null }, path: [...path, name] };
    });
  }
  return itemsOf(value, path).map(([item, at]) => {
    const one = isObject(item) ? item : {};
    return { name: textOf(one.name) ?? (isObject(item) ? '' : str(item)), value: one, path: at };
  });
}
