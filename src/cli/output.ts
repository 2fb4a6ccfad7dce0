import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fail } from '../errors.js';
import { describeSystemError, systemError, systemErrorCode } from '../lib/system-errors.js';

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Where a text goes: into the place of a file, or into something that is not one. */
interface Target extends OutputFile {
  /** The file behind the links. */
  readonly file: string;
  /** What stands there; `undefined` when nothing does. */
  readonly stats: Stats | undefined;
}

/**
 * Writes files, each whole or not at all: into temporary files beside them first, which then take their
 * places. What is not a regular file, such as a device or a pipe, is written to directly, and last.
 *
 * @throws UserError when one cannot be written; then no file has been
 */
export function writeFiles(files: readonly OutputFile[]): void {
  const targets = files.map((file) => attempt(file.path, () => targetOf(file)));
  const temporary: string[] = [];
  try {
    const moves = targets.filter(isFile).map((target) => {
      const from = join(dirname(target.file), `.${randomUUID()}.tmp`);
      temporary.push(from);
      attempt(target.path, () => writeDurably(from, target));
      return { from, target };
    });
    for (const { path, text } of targets.filter((target) => !isFile(target)))
      attempt(path, () => writeFileSync(path, text));
    for (const { from, target } of moves) attempt(target.path, () => renameSync(from, target.file));
  } finally {
    for (const file of temporary) removeIfThere(file);
  }
}

/** Does something to a file; an error of the system is the user's. */
function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return fail('UNWRITABLE', { file, problem: describeSystemError(code) });
  }
}

function targetOf({ path, text }: OutputFile): Target {
  const file = behindLinks(path);
  const stats = statIfThere(path);
  if (stats?.isDirectory()) throw systemError('EISDIR');
  return { path, text, file, stats };
}

function isFile({ stats }: Target): boolean {
  return stats === undefined || stats.isFile();
}

function statIfThere(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** As many as Linux follows (path_resolution(7)). */
const MOST_LINKS = 40;

// A link stays, and the file that it leads to is replaced, or made where there is none.
function behindLinks(path: string): string {
  let file = path;
  for (let links = 0; links <= MOST_LINKS; links++) {
    if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return file;
    file = resolve(dirname(file), readlinkSync(file));
  }
  throw systemError('ELOOP');
}

function writeDurably(file: string, { text, stats }: Target): void {
  const descriptor = openSync(file, 'wx');
  try {
    writeFileSync(descriptor, text);
    if (stats !== undefined) keepOwnerAndMode(descriptor, stats);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function keepOwnerAndMode(descriptor: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root may give a file away; whoever else writes it owns it.
  }
  fchmodSync(descriptor, mode);
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It was never made, or has taken its place.
  }
}

/** Whether a path is an input: the same file as it, or as standard input for `-`. */
export function isSameFile(input: string, path: string): boolean {
  const [one, other] = [input === '-' ? () => fstatSync(0) : () => statIfThere(input), () => statIfThere(path)].map(
    orNothing,
  );
  return one !== undefined && other !== undefined && one.isFile() && one.ino === other.ino && one.dev === other.dev;
}

/** Whether a path is a device, such as /dev/null. */
export function isDevice(path: string): boolean {
  const stats = orNothing(() => statIfThere(path));
  return stats !== undefined && (stats.isCharacterDevice() || stats.isBlockDevice());
}

function orNothing(stat: () => Stats | undefined): Stats | undefined {
  try {
    return stat();
  } catch {
    return undefined;
  }
}
