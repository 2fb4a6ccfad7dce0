import type { Step } from '../model/step.js';

/** What a statement says of an object that nobody can make from a catalog, behind its kind and identity. */
export const UNKNOWN = ' is made of more than a catalog tells: put its CREATE statement here';
/** What stands before that in a statement, in either dialect. */
const SAID = /.*MESSAGE(?:_TEXT)? = '/s;

/** What the statements of steps, forwards or back, cannot make, each by its kind and identity. */
export function unknownIn(steps: readonly Pick<Step, 'up' | 'down'>[]): readonly string[] {
  const found = new Set<string>();
  for (const statement of steps.flatMap(({ up, down }) => [...up, ...down])) {
    const end = statement.indexOf(UNKNOWN);
    if (end >= 0) found.add(statement.slice(0, end).replace(SAID, '').replaceAll("''", "'"));
  }
  return [...found];
}
