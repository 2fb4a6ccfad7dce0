import type { SchemaNode } from '../model/openapi.js';

/** Whether other schemas are parts of a schema, rather than of what it holds. */
export function isComposed(schema: SchemaNode): boolean {
  const { $ref, $dynamicRef, allOf, anyOf, oneOf } = schema;
  return ($ref ?? $dynamicRef ?? allOf ?? anyOf ?? oneOf) !== undefined;
}
