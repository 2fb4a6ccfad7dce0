import { type FullSpec, fullSpec } from '../model/full-spec.js';
import type { MigrationSpec } from '../model/spec.js';
import { expectShape } from './json-document.js';
import { readSpec } from './spec.js';

/**
 * A migration specification of which every key is read.
 *
 * @param name how messages speak of it
 * @throws UserError when a field is missing or is not what it must be
 */
export function readFullSpec(value: object, name: string): FullSpec & MigrationSpec {
  readSpec(value, name);
  return expectShape(fullSpec, value, name) as FullSpec & MigrationSpec;
}
