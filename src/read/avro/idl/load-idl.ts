import { posix } from 'node:path';
import { fail } from '../../../errors.js';
import { excerptOf, lineAndColumn } from '../../../lib/places.js';
import type { Location } from '../../../model/finding.js';
import type { Spot } from '../../../model/openapi-change.js';
import { saysIdl } from '../../contracts/data-families.js';
import { type ContractFile, fileAt, textOf } from '../../contracts/files.js';
import { IdlSyntaxError } from './lexer.js';
import { type IdlFile, type IdlImport, readIdl } from './read-idl.js';

/** A file of Avro IDL and what it was read from. */
export interface LoadedIdl extends IdlFile {
  readonly file: ContractFile;
  readonly text: string;
}

/**
 * Whether a file is in Avro IDL, rather than JSON.
 *
 * @param text that it says
 */
export function isIdl({ name }: ContractFile, text: string): boolean {
  return /\.avdl$/i.test(name) || (!/\.(?:avsc|avpr|json)$/i.test(name) && saysIdl(text));
}

/** @throws UserError with the place of what is no IDL */
export function loadIdl(file: ContractFile): LoadedIdl {
  const text = textOf(file);
  try {
    return { ...readIdl(text), file, text };
  } catch (error) {
    if (!(error instanceof IdlSyntaxError)) throw error;
    const excerpt = excerptOf(text, error.offset);
    return fail('INVALID_IDL', {
      file: file.name,
      ...lineAndColumn(text, error.offset),
      problem: error.message,
      excerpt,
    });
  }
}

/**
 * The file that an import means: relative to the one that it stands in, and below its folder.
 *
 * @param given names of files that are read anyway
 * @returns nothing when it is one of these
 * @throws UserError when there is no such file
 */
export async function importedBy(
  { file, text }: LoadedIdl,
  { path, offset }: IdlImport,
  given: ReadonlySet<string>,
): Promise<ContractFile | undefined> {
  const name = normalizedName(file.name, (place) => posix.join(posix.dirname(place), path));
  if (given.has(name)) return undefined;
  const isBelow = !/^\/|\\|(?:^|\/)\.\.(?:\/|$)/.test(path);
  const found = isBelow ? await fileAt(name) : undefined;
  if (found !== undefined) return { ...found, path: name };
  const place = { file: file.name, ...lineAndColumn(text, offset) };
  return fail('MISSING_IDL_IMPORT', { ...place, path, excerpt: excerptOf(text, offset) });
}

/** The name of a file, on disk or in the history, in the one form that each file has. */
export function normalizedName(name: string, change: (place: string) => string = posix.normalize): string {
  const prefix = /^git:[^:]*:/.exec(name)?.[0] ?? '';
  return prefix + change(name.slice(prefix.length));
}

/** Where a node is written, or else the innermost of what holds it. */
export function placeInIdl({ file, text, places }: LoadedIdl, { node, keys = [] }: Spot): Location | undefined {
  let offset = places.get(node);
  let held: unknown = node;
  for (const key of keys) {
    held = (held as Readonly<Record<string, unknown>> | undefined)?.[key];
    if (typeof held !== 'object' || held === null) break;
    offset = places.get(held) ?? offset;
  }
  return offset === undefined ? undefined : { file: file.name, ...lineAndColumn(text, offset) };
}
