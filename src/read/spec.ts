import { fail } from '../errors.js';
import { type MigrationSpec, migrationSpec } from '../model/spec.js';
import { expectShape } from './json-document.js';

const REQUIRED = ['type', 'source', 'target'] as const;

/**
 * A migration specification.
 *
 * @param name how messages speak of it
 * @throws UserError when a field is missing or is not what it must be
 */
export function readSpec(value: object, name: string): MigrationSpec {
  const missing = REQUIRED.filter((field) => !Object.hasOwn(value, field));
  if (missing.length > 0) {
    fail('WRONG_SHAPE', { file: name, problems: missing.map((field) => `missing required field '${field}'`) });
  }
  return expectShape(migrationSpec, value, name);
}
