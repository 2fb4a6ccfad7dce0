import type { FullSpec } from '../../model/full-spec.js';
import type { PlanDetail } from '../../model/plan-detail.js';
import { holdsLockFor } from './locks.js';
import { lengthOf } from './windows.js';

/** Steps that keep others waiting and are, even at their median, longer than the window that they must be in. */
export function findMisfits({ specification, steps }: PlanDetail): string[] {
  const window = (specification as FullSpec).business_continuity?.preferred_migration_window;
  if (window === undefined) return [];
  const minutes = lengthOf(window);
  return steps
    .filter((step) => holdsLockFor(step) > 0 && Number(step.estimate.seconds?.p50 ?? 0) > minutes * 60)
    .map(({ id, title, estimate }) => {
      const needed = Math.ceil(Number(estimate.seconds?.p50) / 60);
      return `/business_continuity/preferred_migration_window: has ${minutes} minutes, and step ${id} (${title}) alone needs ${needed}`;
    });
}
