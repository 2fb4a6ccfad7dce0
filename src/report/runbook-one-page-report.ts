import type { RunbookDetail } from '../model/runbook-detail.js';
import type { RunbookStep, Stage } from '../model/runbook-step.js';
import { type Block, code, gap, item, line, section, title } from './block.js';
import { rangeOf } from './seconds.js';

/** What one needs at hand, on one page: whom to call, what to run first, how to decide, what to tick off. */
export function reportOnePage(runbook: RunbookDetail): Block[] {
  return [
    title(`ROLLBACK OF ${String(runbook.migration_id)} (${runbook.runbook_id})`),
    ...reportMissing(runbook),
    section('THE FIRST MINUTE'),
    ...runbook.summary.map((text, at) => item({ number: at + 1 }, text)),
    gap,
    section('WHO'),
    ...runbook.emergency_contacts.map(({ role, name, primary_phone: phone, email }) => {
      const reached = email === 'none given' ? phone : email;
      return line(`${role}: ${name === reached ? name : `${name}, ${reached}`}`);
    }),
    gap,
    ...reportCommands(runbook),
    section('DECIDE'),
    ...runbook.decision_tree.map(({ symptom, minutes, strategy }) =>
      item('bullet', `${symptom}: ${strategy}, within ${minutes} min`),
    ),
    gap,
    section('WHICH WAY'),
    ...runbook.routes.map(({ id, when, stages }) => item('bullet', `${id}, when ${when}: ${stages.join(' > ')}`)),
    gap,
    section('HOW LONG, WHAT IS LOST'),
    ...runbook.objectives.map(({ strategy, rto, rpo }) =>
      item('bullet', `${strategy}: ${timeOf(rto)}; ${rpo.split(/[:;]/)[0] ?? rpo}`),
    ),
    gap,
    ...reportTicks(runbook),
  ];
}

function timeOf(rto: RunbookDetail['objectives'][number]['rto']): string {
  return rto === undefined ? 'time not known' : rangeOf(rto);
}

function reportMissing({ unassigned, plan }: RunbookDetail): Block[] {
  return [
    ...(plan.verdict === 'proven' ? [] : [line(`Undos: ${plan.verdict.replaceAll('_', ' ')}`, 0, 'bad')]),
    ...(unassigned.length === 0
      ? []
      : [line(`UNASSIGNED: ${unassigned.length} things; the runbook lists them at its top`, 0, 'bad')]),
    gap,
  ];
}

/** What is done first, and what when that was not enough. */
const COMMANDS: readonly (readonly [Stage, string])[] = [
  ['flag_off', ''],
  ['application_revert', ', five minutes later'],
];

function reportCommands({ steps, stages }: RunbookDetail): Block[] {
  return COMMANDS.flatMap(([stage, when]) => {
    const own = steps.filter((step) => step.stage === stage);
    if (own.length === 0) return [];
    return [section(`${titleOf(stages, stage)}${when}`.toUpperCase()), ...own.flatMap(reportCommand), gap];
  });
}

function titleOf(stages: RunbookDetail['stages'], stage: Stage): string {
  return stages.find(({ id }) => id === stage)?.title ?? stage;
}

function reportCommand({ command, statements, title: what }: RunbookStep): Block[] {
  return command === '' ? statements.map((text) => item('box', text)) : [item('box', what), code(command, 2)];
}

function reportTicks({ steps, stages }: RunbookDetail): Block[] {
  const count = (stage: Stage) => steps.filter((step) => step.stage === stage).length;
  const undos = count('contract_undo') + count('data_undo') + count('schema_undo');
  const ticks = [
    'Incident open, rollout stopped, last step begun: its id is in the log',
    ...(count('flag_off') > 0 ? [`${titleOf(stages, 'flag_off')}, seen in the metrics`] : []),
    'Snapshot taken, its id is in the log',
    'Two approvers, by name; neither runs the commands',
    'Way and strategy chosen, RTO and RPO told',
    ...(undos > 0 ? [`Undos run, the last step first (${undos} at most), each verified`] : []),
    ...(count('restore') > 0 ? ['Restored beside, never over production; copied back'] : []),
    `Verified: ${count('verify')} checks passed, and an hour without a trigger`,
    'Told: begin, every 15 minutes, end; the review has a date',
  ];
  return [section('TICK OFF'), ...ticks.map((text) => item('box', text)), gap];
}
