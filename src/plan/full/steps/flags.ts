import { shellQuote } from '../../../lib/shell-quote.js';
import type { FeatureFlag } from '../../../model/full-spec.js';
import { DEFAULT_RAMP, DEFAULT_STABILITY_HOURS } from '../../../tables/plan-rates.js';
import { type Context, type Draft, flag, hoursOf, wait } from '../draft.js';

/** One share of a ramp. */
export interface Stage {
  readonly percentage: number;
  readonly hours: number;
  /** Where the specification says how long. */
  readonly path: string;
}

/** The shares of a flag, or the usual ones; the last is everything, whether the schedule says so or not. */
export function stagesOf(given: FeatureFlag | undefined, at: number): Stage[] {
  const said = given?.rollout_schedule;
  const stages = (said ?? DEFAULT_RAMP).map(({ percentage, duration_hours }, index) => ({
    percentage: Number(percentage),
    hours: Number(duration_hours),
    path: said === undefined ? USUAL : `/feature_flags/${at}/rollout_schedule/${index}/duration_hours`,
  }));
  return stages.at(-1)?.percentage === 100 ? stages : [...stages, { percentage: 100, hours: 0, path: USUAL }];
}

/** The path of what the specification does not say. */
const USUAL = 'usual';

/** The command that sets a flag to a share. */
export function flagCommand({ settings }: Context, name: string, percentage: number): string {
  // No name is taken for an option (POSIX, Utility Syntax Guidelines, 10).
  const ends = name.startsWith('-') ? '-- ' : '';
  return `${settings.ask('flag_command')} ${ends}${shellQuote(name)} ${percentage}`;
}

/** The question whether a flag is at a share, to the command that knows. */
export function isAt({ settings }: Context, name: string, percentage: number): Draft['verify'][number] {
  const ends = name.startsWith('-') ? '-- ' : '';
  return { run: `${settings.ask('flag_query')} ${ends}${shellQuote(name)}`, expect: String(percentage) };
}

const GOING_BACK = {
  ramp: 'take the share back to the one before, or undo what came last',
  later: 'go back by the runbook of this plan; each hour makes the way longer',
} as const;

/**
 * The wait behind a share, with what must hold meanwhile; none when the share has no time.
 *
 * @param more what this one waits for, beside the limits of all
 */
export function soak(
  context: Context,
  title: string,
  stage: Stage,
  phase: Draft['phase'] = 'ramp',
  more: Draft['verify'] = [],
): Draft[] {
  if (stage.hours === 0) return [];
  const source = stage.path === USUAL ? 'policy' : 'specification';
  const basis =
    stage.path === USUAL ? 'usual; the specification says nothing of it (references/planning.md)' : stage.path;
  return [
    wait(
      {
        phase,
        title: `Watch for ${hoursOf(stage.hours)}: ${title}`,
        up: watching(context),
        verify: [...more, ...limitsOf(context)],
        expected: 'every metric stays within its limit, and nobody complains',
        on_failure: GOING_BACK[phase === 'ramp' || phase === 'deploy' || phase === 'migrate' ? 'ramp' : 'later'],
        owner: 'sre',
      },
      stage.hours,
      basis,
      source,
    ),
  ];
}

function watching({ spec }: Context): string[] {
  const metrics = spec.monitoring?.critical_metrics ?? [];
  if (metrics.length === 0) return ['watch error rate, latency and saturation'];
  return [`watch ${metrics.join(', ')}`];
}

/** What must hold while one watches: the thresholds and triggers of the specification. */
export function limitsOf({ spec }: Context): { run: string; expect: string }[] {
  const alerts = Object.entries(spec.monitoring?.alert_thresholds ?? {});
  const queries = spec.performance_requirements?.max_query_response_time_ms;
  return [
    ...alerts.map(([metric, limit]) => ({ run: `${metric}, over five minutes`, expect: `at most ${limit.valueOf()}` })),
    ...(queries === undefined
      ? []
      : [{ run: '95th percentile of the query time, in ms', expect: `at most ${queries.valueOf()}` }]),
    ...(alerts.length === 0 && queries === undefined
      ? [{ run: 'error rate and latency, against the baseline on record', expect: 'not worse' }]
      : []),
  ];
}

/** Raises flags by their schedules, one after the other; each share is watched before the next. */
export function rampFlags(context: Context, flags: readonly (FeatureFlag | undefined)[]): Draft[] {
  return flags.flatMap((each, at) => {
    const name = each?.name ?? context.settings.ask('flag');
    const stages = stagesOf(each, at);
    return stages.flatMap((stage, index) => [
      setFlag(context, name, stage.percentage, {
        before: index === 0 ? 0 : (stages[index - 1]?.percentage ?? 0),
        prerequisite: 'the share before stayed within its limits',
      }),
      ...soak(context, `${name} at ${stage.percentage} %`, stage),
    ]);
  });
}

/** The flags of a specification, or the one that it does not name. */
export function flagsOf({ spec }: Context) {
  return spec.feature_flags === undefined || spec.feature_flags.length === 0 ? [undefined] : spec.feature_flags;
}

/** Switches flags on at once, where something else has sent every request to the new side already. */
export function switchOn(context: Context): Draft[] {
  return (context.spec.feature_flags ?? []).map(({ name }) =>
    setFlag(context, name, 100, {
      before: 0,
      prerequisite: 'every request goes to the new side, and stayed well there',
    }),
  );
}

/** What differs from flag to flag. */
interface Setting {
  /** The share that it had. */
  readonly before: number;
  readonly prerequisite: string;
  readonly more?: Partial<Pick<Draft, 'phase' | 'expected' | 'cut_over' | 'verify'>>;
}

/** Sets a flag to a share, and asks whether it has it; the undo is the share before. */
export function setFlag(context: Context, name: string, percentage: number, setting: Setting): Draft {
  const { before, prerequisite, more: { verify = [], ...more } = {} } = setting;
  return flag({
    phase: 'ramp',
    title: `Set the flag ${name} to ${percentage} %`,
    up: [flagCommand(context, name, percentage)],
    down: [flagCommand(context, name, before)],
    expected: `about ${percentage} % of the requests take the new path`,
    on_failure: `set it back: ${flagCommand(context, name, 0)}`,
    prerequisites: [prerequisite, 'the on-call engineer is watching'],
    owner: 'sre',
    verify: [isAt(context, name, percentage), ...verify],
    undo_verify: [isAt(context, name, before)],
    ...more,
  });
}

/** The wait before anything is taken away. */
export function stability(context: Context): Draft[] {
  return soak(context, 'the stability window, with everything on the new path', stabilityStage(context), 'stabilize');
}

/** How long that is, and who says so. */
export function stabilityStage({ spec }: Context): Stage {
  const said = spec.stability_window_hours;
  const hours = said === undefined ? DEFAULT_STABILITY_HOURS : Number(said);
  return { percentage: 100, hours, path: said === undefined ? USUAL : '/stability_window_hours' };
}
