import { createHash } from 'node:crypto';
import { own } from '../lib/json-value.js';
import { repr } from '../lib/python/repr.js';
import type { PlanDocument } from '../model/plan.js';
import type { DataRecoveryPlan, RollbackRunbook, TriggerCondition } from '../model/runbook.js';
import { POST_ROLLBACK_PROCEDURES, VALIDATION_CHECKLIST, VALIDATION_CHECKLIST_BY_TYPE } from '../tables/checklists.js';
import { COMMUNICATION_TEMPLATES } from '../tables/communication.js';
import { DATA_RECOVERY, EMERGENCY_CONTACTS, ESCALATION_LEVELS, FALLBACK_RECOVERY } from '../tables/recovery.js';
import { TRIGGERS, TRIGGERS_BY_TYPE } from '../tables/triggers.js';
import { createRollbackPhases } from './phases.js';

/** The id of the runbook of a plan: a hash of it, in the form that Python gives it. */
export function runbookIdOf(plan: PlanDocument): string {
  return `rb_${createHash('md5').update(repr(plan)).digest('hex').slice(0, 8)}`;
}

/**
 * Makes the runbook that undoes a plan: its phases in reverse, triggers, recovery of data, messages,
 * escalation and checklists. Durations are minutes.
 *
 * @param plan a plan that `planDocument` accepts
 * @param now when the runbook is made, as it is to be printed
 * @throws RangeError when the plan is nested deeper than JSON may be
 */
export function writeRunbook(plan: PlanDocument, now: string): RollbackRunbook {
  const type = plan.migration_type ?? 'unknown';
  return {
    runbook_id: runbookIdOf(plan),
    migration_id: plan.migration_id ?? (Object.hasOwn(plan, 'migration_id') ? null : 'unknown'),
    created_at: now,
    rollback_phases: createRollbackPhases(plan, type),
    trigger_conditions: [...TRIGGERS, ...(own<readonly TriggerCondition[]>(TRIGGERS_BY_TYPE, type) ?? [])],
    data_recovery_plan: own<DataRecoveryPlan>(DATA_RECOVERY, type) ?? FALLBACK_RECOVERY,
    communication_templates: COMMUNICATION_TEMPLATES,
    escalation_matrix: ESCALATION_LEVELS,
    validation_checklist: [
      ...VALIDATION_CHECKLIST,
      ...(own<readonly string[]>(VALIDATION_CHECKLIST_BY_TYPE, type) ?? []),
    ],
    post_rollback_procedures: POST_ROLLBACK_PROCEDURES,
    emergency_contacts: EMERGENCY_CONTACTS,
  };
}
