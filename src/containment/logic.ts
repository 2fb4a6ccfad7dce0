import type { Comparison } from './failure.js';
import { type Clause, saying } from './shape.js';

/**
 * Compares what is said by logic: `not`, and `if` with its `then` and `else`. What is not proven fails, and a
 * value must show it.
 */
export function compareLogic(comparison: Comparison): void {
  for (const clause of saying(comparison.receiver, 'not')) {
    const sender = concerned(comparison, clause, comparison.schema);
    const given = saying(comparison.sender, 'not');
    const { not } = clause.node;
    // What the receiver refuses, the sender must refuse already, or not be at all.
    if (given.some(({ node }) => comparison.covers(node.not, not)) || comparison.excludes(sender, not)) continue;
    comparison.fail({ facet: 'not', sender: given[0], receiver: clause, undecided: UNPROVEN });
  }
  for (const clause of saying(comparison.receiver, 'if')) compareCondition(comparison, clause);
}

const UNPROVEN = 'no proof was found that nothing new passes, and no value that does';

function compareCondition(comparison: Comparison, clause: Clause): void {
  const { if: condition, then: met = true, else: unmet = true } = clause.node;
  const sender = concerned(comparison, clause, comparison.stating(condition, met, unmet));
  const given = saying(comparison.sender, 'if');
  const keeps = (schema: unknown, name: 'then' | 'else') => {
    if (comparison.holds(sender, schema)) return true;
    return given.some(({ node }) => {
      const isSame = comparison.implies(node.if, condition) && comparison.covers(node.if, condition);
      return isSame && comparison.holds(comparison.conjoin([sender, node[name] ?? true]), schema);
    });
  };
  const isMet = keeps(met, 'then') || comparison.excludes(sender, condition);
  const isUnmet = keeps(unmet, 'else') || comparison.holds(sender, condition);
  const failed = [...(isMet ? [] : ['then']), ...(isUnmet ? [] : ['else'])];
  for (const facet of failed) comparison.fail({ facet, sender: given[0], receiver: clause, undecided: UNPROVEN });
}

const NOT_NULL = { type: ['boolean', 'number', 'string', 'array', 'object'] };

/** What a clause is asked of: `null` may pass by it. */
function concerned({ conjoin }: Comparison, { orNull }: Clause, schema: unknown): unknown {
  return orNull ? conjoin([schema, NOT_NULL]) : schema;
}
