import { fail } from '../errors.js';
import { type OpenApiDescription, openApiDescription } from '../model/openapi.js';
import { expectShape } from './json-document.js';
import type { NamedDocument } from './schema-type.js';

/**
 * An OpenAPI 3 description.
 *
 * @param rules the original reads the paths of OpenAPI 2 as if they were of version 3, and so does `classic`
 * @throws UserError when it is OpenAPI 2, or with the path of what is not as it must be
 */
export function readOpenApi({ name, value }: NamedDocument, rules: 'all' | 'classic'): OpenApiDescription {
  if (rules === 'all' && Object.hasOwn(value, 'swagger')) {
    const remedy = 'convert it to OpenAPI 3, for example with swagger2openapi';
    fail('WRONG_SUBJECT', { file: name, expected: 'OpenAPI 3', found: 'OpenAPI 2 (Swagger)', remedy });
  }
  return expectShape(openApiDescription, value, name);
}
