import type { Comparison } from './failure.js';
import { compareRanges, rangeOf } from './limits.js';
import { type Clause, type Shape, saying } from './shape.js';
import { KIND, NUMBER } from './types.js';
import { numberOf } from './values.js';

/** Compares what is said of numbers. */
export function compareNumbers(comparison: Comparison): void {
  const { sender, receiver } = comparison;
  // Bounds of what both may be: `number` against `integer` has failed by its type.
  const kinds = comparison.kinds & NUMBER;
  compareRanges(comparison, rangeOf({ ...sender, kinds }), rangeOf({ ...receiver, kinds }));
  for (const { factor, clause } of factorsOf(receiver)) {
    if (kinds === KIND.integer && isMultiple(1, factor)) continue;
    if (factorsOf(sender).some((given) => isMultiple(given.factor, factor))) continue;
    comparison.fail({ facet: 'multipleOf', sender: saying(sender, 'multipleOf')[0], receiver: clause });
  }
  comparePrecision(comparison);
}

export function factorsOf(shape: Shape): { readonly factor: number; readonly clause: Clause }[] {
  return saying(shape, 'multipleOf').flatMap((clause) => {
    const factor = numberOf(clause.node.multipleOf);
    return factor === undefined || factor <= 0 ? [] : [{ factor, clause }];
  });
}

/** Whether a number is a multiple of another one, decimal fractions taken for what they are written as. */
export function isMultiple(value: number, factor: number): boolean {
  const quotient = value / factor;
  return (
    Number.isInteger(quotient) || Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient))
  );
}

/** A float holds less than a double: no validator refuses what is lost. */
function comparePrecision(comparison: Comparison): void {
  const [given, demanded] = [comparison.sender, comparison.receiver].map((shape) => {
    return saying(shape, 'format').find(({ node }) => node.format === 'float' || node.format === 'double');
  });
  if (demanded?.node.format !== 'float' || given?.node.format !== 'double') return;
  comparison.fail({
    facet: 'format',
    sender: given,
    receiver: demanded,
    undecided: 'a float holds fewer digits than a double; whether they are needed is not written',
  });
}
