import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail } from '../errors.js';
import { describeSystemError, systemErrorCode } from '../lib/system-errors.js';
import type { RenderedFile } from '../render/file.js';
import type { Io } from './io.js';
import { isSameFile, writeFiles } from './output.js';
import { spellOut } from './terminal.js';

interface FilesDelivery {
  /** Where they go; it is made when it is not there. */
  readonly folder: string;
  /** Files that were read, which must not be overwritten. */
  readonly inputs: readonly string[];
  /** What they are called: "Steps". */
  readonly noun: string;
}

/**
 * Writes files into a folder, all of them or none.
 *
 * @throws UserError when one cannot be written or would overwrite an input; then none has been
 */
export function deliverFiles(made: readonly RenderedFile[], { folder, inputs, noun }: FilesDelivery, io: Io): void {
  makeFolder(folder);
  const files = made.map(({ name, text }) => ({ path: join(folder, name), text }));
  for (const each of new Set(files.map(({ path }) => dirname(path)))) makeFolder(each);
  for (const { path } of files) {
    if (inputs.some((input) => isSameFile(input, path))) fail('OUTPUT_IS_INPUT', { file: path });
  }
  writeFiles(files);
  for (const { path } of files) io.stderr.write(`${noun} saved to ${spellOut(path)}\n`);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    fail('UNWRITABLE', { file: path, problem: describeSystemError(code) });
  }
}
