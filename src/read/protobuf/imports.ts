import { posix } from 'node:path';
import { fail } from '../../errors.js';
import { fileAt } from '../contracts/files.js';
import { parseRevision } from '../git.js';
import { isFolder } from '../source.js';
import type { DraftFile } from './draft.js';

/** A file of text, by where it is and by what imports call it. */
export interface ProtoText {
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** Finds what files import: among those that were given, and above them. */
export interface Importer {
  /** The path of a given file that an import means. */
  given(path: string, from: string): string | undefined;
  /** A file that was not given. */
  beside(path: string): Promise<ProtoText | undefined>;
}

/**
 * @param name of the folder or file that was given
 * @param roots where imports that it does not have are looked for first
 * @throws UserError when a root is no folder
 */
export function createImporter(
  name: string,
  paths: readonly string[],
  names: readonly string[],
  roots: readonly string[] = [],
): Importer {
  for (const root of roots) refuseNoFolder(root);
  const known = new Set(paths);
  const byName = new Map(names.map((one, index) => [normalized(one), paths[index] as string]));
  const byEnd = new Map<string, string[]>();
  for (const path of paths) {
    const last = path.slice(path.lastIndexOf('/') + 1);
    byEnd.set(last, [...(byEnd.get(last) ?? []), path]);
  }
  return {
    given: (path, from) => {
      if (known.has(path)) return path;
      const last = path.slice(path.lastIndexOf('/') + 1);
      const ending = (byEnd.get(last) ?? []).filter((one) => one.endsWith(`/${path}`));
      if (ending.length > 0) return nearest(ending, from);
      return candidates(name, path).flatMap((one) => byName.get(one) ?? [])[0];
    },
    beside: async (path) => {
      if (!isPlain(path)) return undefined;
      for (const one of [...roots.map((root) => within(root, path)), ...candidates(name, path)]) {
        const file = await fileAt(one);
        if (file !== undefined) return { ...file, path };
      }
      return undefined;
    },
  };
}

function within(root: string, path: string): string {
  const { prefix, place } = partsOf(root);
  return prefix + posix.join(place, path);
}

// One that is mistyped would leave everything to the folders above what was given.
function refuseNoFolder(root: string): void {
  if (parseRevision(root) === undefined && !isFolder(root)) fail('NOT_A_FOLDER', { name: root });
}

/** Where a file may be that is imported; what stands in the history of the repository imports from there. */
function candidates(name: string, path: string): string[] {
  const { prefix, place } = partsOf(name);
  return foldersAbove(place).map((folder) => prefix + posix.join(folder, path));
}

function normalized(name: string): string {
  const { prefix, place } = partsOf(name);
  return prefix + posix.normalize(place);
}

function partsOf(name: string): { readonly prefix: string; readonly place: string } {
  const prefix = /^git:[^:]*:/.exec(name)?.[0] ?? '';
  return { prefix, place: name.slice(prefix.length) };
}

/** Whether a path is one that protoc takes: downwards, with slashes. Other files than schemas are nobody's import. */
function isPlain(path: string): boolean {
  return path.endsWith('.proto') && !/^\/|\\|(?:^|\/)\.{1,2}(?:\/|$)/.test(path);
}

/** Where imports may start: the folder of what was given, the one that it is in, and so on. */
function foldersAbove(name: string): string[] {
  const folders: string[] = [];
  let folder = posix.normalize(name);
  do {
    folder = posix.dirname(folder);
    folders.push(folder);
  } while (folder !== '.' && folder !== '/' && !folder.endsWith('..'));
  return folders;
}

/** Of several, the one that has most of its folders in common with the file that imports it. */
function nearest(paths: readonly string[], from: string): string {
  const common = (path: string) => {
    let length = 0;
    while (length < path.length && path[length] === from[length]) length++;
    return path.lastIndexOf('/', length);
  };
  return paths.reduce((best, path) => (common(path) > common(best) ? path : best));
}

/** A file whose imports are called as the files are that they mean. */
export function withImports(file: DraftFile, pathOf: (path: string) => string): DraftFile {
  return { ...file, imports: file.imports.map((one) => ({ ...one, path: pathOf(one.path) })) };
}
