import { randomFrom } from '../../lib/random.js';
import type { OperationalStep, PlanDetail, Quantiles } from '../../model/plan-detail.js';
import { SIMULATION_RUNS, SIMULATION_SEED } from '../../tables/plan-rates.js';
import { rounded } from './assemble.js';
import { type Placed, placeInOrder } from './in-order.js';

/** The 95th percentile of the standard normal distribution. */
const Z95 = 1.645;

/**
 * Plays the rollout many times, with times drawn at random, and says how long it takes on each clock. The times of a step
 * are log-normal, through its median and its 95th percentile; steps are independent of each other.
 *
 * @param held the ids of the steps that keep others waiting for as long as they run
 */
export function simulate(steps: readonly OperationalStep[], held: ReadonlySet<string>): PlanDetail['estimates'] {
  const random = randomFrom(SIMULATION_SEED);
  const tracks = tracksOf(steps, held);
  const sums = {
    machine: [] as number[],
    people: [] as number[],
    soak: [] as number[],
    locks: [] as number[],
    total: [] as number[],
  };
  for (let run = 0; run < SIMULATION_RUNS; run++) {
    const sum = { machine: 0, people: 0, soak: 0, locks: 0, total: 0 };
    const ends: number[] = [];
    for (const { median, spread, clock, isHeld, needs } of tracks) {
      const seconds = draw(median, spread, random);
      sum[clock] += seconds;
      if (isHeld) sum.locks += seconds;
      const end = needs.reduce((latest, at) => Math.max(latest, ends[at] ?? 0), 0) + seconds;
      ends.push(end);
      sum.total = Math.max(sum.total, end);
    }
    for (const clock of ['machine', 'people', 'soak', 'locks', 'total'] as const) sums[clock].push(sum[clock]);
  }
  return {
    machine: quantilesOf(sums.machine),
    people: quantilesOf(sums.people),
    soak: quantilesOf(sums.soak),
    locks: quantilesOf(sums.locks),
    total: quantilesOf(sums.total),
    unknown: steps.filter(({ estimate }) => estimate.seconds === undefined).map(({ id }) => id),
    runs: SIMULATION_RUNS,
    seed: SIMULATION_SEED,
  };
}

/** A step as a run of the simulation needs it. */
interface Track {
  readonly clock: 'machine' | 'people' | 'soak';
  readonly median: number | undefined;
  /** The logarithm of how many times longer it takes one time in twenty. */
  readonly spread: number;
  readonly isHeld: boolean;
  /** The places of those that end before it begins. */
  readonly needs: readonly number[];
}

function tracksOf(steps: readonly OperationalStep[], held: ReadonlySet<string>): Track[] {
  const places = new Map(steps.map(({ id }, at) => [id, at]));
  return steps.map(({ id, depends_on, estimate: { clock, seconds } }) => {
    const [median, high] = [Number(seconds?.p50), Number(seconds?.p95)];
    return {
      clock,
      median: seconds === undefined ? undefined : median,
      spread: median <= 0 || high <= median ? 0 : Math.log(high / median),
      isHeld: held.has(id),
      needs: depends_on.flatMap((each) => places.get(each) ?? []),
    };
  });
}

function draw(median: number | undefined, spread: number, random: () => number): number {
  if (median === undefined) return 0;
  // Both are drawn always, so that one step without a spread does not change the luck of the others.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return spread === 0 ? median : median * Math.exp((normal * spread) / Z95);
}

/** When each step ends, counted from the beginning, when each begins as soon as what it depends on is done. */
function endsOf(steps: readonly OperationalStep[], secondsOf: (id: string) => number): Map<string, Placed> {
  return placeInOrder(steps, 0, ({ id }, ready) => ({ begin: ready, end: ready + secondsOf(id) }));
}

/** The steps that decide when the last one ends, by their medians. */
export function criticalPath(steps: readonly OperationalStep[]): string[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ends = endsOf(steps, (id) => Number(byId.get(id)?.estimate.seconds?.p50 ?? 0));
  const latest = (ids: readonly string[]) =>
    ids.reduce<string | undefined>(
      (best, id) => (best === undefined || (ends.get(id)?.end ?? 0) > (ends.get(best)?.end ?? 0) ? id : best),
      undefined,
    );
  const path: string[] = [];
  // Of those that end last, the last in order: what takes no time is on the path as well.
  let at = latest(steps.map(({ id }) => id).toReversed());
  while (at !== undefined) {
    path.unshift(at);
    at = latest((byId.get(at)?.depends_on ?? []).filter((id) => byId.has(id)).toReversed());
  }
  return path;
}

function quantilesOf(values: number[]): Quantiles {
  const sorted = values.sort((left, right) => left - right);
  const at = (share: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { p50: at(0.5), p80: at(0.8), p95: at(0.95) };
}
