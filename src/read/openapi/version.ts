import { fail } from '../../errors.js';
import { type JsonObject, own } from '../../lib/json-value.js';
import { formatNumber, isNumeric } from '../../lib/python/number.js';

/** What a description says of its version: the generation, or what it is of that is not read. */
export type Version =
  | { readonly key: string; readonly generation: 2 | 3 }
  | { readonly key: string; readonly found: string };

const VERSIONS = [
  { key: 'openapi', known: /^3\.[0-2](?:$|[.-])/, generation: 3, product: 'OpenAPI' },
  { key: 'swagger', known: /^2(?:\.0)?$/, generation: 2, product: 'Swagger' },
] as const;

/** The version of OpenAPI that a description is written in; `undefined` when it does not say. */
export function versionOf(value: JsonObject): Version | undefined {
  for (const { key, known, generation, product } of VERSIONS) {
    const version = own(value, key);
    if (version === undefined) continue;
    // YAML reads 3.1 as a number unless it is in quotes.
    const text = isNumeric(version) ? formatNumber(version) : version;
    if (typeof text !== 'string') return { key, found: `${product} without a version` };
    return known.test(text) ? { key, generation } : { key, found: `${product} ${JSON.stringify(text)}` };
  }
  return undefined;
}

/**
 * Refuses a version that is not read.
 *
 * @param file how messages speak of the place where it stands
 */
export function refuseVersion(file: string, found: string): never {
  const remedy = 'say which of these it is, as in "openapi": "3.1.0", or convert it to one of them';
  return fail('WRONG_SUBJECT', { file, expected: 'OpenAPI 2.0, 3.0, 3.1 or 3.2', found, remedy });
}
