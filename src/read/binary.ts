import { closeSync, openSync, readSync } from 'node:fs';
import { fail } from '../errors.js';
import { statsOf } from './source.js';

/** How files begin that hold SQL in a wrapping. */
const BEGINNINGS: readonly (readonly [kind: string, begins: (bytes: Buffer) => boolean])[] = [
  ['gzip', (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b],
  ['zstd', (bytes) => bytes.readUInt32LE(0) === 0xfd2fb528],
  ['bzip2', (bytes) => bytes.toString('latin1', 0, 3) === 'BZh'],
  ['xz', (bytes) => bytes.toString('latin1', 1, 6) === '7zXZ\0'],
  ['zip', (bytes) => bytes.toString('latin1', 0, 4) === 'PK\x03\x04'],
];

/**
 * Refuses what is not the text of SQL: a dump that only `pg_restore` reads, or a compressed file.
 *
 * @param bytes the beginning of the file
 * @throws UserError saying how to convert it
 */
export function refuseBinary(name: string, bytes: Buffer): void {
  if (bytes.length < 8) return;
  const format = archiveFormat(bytes);
  if (format !== undefined) fail('BINARY_DUMP', { file: name, format });
  if (bytes.toString('latin1', 0, 4) === '\xfebin') fail('BINARY_LOG', { file: name });
  const compressed = BEGINNINGS.find(([, begins]) => begins(bytes))?.[0];
  if (compressed !== undefined) fail('COMPRESSED', { file: name, kind: compressed });
}

/** The formats of `pg_dump` that are no text. */
function archiveFormat(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 0, 5) === 'PGDMP') return 'custom';
  return bytes.toString('latin1', 0, 8) === 'toc.dat\0' ? 'tar' : undefined;
}

const BEGINNING = 512;

/** The same for a file, of which only the beginning is read; pipes are left alone. */
export function refuseBinaryFile(file: string): void {
  if (statsOf(file)?.isFile() !== true) return;
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING);
    refuseBinary(file, bytes.subarray(0, readSync(descriptor, bytes)));
  } finally {
    closeSync(descriptor);
  }
}
