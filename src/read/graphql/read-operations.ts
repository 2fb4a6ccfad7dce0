import { fail } from '../../errors.js';
import type { ClientDocument } from '../../model/graphql-operations.js';
import { type ContractFile, findFiles, textOf } from '../contracts/files.js';
import type { Source } from '../source.js';
import { parseGraphql } from './syntax.js';

/**
 * Reads the documents of clients.
 *
 * @param names files, folders and patterns
 * @throws UserError when a name stands for nothing, or a file is not GraphQL or has no operations
 */
export async function readClientDocuments(
  names: readonly string[],
  readStandardInput: () => Promise<Buffer>,
): Promise<ClientDocument[]> {
  const files: ContractFile[] = [];
  for (const name of names) {
    const { kind, paths, read } = await findFiles(name, readStandardInput);
    const wanted = kind === 'folder' ? paths.filter((path) => /\.(?:graphql|gql)$/i.test(path)) : paths;
    if (wanted.length === 0) fail('NO_CONTRACT', { name, nouns: 'GraphQL documents', endings: ['.graphql', '.gql'] });
    files.push(...(await read(wanted)));
  }
  return files.map((file) => clientDocument({ name: file.name, text: textOf(file) }));
}

/**
 * A document of operations and fragments.
 *
 * @throws UserError when it is not GraphQL, or a schema
 */
export function clientDocument(source: Source): ClientDocument {
  const { document } = parseGraphql(source);
  for (const node of document.definitions) {
    if (node.kind === 'OperationDefinition' || node.kind === 'FragmentDefinition') continue;
    const { line = 1, column = 1 } = node.loc?.startToken ?? {};
    fail('NOT_AN_OPERATION', { file: source.name, line, column });
  }
  return { file: source.name, document };
}
