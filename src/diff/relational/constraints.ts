import { identical } from '../../lib/identical.js';
import { own } from '../../lib/json-value.js';
import { isTruthy } from '../../lib/python/equal.js';
import { str } from '../../lib/python/repr.js';
import { CONSTRAINT_TYPES, type ConstraintType, type Table } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';

/**
 * The constraints of one type as texts. A list holds one each; anything else that is not empty is one alone.
 */
export function constraintTexts(table: Table, type: ConstraintType): readonly string[] {
  const constraint = own((table.constraints ?? {}) as Record<string, unknown>, type);
  if (Array.isArray(constraint)) return [...new Set(constraint.map(str))];
  return constraint !== undefined && isTruthy(constraint) ? [str(constraint)] : [];
}

/** By type, in the order of the table of types: constraints that went, then constraints that came. */
export function constraintChanges(table: string, before: Table, after: Table): RelationalChange[] {
  if (identical(before.constraints, after.constraints)) return [];
  const changes: RelationalChange[] = [];
  for (const constraintType of CONSTRAINT_TYPES) {
    const [from, to] = [constraintTexts(before, constraintType), constraintTexts(after, constraintType)];
    const [fromSet, toSet] = [new Set(from), new Set(to)];
    for (const constraint of from) {
      if (!toSet.has(constraint)) changes.push({ kind: 'constraint_removed', table, constraintType, constraint });
    }
    for (const constraint of to) {
      if (!fromSet.has(constraint)) changes.push({ kind: 'constraint_added', table, constraintType, constraint });
    }
  }
  return changes;
}
