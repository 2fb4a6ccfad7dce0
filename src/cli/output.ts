import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail } from '../errors.js';

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files, each whole or not at all: into temporary files beside them first, which then take their
 * places. What is not a regular file, such as a device or a pipe, is written to directly.
 *
 * @throws UserError when one cannot be written; then none has been
 */
export function writeFiles(files: readonly OutputFile[]): void {
  const moves: { from: string; to: string }[] = [];
  try {
    for (const { path, text } of files) {
      const target = targetOf(path);
      if (target.isSpecial) writeFileSync(target.path, text);
      else {
        const from = join(dirname(target.path), `.${basename(target.path)}.${randomUUID()}.tmp`);
        moves.push({ from, to: target.path });
        writeDurably(from, text, target.mode);
      }
    }
    for (const { from, to } of moves) renameSync(from, to);
  } catch (error) {
    for (const { from } of moves) removeIfThere(from);
    const { code = '', path = files[0]?.path ?? '' } = error as NodeJS.ErrnoException;
    if (!code.startsWith('E')) throw error;
    const file = moves.find(({ from }) => from === path)?.to ?? path;
    fail('UNWRITABLE', { file, problem: PROBLEMS.get(code) ?? code });
  }
}

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'the folder does not exist'],
  ['ENOTDIR', 'its folder is not a folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EISDIR', 'it is a folder'],
  ['ENAMETOOLONG', 'the name is too long'],
]);

function targetOf(path: string): { path: string; isSpecial: boolean; mode: number | undefined } {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { path, isSpecial: false, mode: undefined };
  if (stats.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR', path });
  // The file behind a link is replaced, not the link.
  return { path: realpathSync(path), isSpecial: !stats.isFile(), mode: stats.mode };
}

function writeDurably(path: string, text: string, mode = 0o666): void {
  const descriptor = openSync(path, 'w', mode);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or has taken its place already.
  }
}

/** Whether two paths name the same file. */
export function isSameFile(left: string, right: string): boolean {
  const [one, other] = [left, right].map((path) => statSync(path, { throwIfNoEntry: false }));
  return one !== undefined && other !== undefined && one.isFile() && one.ino === other.ino && one.dev === other.dev;
}
