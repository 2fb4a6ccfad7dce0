import { listed } from '../../lib/listed.js';
import type { Freeze, Message, PlanDetail } from '../../model/plan-detail.js';
import type { MigrationSpec } from '../../model/spec.js';
import { dependentNames } from './dependencies.js';
import { hoursOf } from './draft.js';
import type { Settings } from './settings.js';

type Facts = Pick<
  PlanDetail,
  | 'migration_id'
  | 'source_system'
  | 'target_system'
  | 'pattern'
  | 'phases'
  | 'steps'
  | 'schedule'
  | 'estimates'
  | 'risk_register'
  | 'critical_path'
  | 'unassigned'
> & {
  readonly spec: Pick<MigrationSpec, 'constraints'> & { readonly description?: string | undefined };
};

/** The messages around a migration, filled in with what the plan knows: ready to be sent. */
export function writeMessages(facts: Facts, settings: Settings): Message[] {
  const channel = settings.ask('status_channel');
  const lead = settings.person('migration_lead');
  const name = `${String(facts.source_system)} → ${String(facts.target_system)}`.replaceAll(/\s+/g, ' ');
  const signed = `Questions: ${lead.name} (Migration Lead), ${lead.contact}`;
  const id = facts.migration_id;
  return [
    {
      id: 'planning_notification',
      when: 'a week before the first step',
      audience: 'owners of dependent systems, business, support',
      channel,
      subject: `Planned: ${name} (${id})`,
      body: [...about(facts), '', ...effects(facts), '', signed].join('\n'),
    },
    {
      id: 'start_notice',
      when: 'when the first step that changes something begins',
      audience: 'everybody in the stakeholder matrix',
      channel,
      subject: `Begins now: ${name} (${id})`,
      body: [
        `We begin with: ${firstChange(facts)}`,
        `Then come ${facts.steps.length} steps in ${facts.phases.length} phases: ${facts.phases.map((phase) => phase.name).join(', ')}.`,
        `In trouble we meet in ${settings.ask('incident_channel')}. ${signed}`,
      ].join('\n'),
    },
    ...facts.phases.map((phase, at) => phaseUpdate(facts, phase.name, at, channel, signed)),
    {
      id: 'executive_summary',
      when: 'after each phase, to those who decide',
      audience: 'business owner, approver of removals',
      channel,
      subject: `Where we are: ${name} (${id})`,
      body: summary(facts).join('\n'),
    },
    {
      id: 'approval_request',
      when: 'when the stability window has passed',
      audience: 'approver of removals',
      channel,
      subject: `For approval: what ${id} takes away`,
      body: approvalText(facts).join('\n'),
    },
    {
      id: 'completion_notice',
      when: 'when the last step is done',
      audience: 'everybody in the stakeholder matrix',
      channel,
      subject: `Done: ${name} (${id})`,
      body: [
        `${name} is done: ${facts.steps.length} steps, ${facts.pattern.title.toLowerCase()}.`,
        'Every criterion of success was measured; the figures are in the log of the migration.',
        'We watch for 72 hours more. Please report anything unusual.',
        signed,
      ].join('\n'),
    },
  ];
}

function about({ spec, pattern, schedule, estimates }: Facts): string[] {
  const first = schedule.entries[0];
  const last = schedule.entries.at(-1);
  const when =
    first?.begins_at !== undefined && last?.ends_at !== undefined
      ? `From ${first.begins_at} to about ${last.ends_at}.`
      : `The date is not set yet; it takes about ${hoursOf(Number(estimates.total.p80) / 3600)} of time, once it has begun.`;
  return [
    ...(spec.description === undefined ? [] : [`${spec.description}.`]),
    when,
    `How: ${pattern.title.toLowerCase()}, ${pattern.rollback}.`,
  ];
}

function effects({ spec, schedule }: Facts): string[] {
  const minutes = spec.constraints?.max_downtime_minutes;
  const dependencies = dependentNames(spec);
  const windows = schedule.windows
    .filter(({ kind }) => kind === 'preferred')
    .map(({ begin, end }) => `${begin} to ${end} ${schedule.time_zone}`);
  return [
    minutes === undefined
      ? 'No interruption is planned.'
      : `The longest interruption allowed is ${Number(minutes)} minutes.`,
    ...(windows.length > 0 ? [`Changes are made from ${windows.join(' and ')}.`] : []),
    ...(schedule.freezes ?? []).map((freeze) => `Nothing is done ${daysOf(freeze)}.`),
    ...(dependencies.length > 0
      ? [`Please test against the new side and answer, owners of: ${listed(dependencies)}.`]
      : []),
  ];
}

function daysOf({ first_day: first, last_day: last, time_zone: zone, reason }: Freeze): string {
  const days = first === last ? `on ${first}` : `from ${first} to ${last}`;
  return `${days} ${zone}${reason === undefined ? '' : ` (${reason})`}`;
}

function firstChange({ steps }: Facts): string {
  return steps.find(({ phase }) => phase !== 'prepare')?.title ?? 'the preparations';
}

function phaseUpdate(facts: Facts, phase: string, at: number, channel: string, signed: string): Message {
  const own = facts.steps.filter(({ plan_phase }) => plan_phase === phase);
  const next = facts.phases[at + 1]?.name;
  return {
    id: `phase_complete_${at + 1}`,
    when: `when the phase ${phase} is done`,
    audience: 'technical team, owners of dependent systems',
    channel,
    subject: `Phase ${at + 1} of ${facts.phases.length} is done: ${phase} (${facts.migration_id})`,
    body: [
      `Done: ${
        own.length === 0
          ? 'nothing was to do'
          : listed(
              own.map(({ title }) => title),
              20,
              '; ',
            )
      }.`,
      next === undefined ? 'That was the last phase.' : `Next: ${next}.`,
      signed,
    ].join('\n'),
  };
}

function summary({ steps, estimates, risk_register: risks, pattern, schedule, unassigned }: Facts): string[] {
  const worst = risks
    .filter(({ severity }) => severity === 'critical')
    .map(({ id, description }) => `${id} ${description}`);
  const back = steps.findIndex(({ point_of_no_return }) => point_of_no_return);
  return [
    `${steps.length} steps; the machine works for ${hoursOf(Number(estimates.machine.p50) / 3600)}, people for ${hoursOf(Number(estimates.people.p50) / 3600)}, and we watch for ${hoursOf(Number(estimates.soak.p50) / 3600)} (medians).`,
    `Way back: ${pattern.rollback}${back < 0 ? '; open to the end' : `; whole until step ${back + 1}, ${steps[back]?.title}`}.`,
    worst.length === 0 ? 'No risk is critical.' : `Critical risks: ${worst.join('; ')}.`,
    schedule.fits
      ? 'It fits into the windows, as far as is known.'
      : `It does not fit: ${schedule.problems.join('; ')}.`,
    ...(unassigned.length > 0 ? [`${unassigned.length} things are not assigned yet.`] : []),
  ];
}

function approvalText({ steps }: Facts): string[] {
  const removals = steps.filter(({ phase, kind }) => phase === 'contract' && kind !== 'approval');
  return [
    removals.length === 0
      ? 'Nothing is taken away.'
      : `Please approve: ${removals.map(({ title, id }) => `${title} (${id})`).join('; ')}.`,
    'Attached: the metrics of the stability window, and the id of the backup.',
    'Without an approval the migration stops here, and that is safe.',
  ];
}
