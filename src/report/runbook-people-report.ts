import { keysOf } from '../lib/json-value.js';
import type { RunbookDetail } from '../model/runbook-detail.js';
import { type Block, field, gap, item, items, line, section, table } from './block.js';

/** Contacts, messages and what comes afterwards, as blocks. */
export function reportRunbookPeople(runbook: RunbookDetail): Block[] {
  return [
    ...reportContacts(runbook),
    ...reportEscalation(runbook),
    ...reportMessages(runbook),
    ...reportPhases(runbook),
    ...reportRecovery(runbook),
    section('POST-ROLLBACK VALIDATION CHECKLIST'),
    ...runbook.validation_checklist.map((text, index) => item({ number: index + 1, width: 2, box: true }, text)),
    gap,
    section('POST-ROLLBACK PROCEDURES'),
    ...runbook.post_rollback_procedures.map((text, index) => item({ number: index + 1, width: 2, box: true }, text)),
    gap,
    ...reportPostMortem(runbook),
  ];
}

/** Who must be reachable, and how. */
function reportContacts({ emergency_contacts: contacts }: RunbookDetail): Block[] {
  return [
    section('EMERGENCY CONTACTS'),
    ...table(
      ['Role', 'Name', 'Phone', 'Email', 'Backup'],
      contacts.map((each) => [each.role, each.name, each.primary_phone, each.email, each.backup_contact]),
    ),
    gap,
  ];
}

function reportEscalation({ escalation_matrix: matrix }: RunbookDetail): Block[] {
  return [
    section('ESCALATION MATRIX'),
    ...keysOf(matrix).flatMap((name) => {
      const level = matrix[name];
      if (level === undefined) return [];
      return [
        line(`${name.toUpperCase()}:`, 0, 'strong'),
        field('Trigger', level.trigger, 2),
        field(
          'Response Time',
          level.response_time_minutes === 1 ? '1 minute' : `${level.response_time_minutes} minutes`,
          2,
        ),
        line('Contacts:', 2),
        ...items('dash', level.contacts, 4),
        line('Actions:', 2),
        ...items('dash', level.actions, 4),
      ];
    }),
    gap,
  ];
}

function reportMessages({ communication_templates: messages }: RunbookDetail): Block[] {
  return [
    section('MESSAGES'),
    ...messages.flatMap(({ template_type: type, audience, subject, body, delivery_methods: ways }) => [
      item('bullet', subject, 0, 'strong'),
      field('When', type.replaceAll('_', ' '), 2),
      field('To', audience, 2),
      field('By', ways.join(', '), 2),
      ...body.split('\n').map((text) => line(text, 4)),
      gap,
    ]),
  ];
}

function reportPhases({ rollback_phases: phases }: RunbookDetail): Block[] {
  return [
    section('ROLLBACK PHASES'),
    ...table(
      ['Phase', 'Urgency', 'Minutes', 'Steps'],
      phases.map(({ phase_name: name, urgency_level: urgency, estimated_duration_minutes: minutes, steps }) => [
        name,
        urgency,
        String(minutes),
        steps.length === 0 ? 'nothing to undo' : steps.map(({ step_id: id }) => id).join(' '),
      ]),
    ),
    gap,
  ];
}

function reportRecovery({ data_recovery_plan: plan }: RunbookDetail): Block[] {
  return [
    section('DATA RECOVERY PLAN'),
    field('Recovery Method', plan.recovery_method),
    field('Backup Location', plan.backup_location),
    ...(plan.recovery_scripts.length === 0
      ? [line('No step drops rows or values for good, so nothing has to be restored by this runbook.')]
      : [line('The commands are those of the part restore, into the new instance.')]),
    gap,
  ];
}

function reportPostMortem({ post_mortem: review }: RunbookDetail): Block[] {
  return [
    section('POST-MORTEM'),
    line(review.title, 0, 'strong'),
    field('Due', review.due),
    field('Owner', review.owner),
    ...table(
      ['When', 'What'],
      review.timeline.map(({ at, event }) => [at, event]),
    ),
    line('It must answer:'),
    ...items('box', review.questions, 2),
    line('What usually follows:'),
    ...items('dash', review.actions, 2),
    gap,
  ];
}
