import { dumps } from '../../lib/python/json.js';

/** A value of a document in a sentence: a text as it is, anything else as JSON. */
export function shown(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : dumps(value);
}
