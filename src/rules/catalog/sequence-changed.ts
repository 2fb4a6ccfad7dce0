import type { CatalogChange } from '../../model/catalog/change.js';
import type { Rule } from '../rule.js';
import { told } from './subject.js';

export const sequenceChanged: Rule<CatalogChange<'sequence_options_changed' | 'sequence_persistence_changed'>> = {
  id: 'sequence_changed',
  classic: false,
  summary: 'A sequence counts otherwise.',
  reason: 'Numbers may collide, run out earlier or come in other steps.',
  instead: 'Compare the bounds with the numbers that are in use.',
  example: {
    before: 'CREATE SEQUENCE invoice_numbers;',
    after: 'CREATE SEQUENCE invoice_numbers INCREMENT BY 10;',
  },
  judge: (change) => ({
    severity: isSafe(change) ? 'non_breaking' : 'potentially_breaking',
    ...told(change, 'counts otherwise'),
    impact: isSafe(change)
      ? 'None: the numbers come as they did, and no fewer'
      : 'Numbers may collide, run out earlier or come in other steps',
    suggested_migration: isSafe(change) ? 'None needed' : 'Compare the bounds with the numbers that are in use',
    affected_operations: isSafe(change) ? [] : ['INSERT'],
  }),
};

/** Whether the next numbers are those that would have come, and none is lacking that there was. */
function isSafe(change: CatalogChange<'sequence_options_changed' | 'sequence_persistence_changed'>): boolean {
  if (change.kind === 'sequence_persistence_changed') return false;
  const { before, after } = change;
  const [from, to] = [before, after].map(({ minimum, maximum }) => [BigInt(minimum), BigInt(maximum)] as const);
  return (
    before.increment === after.increment &&
    before.cycles === after.cycles &&
    from !== undefined &&
    to !== undefined &&
    // Where it begins again is where it ends: a wider range begins elsewhere.
    (before.cycles ? from[0] === to[0] && from[1] === to[1] : to[0] <= from[0] && to[1] >= from[1])
  );
}
