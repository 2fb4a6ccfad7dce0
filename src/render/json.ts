import { dumps } from '../lib/python/json.js';

/** A result as JSON: two spaces a level, everything but ASCII escaped, without a line break at the end. */
export function renderJson(result: object): string {
  return dumps(result, { indent: 2 });
}
