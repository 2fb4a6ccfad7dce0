import * as z from 'zod/mini';
import { anything, described, type Frozen, flag, named, numeric, text, texts, whole } from './primitives.js';

const rollbackStep = described(
  z.object({
    step_id: text('Unique within the runbook.'),
    name: text('What the step does, in a few words.'),
    description: text('The same in a sentence.'),
    script_type: described(z.enum(['sql', 'bash', 'api', 'manual']), 'How it is done.'),
    script_content: text('The command, or what to do by hand.'),
    estimated_duration_minutes: whole('Minutes it takes.'),
    dependencies: texts('Steps that must be complete before.'),
    validation_commands: texts('Commands that show whether it worked.'),
    success_criteria: texts('What must hold at its end.'),
    failure_escalation: text('What to do when it fails.'),
    rollback_order: whole('Its place within the phase.'),
  }),
  'One step of the way back.',
);

const rollbackPhase = described(
  z.object({
    phase_name: text('rollback_ and the name of the phase that is undone.'),
    description: text('What is undone.'),
    urgency_level: described(z.enum(['low', 'medium', 'high', 'emergency']), 'From the risk level of the phase.'),
    estimated_duration_minutes: numeric('Half of the time of the phase.'),
    prerequisites: texts('What must hold before it begins.'),
    steps: z.array(rollbackStep),
    validation_checkpoints: texts('What must hold at its end.'),
    communication_requirements: texts('Whom to tell what.'),
    risk_level: text('The risk level of the phase, as planned.'),
  }),
  'The undoing of one phase.',
);

const triggerCondition = described(
  z.object({
    trigger_id: text('Unique within the runbook.'),
    name: text('What has happened.'),
    condition: text('The condition in words.'),
    metric_threshold: z.object({
      metric: text('The metric watched.'),
      operator: described(z.enum(['greater_than', 'less_than', 'equals']), 'How it is compared.'),
      value: described(z.union([z.string(), z.number()]), 'With what.'),
      duration_minutes: whole('For how long it must hold.'),
    }),
    evaluation_window_minutes: whole('Minutes that are looked at.'),
    auto_execute: flag('Whether the rollback starts without asking.'),
    escalation_contacts: texts('Who is told.'),
  }),
  'A condition that calls for the rollback.',
);

const dataRecoveryPlan = described(
  z.object({
    recovery_method: text('point_in_time or backup_restore.'),
    backup_location: text('Where the backup lies.'),
    recovery_scripts: texts('What to run.'),
    data_validation_queries: texts('What to look at afterwards.'),
    estimated_recovery_time_minutes: whole('Minutes it takes.'),
    recovery_dependencies: texts('What it needs.'),
  }),
  'How data come back.',
);

const communicationTemplate = described(
  z.object({
    template_type: text('rollback_start, rollback_complete or emergency_escalation.'),
    audience: text('technical, business or executive.'),
    subject: text('Subject line.'),
    body: text('Text with {placeholders}.'),
    urgency: text('medium, high or emergency.'),
    delivery_methods: texts('By what means.'),
  }),
  'A message that is prepared.',
);

const escalationLevel = z.object({
  trigger: text('What has happened.'),
  response_time_minutes: whole('Minutes within which someone answers.'),
  contacts: texts('Who is called.'),
  actions: texts('What they do.'),
});

const emergencyContact = z.object({
  role: text('What the person answers for.'),
  name: text('Who it is.'),
  primary_phone: text('Telephone.'),
  email: text('E-mail.'),
  backup_contact: text('Who stands in.'),
});

/** What `createRunbook` answers. */
export const rollbackRunbook = described(
  z.object({
    runbook_id: text('rb_ and eight hexadecimal digits: a hash of the plan.'),
    migration_id: anything('The id of the migration, as in the plan.'),
    created_at: text('When the runbook was made: local time, ISO 8601.'),
    rollback_phases: z.array(rollbackPhase),
    trigger_conditions: z.array(triggerCondition),
    data_recovery_plan: dataRecoveryPlan,
    communication_templates: z.array(communicationTemplate),
    escalation_matrix: named(escalationLevel, 'Whom to call, by how bad it is.'),
    validation_checklist: texts('What to check once all is back.'),
    post_rollback_procedures: texts('What to do after that.'),
    emergency_contacts: z.array(emergencyContact),
  }),
  'A rollback runbook: the output of `migrate-arch rollback`.',
);

export type RollbackStep = Frozen<z.infer<typeof rollbackStep>>;
export type RollbackPhase = Frozen<z.infer<typeof rollbackPhase>>;
export type TriggerCondition = Frozen<z.infer<typeof triggerCondition>>;
export type DataRecoveryPlan = Frozen<z.infer<typeof dataRecoveryPlan>>;
export type CommunicationTemplate = Frozen<z.infer<typeof communicationTemplate>>;
export type EscalationLevel = Frozen<z.infer<typeof escalationLevel>>;
export type EmergencyContact = Frozen<z.infer<typeof emergencyContact>>;
export type RollbackRunbook = Frozen<z.infer<typeof rollbackRunbook>>;
