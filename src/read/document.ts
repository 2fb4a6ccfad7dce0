import { fail } from '../errors.js';
import type { JsonObject, JsonValue } from '../lib/json-value.js';
import { expectObject, readJson } from './json-document.js';
import { otherFormat } from './other-formats.js';
import type { NamedDocument } from './schema-type.js';
import type { Source } from './source.js';

/** What a file holds, and the text that it was read from. */
export interface Loaded<Value extends JsonValue = JsonValue> {
  readonly source: Source;
  readonly format: 'json' | 'yaml';
  readonly value: Value;
  /** How many keys the text has; of YAML, where none is repeated, this is not known. */
  readonly keys?: number;
}

/** A document and what it was read from. */
export type LoadedDocument = NamedDocument & Loaded<JsonObject>;

/**
 * Reads JSON or YAML, whichever it is.
 *
 * @throws UserError when it is neither, with line and column; a page of HTML, SQL or GraphQL by its name
 */
export async function readValue(source: Source): Promise<Loaded> {
  const other = otherFormat(source.text);
  if (!isJson(source, other !== undefined)) {
    if (other?.noun !== undefined) refuseOther(source, other.noun);
    const { readYaml } = await import('./yaml.js');
    return { source, format: 'yaml', value: await readYaml(source) };
  }
  return { source, format: 'json', ...readJson(source) };
}

/**
 * A document that must be an object.
 *
 * @throws UserError when it is something else
 */
export function documentOf(loaded: Loaded): LoadedDocument {
  const { name } = loaded.source;
  return { ...loaded, name, value: expectObject(loaded.value, name) };
}

/** YAML can begin like JSON, in braces; then the name of the file decides. */
function isJson({ name, text }: Source, isOther: boolean): boolean {
  if (/^\s*[[{]/.test(text)) return !/\.ya?ml$/i.test(name) || isPlainJson(text);
  return !isOther && /^\s*(?:"|-?\d|true\b|false\b|null\b|\0)/.test(text);
}

// Whole documents of JSON are in files of YAML too; nobody who writes YAML puts its first key in quotes.
function isPlainJson(text: string): boolean {
  return /^\s*(?:\{\s*["}]|\[)/.test(text);
}

function refuseOther({ name }: Source, found: string): never {
  const remedy = 'give a database schema as JSON or YAML, or an OpenAPI description';
  return fail('WRONG_SUBJECT', { file: name, expected: 'a schema', found, remedy });
}
