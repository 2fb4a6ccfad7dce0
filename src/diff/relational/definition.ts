import type { JsonObject } from '../../lib/json-value.js';
import { str } from '../../lib/python/repr.js';
import { tokenize } from '../../lib/sql-text.js';

/** The SQL of a view or a procedure as its tokens. */
export function definitionOf({ definition }: JsonObject): readonly string[] {
  return tokenize(definition === undefined ? '' : str(definition));
}

/** Keys of anything in a schema that are for people and say nothing of what statements do. */
export const FOR_PEOPLE = ['name', 'comment', 'description'] as const;
