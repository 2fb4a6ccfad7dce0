import { fail } from '../errors.js';
import { type PlanDetail, planDetail } from '../model/plan-detail.js';
import { expectShape } from './json-document.js';
import { readPlan } from './plan.js';

/**
 * A plan that `plan --detail full` wrote.
 *
 * @param name how messages speak of it
 * @throws UserError when it is a plan of the outline, or not what it must be
 */
export function readFullPlan(value: object, name: string): PlanDetail {
  const { detail } = value as { detail?: unknown };
  if (detail !== 'full') {
    readPlan(value, name);
    fail('PLAN_IN_OUTLINE', { file: name });
  }
  return expectShape(planDetail, value, name) as PlanDetail;
}
