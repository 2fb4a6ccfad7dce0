import { realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { systemErrorCode } from '../../lib/system-errors.js';
import { type Loaded, readValue } from '../document.js';
import { readSource, type Source } from '../source.js';
import type { LinkedFile, Reference } from './link.js';
import { metaSchemaOf } from './meta-schemas.js';

/** What a description may be made of, beside the files of its own folder. */
export interface ReferencePolicy {
  /** Files outside of the folder of the description. */
  readonly allowOutsideRefs?: boolean | undefined;
  /** Files that http and https addresses name. */
  readonly allowRemoteRefs?: boolean | undefined;
}

/** Why a file cannot be had. */
export interface Failure {
  readonly problem: string;
  readonly remedy: string;
}

/** Where a description lies. One of standard input lies in the current folder. */
export function uriOf({ name }: Source): string {
  return pathToFileURL(realPath(name) ?? resolve(name)).href;
}

/**
 * Reads a file that a reference names.
 *
 * @throws UserError when it is there and cannot be read, or is neither JSON nor YAML
 */
export async function readReferenced(
  uri: string,
  reference: Reference,
  root: { readonly uri: string; readonly source: Source },
  policy: ReferencePolicy,
): Promise<(LinkedFile & { readonly loaded: Loaded }) | Failure> {
  const known = metaSchemaOf(uri);
  if (known !== undefined) return linked(uri, uri, known);
  if (/^https?:/i.test(uri)) {
    if (policy.allowRemoteRefs !== true) return REMOTE;
    const { fetchSource } = await import('./remote.js');
    const source = await fetchSource(uri);
    return 'problem' in source ? source : linked(uri, uri, await readValue(source));
  }
  const text = String(reference.holder[reference.key]);
  if (!uri.startsWith('file:') || /^file:/i.test(text)) return { ...ABSOLUTE, problem: `leads to ${text}` };
  const path = pathOf(uri);
  const real = path === undefined ? undefined : realPath(path);
  const folder = dirname(fileURLToPath(root.uri));
  const name = relative(folder, path ?? '');
  if (real === undefined) return { problem: `leads to a file that is not there: ${name}`, remedy: MISSING };
  const isInside = `${real}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
  if (!isInside && policy.allowOutsideRefs !== true) return OUTSIDE;
  if (!statSync(real).isFile()) return { problem: `leads to what is no file: ${name}`, remedy: MISSING };
  const source = await readSource(real, async () => Buffer.of(), join(dirname(root.source.name), name));
  return linked(uri, name, await readValue(source));
}

const MISSING = 'check the path; it is relative to the file that the reference stands in';
const REMOTE: Failure = {
  problem: 'leads to the network',
  remedy: 'bundle the description into one file, or let it be fetched with --allow-remote-refs',
};
const OUTSIDE: Failure = {
  problem: 'leads out of the folder of the description',
  remedy: 'move the file below it, or allow this with --allow-outside-refs',
};
const ABSOLUTE = { remedy: 'write a path that is relative to the file that the reference stands in' };

function linked(uri: string, name: string, loaded: Loaded) {
  return { uri, name, value: loaded.value, loaded };
}

function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    // An encoded slash is no part of a path.
    return undefined;
  }
}

/** Where a path leads when all links are followed; nothing when it leads to nothing. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemErrorCode(error) === undefined && !(error instanceof TypeError)) throw error;
    return undefined;
  }
}
