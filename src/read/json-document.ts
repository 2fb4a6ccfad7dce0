import type * as z from 'zod/mini';
import { fail } from '../errors.js';
import { conforms } from '../lib/conforms.js';
import { describeIssues, describeValue } from '../lib/describe-issues.js';
import { JsonSyntaxError, type ParsedJson, parseAndCount, positionAt, refuseRepeatedKeys } from '../lib/json.js';
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
 * The same of a document that people write.
 *
 * @throws UserError when it is not JSON, is not an object or gives a key twice
 */
export function readUniqueJsonObject(source: Source): JsonObject {
  const read = readJson(source);
  refuseRepetition({ source, ...read });
  return expectObject(read.value, source.name);
}

/**
 * Of two values of one key each tool takes another one.
 *
 * @param keys how many there are in the text; what is no JSON has none, and refuses them itself
 * @throws UserError with line and column of the second
 */
export function refuseRepetition({
  source,
  value,
  keys,
}: {
  readonly source: Pick<Source, 'name' | 'text'>;
  readonly value: JsonValue;
  readonly keys?: number;
}): void {
  if (keys === undefined) return;
  try {
    refuseRepeatedKeys(source.text, { value, keys });
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const { line, column } = positionAt(source.text, error.offset);
    fail('REPEATED_KEY', { file: source.name, line, column, problem: error.problem });
  }
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
