import { readFileSync } from 'node:fs';
import { locate } from '../../lib/load.js';
import type { Loaded } from '../document.js';
import { readJson } from '../json-document.js';

const VOCABULARIES = ['core', 'applicator', 'validation', 'meta-data', 'content'] as const;

/** The published meta-schemas, by their addresses without the scheme; each file is one that ajv comes with. */
const FILES: ReadonlyMap<string, string> = new Map([
  ...['draft-06', 'draft-07'].map((draft) => [`json-schema.org/${draft}/schema`, `json-schema-${draft}.json`] as const),
  ...[
    { draft: '2019-09', parts: [...VOCABULARIES, 'format'] },
    { draft: '2020-12', parts: [...VOCABULARIES, 'format-annotation', 'unevaluated'] },
  ].flatMap(({ draft, parts }) =>
    ['schema', ...parts.map((part) => `meta/${part}`)].map(
      (path) => [`json-schema.org/draft/${draft}/${path}`, `json-schema-${draft}/${path}.json`] as const,
    ),
  ),
]);

/**
 * The meta-schema that has an address: a schema may say that something is a schema, and nobody has to be asked what
 * that is.
 *
 * @param uri without a fragment
 * @returns `undefined` when it is no meta-schema; that of draft 4 is not there
 */
export function metaSchemaOf(uri: string): Loaded | undefined {
  const file = FILES.get(uri.replace(/^https?:\/\//i, ''));
  if (file === undefined) return undefined;
  const source = { name: uri, text: readFileSync(locate(`ajv/dist/refs/${file}`), 'utf8') };
  return { source, format: 'json', ...readJson(source) };
}
