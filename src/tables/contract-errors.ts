import { indented, quoted } from '../lib/message-text.js';

/** What can be wrong with the files of a contract between services. */
export const CONTRACT_ERRORS = {
  NO_MATCH: (p: { pattern: string }) => ({
    message: `${p.pattern}: no file matches this pattern`,
    remedy: 'check the folder; * stays within a name, ** goes over folders',
  }),
  NO_CONTRACT: (p: { name: string; nouns: string; endings: readonly string[] }) => ({
    message: `${p.name}: there are no ${p.nouns} in this folder`,
    remedy: `name the folder that the files (${p.endings.join(', ')}) are in`,
  }),
  INVALID_IDL: (p: { file: string; line: number; column: number; problem: string; excerpt: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: not Avro IDL: ${p.problem}\n${indented(p.excerpt)}`,
    remedy: 'mend the text there',
  }),
  MISSING_IDL_IMPORT: (p: { file: string; line: number; column: number; path: string; excerpt: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: the file ${quoted(p.path)}, which is imported here, is not there\n${indented(p.excerpt)}`,
    remedy: 'give the folder that all of them are in',
  }),
  NOT_A_FOLDER: (p: { name: string }) => ({
    message: `--proto-path ${p.name}: there is no such folder`,
    remedy: 'name the folder that imports start from, as protoc takes it with -I',
  }),
  INVALID_GRAPHQL: (p: { file: string; line: number; column: number; problem: string; excerpt: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: not GraphQL: ${p.problem}\n${indented(p.excerpt)}`,
    remedy: 'mend the text there',
  }),
  NOT_A_GRAPHQL_SCHEMA: (p: { file: string; line: number; column: number; found: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: expected the definition of a type, but this is ${p.found}`,
    remedy: 'give the schema to --before and --after, and the documents of clients to --operations',
  }),
  NOT_AN_OPERATION: (p: { file: string; line: number; column: number }) => ({
    message: `${p.file}:${p.line}:${p.column}: expected an operation or a fragment, but this is the definition of a schema`,
    remedy: 'give the documents of clients to --operations, and the schema to --before and --after',
  }),
  NO_OPERATIONS: (p: { name: string }) => ({
    message: `${p.name}: there are no operations of GraphQL here`,
    remedy:
      'name files of GraphQL (.graphql, .gql), programs that have them in templates (gql`…`), or a manifest of persisted queries',
  }),
  UNKNOWN_INSERTION: (p: { file: string; line: number; column: number; inserted: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: ${quoted(p.inserted)} is put into the middle of a definition, and nobody can read here what it stands for`,
    remedy: 'make it a fragment of GraphQL, or give the documents that the build of the client writes',
  }),
  NOT_A_MANIFEST: (p: { file: string }) => ({
    message: `${p.file}: expected operations, but this is JSON that has none`,
    remedy:
      'give a manifest of persisted queries ({"operations": [{"body": "query …"}]} or {"<id>": "query …"}), or documents of GraphQL',
  }),
  UNKNOWN_GRAPHQL_TYPE: (p: { file: string; line: number; column: number; name: string; user: string }) => ({
    message: `${p.file}:${p.line}:${p.column}: ${p.user} is of the type ${quoted(p.name)}, which nothing defines`,
    remedy: 'give the files that define it as well: a folder, or a pattern',
  }),
} as const;
