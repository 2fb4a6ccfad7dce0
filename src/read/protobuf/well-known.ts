import type { DescFile } from '@bufbuild/protobuf';
import { load } from '../../lib/load.js';
import { readDescriptor } from './descriptors.js';
import type { DraftFile } from './draft.js';

const FOLDER = 'google/protobuf/';
const read = new Map<string, DraftFile>();
let files: ReadonlyMap<string, DescFile> | undefined;

/** A file that Protobuf itself brings along; nothing for any other path. */
export function wellKnownFile(path: string): DraftFile | undefined {
  if (!path.startsWith(FOLDER)) return undefined;
  const known = read.get(path) ?? readFile(path);
  if (known !== undefined) read.set(path, known);
  return known;
}

function readFile(path: string): DraftFile | undefined {
  files ??= findFiles();
  const file = files.get(path.slice(0, -'.proto'.length));
  return file === undefined ? undefined : readDescriptor(file.proto);
}

function findFiles(): ReadonlyMap<string, DescFile> {
  const wkt = load<Readonly<Record<string, unknown>>>('@bufbuild/protobuf/wkt');
  const described = Object.entries(wkt).flatMap(([name, value]) =>
    name.startsWith('file_') ? [value as DescFile] : [],
  );
  return new Map(described.map((file) => [file.name, file]));
}
