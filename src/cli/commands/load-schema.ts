import { isGlob } from '../../lib/glob.js';
import {
  type ContractFamily,
  familyOf,
  familyOfName,
  familyOfText,
  familyOfValue,
  likelyFamilyOf,
} from '../../read/contracts/families.js';
import type { ContractInput } from '../../read/contracts/find-contract.js';
import { isDescriptorSet, PROTOBUF_FAMILY } from '../../read/contracts/protobuf-family.js';
import { type DatabaseInput, isServer, isSqlName, refuseOtherAddress } from '../../read/database.js';
import { documentOf, type LoadedDocument, readValue } from '../../read/document.js';
import { says } from '../../read/document-type.js';
import { parseRevision } from '../../read/git.js';
import { isDocumentType, type SchemaType } from '../../read/schema-type.js';
import { isFolder, readBytes, type Source, sourceOf } from '../../read/source.js';
import type { Io } from '../io.js';

/** What a name on the command line stands for. */
export type Loaded =
  | { readonly database: DatabaseInput }
  | { readonly contract: ContractInput }
  | { readonly document: LoadedDocument };

/**
 * Reads what a name stands for: a database, a contract between services, or a document of JSON or YAML.
 *
 * @param type what it is to be, whatever it says
 * @param likely the family of the other version, for what does not say
 */
export async function loadSchema(
  name: string,
  type: SchemaType | undefined,
  io: Io,
  likely?: ContractFamily,
): Promise<Loaded> {
  refuseOtherAddress(name);
  const { databaseInput, databaseOf, leaveRowsOut } = await import('./check-database.js');
  const family = familyOf(type);
  if (family !== undefined && !isServer(name)) {
    const { readContract } = await import('../../read/contracts/find-contract.js');
    return { contract: await readContract(name, family, io.readStandardInput) };
  }
  if (!isDocumentType(type) && isFound(name)) {
    const { recognizeContract } = await import('../../read/contracts/find-contract.js');
    const contract = await recognizeContract(name, io.readStandardInput, likely);
    if (contract !== undefined) return { contract };
  }
  const database = await databaseInput(name, isSqlName(name), io);
  if (database !== undefined) return { database };
  const bytes = await readBytes(name, () => io.readStandardInput(leaveRowsOut));
  const called = name === '-' ? 'standard input' : name;
  if (isDescriptorSet(bytes)) return { contract: contractOf(called, bytes, PROTOBUF_FAMILY) };
  const written = await databaseOf(called, bytes);
  if (written !== undefined) return { database: written };
  return loadText(sourceOf(called, bytes), type);
}

/** The family of contracts that versions are of; nothing when they are none. */
export function familyOfLoaded(loaded: readonly Loaded[]): ContractFamily | undefined {
  return loaded.flatMap((one) => ('contract' in one ? one.contract.family : []))[0];
}

/** A document that does not say what it is, as a contract of the family that the other version is of. */
export function asContract({ name, source, value }: LoadedDocument, family: ContractFamily): ContractInput | undefined {
  if (says(value, 'api') || says(value, 'database')) return undefined;
  return contractOf(name, Buffer.from(source.text), family);
}

/** Whether a name is of a contract, or of many files, which may be one. */
function isFound(name: string): boolean {
  if (isServer(name) || name === '-') return false;
  const path = parseRevision(name)?.path ?? name;
  if (familyOfName(path) !== undefined || isGlob(path)) return true;
  return path === name ? isFolder(name) : !/\.(?:json|ya?ml|sql|ddl|psql|pgsql|dump|gz)$/i.test(path);
}

async function loadText(source: Source, type: SchemaType | undefined): Promise<Loaded> {
  const byText = isDocumentType(type) ? undefined : familyOfText(source.text);
  if (byText !== undefined) return { contract: contractOf(source.name, Buffer.from(source.text), byText) };
  const loaded = await readValue(source);
  const isKnown = isDocumentType(type) || says(loaded.value, 'api') || says(loaded.value, 'database');
  const byValue = isKnown ? undefined : (familyOfValue(loaded.value) ?? likelyFamilyOf(source.name));
  if (byValue !== undefined) return { contract: contractOf(source.name, Buffer.from(source.text), byValue) };
  return { document: documentOf(loaded) };
}

function contractOf(name: string, bytes: Buffer, family: ContractFamily): ContractInput {
  return { family, name, kind: 'file', files: [{ name, path: name, bytes }] };
}
