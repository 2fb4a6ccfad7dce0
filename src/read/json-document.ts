import type * as z from 'zod/mini';
import { fail } from '../errors.js';
import { conforms } from '../lib/conforms.js';
import { describeIssues, describeValue } from '../lib/describe-issues.js';
import { JsonSyntaxError, parseJson, positionAt } from '../lib/json.js';
import { isObject, type JsonObject, type JsonValue } from '../lib/json-value.js';
import type { Source } from './source.js';

const CONVERT = 'convert it to JSON, for example with yq -o json';

/** What people hand over in place of JSON, by how it begins once comments are out of the way. */
const OTHER_FORMATS: readonly (readonly [beginning: RegExp, remedy: string])[] = [
  [/^</, 'this looks like HTML or XML; give the JSON document itself'],
  [
    /^(?:""|(?:type|schema|interface|enum|input|union|scalar|directive|extend)\b[^:\n]*(?:\n|$))/,
    'this looks like GraphQL; give JSON',
  ],
  [
    /^(?:CREATE|ALTER|DROP|SET|BEGIN|INSERT|PRAGMA|USE|START|SELECT)\s/i,
    'this looks like SQL; give the schema as JSON',
  ],
  [/^(?:---|- |[\w"'.$/-]+\s*:(?:\s|$))/, `this looks like YAML; ${CONVERT}`],
];

/** A hint at what a text is that is not JSON; none for what begins like JSON and has an error. */
function otherFormat(text: string): string | undefined {
  const beginning = text.slice(0, 2000).replace(/^(?:\s+|#.*\n|--(?!-).*\n|\/\*[\s\S]*?\*\/)+/, '');
  return OTHER_FORMATS.find(([format]) => format.test(beginning))?.[1];
}

/**
 * Reads JSON.
 *
 * @throws UserError with line and column when it is not JSON
 */
function readJson({ name, text }: Source): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const remedy = otherFormat(text);
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
    fail('WRONG_SHAPE', {
      file: source.name,
      problems: [`the document: expected an object, got ${describeValue(value)}`],
    });
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
