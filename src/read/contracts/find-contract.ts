import { fail } from '../../errors.js';
import { readValue } from '../document.js';
import { says } from '../document-type.js';
import {
  type ContractFamily,
  familyOfName,
  familyOfText,
  familyOfValue,
  isOfByName,
  likelyFamilyOf,
  mayBeOf,
} from './families.js';
import { type ContractFile, type FileSet, findFiles, textOf } from './files.js';

/** One version of a contract, as the command line names it. */
export interface ContractInput {
  readonly family: ContractFamily;
  readonly name: string;
  /** A file that was named; or all of a folder or a pattern, whose files make one contract or many. */
  readonly kind: FileSet['kind'];
  /** In the order of their paths. */
  readonly files: readonly ContractFile[];
}

/**
 * Reads what a name stands for as a contract of a family.
 *
 * @throws UserError when there is no such file, or a folder has none of the family
 */
export async function readContract(
  name: string,
  family: ContractFamily,
  readStandardInput: () => Promise<Buffer>,
): Promise<ContractInput> {
  return readSet(await findFiles(name, readStandardInput), family);
}

/**
 * Reads a folder, a pattern or a file whose name can only be that of a contract.
 *
 * @param likely the family that the other version is of, for a folder that does not say
 * @returns nothing when it may be something else
 * @throws UserError when it is of two families
 */
export async function recognizeContract(
  name: string,
  readStandardInput: () => Promise<Buffer>,
  likely?: ContractFamily,
): Promise<ContractInput | undefined> {
  const set = await findFiles(name, readStandardInput);
  const family = familyOfNames(set) ?? (await familyOfContents(set)) ?? (set.kind === 'file' ? undefined : likely);
  if (family === undefined) return undefined;
  if (set.kind === 'folder' && !family.isOneSchema) await refuseOthers(set, family);
  return readSet(set, family);
}

// Of schemas that stand alone, one that was passed over might be gone, and nobody would know.
async function refuseOthers({ name, paths, read }: FileSet, family: ContractFamily): Promise<void> {
  for (const file of await read(paths.filter((path) => !isOfByName(family, path) && mayBeOf(family, path)))) {
    const other = await familyOfFile(file);
    if (other !== undefined && !other.isOneSchema && other !== family) refuseTwo(name, family, other);
  }
}

function refuseTwo(name: string, family: ContractFamily, other: ContractFamily): never {
  const remedy = `say with --type which is meant: ${family.type} or ${other.type}`;
  return fail('USAGE', { problem: `${name}: has files of ${family.nouns} and of ${other.nouns}`, remedy });
}

function familyOfNames({ kind, name, paths }: FileSet): ContractFamily | undefined {
  // A folder of migrations may keep anything beside them.
  if (kind === 'folder' && paths.some((path) => /^[^/]*(?:\/[^/]*)?\.sql$/i.test(path))) return undefined;
  const [family, other] = new Set(paths.flatMap((path) => familyOfName(path) ?? []));
  if (family === undefined || other === undefined) return family;
  return refuseTwo(name, family, other);
}

async function familyOfContents({ kind, paths, read }: FileSet): Promise<ContractFamily | undefined> {
  if (kind === 'file') return undefined;
  for (const path of paths.filter((one) => /\.(?:json|ya?ml)$/i.test(one))) {
    for (const file of await read([path])) {
      const family = await familyOfFile(file);
      if (family !== undefined) return family;
    }
  }
  return undefined;
}

async function readSet({ kind, name, paths, read }: FileSet, family: ContractFamily): Promise<ContractInput> {
  if (kind !== 'folder') return { family, name, kind, files: await read(paths) };
  const files: ContractFile[] = [];
  const named = family.isOneSchema ? paths.filter((path) => isOfByName(family, path)) : [];
  const possible = named.length > 0 ? named : paths.filter((path) => mayBeOf(family, path));
  for (const file of await read(possible)) {
    if (isOfByName(family, file.path) || (await saysSo(family, file))) files.push(file);
  }
  if (files.length === 0) {
    const endings = [...family.endings, ...(family.likelyEndings ?? [])];
    fail('NO_CONTRACT', { name, nouns: family.nouns, endings });
  }
  return { family, name, kind, files };
}

/** The family of a file of JSON or YAML by its content, or else by its name. */
async function familyOfFile(file: ContractFile): Promise<ContractFamily | undefined> {
  const byText = familyOfText(textOf(file));
  if (byText !== undefined) return byText;
  const { value } = await readValue(sourceOf(file));
  if (says(value, 'api') || says(value, 'database')) return undefined;
  return familyOfValue(value) ?? likelyFamilyOf(file.path);
}

// What cannot be read is an error: left out, it would look like something that is gone.
async function saysSo(family: ContractFamily, file: ContractFile): Promise<boolean> {
  const source = sourceOf(file);
  if (family.saysText(source.text)) return true;
  const { value } = await readValue(source);
  if (family.saysValue(value)) return true;
  const isLikely = likelyFamilyOf(file.path) === family;
  return isLikely && familyOfText(source.text) === undefined && familyOfValue(value) === undefined;
}

function sourceOf(file: ContractFile) {
  return { name: file.name, text: textOf(file) };
}
