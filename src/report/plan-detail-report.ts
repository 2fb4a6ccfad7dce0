import type { Freeze, OperationalStep, PlanDetail } from '../model/plan-detail.js';
import { type Block, field, gap, item, items, line, section, type Timeline, table } from './block.js';
import { reportNotices } from './notices.js';
import { reportOperations } from './operations-report.js';
import { reportPeople } from './plan-people-report.js';
import { reportPlan } from './plan-report.js';
import { reportSchemas } from './schemas-report.js';
import { secondsOf } from './seconds.js';
import { freezesAlong } from './timeline-freezes.js';

/** A plan in full as blocks: the outline, with what is not known at its top, and then all that an operator needs. */
export function reportPlanDetail(plan: PlanDetail): Block[] {
  const outline = reportPlan(plan);
  const head = outline.findIndex(({ kind }) => kind === 'gap') + 1;
  return [
    ...outline.slice(0, head - 1),
    field('Computed From the Steps', computed(plan)),
    gap,
    ...reportNotices(plan.unassigned, plan.warnings),
    ...reportProblems(plan),
    ...outline.slice(head),
    ...reportPattern(plan),
    ...reportTimes(plan),
    ...reportOperations(plan.steps),
    ...reportRegister(plan),
    ...reportCriteria(plan),
    ...reportPeople(plan),
  ];
}

/** Beside the hours of the outline, which go by the kind of migration. */
function computed({ estimates: { total } }: PlanDetail): string {
  return `${secondsOf(Number(total.p50))} (P50), ${secondsOf(Number(total.p95))} (P95); see TIMES`;
}

function reportProblems({ schedule: { problems } }: PlanDetail): Block[] {
  return problems.length === 0 ? [] : [section('DOES NOT FIT'), ...items('bullet', problems), gap];
}

function reportPattern({ pattern }: PlanDetail): Block[] {
  return [
    section('PATTERN'),
    field('Pattern', `${pattern.title} (${pattern.id})`),
    field('Reason', pattern.reason),
    field('Way Back', pattern.rollback),
    line('Alternatives:'),
    ...table(
      ['Pattern', 'Fit', 'Why'],
      pattern.alternatives.map(({ title, score, reason }) => [title, String(score), reason]),
    ),
    ...(pattern.anti_patterns.length > 0
      ? [
          line('Anti-Patterns:'),
          ...pattern.anti_patterns.flatMap(({ id, path, finding, remedy }) => [
            item('bullet', `${id}: ${path === '' ? finding : `${path}: ${finding}`}`, 2),
            field('Instead', remedy, 4),
          ]),
        ]
      : []),
    gap,
  ];
}

const WINDOWS = { preferred: 'Window', avoid: 'Never', people: 'People' } as const;

function frozen(freeze: Freeze, titled: (id: string) => string): string {
  const { first_day: first, last_day: last, time_zone: zone, reason, rests_after: rests } = freeze;
  return [
    first === last ? first : `${first}–${last}`,
    zone,
    ...(reason === undefined ? [] : [reason]),
    ...(rests === undefined ? [] : [`the migration rests in it after: ${titled(rests)} (${rests})`]),
  ].join(', ');
}

function frozenAlong({ freezes = [], entries }: PlanDetail['schedule'], start: number): Pick<Timeline, 'freezes'> {
  const whole = entries.reduce((latest, { ends_after_seconds: end }) => Math.max(latest, end), 0);
  const along = freezesAlong(freezes, start, whole);
  return along.length > 0 ? { freezes: along } : {};
}

const CLOCKS = [
  ['machine', 'The machine works'],
  ['people', 'People work'],
  ['soak', 'Everybody watches'],
  ['locks', 'Locks are held'],
  ['total', 'From the first step to the last'],
] as const;

function reportTimes(plan: PlanDetail): Block[] {
  const { estimates, schedule, steps, critical_path: path, fingerprints, schemas, evidence } = plan;
  const critical = new Set(path);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const start = schedule.start === undefined ? undefined : Date.parse(schedule.start);
  const titled = (id: string) => byId.get(id)?.title ?? id;
  return [
    section('TIMES'),
    ...table(
      ['Clock', 'P50', 'P80', 'P95'],
      CLOCKS.map(([clock, title]) => {
        const { p50, p80, p95 } = estimates[clock];
        return [title, secondsOf(Number(p50)), secondsOf(Number(p80)), secondsOf(Number(p95))];
      }),
    ),
    line(`Simulated ${estimates.runs} times, with seed ${estimates.seed}.`),
    ...(evidence === undefined
      ? []
      : [
          line(
            `Times of SQL were measured on ${evidence.server}, ${evidence.rehearsed_at}: ${evidence.verdict.replace('_', ' ')}.`,
          ),
        ]),
    ...(estimates.unknown.length > 0
      ? [
          line('Without a figure, and not in the sums:'),
          ...items(
            'bullet',
            estimates.unknown.map((id) => {
              const formula = byId.get(id)?.estimate.formula;
              return `${titled(id)} (${id})${formula === undefined ? '' : `: ${formula}; the step has the query that fills it`}`;
            }),
            2,
          ),
        ]
      : []),
    gap,
    section('SCHEDULE'),
    field('Time Zone', schedule.time_zone),
    ...(schedule.start === undefined
      ? [line('No start is set (--start): times count from the beginning.')]
      : [field('Start', schedule.start)]),
    ...schedule.windows.map(({ kind, begin, end, time_zone: zone, days }) =>
      field(WINDOWS[kind], [`${begin}–${end}`, zone, days?.join(', ')].filter((part) => part !== undefined).join(', ')),
    ),
    ...(schedule.freezes ?? []).map((freeze) => field('Freeze', frozen(freeze, titled))),
    field('Fits', schedule.fits ? 'yes, as far as is known' : 'no'),
    {
      kind: 'timeline',
      title: 'Schedule',
      ...(start !== undefined && { start, zone: schedule.time_zone, ...frozenAlong(schedule, start) }),
      bars: schedule.entries.map(({ step, begins_after_seconds: begin, ends_after_seconds: end, length }) => ({
        id: step,
        group: byId.get(step)?.phase ?? '',
        label: titled(step),
        begin,
        end,
        isKnown: length === undefined,
        critical: critical.has(step),
      })),
    },
    ...table(
      ['Begins', 'Ends', 'Phase', 'Step', 'Id'],
      schedule.entries.map((entry) => [
        entry.begins_at ?? `+${secondsOf(entry.begins_after_seconds)}`,
        entry.length === 'unknown' ? 'not known' : (entry.ends_at ?? `+${secondsOf(entry.ends_after_seconds)}`),
        byId.get(entry.step)?.phase ?? '',
        titled(entry.step),
        entry.step,
      ]),
    ),
    gap,
    section('ORDER OF PHASES'),
    phaseGraph(steps),
    ...Object.entries(fingerprints).map(([name, hash]) => field(`Fingerprint of the ${name}`, hash)),
    ...reportSchemas(schemas),
    gap,
  ];
}

function phaseGraph(steps: readonly OperationalStep[]): Block {
  const phases = [...new Set(steps.map(({ phase }) => phase))];
  const nodes = phases.map((phase) => {
    const own = steps.filter((step) => step.phase === phase);
    const gate = own.some(({ gate: kind }) => kind === 'approval') ? ', behind approval' : '';
    return { id: phase, label: `${phase}: ${own.length} ${own.length === 1 ? 'step' : 'steps'}${gate}` };
  });
  return {
    kind: 'graph',
    title: 'Phases',
    nodes,
    edges: phases.slice(1).map((to, at) => ({ from: phases[at] as string, to })),
  };
}

const LEVEL_ORDER = ['low', 'medium', 'high', 'critical'] as const;

/** Ids that count up, R4 R5 R6, as the first and the last of them. */
function inRuns(ids: readonly string[]): string[] {
  const runs: string[][] = [];
  const number = (id: string) => Number(id.slice(1));
  for (const id of ids) {
    const run = runs.at(-1);
    if (run !== undefined && number(id) === number(run.at(-1) as string) + 1) run.push(id);
    else runs.push([id]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run));
}

function reportRegister({ risk_register: risks, risk_matrix: matrix }: PlanDetail): Block[] {
  return [
    section('RISK REGISTER'),
    ...table(
      ['Probability \\ Impact', ...LEVEL_ORDER],
      LEVEL_ORDER.toReversed().map((probability) => [
        probability,
        ...LEVEL_ORDER.map((impact) => inRuns(matrix[probability]?.[impact] ?? []).join(' ')),
      ]),
    ),
    gap,
    ...risks.flatMap((risk) => [
      item('bullet', `${risk.id} ${risk.description}`, 0, 'strong'),
      field(
        'Severity',
        `${risk.severity} (probability ${risk.probability}, impact ${risk.impact}), ${risk.category}`,
        2,
      ),
      field('Fact', risk.fact, 2),
      field('Trigger', risk.trigger, 2),
      field('Mitigation', risk.mitigation, 2),
      ...(risk.mitigated_by.length > 0 ? [field('By Steps', risk.mitigated_by.join(', '), 2)] : []),
      field('Owner', risk.owner, 2),
    ]),
    gap,
  ];
}

function reportCriteria({ success_criteria_measurable: criteria, compliance }: PlanDetail): Block[] {
  return [
    section('CRITERIA OF SUCCESS, MEASURED'),
    ...table(
      ['Id', 'Criterion', 'Target', 'Measure', 'Source'],
      criteria.map(({ id, criterion, target, measure, source }) => [id, criterion, target, measure, source]),
    ),
    gap,
    ...(compliance.length > 0
      ? [
          section('COMPLIANCE'),
          ...table(
            ['Regime', 'Clause', 'Control', 'Evidence', 'Owner'],
            compliance.map(({ regime, clause, control, evidence, owner }) => [
              regime,
              clause,
              control,
              evidence,
              owner,
            ]),
          ),
          gap,
        ]
      : []),
  ];
}
