import { keysOf } from '../lib/json-value.js';
import { formatNumber } from '../lib/python/number.js';
import { str } from '../lib/python/repr.js';
import type {
  DataRecoveryPlan,
  EmergencyContact,
  EscalationLevel,
  RollbackPhase,
  RollbackRunbook,
  RollbackStep,
  TriggerCondition,
} from '../model/runbook.js';
import { type Block, code, field, gap, item, items, line, section, title } from './block.js';

/** A rollback runbook as blocks. */
export function reportRunbook(runbook: RollbackRunbook): Block[] {
  return [
    title(`ROLLBACK RUNBOOK: ${runbook.runbook_id}`),
    field('Migration ID', str(runbook.migration_id)),
    field('Created', runbook.created_at),
    gap,
    section('EMERGENCY CONTACTS'),
    ...runbook.emergency_contacts.flatMap(reportContact),
    section('ESCALATION MATRIX'),
    ...keysOf(runbook.escalation_matrix).flatMap((level) => {
      return reportLevel(level, runbook.escalation_matrix[level] as EscalationLevel);
    }),
    section('AUTOMATIC ROLLBACK TRIGGERS'),
    ...runbook.trigger_conditions.flatMap(reportTrigger),
    section('ROLLBACK PHASES'),
    ...runbook.rollback_phases.flatMap(reportPhase),
    ...reportRecovery(runbook.data_recovery_plan),
    section('POST-ROLLBACK VALIDATION CHECKLIST'),
    ...runbook.validation_checklist.map((text, index) => item({ number: index + 1, width: 2, box: true }, text)),
    gap,
    section('POST-ROLLBACK PROCEDURES'),
    ...runbook.post_rollback_procedures.map((text, index) => item({ number: index + 1, width: 2 }, text)),
    gap,
  ];
}

function reportContact(contact: EmergencyContact): Block[] {
  return [
    field(contact.role, contact.name),
    field('Phone', contact.primary_phone, 2),
    field('Email', contact.email, 2),
    field('Backup', contact.backup_contact, 2),
    gap,
  ];
}

function reportLevel(name: string, level: EscalationLevel): Block[] {
  return [
    line(`${name.toUpperCase()}:`, 0, 'strong'),
    field('Trigger', level.trigger, 2),
    field('Response Time', `${level.response_time_minutes} minutes`, 2),
    field('Contacts', level.contacts.join(', '), 2),
    field('Actions', level.actions.join(', '), 2),
    gap,
  ];
}

function reportTrigger(trigger: TriggerCondition): Block[] {
  return [
    item('bullet', trigger.name, 0, 'strong'),
    field('Condition', trigger.condition, 2),
    field('Auto-Execute', trigger.auto_execute ? 'Yes' : 'No', 2),
    field('Evaluation Window', `${trigger.evaluation_window_minutes} minutes`, 2),
    field('Contacts', trigger.escalation_contacts.join(', '), 2),
    gap,
  ];
}

function reportPhase(phase: RollbackPhase, index: number): Block[] {
  return [
    item({ number: index + 1 }, phase.phase_name.toUpperCase(), 0, 'strong'),
    field('Description', phase.description, 3),
    field('Urgency', phase.urgency_level.toUpperCase(), 3),
    field('Duration', `${formatNumber(phase.estimated_duration_minutes)} minutes`, 3),
    field('Risk Level', phase.risk_level.toUpperCase(), 3),
    line('Prerequisites:', 3),
    ...items('tick', phase.prerequisites, 5),
    line('Steps:', 3),
    ...phase.steps.toSorted((left, right) => left.rollback_order - right.rollback_order).flatMap(reportStep),
    line('Validation Checkpoints:', 3),
    ...items('box', phase.validation_checkpoints, 5),
    gap,
  ];
}

const SHOWN_LINES = 3;

function reportStep(step: RollbackStep): Block[] {
  const lines = step.script_content.split('\n');
  const script =
    step.script_type === 'manual'
      ? []
      : [
          line('Script:', 8),
          code(lines.slice(0, SHOWN_LINES).join('\n'), 10),
          ...(lines.length > SHOWN_LINES ? [line('...', 10)] : []),
        ];
  return [
    item({ number: step.rollback_order }, step.name, 5),
    field('Duration', `${step.estimated_duration_minutes} min`, 8),
    field('Type', step.script_type, 8),
    ...script,
    field('Success Criteria', step.success_criteria.join(', '), 8),
    gap,
  ];
}

function reportRecovery(plan: DataRecoveryPlan): Block[] {
  return [
    section('DATA RECOVERY PLAN'),
    field('Recovery Method', plan.recovery_method),
    field('Backup Location', plan.backup_location),
    field('Estimated Recovery Time', `${plan.estimated_recovery_time_minutes} minutes`),
    line('Recovery Scripts:'),
    ...items('bullet', plan.recovery_scripts, 2),
    line('Validation Queries:'),
    ...items('bullet', plan.data_validation_queries, 2),
    gap,
  ];
}
