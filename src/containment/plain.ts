import { keysOf } from '../lib/json-value.js';

/** Keywords of schemas that hold others only below them, each in a place of its own. */
const PLAIN = new Set([
  ...['type', 'properties', 'items', 'additionalProperties', 'required', 'nullable', 'title', 'description', 'example'],
  ...['examples', 'deprecated', 'format', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
  ...['readOnly', 'writeOnly', 'default', 'externalDocs', 'xml', '$comment'],
]);

/** Whether a schema says nothing of itself that depends on what it refers to. */
export function isPlain(node: object): boolean {
  return keysOf(node).every((keyword) => PLAIN.has(keyword) || keyword.startsWith('x-'));
}
