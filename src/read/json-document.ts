import type * as z from 'zod/mini';
import { fail } from '../errors.js';
import { conforms } from '../lib/conforms.js';
import { describeIssues, describeValue } from '../lib/describe-issues.js';
import { JsonSyntaxError, type ParsedJson, parseAndCount, positionAt } from '../lib/json.js';
import { isObject, type JsonObject, type JsonValue } from '../lib/json-value.js';
import { otherFormat } from './other-formats.js';
import type { Source } from './source.js';

/**
 * Reads JSON.
 *
 * @throws UserError with line and column when it is not JSON
 */
export function readJson({ name, text, bytes }: Source): ParsedJson {
  try {
    return parseAndCount(text, bytes);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const remedy = otherFormat(text)?.remedy;
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
  return expectObject(readJson(source).value, source.name);
}

/**
 * The value of a document, which must be an object.
 *
 * @throws UserError when it is something else
 */
export function expectObject(value: JsonValue, name: string): JsonObject {
  if (isObject(value)) return value;
  return fail('WRONG_SHAPE', {
    file: name,
    problems: [`the document: expected an object, got ${describeValue(value)}`],
  });
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
