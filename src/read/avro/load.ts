import { fail } from '../../errors.js';
import { pointerOf } from '../../lib/json-pointer.js';
import type { AvroSchemas } from '../../model/avro.js';
import { type ContractFile, textOf } from '../contracts/files.js';
import type { Loaded } from '../document.js';
import { readJson } from '../json-document.js';
import { refuseRepetition } from '../openapi/linked-files.js';
import { createLocator, type Locate } from '../openapi/locate.js';
import { pathsTo } from '../openapi/paths.js';
import { AvroProblem } from './avro-problem.js';
import { type AvroFile, readAvro } from './read-avro.js';

/** The schemas of one version, with all their files. */
export interface LoadedAvro {
  readonly schemas: AvroSchemas;
  /** Finds where nodes of it are written, in whichever file. */
  readonly locate: Locate;
}

/**
 * Reads files of schemas (`.avsc`) and of protocols (`.avpr`).
 *
 * @throws UserError with file, line, column and pointer when one is no JSON or no schema, a name is unknown or is
 * defined twice, or a default does not fit its type
 */
export async function loadAvro(files: readonly ContractFile[]): Promise<LoadedAvro> {
  const loaded = files.map(loadFile);
  const locate = createLocator(loaded);
  try {
    const read = loaded.map(({ value }, index): AvroFile => ({ path: (files[index] as ContractFile).path, value }));
    return { schemas: readAvro(read), locate };
  } catch (error) {
    if (!(error instanceof AvroProblem)) throw error;
    const [place] = error.spot === undefined ? [] : await locate([error.spot]);
    if (place === undefined) {
      return fail('WRONG_SHAPE', { file: files[0]?.name ?? '', problems: [`the document: ${error.problem}`] });
    }
    const { file, line, column, pointer } = place;
    return fail('WRONG_SHAPE', { file: `${file}:${line}:${column}`, problems: [`#${pointer}: ${error.problem}`] });
  }
}

function loadFile(file: ContractFile): Loaded {
  const source = { name: file.name, text: textOf(file) };
  if (/\.avdl$/i.test(file.name)) {
    const remedy = 'convert it first: avro-tools idl shop.avdl shop.avpr';
    fail('WRONG_SUBJECT', {
      file: file.name,
      expected: 'an Avro schema or protocol in JSON',
      found: 'Avro IDL',
      remedy,
    });
  }
  const loaded: Loaded = { source, format: 'json', ...readJson(source) };
  refuseRepetition(loaded);
  return loaded;
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
