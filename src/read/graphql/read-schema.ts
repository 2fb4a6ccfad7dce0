import { fail } from '../../errors.js';
import type { GraphqlSchema } from '../../model/graphql.js';
import { type ContractFile, textOf } from '../contracts/files.js';
import type { ContractInput } from '../contracts/find-contract.js';
import { readJson } from '../json-document.js';
import type { Source } from '../source.js';
import { readIntrospection } from './read-introspection.js';
import { readSdl } from './read-sdl.js';

/**
 * Reads a schema of GraphQL: files of its own language, or the answer to an introspection query.
 *
 * @throws UserError when they are neither, or not in order
 */
export function readGraphqlSchema({ name, files }: ContractInput): GraphqlSchema {
  const isOne = files.length === 1;
  const sources = files
    .filter((file) => isOne || !isBlank(file))
    .map((file) => ({ name: file.name, text: textOf(file) }));
  if (sources.length === 0) fail('EMPTY_INPUT', { file: name });
  return readGraphqlTexts(sources);
}

/** The same from texts. */
export function readGraphqlTexts(sources: readonly Source[]): GraphqlSchema {
  const introspection = sources.find(({ text }) => /^\s*\{/.test(text));
  if (introspection === undefined) return readSdl(sources);
  if (sources.length > 1) {
    const remedy = 'name the introspection alone; it is a whole schema';
    fail('WRONG_SUBJECT', { file: introspection.name, expected: 'a part of a schema', found: 'JSON', remedy });
  }
  return readIntrospection(readJson(introspection).value, introspection.name, introspection.text);
}

// A folder may hold files that somebody has only begun.
function isBlank({ bytes }: ContractFile): boolean {
  return bytes.length < 1000 && bytes.toString('utf8').trim() === '';
}
