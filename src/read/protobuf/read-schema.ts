import { fail } from '../../errors.js';
import { excerptOf, lineAndColumn } from '../../lib/places.js';
import type { ProtoSchema } from '../../model/protobuf/schema.js';
import { isDescriptorSet, SET_ENDINGS } from '../contracts/protobuf-family.js';
import { decode } from '../decode.js';
import { readDescriptorSet } from './descriptor-set.js';
import type { DraftFile } from './draft.js';
import { createImporter, type Importer, type ProtoText, withImports } from './imports.js';
import { excerptAt, linkFiles } from './link.js';
import { ProtoSyntaxError } from './text/lexer.js';
import { readProtoText } from './text/read-file.js';
import { wellKnownFile } from './well-known.js';

/** What was given as one version of a schema. */
export interface ProtoInput {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'glob';
  readonly files: readonly ProtoText[];
  /** Folders that imports are looked for in, on disk or in the history. */
  readonly roots?: readonly string[];
}

function isSet({ path, bytes }: ProtoText): boolean {
  return SET_ENDINGS.some((ending) => path.toLowerCase().endsWith(ending)) || isDescriptorSet(bytes);
}

/**
 * Reads a schema: `.proto` files with what they import, or a set of descriptors.
 *
 * @throws UserError when a file cannot be read, an import is missing, or protoc would refuse the files otherwise
 */
export async function readProtobuf(input: ProtoInput): Promise<ProtoSchema> {
  const sets = input.files.filter(isSet);
  const texts = input.files.filter((file) => !sets.includes(file));
  const [set] = sets;
  if (texts.length > 0 || set === undefined) return readTexts(input, texts);
  const files = sets.flatMap(({ name, bytes }) => readDescriptorSet(name, bytes));
  return link(input.name, files, new Map());
}

function link(name: string, files: readonly DraftFile[], texts: ReadonlyMap<string, string>): ProtoSchema {
  const paths = new Set(files.map(({ path }) => path));
  const imported = new Map<string, DraftFile>();
  const open = files.flatMap((file) => file.imports.map(({ path }) => path));
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const file = paths.has(path) || imported.has(path) ? undefined : wellKnownFile(path);
    if (file === undefined) continue;
    imported.set(path, file);
    open.push(...file.imports.map((one) => one.path));
  }
  return linkFiles({ files, imported: [...imported.values()], name, texts });
}

async function readTexts(input: ProtoInput, given: readonly ProtoText[]): Promise<ProtoSchema> {
  const texts = new Map<string, string>();
  const parse = (file: ProtoText) => {
    const text = decode(file.name, file.bytes);
    texts.set(file.name, text);
    return parseText(text, file);
  };
  const parsed = new Map(given.map((file) => [file.path, parse(file)]));
  const importer = createImporter(
    input.name,
    given.map(({ path }) => path),
    given.map(({ name }) => name),
    input.roots,
  );
  const files: DraftFile[] = [];
  const open = [...parsed.values()].reverse();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const meant = new Map<string, string>();
    for (const one of file.imports) {
      const { path, file: other } = await resolveImport(one, file, importer, parsed, texts);
      meant.set(one.path, path);
      if (other === undefined || parsed.has(path)) continue;
      const read = parse(other);
      parsed.set(path, read);
      open.push(read);
    }
    files.push(withImports(file, (path) => meant.get(path) ?? path));
  }
  return link(
    input.name,
    files.sort((left, right) => (left.path < right.path ? -1 : 1)),
    texts,
  );
}

type Import = DraftFile['imports'][number];

/** The path of the file that an import means, and the file if it was not given. */
async function resolveImport(
  one: Import,
  from: DraftFile,
  importer: Importer,
  parsed: ReadonlyMap<string, DraftFile>,
  texts: ReadonlyMap<string, string>,
): Promise<{ path: string; file?: ProtoText }> {
  const given = parsed.has(one.path) ? one.path : importer.given(one.path, from.path);
  if (given !== undefined) return { path: given };
  if (wellKnownFile(one.path) !== undefined) return { path: one.path };
  const file = await importer.beside(one.path);
  if (file !== undefined) return { path: one.path, file };
  if (one.isForOptions) return { path: one.path };
  const place = one.place && `${one.place.file}:${one.place.line}:${one.place.column}`;
  return fail('MISSING_IMPORT', { place: place ?? from.path, path: one.path, excerpt: excerptAt(one.place, texts) });
}

function parseText(text: string, { path, name }: ProtoText): DraftFile {
  try {
    return readProtoText(text, path, name);
  } catch (error) {
    if (!(error instanceof ProtoSyntaxError)) throw error;
    const { line, column } = lineAndColumn(text, error.offset);
    const excerpt = excerptOf(text, error.offset);
    return fail('INVALID_PROTO', { file: name, line, column, problem: error.message, excerpt });
  }
}
