import { fail } from '../../errors.js';
import { isObject, type JsonValue, keysOf } from '../../lib/json-value.js';
import { linesAndColumns } from '../../lib/places.js';
import type { ClientDocument } from '../../model/graphql-operations.js';
import { readJson } from '../json-document.js';
import { findInJson } from '../json-places.js';
import type { Source } from '../source.js';
import { clientDocument } from './client-document.js';

/**
 * The documents of a manifest of persisted queries: Apollo's (`operations`, each with a `body`), or an object of ids
 * and texts, as Relay and GraphQL Code Generator write it.
 *
 * @throws UserError when it is no such manifest, or a text in it is no document of operations
 */
export function manifestDocuments(source: Source): ClientDocument[] {
  const found = textsOf(readJson(source).value);
  if (found.length === 0) fail('NOT_A_MANIFEST', { file: source.name });
  const places = findInJson(
    source.text,
    found.map(({ path }) => path),
  );
  const offsets = found.map((_, index) => places[index]?.offset ?? 0);
  const lines = linesAndColumns(source.text, offsets).map(({ line }) => line);
  return found.map(({ text, path }, index) => {
    const { document } = clientDocument({ name: `${source.name}: ${path.join('.')}`, text });
    return { file: source.name, document, line: lines[index] as number };
  });
}

interface Persisted {
  readonly path: readonly string[];
  readonly text: string;
}

function textsOf(value: JsonValue): Persisted[] {
  if (!isObject(value)) return [];
  const { operations } = value;
  const all = Array.isArray(operations)
    ? operations.map((one, index) => [['operations', String(index), 'body'], isObject(one) ? one.body : one] as const)
    : keysOf(value).map((id) => [[id], value[id]] as const);
  // An object of other texts, such as the settings of a program, is no manifest.
  const isManifest = all.every(([, text]) => typeof text === 'string' && text.includes('{'));
  return isManifest ? all.map(([path, text]) => ({ path, text: text as string })) : [];
}
