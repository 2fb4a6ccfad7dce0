import type { JsonValue } from '../lib/json-value.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import { MODES, type Mode } from '../model/mode.js';
import { bounded, type CompatibilityOptions, expectChoice, expectObject, settingsOf } from './settings.js';

/** A text of a contract and what messages call it. */
export interface ContractText {
  readonly name: string;
  readonly text: string;
}

export interface GraphqlOptions extends Omit<CompatibilityOptions, 'type' | 'rules'> {
  /** The documents of clients: what none of them uses breaks nobody. */
  readonly operations?: readonly ContractText[];
}

/**
 * Compares two schemas of GraphQL, each as texts in GraphQL's language that make one schema, or the answer to an
 * introspection query as JSON, and says whom the change breaks.
 *
 * @throws UserError when a text is not GraphQL, or uses a type that none defines
 */
export async function checkGraphql(
  before: readonly ContractText[],
  after: readonly ContractText[],
  options: GraphqlOptions = {},
): Promise<CompatibilityReport> {
  const { readGraphqlTexts } = await import('../read/graphql/read-schema.js');
  const { checkGraphqlSchemas } = await import('../check/check-graphql.js');
  const settings = settingsOf(options);
  const { clientDocument } = await import('../read/graphql/client-document.js');
  const clients = (options.operations ?? []).map(clientDocument);
  return checkGraphqlSchemas(readGraphqlTexts(before), readGraphqlTexts(after), settings, clients);
}

/** A `.proto` file: its path as imports name it, and its text; or a set of descriptors as protoc and buf write it. */
export interface ProtoSource {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Compares two versions of a Protobuf schema.
 *
 * @param before all files, with what they import; Protobuf's own need not be there
 * @throws UserError when a file is not Protobuf, an import is missing, or protoc would refuse the files otherwise
 */
export async function checkProtobuf(
  before: readonly ProtoSource[],
  after: readonly ProtoSource[],
  options: Omit<CompatibilityOptions, 'type' | 'rules'> = {},
): Promise<CompatibilityReport> {
  const { readProtobuf } = await import('../read/protobuf/read-schema.js');
  const { checkProtobuf: check } = await import('../check/check-protobuf.js');
  const read = (sources: readonly ProtoSource[]) => {
    const files = sources.map(({ path, content }) => ({ path, name: path, bytes: Buffer.from(content as string) }));
    return readProtobuf({ name: 'the schema', kind: 'folder', files });
  };
  const settings = settingsOf(options);
  return check(await read(before), await read(after), settings);
}

export interface DataContractOptions extends Omit<CompatibilityOptions, 'type' | 'rules'> {
  /** Who must understand whom: `backward` (the default), that new readers read old data; `forward`; `full`, both. */
  readonly mode?: Mode;
}

/**
 * Compares two versions of a JSON Schema (drafts 4 to 2020-12) as contracts of data. References to other documents
 * lead nowhere here.
 *
 * @throws UserError when one is no JSON Schema, a reference leads nowhere, or an option is none
 */
export async function checkJsonSchemas(
  before: object | boolean,
  after: object | boolean,
  options: DataContractOptions = {},
): Promise<CompatibilityReport> {
  const { readJsonSchema } = await import('../read/json-schema/load.js');
  const { checkJsonSchema } = await import('../check/check-json-schema.js');
  const read = (name: string, value: object | boolean) => {
    const object = typeof value === 'boolean' ? (value ? {} : { not: {} }) : expectObject(value, name);
    return readJsonSchema({ name, value: object });
  };
  const settings = dataSettings(options);
  return bounded('schemas', () => checkJsonSchema(read('before', before), read('after', after), settings).report);
}

/**
 * Compares two versions of an Avro schema or protocol, each as its JSON.
 *
 * @throws UserError when one is no schema of Avro, or an option is none
 */
export async function checkAvroSchemas(
  before: JsonValue,
  after: JsonValue,
  options: DataContractOptions = {},
): Promise<CompatibilityReport> {
  const { readAvroDocument } = await import('../read/avro/load.js');
  const { checkAvro } = await import('../check/check-avro.js');
  const settings = dataSettings(options);
  return bounded('schemas', () => {
    return checkAvro(readAvroDocument('before', before), readAvroDocument('after', after), settings).report;
  });
}

function dataSettings(options: DataContractOptions) {
  return { ...settingsOf(options), mode: expectChoice('mode', MODES, options.mode) ?? MODES[0] };
}
