import type { CommunicationTemplate } from '../../model/runbook.js';
import type { Objective, RunbookDetail } from '../../model/runbook-detail.js';
import { personOf, type RunbookContext } from './context.js';
import { logOf } from './people.js';

type Facts = Pick<RunbookDetail, 'runbook_id' | 'objectives' | 'point_of_no_return'>;

const minutesOf = (seconds: unknown) => Math.ceil(Number(seconds) / 60);

/**
 * The messages of a way back. What is known is filled in; what only the hour itself knows (a time, a reason) is a line that
 * says where it stands, so that nobody sends a gap.
 */
export function writeMessages(context: RunbookContext, facts: Facts): CommunicationTemplate[] {
  const { plan, values } = context;
  const name = `${String(plan.source_system)} → ${String(plan.target_system)}`.replaceAll(/\s+/g, ' ');
  const lead = personOf(context, 'incident_commander');
  const signed = `Incident commander: ${lead.name}, ${lead.contact}. We meet in ${values.ask('incident_channel')}.`;
  const channel = values.ask('status_channel');
  const technical = [channel, values.ask('incident_channel')];
  return [
    {
      template_type: 'rollback_start',
      audience: 'technical',
      subject: `Going back: ${name} (${plan.migration_id})`,
      body: [
        `The rollout of ${name} is stopped, and we go back by runbook ${facts.runbook_id}.`,
        ...facts.objectives.map(timeLine),
        'Nobody changes anything by hand meanwhile. The next word comes in 15 minutes.',
        `The reason, and the id of the snapshot, are in ${logOf(context)}.`,
        signed,
      ].join('\n'),
      urgency: 'high',
      delivery_methods: technical,
    },
    {
      template_type: 'rollback_start',
      audience: 'business',
      subject: `We take a change back: ${name}`,
      body: [
        `We have stopped the change of ${name} and go back to how it was.`,
        business(facts),
        'We write again in 30 minutes, or when it is over.',
        `Questions: ${personOf(context, 'business_owner').name}, ${personOf(context, 'business_owner').contact}`,
      ].join('\n'),
      urgency: 'medium',
      delivery_methods: [channel],
    },
    {
      template_type: 'rollback_start',
      audience: 'executive',
      subject: `A change is taken back: ${name}`,
      body: [
        `${name}: the rollout is stopped, and the way back has begun.`,
        `Point of no return: ${facts.point_of_no_return.sentence}`,
        ...facts.objectives.map(timeLine),
        signed,
      ].join('\n'),
      urgency: 'high',
      delivery_methods: [channel],
    },
    {
      template_type: 'rollback_complete',
      audience: 'technical',
      subject: `Back as before: ${name} (${plan.migration_id})`,
      body: [
        `The way back of ${name} is done; every verification answered as it must.`,
        `Times, answers and approvals are in ${logOf(context)}.`,
        'The flag stays off and the wider schema stays until the cause is found. We watch for an hour more.',
        `The review has a date within five working days. ${signed}`,
      ].join('\n'),
      urgency: 'medium',
      delivery_methods: technical,
    },
    {
      template_type: 'emergency_escalation',
      audience: 'executive',
      subject: `Help needed at once: the way back of ${name} has failed`,
      body: [
        `The way back of ${name} (${facts.runbook_id}) does not go on: a step failed, and its rule says stop.`,
        'What failed is the last line of the log; nobody runs anything until it is decided how to go on.',
        'What can be decided: restore into a new instance, or mend the new side.',
        ...facts.objectives.filter(({ strategy }) => strategy === 'restore_beside').map(timeLine),
        `Executive on call: ${personOf(context, 'executive').name}, ${personOf(context, 'executive').contact}`,
        signed,
      ].join('\n'),
      urgency: 'emergency',
      delivery_methods: [personOf(context, 'executive').contact],
    },
  ];
}

function timeLine({ strategy, rto, rpo }: Objective): string {
  return `${strategy.replaceAll('_', ' ')}: ${timeWords(rto)}; ${rpo}.`;
}

function timeWords(rto: Objective['rto']): string {
  if (rto === undefined) return 'its time is not known';
  const [least, most] = [minutesOf(rto.p50), minutesOf(rto.p95)];
  if (most <= 1) return 'less than a minute';
  return least === most ? `about ${most} minutes` : `${least} to ${most} minutes`;
}

function business({ objectives }: Facts): string {
  const [first] = objectives;
  if (first?.rto === undefined) return 'How long it takes is not known yet.';
  return `The first measure takes about ${minutesOf(first.rto.p80)} minutes; nothing that customers entered is lost by it.`;
}
