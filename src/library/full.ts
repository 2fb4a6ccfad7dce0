import { hashOf } from '../lib/hash.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import type { PlanDocument } from '../model/plan.js';
import type { PlanDetail } from '../model/plan-detail.js';
import type { Rehearsal } from '../model/rehearsal.js';
import type { RunbookDetail } from '../model/runbook-detail.js';
import { readFullPlan } from '../read/full-plan.js';
import { readFullSpec } from '../read/full-spec.js';
import { renderJson } from '../render/json.js';
import { bounded, type ClockOptions, expectObject, timeOf } from './settings.js';

/** Values by name, such as `namespace` or `incident_commander`: what --set gives on the command line. */
export type Settings = Readonly<Record<string, string>>;

export interface FullPlanOptions extends ClockOptions {
  /** A report in full, whose steps the plan runs: of `checkSql(before, after, { detail: 'full' })`. */
  readonly report?: CompatibilityReport;
  /** A rehearsal of these steps: its times come before all estimates. */
  readonly rehearsal?: Rehearsal;
  /** They win over the `settings` of the specification. */
  readonly settings?: Settings;
  /** Chooses a pattern even when the specification names one. */
  readonly recommend?: boolean;
  /** When the migration is to begin; without it the schedule has no dates. */
  readonly start?: Date;
}

/**
 * Makes the plan of a migration in full: what `plan --detail full` writes as JSON. Durations are seconds.
 *
 * @param spec a specification, as `createPlan` takes it
 * @throws UserError when the specification is malformed or contradicts itself, or the rehearsal is of other steps
 */
export async function createFullPlan(spec: object, options: FullPlanOptions = {}): Promise<PlanDetail> {
  const { makeFullPlan } = await import('../plan/full/make-full-plan.js');
  const file = 'specification';
  const { report, rehearsal, recommend = false, start } = options;
  const settings = new Map(Object.entries(options.settings ?? {}));
  return bounded(file, () => {
    const request = {
      spec: readFullSpec(expectObject(spec, file), file),
      settings,
      ...(report && { report }),
      ...(rehearsal && { rehearsal }),
      recommend,
      ...(start && { start: start.getTime() }),
      now: timeOf(options),
    };
    return makeFullPlan(request, { spec: file, evidence: 'rehearsal' });
  });
}

export interface FullRunbookOptions extends ClockOptions {
  /** Who is who and what is where; what nobody gives is UNASSIGNED. */
  readonly settings?: Settings;
}

/**
 * Writes the runbook that undoes a plan in full: what `rollback --detail full` writes as JSON.
 *
 * @throws UserError when the plan is one of the outline, was changed by hand, or a setting is unknown
 */
export async function createFullRunbook(plan: PlanDetail, options: FullRunbookOptions = {}): Promise<RunbookDetail> {
  const { makeFullRunbook } = await import('../rollback/full/make-full-runbook.js');
  const { runbookIdOf } = await import('../rollback/write-runbook.js');
  const settings = new Map(Object.entries(options.settings ?? {}));
  return bounded('plan', () => {
    const value = expectObject(plan, 'plan');
    const request = {
      plan: readFullPlan(value, 'plan'),
      id: runbookIdOf(value as PlanDocument),
      fingerprint: hashOf(renderJson(plan)),
      settings,
      now: timeOf(options),
    };
    return makeFullRunbook(request, 'plan');
  });
}
