import { fail } from '../../errors.js';
import type { ClientDocument } from '../../model/graphql-operations.js';
import { findFiles, textOf } from '../contracts/files.js';
import type { Source } from '../source.js';
import { clientDocument } from './client-document.js';
import { embeddedDocuments, PROGRAM } from './embedded.js';
import { manifestDocuments } from './manifest.js';

const DOCUMENT = /\.(?:graphql|gql)$/i;

/**
 * Reads the documents of clients: files of GraphQL, programs with templates of it, and manifests of persisted queries.
 *
 * @param names files, folders and patterns; of a folder, the files of GraphQL and the programs
 * @throws UserError when a name stands for nothing, or a file is not GraphQL or has no operations
 */
export async function readClientDocuments(
  names: readonly string[],
  readStandardInput: () => Promise<Buffer>,
): Promise<ClientDocument[]> {
  const documents: ClientDocument[] = [];
  for (const name of names) {
    const { kind, paths, read } = await findFiles(name, readStandardInput);
    const wanted = kind === 'folder' ? paths.filter((path) => DOCUMENT.test(path) || PROGRAM.test(path)) : paths;
    const found = (await read(wanted)).flatMap((file) =>
      isEmpty(file.bytes, kind) ? [] : documentsOf({ name: file.name, text: textOf(file) }),
    );
    if (found.length === 0) fail('NO_OPERATIONS', { name });
    documents.push(...found);
  }
  return documents;
}

// A program may be an empty file; somebody who names one file means it.
function isEmpty(bytes: Buffer, kind: string): boolean {
  return kind !== 'file' && bytes.length < 1000 && bytes.toString('utf8').trim() === '';
}

function documentsOf(source: Source): ClientDocument[] {
  if (PROGRAM.test(source.name)) {
    const text = embeddedDocuments(source);
    return text === undefined ? [] : [clientDocument({ name: source.name, text })];
  }
  // Selections of an operation without a keyword begin with a brace as well; JSON goes on with a text.
  return /^\s*\{\s*(?:"|\})/.test(source.text) ? manifestDocuments(source) : [clientDocument(source)];
}
