import { basename, join } from 'node:path';
import { fail } from '../../errors.js';
import { globMatcher, isGlob, splitGlob } from '../../lib/glob.js';
import { decode } from '../decode.js';
import { byCodeUnit, filesBelow, isPrivate } from '../folder.js';
import { isFileInHistory, listTree, parseRevision, readBlob } from '../git.js';
import { isFolder, readBytes, statsOf } from '../source.js';

/** A file of a contract. */
export interface ContractFile {
  /** How messages speak of it: a path from the current folder, `git:<rev>:<path>`, or standard input. */
  readonly name: string;
  /** From the folder that was named, with `/`; of a file that was named, its name alone. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** What a name on the command line stands for. */
export interface FileSet {
  readonly kind: 'file' | 'folder' | 'glob';
  readonly name: string;
  /** The paths of its files from there, sorted; those of folders whose names begin with a dot are left out. */
  readonly paths: readonly string[];
  /** The files of these paths, in that order. */
  read(paths: readonly string[]): Promise<ContractFile[]>;
}

/**
 * Finds the files that a name stands for: one file, all files of a folder and of those in it, those that a pattern
 * matches, any of these in the history of the repository (`git:<rev>:<path>`), or standard input for `-`.
 *
 * @throws UserError when there is none
 */
export async function findFiles(name: string, readStandardInput: () => Promise<Buffer>): Promise<FileSet> {
  const revision = parseRevision(name);
  if (revision !== undefined) return findInHistory(name, revision);
  if (name === '-' || !isPattern(name)) {
    if (name !== '-' && isFolder(name)) {
      return { kind: 'folder', name, paths: filesBelow(name), read: readAll(name, readStandardInput) };
    }
    const read = async () => [
      {
        name: name === '-' ? 'standard input' : name,
        path: basename(name),
        bytes: await readBytes(name, readStandardInput),
      },
    ];
    return { kind: 'file', name, paths: [basename(name)], read };
  }
  const { folder, pattern } = splitGlob(name);
  const root = folder === '' ? (name.startsWith('/') ? '/' : '.') : folder;
  const matches = globMatcher(pattern);
  const paths = (isFolder(root) ? filesBelow(root) : []).filter(matches);
  if (paths.length === 0) fail('NO_MATCH', { pattern: name });
  return { kind: 'glob', name, paths, read: readAll(root === '.' ? '' : root, readStandardInput) };
}

/** A file of the disk or of the history, by its name; nothing where there is none. */
export async function fileAt(name: string): Promise<ContractFile | undefined> {
  const revision = parseRevision(name);
  if (revision === undefined && statsOf(name)?.isFile() !== true) return undefined;
  if (revision !== undefined && !(await isFileInHistory(name, revision))) return undefined;
  const [file] = await (await findFiles(name, refuseInput)).read([basename(name)]);
  return file;
}

// No file that is found is standard input.
async function refuseInput(): Promise<Buffer> {
  return Buffer.alloc(0);
}

/**
 * The text of a file, without its byte order mark.
 *
 * @throws UserError when it is blank or not UTF-8
 */
export function textOf({ name, bytes }: ContractFile): string {
  return decode(name, bytes);
}

/** Whether a name is a pattern, which no file is called. */
function isPattern(name: string): boolean {
  return isGlob(name) && statsOf(name) === undefined;
}

function readAll(root: string, readStandardInput: () => Promise<Buffer>) {
  return async (paths: readonly string[]): Promise<ContractFile[]> => {
    const files: ContractFile[] = [];
    for (const path of paths) {
      const name = root === '' ? path : join(root, path);
      files.push({ name, path, bytes: await readBytes(name, readStandardInput) });
    }
    return files;
  };
}

async function findInHistory(name: string, revision: { rev: string; path: string }): Promise<FileSet> {
  const { folder, pattern } = isGlob(revision.path) ? splitGlob(revision.path) : { folder: revision.path, pattern: '' };
  const tree = await listTree(name, { rev: revision.rev, path: folder });
  const named = `git:${revision.rev}:${folder}`;
  const read = async (paths: readonly string[]) => {
    const files: ContractFile[] = [];
    for (const path of paths) {
      const isFile = tree.paths === undefined;
      const full = isFile ? name : `${named.replace(/\/$/, '')}${folder === '' ? '' : '/'}${path}`;
      const bytes = await readBlob(full, tree.commit, isFile ? folder : join(folder, path));
      files.push({ name: full, path, bytes });
    }
    return files;
  };
  if (tree.paths === undefined) return { kind: 'file', name, paths: [basename(folder)], read };
  const paths = tree.paths.filter((path) => !path.split('/').some(isPrivate)).sort(byCodeUnit);
  if (pattern === '') return { kind: 'folder', name, paths, read };
  const matching = paths.filter(globMatcher(pattern));
  if (matching.length === 0) fail('NO_MATCH', { pattern: name });
  return { kind: 'glob', name, paths: matching, read };
}
