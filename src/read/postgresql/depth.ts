import { fail } from '../../errors.js';

/** Levels of the parser's tree; two or three of them make one of SQL. What follows nests by calls, and has a stack to fill. */
export const DEEPEST = 2000;
/** A character of SQL makes three levels at most, as `-x` and `(x)` do not even. */
const SHORTEST = DEEPEST / 3;

/** Refuses a statement that is nested deeper than can be read. */
export function refuseDepth(
  tree: object,
  length: number,
  place: { readonly file: string; readonly line: number },
): void {
  if (length < SHORTEST) return;
  const waiting: { value: object; depth: number }[] = [{ value: tree, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (depth > DEEPEST) fail('NESTED_TOO_DEEP', { place: `${place.file}:${place.line}`, most: DEEPEST });
    for (const part of Object.values(value)) {
      if (typeof part === 'object' && part !== null) waiting.push({ value: part, depth: depth + 1 });
    }
  }
}
