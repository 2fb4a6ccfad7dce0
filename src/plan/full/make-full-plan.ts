import { fail } from '../../errors.js';
import { hashMigration } from '../../lib/hash.js';
import { haveSameIds } from '../../lib/same-ids.js';
import type { PlanDetail } from '../../model/plan-detail.js';
import type { Rehearsal } from '../../model/rehearsal.js';
import { findContradictions } from './judge-spec.js';
import { findMisfits } from './misfits.js';
import { type FullPlanRequest, planInFull } from './plan-in-full.js';

/** What messages call the inputs of a plan. */
interface Names {
  readonly spec: string;
  readonly evidence: string;
}

/**
 * Makes the plan of a migration in full from inputs that anybody may have written.
 *
 * @throws UserError when the specification contradicts itself or cannot be kept to, or the rehearsal is of another plan
 */
export function makeFullPlan(request: FullPlanRequest, names: Names): PlanDetail {
  refuseContradictions(request, names.spec);
  if (request.rehearsal !== undefined) refuseOtherEvidence(request.rehearsal, request, names.evidence);
  const plan = planInFull(request);
  const problems = findMisfits(plan);
  if (problems.length > 0) fail('CONTRADICTION', { file: names.spec, problems });
  return plan;
}

/** @throws UserError when the specification contradicts itself */
export function refuseContradictions(
  { spec, settings }: Pick<FullPlanRequest, 'spec' | 'settings'>,
  file: string,
): void {
  const problems = findContradictions(spec, settings);
  if (problems.length === 0) return;
  const isOfOptions = problems.every((problem) => problem.startsWith('--set '));
  fail('CONTRADICTION', { file: isOfOptions ? 'the command line' : file, problems });
}

/** Evidence is of the same steps, statement by statement, and of the same schemas, where both are known. */
function refuseOtherEvidence(rehearsal: Rehearsal, { report }: FullPlanRequest, file: string): void {
  const steps = report?.steps ?? [];
  const refuse = (other: string, remedy = 'rehearse the steps of this plan, and give that report'): never => {
    return fail('OTHER_MIGRATION', { file, what: 'a rehearsal', other, remedy });
  };
  if (steps.length === 0) {
    const remedy = 'give the steps: a report of check --detail full (--report), or --before and --after';
    refuse('the steps of this plan: it has none', remedy);
  }
  if (!haveSameIds(rehearsal.steps, steps)) refuse('the steps of this plan: their ids differ');
  const [before, after] = [report?.schemas?.before.fingerprint, report?.schemas?.after.fingerprint];
  for (const side of ['before', 'after'] as const) {
    const [expected, found] = [report?.schemas?.[side].fingerprint, rehearsal.schemas?.[side].fingerprint];
    if (expected !== undefined && found !== undefined && expected !== found)
      refuse(`the schema ${side}: the fingerprint of the one that it made is ${found}, and this one's ${expected}`);
  }
  if (before === undefined || after === undefined) return;
  const expected = hashMigration(steps, before, after);
  if (rehearsal.fingerprint === expected) return;
  refuse(`the statements of this plan: its fingerprint is ${rehearsal.fingerprint}, and theirs ${expected}`);
}
