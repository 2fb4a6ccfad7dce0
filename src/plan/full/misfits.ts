import type { FullSpec } from '../../model/full-spec.js';
import type { Estimate, OperationalStep, PlanDetail } from '../../model/plan-detail.js';
import { holdsLockFor } from './locks.js';
import { changesSomething } from './schedule.js';
import { lengthOf } from './windows.js';

/**
 * Steps that change something and are, even at their median, longer than the window that they must be in. What works through
 * rows and keeps nobody waiting may go on behind it: the schedule says so.
 */
export function findMisfits({ specification, steps }: PlanDetail): string[] {
  const window = (specification as FullSpec).business_continuity?.preferred_migration_window;
  if (window === undefined) return [];
  const minutes = lengthOf(window);
  const room = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return steps
    .filter((step) => mustFit(step) && Number(step.estimate.seconds?.p50 ?? 0) > minutes * 60)
    .map(({ id, title, estimate }) => {
      const needed = Math.ceil(Number(estimate.seconds?.p50) / 60);
      return `/business_continuity/preferred_migration_window: has ${room}, and step ${id} (${title}) alone needs ${needed}`;
    });
}

function mustFit(step: OperationalStep): boolean {
  return holdsLockFor(step) > 0 || (changesSomething(step) && !THROUGH_ROWS.includes(step.estimate.source));
}

const THROUGH_ROWS: readonly Estimate['source'][] = ['rehearsal', 'calibration', 'rate'];
