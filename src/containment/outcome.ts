import type { Outcome } from './containment.js';
import type { Failure } from './failure.js';

/** Differences that no validator sees, and that are settled by what is written all the same. */
const SETTLED = new Set(['contentEncoding', 'contentMediaType']);

/** What a failure does, by the value that shows it when there is one. */
export function outcomeOf({ facet, undecided }: Failure, witness: { readonly value: unknown } | undefined): Outcome {
  if (witness !== undefined) return { witness };
  if (undecided !== undefined) return { undecided };
  return SETTLED.has(facet) ? {} : { undecided: 'no value was found that shows it' };
}

/** Of two outcomes the one that is better shown; the second is not looked for when the first has a witness. */
export function surer<Shown extends Omit<Outcome, 'witness'> & { readonly witness?: object }>(
  left: Shown | undefined,
  other: () => Shown,
): Shown {
  if (left?.witness !== undefined) return left;
  const right = other();
  return left === undefined || (right.undecided === undefined && !right.isTolerated) ? right : left;
}
