import type { RunbookDetail } from '../model/runbook-detail.js';
import { type Block, code, field, gap, item, items, line, section, table, title } from './block.js';
import { reportNotices } from './notices.js';
import { reportRunbookPeople } from './runbook-people-report.js';
import { reportRunbookSteps } from './runbook-steps-report.js';
import { secondsOf } from './seconds.js';

/**
 * A runbook in full as blocks, in the order in which one needs it: what to do in the first minute, which way to go, the
 * steps; then what one decides by, and what comes afterwards.
 */
export function reportRunbookDetail(runbook: RunbookDetail): Block[] {
  return [
    ...reportHead(runbook),
    ...reportRoutes(runbook),
    ...reportPositions(runbook),
    ...reportTree(runbook),
    ...reportNoReturn(runbook),
    ...reportRunbookSteps(runbook),
    ...reportStrategies(runbook),
    ...reportObjectives(runbook),
    ...reportBreakGlass(runbook),
    ...reportTriggers(runbook),
    ...reportRunbookPeople(runbook),
  ];
}

/** What the runbook is of, what is missing, and the first minute. */
function reportHead(runbook: RunbookDetail): Block[] {
  const { runbook_id: id, migration_id, created_at, plan, unassigned, warnings, summary } = runbook;
  const proof = { proven: 'rehearsed and proven', not_proven: 'rehearsed, NOT proven', not_rehearsed: 'not rehearsed' };
  return [
    title(`ROLLBACK RUNBOOK: ${id}`),
    field('Migration ID', String(migration_id)),
    field('Created', created_at),
    field('Plan', `${plan.fingerprint}, made ${plan.created_at}`),
    field('Undos', `${proof[plan.verdict]}${plan.rehearsed_at === undefined ? '' : `, ${plan.rehearsed_at}`}`),
    gap,
    ...reportNotices(unassigned, warnings),
    section('THE FIRST MINUTE'),
    ...summary.map((text, at) => item({ number: at + 1 }, text)),
    gap,
  ];
}

/** For each step of the plan the way that leads back from it. */
function reportPositions({ positions }: RunbookDetail): Block[] {
  return [
    section('WHERE IT STANDS'),
    line('The last step of the plan that was begun decides on the way:'),
    ...positions.map(({ step, title: what, route }, at) =>
      item({ number: at + 1, width: String(positions.length).length }, `${step}, ${route}: ${what}`),
    ),
    gap,
  ];
}

/** The ways through the parts, by where the migration stands. */
function reportRoutes({ routes }: RunbookDetail): Block[] {
  return [
    section('WHICH WAY'),
    ...routes.flatMap((route) => [
      item('bullet', `${route.id}: ${route.title}`, 0, 'strong'),
      field('When', route.when, 2),
      field('Parts, In Order', route.stages.join(' > '), 2),
      field('Why', route.reason, 2),
    ]),
    gap,
  ];
}

function reportTree({ decision_tree: tree }: RunbookDetail): Block[] {
  return [
    section('DECISION TREE'),
    ...table(
      ['What one sees', 'What one looks at', 'Decide within', 'Do', 'When that does not help'],
      tree.map(({ id, symptom, look, minutes, strategy, otherwise }) => [
        `${id} ${symptom}`,
        look,
        `${minutes} min`,
        strategy,
        otherwise,
      ]),
    ),
    gap,
  ];
}

function reportNoReturn({ point_of_no_return: point, data_at_risk: risks }: RunbookDetail): Block[] {
  return [
    section('POINT OF NO RETURN'),
    line(point.sentence, 0, point.steps.length > 0 ? 'bad' : 'good'),
    field('Window For Going Back Without Loss', point.window),
    ...(point.steps.length > 1
      ? table(
          ['Step', 'What it does', 'What is lost', 'What brings it back'],
          point.steps.map(({ number, step, title: what, why, recover_by }) => [
            `${number} (${step})`,
            what,
            why,
            recover_by,
          ]),
        )
      : point.steps.map(({ recover_by }) => field('What Brings It Back', recover_by))),
    gap,
    section('DATA AT RISK'),
    ...(risks.length === 0 ? [line('none: no undo drops anything')] : []),
    ...risks.flatMap(({ step, what, query }) => [item('bullet', `${what} (${step})`), code(`${query};`, 2)]),
    gap,
  ];
}

function reportStrategies({ strategies, strategy_by_phase: phases }: RunbookDetail): Block[] {
  return [
    section('STRATEGY BY PHASE'),
    ...table(
      ['Phase', 'First', 'Then', 'Route', 'Why'],
      phases.map(({ phase, first, next, route, reason }) => [phase, first, next.join(', '), route, reason]),
    ),
    gap,
    section('STRATEGIES'),
    ...strategies.flatMap((each) => [
      item('bullet', `${each.id}: ${each.title}`, 0, 'strong'),
      field('When', each.use_when, 2),
      field('Not When', each.not_when, 2),
      field('Costs', each.loses, 2),
      ...(each.steps.length > 0 ? [field('Steps', each.steps.join(', '), 2)] : []),
    ]),
    gap,
  ];
}

/** How long each strategy takes, and what it loses. */
function reportObjectives({ objectives }: RunbookDetail): Block[] {
  return [
    section('RTO AND RPO'),
    ...table(
      ['Strategy', 'RTO P50', 'P95', 'RPO', 'Basis'],
      objectives.map(({ strategy, rto, rpo, rto_basis }) => [
        strategy,
        rto === undefined ? 'not known' : secondsOf(Number(rto.p50)),
        rto === undefined ? '' : secondsOf(Number(rto.p95)),
        rpo,
        rto_basis,
      ]),
    ),
    ...objectives.flatMap(({ strategy, rpo_query: query }) =>
      query === undefined
        ? []
        : [line(`What ${strategy} would lose is counted by two readings of:`), code(`${query};`, 2)],
    ),
    gap,
  ];
}

function reportBreakGlass({ break_glass: glass }: RunbookDetail): Block[] {
  return [
    section('BREAK-GLASS'),
    field('When', glass.when),
    ...items('box', glass.conditions),
    line('The line that goes into the log first:'),
    code(glass.audit_line, 2),
    line('Afterwards:'),
    ...items('dash', glass.afterwards, 2),
    gap,
  ];
}

function reportTriggers({ triggers }: RunbookDetail): Block[] {
  const words = { greater_than: 'over', less_than: 'below', equals: 'equal to' } as const;
  return [
    section('TRIGGERS'),
    ...table(
      ['Metric', 'Fires when', 'For', 'Then', 'First measure', 'Says'],
      triggers.map(({ metric, comparison, threshold, for_seconds: seconds, action, first_measure, basis }) => [
        metric,
        `${words[comparison]} ${limitOf(threshold)}`,
        secondsOf(seconds),
        action.replaceAll('_', ' '),
        first_measure,
        basis,
      ]),
    ),
    gap,
  ];
}

const UNITS: Readonly<Record<string, string>> = {
  milliseconds: ' ms',
  per_second: ' a second',
  seconds: ' s',
  megabytes_per_minute: ' MB a minute',
};

function limitOf({ value, unit, formula }: RunbookDetail['triggers'][number]['threshold']): string {
  return value === undefined ? (formula ?? 'a limit that nobody named') : `${Number(value)}${UNITS[unit] ?? ''}`;
}
