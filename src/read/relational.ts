import { type RelationalSchema, relationalSchema } from '../model/relational.js';
import { expectShape } from './json-document.js';
import type { NamedDocument } from './schema-type.js';

/**
 * A database schema in the original's JSON.
 *
 * @throws UserError with the path of what is not as it must be
 */
export function readRelational({ name, value }: NamedDocument): RelationalSchema {
  return expectShape(relationalSchema, value, name);
}
