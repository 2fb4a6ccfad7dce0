import { fail } from '../../errors.js';
import { pointerOf } from '../../lib/json-pointer.js';
import type { AvroSchemas } from '../../model/avro.js';
import type { Spot } from '../../model/openapi-change.js';
import { type ContractFile, textOf } from '../contracts/files.js';
import type { Loaded } from '../document.js';
import { readJson, refuseRepetition } from '../json-document.js';
import { createLocator, type Locate } from '../openapi/locate.js';
import { pathsTo } from '../openapi/paths.js';
import { AvroProblem } from './avro-problem.js';
import { importedBy, isIdl, type LoadedIdl, loadIdl, normalizedName, placeInIdl } from './idl/load-idl.js';
import { type AvroFile, readAvro } from './read-avro.js';

/** The schemas of one version, with all their files. */
export interface LoadedAvro {
  readonly schemas: AvroSchemas;
  /** Finds where nodes of it are written, in whichever file. */
  readonly locate: Locate;
}

/** A file as it was read: JSON, or IDL. */
type Read = { readonly json: Loaded } | { readonly idl: LoadedIdl };

/**
 * Reads files of schemas (`.avsc`), of protocols (`.avpr`) and of IDL (`.avdl`), with what these import.
 *
 * @throws UserError with file, line, column and pointer when one is no JSON, no IDL or no schema, an import is not
 * there, a name is unknown or is defined twice, or a default does not fit its type
 */
export async function loadAvro(files: readonly ContractFile[]): Promise<LoadedAvro> {
  const read: { file: ContractFile; of: Read; isImported: boolean }[] = [];
  const known = new Set(files.map(({ name }) => normalizedName(name)));
  const open = files.map((file) => ({ file, isImported: false }));
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const of = loadFile(next.file);
    read.push({ ...next, of });
    if (!('idl' in of)) continue;
    for (const one of of.idl.imports) {
      const file = await importedBy(of.idl, one, known);
      if (file === undefined) continue;
      known.add(file.path);
      open.push({ file, isImported: true });
    }
  }
  const locate = locatorOf(read.map(({ of }) => of));
  try {
    const parts = read.map(({ file, of, isImported }): AvroFile => {
      return { path: file.path, value: 'idl' in of ? of.idl.value : of.json.value, isImported };
    });
    return { schemas: readAvro(parts), locate };
  } catch (error) {
    if (!(error instanceof AvroProblem)) throw error;
    const [place] = error.spot === undefined ? [] : await locate([error.spot]);
    if (place === undefined) {
      return fail('WRONG_SHAPE', { file: files[0]?.name ?? '', problems: [`the document: ${error.problem}`] });
    }
    const { file, line, column, pointer } = place;
    const problem = pointer === undefined ? error.problem : `#${pointer}: ${error.problem}`;
    return fail('WRONG_SHAPE', { file: `${file}:${line}:${column}`, problems: [problem] });
  }
}

function locatorOf(read: readonly Read[]): Locate {
  const locate = createLocator(read.flatMap((one) => ('json' in one ? one.json : [])));
  const idl = read.flatMap((one) => ('idl' in one ? one.idl : []));
  return async (spots) => {
    const found = await locate(spots);
    return found.map((place, index) => {
      const spot = spots[index] as Spot;
      return place ?? idl.map((file) => placeInIdl(file, spot)).find((one) => one !== undefined);
    });
  };
}

function loadFile(file: ContractFile): Read {
  const source = { name: file.name, text: textOf(file) };
  if (isIdl(file, source.text)) return { idl: loadIdl(file) };
  const loaded: Loaded = { source, format: 'json', ...readJson(source) };
  refuseRepetition(loaded);
  return { json: loaded };
}

/**
 * A schema or protocol that is one document in memory.
 *
 * @throws UserError with the pointer of what is wrong
 */
export function readAvroDocument(name: string, value: AvroFile['value']): AvroSchemas {
  try {
    return readAvro([{ path: name, value }]);
  } catch (error) {
    if (!(error instanceof AvroProblem)) throw error;
    const { node, keys = [] } = error.spot ?? {};
    const path = node === undefined ? undefined : pathsTo(value, new Set([node])).get(node);
    const pointer = path === undefined ? 'the document' : `#${pointerOf([...path, ...keys])}`;
    return fail('WRONG_SHAPE', { file: name, problems: [`${pointer}: ${error.problem}`] });
  }
}
