import { posix } from 'node:path';
import { findFiles } from '../contracts/files.js';
import { isFileInHistory, parseRevision } from '../git.js';
import { statsOf } from '../source.js';
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

/** @param name of the folder or file that was given */
export function createImporter(name: string, paths: readonly string[], names: readonly string[]): Importer {
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
      for (const one of candidates(name, path)) {
        const file = await readFile(one);
        if (file !== undefined) return { ...file, path };
      }
      return undefined;
    },
  };
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

/** A file of the disk or of the history; nothing where there is none. */
async function readFile(name: string): Promise<ProtoText | undefined> {
  const revision = parseRevision(name);
  if (revision === undefined && statsOf(name)?.isFile() !== true) return undefined;
  if (revision !== undefined && !(await isFileInHistory(name, revision))) return undefined;
  const [file] = await (await findFiles(name, refuseInput)).read([posix.basename(name)]);
  return file;
}

// No file that is found is standard input.
async function refuseInput(): Promise<Buffer> {
  return Buffer.alloc(0);
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
