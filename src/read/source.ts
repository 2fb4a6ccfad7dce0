import { constants } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { fail } from '../errors.js';
import { describeSystemError, systemErrorCode } from '../lib/system-errors.js';
import { decode } from './decode.js';

/** A text and the name under which messages speak of it. */
export interface Source {
  readonly name: string;
  readonly text: string;
  /** What the text was decoded from, for who is faster on bytes; UTF-8 without a byte order mark. */
  readonly bytes?: Buffer;
}

/** A statement of a text, as the server's own client would send it. */
export interface SourceStatement {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** No more than a string can hold. */
export const MAX_BYTES = constants.MAX_STRING_LENGTH;

/**
 * Reads a file, or standard input for `-`, as UTF-8. A byte order mark is passed over.
 *
 * @param name how messages speak of it
 * @throws UserError when there is no such file, it cannot be read, is empty or is not UTF-8
 */
export async function readSource(
  file: string,
  readStandardInput: () => Promise<Buffer>,
  name = file === '-' ? 'standard input' : file,
): Promise<Source> {
  return sourceOf(name, await readBytes(file, readStandardInput, name));
}

/**
 * The text of bytes that have been read.
 *
 * @throws UserError when they are blank or not UTF-8
 */
export function sourceOf(name: string, bytes: Buffer): Source {
  return { name, text: decode(name, bytes), bytes: withoutMark(bytes) };
}

/**
 * The bytes of a file, or of standard input for `-`.
 *
 * @throws UserError when there is no such file, or it cannot be read
 */
export async function readBytes(
  file: string,
  readStandardInput: () => Promise<Buffer>,
  name = file === '-' ? 'standard input' : file,
): Promise<Buffer> {
  try {
    const bytes = file === '-' ? await readStandardInput() : readFile(file);
    return bytes === undefined || bytes.length > MAX_BYTES ? fail('TOO_LARGE', { file: name }) : bytes;
  } catch (error) {
    return refuseUnreadable(name, error);
  }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Says of a file or folder what the system says of it; another error is thrown as it is. */
export function refuseUnreadable(name: string, error: unknown): never {
  const code = systemErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') fail('FILE_NOT_FOUND', { file: name });
  if (code === 'EISDIR') fail('NOT_A_FILE', { file: name });
  if (code !== undefined) fail('UNREADABLE', { file: name, problem: describeSystemError(code) });
  throw error;
}

/** Whether a path leads to a folder. What cannot be looked at is said by whoever reads it. */
export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() === true;
}

/** What the file system says of a path; nothing when it cannot say. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** All bytes of a file, or `undefined` when there are too many. */
function readFile(file: string): Buffer | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const stats = fstatSync(descriptor);
    if (stats.size > MAX_BYTES) return undefined;
    return stats.isFile() || stats.isDirectory() ? readFileSync(descriptor) : readStream(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 1 << 20;

// A device or a pipe does not say how much will come.
function readStream(descriptor: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let total = 0; total <= MAX_BYTES; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const length = readSync(descriptor, chunk);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  return undefined;
}
