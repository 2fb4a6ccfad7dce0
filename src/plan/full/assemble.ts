import { identify } from '../../lib/hash.js';
import {
  type Estimate,
  type OperationalStep,
  type Quantiles,
  ROLLOUT_PHASES,
  type RolloutPhase,
} from '../../model/plan-detail.js';
import { SPREAD } from '../../tables/plan-rates.js';
import type { Draft, Takes } from './draft.js';
import { rolloutOf } from './rollout-of.js';
import { estimateSql, estimateUndo, type Measures } from './work.js';

/**
 * Steps with everything that follows from their place: ids, what they depend on, the phase of the plan, estimates.
 *
 * @param phases the names of the plan's phases, in order
 */
export function assembleSteps(
  drafts: readonly Draft[],
  phases: readonly string[],
  measures: Measures,
): OperationalStep[] {
  const ordered = ROLLOUT_PHASES.flatMap((phase) => drafts.filter((draft) => draft.phase === phase));
  const ids = idsOf(ordered);
  return ordered.map((draft, at) => {
    const { sql, part, takes, ...rest } = draft;
    const estimate = estimateOf(sql === undefined ? takes : estimateSql(sql, measures));
    return {
      id: ids[at] as string,
      ...rest,
      depends_on: [...new Set([...(sql?.depends_on ?? []), ...before(ordered, ids, at)])],
      plan_phase: planPhaseOf(draft.phase, phases, part),
      estimate,
      ...(sql !== undefined && sql.down.length > 0 && { undo_estimate: estimateOf(estimateUndo(sql, measures)) }),
    };
  });
}

/** The id of SQL is that of the report; any other is a hash of what it does. */
function idsOf(drafts: readonly Draft[]): string[] {
  const others = identify(
    drafts.flatMap(({ sql, phase, kind, title, up, down }) =>
      sql === undefined ? [[phase, kind, title, up, down]] : [],
    ),
  );
  return drafts.map(({ sql }) => sql?.id ?? (others.shift() as string));
}

/** Preparations wait for the first of them only; all else for what comes before. */
function before(drafts: readonly Draft[], ids: readonly string[], at: number): string[] {
  if (at === 0) return [];
  const isPreparation = (index: number) => drafts[index]?.phase === 'prepare';
  if (isPreparation(at)) return [ids[0] as string];
  const last = ids[at - 1] as string;
  if (!isPreparation(at - 1)) return [last];
  return ids.slice(0, at);
}

const POSITION = new Map<RolloutPhase, number>(ROLLOUT_PHASES.map((phase, at) => [phase, at]));

/**
 * The phase of the plan that a part of the rollout belongs to: the one meant for it, or the last one before. What changes
 * something is no preparation where a phase follows that is meant for changes.
 *
 * @param part what that phase is called by those who know
 */
export function planPhaseOf(rollout: RolloutPhase, phases: readonly string[], part: readonly string[] = []): string {
  const wanted = placeOf(rollout);
  const placed = inOrder(phases);
  const here = placed.filter(({ position }) => Math.floor(position) === wanted);
  const named = here.find(({ name }) => part.includes(name));
  if (named !== undefined) return named.name;
  const exact = rollout === 'prepare' ? here.at(-1) : here.find(({ position }) => position === wanted);
  const earlier = placed
    .filter(({ position }) => position < wanted)
    .sort((left, right) => left.position - right.position)
    .at(-1);
  const next = placed.find(({ position }) => position > wanted && position <= placeOf('migrate'));
  const near = earlier?.position === placeOf('prepare') ? (next ?? earlier) : earlier;
  // Where no phase takes anything away, that is a part of cleaning up, not of looking whether all is well.
  const tidying = rollout === 'contract' ? placed.find(({ position }) => position === placeOf('close')) : undefined;
  return (exact ?? tidying ?? near ?? placed[0])?.name ?? rollout;
}

function placeOf(rollout: RolloutPhase): number {
  return POSITION.get(rollout) as number;
}

/** Where phases stand in the rollout, in their own order: a validation before the cut-over comes before the ramp. */
function inOrder(phases: readonly string[]): { readonly name: string; readonly position: number }[] {
  const positions = phases.map((name, at) => {
    const known = rolloutOf(name);
    return known === undefined ? Math.round((at * 7) / Math.max(1, phases.length - 1)) : placeOf(known);
  });
  return phases.map((name, at) => {
    const [own, later] = [positions[at] as number, Math.min(...positions.slice(at + 1))];
    return { name, position: own > later ? later - 0.5 : own };
  });
}

function estimateOf({ seconds, ...takes }: Takes): Estimate {
  return seconds === undefined ? takes : { seconds: spread(seconds, takes), ...takes };
}

/** How far a figure may be off; a wait is as long as it was decided to be. */
function spread(seconds: number, { source, clock }: Pick<Takes, 'source' | 'clock'>): Quantiles {
  const factors = clock === 'soak' ? SPREAD.unknown : SPREAD[source];
  return { p50: rounded(seconds), p80: rounded(seconds * factors.p80), p95: rounded(seconds * factors.p95) };
}

/** Whole seconds from ten on, hundredths below. */
export function rounded(seconds: number): number {
  return seconds >= 10 ? Math.round(seconds) : Math.round(seconds * 100) / 100;
}
