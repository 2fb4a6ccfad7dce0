import type { OperationalStep } from '../../model/plan-detail.js';
import { STEP_PHASES, type Step } from '../../model/step.js';
import { holdsLock } from './work.js';

/** The step of a report that a step of the rollout is, if it is one. */
export function sqlOf(step: OperationalStep): Step | undefined {
  const phase = STEP_PHASES.find((each) => each === step.phase);
  return step.kind === 'sql' && phase !== undefined ? ({ ...step, kind: 'sql', phase } as Step) : undefined;
}

/** How many seconds others wait for a step, at the eightieth percentile; 0 when nobody does. */
export function holdsLockFor(step: OperationalStep): number {
  const sql = sqlOf(step);
  const holds = sql === undefined ? step.locks.some(({ blocks }) => blocks !== 'nothing') : holdsLock(sql);
  return holds ? Number(step.estimate.seconds?.p80 ?? 0) : 0;
}
