import { fail, UserError } from '../../errors.js';
import { isObject } from '../../lib/json-value.js';
import { formatPath } from '../../lib/path.js';
import { linesAndColumns } from '../../lib/places.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { LoadedDocument } from '../document.js';
import { findInJson } from '../json-places.js';
import { readRelational } from '../relational.js';
import type { Source } from '../source.js';
import type { Path } from './sheet.js';
import { writeSchema } from './write-schema.js';

/**
 * A database schema in the original's JSON or YAML, as what a dialect's server would make of it. What is made stands
 * where the document says so.
 *
 * @param read reads SQL of that dialect
 * @throws UserError with the places of what is not as it must be, or what the dialect does not know
 */
export async function readSchemaAs(
  document: LoadedDocument,
  dialect: Dialect,
  read: (source: Source) => Promise<Catalog>,
): Promise<Catalog> {
  const { name } = document;
  const { lines, paths, problems } = writeSchema(readRelational(document), dialect);
  if (problems.length > 0) fail('WRONG_SHAPE', { file: name, problems });
  const places = await linesOf(document, paths);
  try {
    const catalog = await read({ name, text: `${lines.join('\n')}\n` });
    return relocate(catalog, name, places) as Catalog;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return refuse(error, name, paths);
  }
}

// What is wrong with a line of SQL that nobody has written is wrong with the place that it was made of.
function refuse(error: UserError, file: string, paths: readonly Path[]): never {
  const [first = ''] = error.message.split('\n');
  const [found, line = '', problem = ''] = /^:(\d+)(?::\d+)?: (.*)/.exec(first.slice(file.length)) ?? [];
  const path = paths[Number(line) - 1];
  if (!first.startsWith(file) || found === undefined || path === undefined) throw error;
  return fail('WRONG_SHAPE', { file, problems: [`${formatPath(path)}: ${problem}`] });
}

async function linesOf({ source, format }: LoadedDocument, paths: readonly Path[]): Promise<readonly number[]> {
  const keys = paths.map((path) => path.map(String));
  const found =
    format === 'json'
      ? findInJson(source.text, keys)
      : await (await import('../yaml-places.js')).findInYaml(source.text, keys);
  const offsets = found.map(({ offset }) => offset);
  return linesAndColumns(source.text, offsets).map(({ line }) => line);
}

/** The same with the lines of the document where those of the SQL were. */
function relocate(value: unknown, file: string, lines: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((item) => relocate(item, file, lines));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const isPlace = key === 'place' && isObject(item) && item.file === file && typeof item.line === 'number';
    return [key, isPlace ? { ...item, line: lines[(item.line as number) - 1] ?? 1 } : relocate(item, file, lines)];
  });
  return Object.fromEntries(entries);
}
