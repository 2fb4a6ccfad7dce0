import { createHash } from 'node:crypto';
import { dumps } from '../lib/python/json.js';
import type { MigrationPhase, MigrationPlan, RollbackPlan } from '../model/plan.js';
import type { MigrationSpec } from '../model/spec.js';
import {
  ROLLBACK_CONTACTS,
  ROLLBACK_DECISIONS,
  ROLLBACK_MINUTES_PER_HOUR,
  ROLLBACK_TRIGGERS,
  STAKEHOLDERS,
  SUCCESS_CRITERIA,
} from '../tables/plan-policy.js';
import { calculateComplexity } from './complexity.js';
import { createPhases } from './phases.js';
import { assessRisks } from './risks.js';

/**
 * Makes the plan of a migration: phases with their durations in hours, risks, and the way back.
 *
 * @param spec a specification that `migrationSpec` accepts
 * @param now when the plan is made, as it is to be printed
 * @throws RangeError when the specification is nested deeper than JSON may be
 */
export function planMigration(spec: MigrationSpec, now: string): MigrationPlan {
  const complexity = calculateComplexity(spec);
  const phases = createPhases(spec, complexity);
  return {
    migration_id: createHash('md5')
      .update(dumps(spec, { sortKeys: true }))
      .digest('hex')
      .slice(0, 12),
    source_system: spec.source,
    target_system: spec.target,
    migration_type: spec.type,
    complexity,
    estimated_duration_hours: phases.reduce((sum, phase) => sum + phase.duration_hours, 0),
    phases,
    risks: assessRisks(spec),
    success_criteria: SUCCESS_CRITERIA,
    rollback_plan: createRollbackPlan(phases),
    stakeholders: STAKEHOLDERS,
    created_at: now,
  };
}

function createRollbackPlan(phases: readonly MigrationPhase[]): RollbackPlan {
  return {
    rollback_phases: phases.toReversed().map(({ name, duration_hours }) => ({
      phase: name,
      rollback_actions: [`Revert ${name} changes`, `Restore pre-${name} state`, `Validate ${name} rollback success`],
      validation_criteria: [
        `System restored to pre-${name} state`,
        `All ${name} changes successfully reverted`,
        'System functionality confirmed',
      ],
      estimated_time_minutes: duration_hours * ROLLBACK_MINUTES_PER_HOUR,
    })),
    rollback_triggers: ROLLBACK_TRIGGERS,
    rollback_decision_matrix: ROLLBACK_DECISIONS,
    rollback_contacts: ROLLBACK_CONTACTS,
  };
}
