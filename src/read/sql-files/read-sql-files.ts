import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { UserError } from '../../errors.js';
import { refuseBinary, refuseBinaryFile } from '../binary.js';
import { decode } from '../decode.js';
import { filesBelow } from '../folder.js';
import { listTree, parseRevision, readBlob } from '../git.js';
import { isFolder, readBytes, type Source, statsOf } from '../source.js';
import type { ReadStandardInput } from '../standard-input.js';
import { DataFilter } from './data-filter.js';
import { type DumpedFile, dumpedFiles, inDatabase } from './dump-folders.js';
import { orderMigrations } from './order.js';
import { upPart } from './up-part.js';
import { cut, LARGE, readWithoutData, withoutData } from './without-data.js';

/**
 * Reads SQL: a file, standard input for `-`, the migrations of a folder in their order, or any of these in the
 * history of the repository (`git:<rev>:<path>`).
 *
 * @throws UserError when there is nothing to read, or it is no text of SQL
 */
export async function readSqlFiles(path: string, readStandardInput: ReadStandardInput): Promise<Source[]> {
  const revision = parseRevision(path);
  if (revision !== undefined) return readRevision(path, revision);
  if (path !== '-' && isFolder(path)) return readFolder(path);
  return [await readOne(path, readStandardInput)];
}

async function readOne(path: string, readStandardInput: ReadStandardInput): Promise<Source> {
  if (path !== '-') refuseBinaryFile(path);
  if (path !== '-' && (statsOf(path)?.size ?? 0) > LARGE) return { name: path, text: upPart(readWithoutData(path)) };
  const name = path === '-' ? 'standard input' : path;
  const shorten = async (beginning: Buffer) => {
    refuseBinary(name, beginning);
    return new DataFilter();
  };
  const bytes = await readBytes(path, () => readStandardInput(shorten), name);
  refuseBinary(name, bytes);
  return sqlOf(name, bytes);
}

/**
 * The SQL of bytes that have been read.
 *
 * @throws UserError when it is blank, or what is no data of it is not UTF-8
 */
export function sqlOf(name: string, bytes: Buffer): Source {
  // Rows may hold any bytes, as those of mysqldump do.
  const isWhole = bytes.length <= LARGE && isUtf8(bytes);
  return { name, text: upPart(isWhole ? decode(name, bytes) : withoutData(name, cut(bytes))) };
}

async function readFolder(folder: string): Promise<Source[]> {
  return readEach(folder, filesBelow(folder), (path) =>
    readOne(join(folder, path), () => Promise.resolve(Buffer.of())),
  );
}

async function readRevision(name: string, revision: { rev: string; path: string }): Promise<Source[]> {
  const found = await listTree(name, revision);
  const read = async (path: string): Promise<Source> => {
    const full = path === '' ? name : `${name.replace(/\/$/, '')}/${path}`;
    const bytes = await readBlob(full, found.commit, join(revision.path, path));
    refuseBinary(full, bytes);
    return sqlOf(full, bytes);
  };
  return found.paths === undefined ? [await read('')] : readEach(name, found.paths, read);
}

/** Reads the files of a folder one after the other: those of a dump, or migrations. Blank ones are passed over. */
async function readEach(
  folder: string,
  paths: readonly string[],
  read: (path: string) => Promise<Source>,
): Promise<Source[]> {
  const files: readonly DumpedFile[] = dumpedFiles(paths) ?? orderMigrations(folder, paths).map((path) => ({ path }));
  const sources: Source[] = [];
  let blank: UserError | undefined;
  for (const { path, database } of files) {
    try {
      const source = await read(path);
      sources.push({ ...source, text: inDatabase(source.text, database) });
    } catch (error) {
      // A migration may have nothing to do; a folder of such files alone is none of migrations.
      if (!(error instanceof UserError && error.code === 'EMPTY_INPUT')) throw error;
      blank ??= error;
    }
  }
  if (sources.length === 0 && blank !== undefined) throw blank;
  return sources;
}
