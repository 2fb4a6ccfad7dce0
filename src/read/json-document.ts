import type * as z from 'zod/mini';
import { fail } from '../errors.js';
import { conforms } from '../lib/conforms.js';
import { describeIssues } from '../lib/describe-issues.js';
import { JsonSyntaxError, parseJson, positionAt } from '../lib/json.js';
import { isObject, type JsonObject, type JsonValue } from '../lib/json-value.js';
import type { Source } from './source.js';

/** Something that people hand over in place of JSON, by how it begins. */
const OTHER_FORMATS: readonly (readonly [beginning: RegExp, remedy: string])[] = [
  [/^\s*</, 'this looks like HTML or XML; give the JSON document itself'],
  [/^\s*(?:openapi|swagger)\s*:/m, 'this looks like YAML; convert it to JSON, for example with yq -o json'],
  [/^\s*(?:--|\/\*|CREATE|ALTER|DROP|SET|BEGIN)\b/im, 'this looks like SQL; give the schema as JSON'],
  [/^\s*---\s*$/m, 'this looks like YAML; convert it to JSON, for example with yq -o json'],
];

/**
 * Reads JSON.
 *
 * @throws UserError with line and column when it is not JSON
 */
export function readJson({ name, text }: Source): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const remedy = OTHER_FORMATS.find(([beginning]) => beginning.test(text.slice(0, 2000)))?.[1];
    const { line, column } = positionAt(text, error.offset);
    return fail('INVALID_JSON', { file: name, line, column, problem: error.problem, ...(remedy && { remedy }) });
  }
}

/**
 * Reads a JSON document that must be an object.
 *
 * @throws UserError when it is not JSON or not an object
 */
export function readJsonObject(source: Source): JsonObject {
  const value = readJson(source);
  if (!isObject(value)) {
    const found = Array.isArray(value) ? 'a list' : `a ${value === null ? 'null' : typeof value}`;
    fail('WRONG_SHAPE', { file: source.name, problems: [`the document: expected an object, got ${found}`] });
  }
  return value;
}

/**
 * The value, once it is known to be what a schema describes.
 *
 * @throws UserError with the path of what is not
 */
export function expectShape<T extends z.ZodMiniType>(schema: T, value: unknown, name: string): z.infer<T> {
  if (!conforms(schema, value)) fail('WRONG_SHAPE', { file: name, problems: describeIssues(schema, value) });
  return value as z.infer<T>;
}
