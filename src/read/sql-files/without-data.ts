import { closeSync, openSync, readSync } from 'node:fs';
import { fail } from '../../errors.js';
import { decode } from '../decode.js';
import { DataFilter } from './data-filter.js';

const CHUNK = 1 << 20;

/** Files up to this size are read whole. */
export const LARGE = 64 << 20;

/**
 * Reads a large file of SQL without the rows that it inserts, in pieces, so that a dump of any size may be read. Each
 * line that is left out is still a line, and places stay what they are.
 *
 * @throws UserError when what is no data is not UTF-8, or more than can be read at once
 */
export function readWithoutData(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    return withoutData(file, chunksOf(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

/** The same for bytes that have been read, which are cut into pieces. */
export function withoutData(name: string, chunks: Iterable<Buffer>): string {
  const filter = new DataFilter();
  for (const chunk of chunks) {
    if (!filter.add(chunk)) fail('TOO_LARGE', { file: name });
  }
  return decode(name, filter.end());
}

/** Bytes in pieces. */
export function* cut(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

function* chunksOf(descriptor: number): Generator<Buffer> {
  const bytes = Buffer.alloc(CHUNK);
  for (let size = readSync(descriptor, bytes); size > 0; size = readSync(descriptor, bytes)) {
    yield bytes.subarray(0, size);
  }
}
