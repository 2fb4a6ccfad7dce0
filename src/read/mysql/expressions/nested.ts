import type { Cursor } from '../text/cursor.js';

/** Deeper than anybody writes, and not so deep that the stack is too short for it. */
const DEEPEST = 200;

/** Reads what may hold its like. */
export function nested<T>(cursor: Cursor, read: () => T): T {
  if (cursor.depth >= DEEPEST) cursor.fail(`an expression is nested more than ${DEEPEST} levels deep`);
  cursor.depth++;
  const found = read();
  cursor.depth--;
  return found;
}

/** Of operators, joins and the like that stand in a row and nest for it. */
export const LONGEST = 1000;
