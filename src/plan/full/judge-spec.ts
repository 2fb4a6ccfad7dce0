import { own } from '../../lib/json-value.js';
import { nearest } from '../../lib/suggest.js';
import { isTimeZone } from '../../lib/time-zone.js';
import type { FullSpec, TimeWindow } from '../../model/full-spec.js';
import { ROLLOUT_PHASES } from '../../model/plan-detail.js';
import type { MigrationSpec } from '../../model/spec.js';
import { PHASE_ROLLOUTS } from '../../tables/plan-phases.js';
import { TRAFFIC_TOOLS } from '../../tables/plan-settings.js';
import { findCycle } from './cycle.js';
import { baselineOf, metricOf } from './metrics.js';
import { findUnknownSettings, givenSettings } from './settings.js';
import { lengthOf, minutesOf } from './windows.js';

type Spec = FullSpec & MigrationSpec;

/**
 * What contradicts itself in a specification, each with its path; empty when it makes sense.
 *
 * @param set what --set gives
 */
export function findContradictions(spec: Spec, set: ReadonlyMap<string, string>): string[] {
  const settings = givenSettings(spec, set);
  return [
    ...windows(spec),
    ...ramps(spec),
    ...phases(spec),
    ...thresholds(spec),
    ...numbers(spec),
    ...findUnknownSettings(settings).map((problem) => `/settings/${problem}`),
    ...tools(settings),
  ];
}

function tools(settings: ReadonlyMap<string, string>): string[] {
  const asked = settings.get('traffic');
  if (asked === undefined || (TRAFFIC_TOOLS as readonly string[]).includes(asked)) return [];
  return [`/settings/traffic: ${JSON.stringify(asked)} is none of ${TRAFFIC_TOOLS.join(', ')}`];
}

function windows({ business_continuity: given }: Spec): string[] {
  const { preferred_migration_window: preferred, critical_business_hours: critical } = given ?? {};
  const path = (key: string) => `/business_continuity/${key}`;
  const problems = [
    ...zoneProblems(path('preferred_migration_window'), preferred),
    ...zoneProblems(path('critical_business_hours'), critical),
  ];
  for (const [key, window] of [
    ['preferred_migration_window', preferred],
    ['critical_business_hours', critical],
  ] as const) {
    if (window !== undefined && lengthOf(window) === 0)
      problems.push(`${path(key)}: begins and ends at ${window.start}`);
  }
  const sameZone = (preferred?.timezone ?? 'UTC') === (critical?.timezone ?? 'UTC');
  if (preferred !== undefined && critical !== undefined && sameZone && isWithin(preferred, critical)) {
    problems.push(
      `${path('preferred_migration_window')}: lies within the critical hours ${critical.start}–${critical.end}`,
    );
  }
  return problems;
}

function zoneProblems(path: string, window: TimeWindow | undefined): string[] {
  const zone = window?.timezone;
  if (zone === undefined || isTimeZone(zone)) return [];
  const near = nearest(zone, Intl.supportedValuesOf('timeZone'));
  return [
    `${path}/timezone: unknown time zone ${JSON.stringify(zone)}${near === undefined ? '' : `; did you mean ${near}?`}`,
  ];
}

function isWithin(inner: TimeWindow, outer: TimeWindow): boolean {
  const from = (time: string) => (minutesOf(time) - minutesOf(outer.start) + 1440) % 1440;
  const end = from(inner.start) + lengthOf(inner);
  return inner.days === undefined && outer.days === undefined && end <= lengthOf(outer);
}

function ramps({ feature_flags: flags }: Spec): string[] {
  return (flags ?? []).flatMap(({ rollout_schedule: stages, initial_percentage: initial }, at) => {
    const path = `/feature_flags/${at}`;
    const shares = (stages ?? []).map(({ percentage }) => Number(percentage));
    return [
      ...(Number(initial ?? 0) > 100 ? [`${path}/initial_percentage: ${Number(initial)} % is over 100 %`] : []),
      ...shares.flatMap((share, index) => {
        const here = `${path}/rollout_schedule/${index}/percentage`;
        if (share > 100) return [`${here}: ${share} % is over 100 %`];
        const before = shares[index - 1] ?? 0;
        return share < before ? [`${here}: ${share} % is less than the ${before} % before`] : [];
      }),
    ];
  });
}

function phases({ migration_phases: list }: Spec): string[] {
  const names = (list ?? []).map(({ phase }) => phase);
  const problems = names.flatMap((name, at) =>
    names.indexOf(name) < at ? [`/migration_phases/${at}/phase: ${JSON.stringify(name)} is there twice`] : [],
  );
  for (const [at, { depends_on: before }] of (list ?? []).entries()) {
    for (const [index, name] of (before ?? []).entries()) {
      if (!names.includes(name))
        problems.push(`/migration_phases/${at}/depends_on/${index}: there is no phase ${JSON.stringify(name)}`);
    }
  }
  const cycle = findCycle(new Map((list ?? []).map((each) => [each.phase, each.depends_on ?? []])));
  if (cycle !== undefined)
    return [...problems, `/migration_phases: depend on each other in a circle: ${cycle.join(' → ')}`];
  return [...problems, ...outOfOrder(list ?? [])];
}

function outOfOrder(list: NonNullable<Spec['migration_phases']>): string[] {
  const place = (name: string) =>
    ROLLOUT_PHASES.indexOf(own(PHASE_ROLLOUTS as Record<string, (typeof ROLLOUT_PHASES)[number]>, name) ?? 'close');
  const known = list
    .map(({ phase }, at) => ({ phase, at }))
    .filter(({ phase }) => Object.hasOwn(PHASE_ROLLOUTS, phase));
  const byName = known.flatMap(({ phase, at }, index) => {
    const later = known.slice(0, index).find((other) => isAfter(place(other.phase), place(phase)));
    return later === undefined ? [] : [`/migration_phases/${at}: ${phase} comes before ${later.phase}, not after it`];
  });
  const byDependency = list.flatMap(({ phase, depends_on: before }, at) =>
    (before ?? []).flatMap((name, index) =>
      list.findIndex((other) => other.phase === name) > at
        ? [`/migration_phases/${at}/depends_on/${index}: ${phase} depends on ${name}, which comes later`]
        : [],
    ),
  );
  return [...byName, ...byDependency];
}

/** Validation may come before a cut-over or after it; removals come last, and preparations first. */
function isAfter(earlier: number, later: number): boolean {
  const [prepare, contract] = [ROLLOUT_PHASES.indexOf('prepare'), ROLLOUT_PHASES.indexOf('contract')];
  if (earlier >= contract) return later < contract;
  return later === prepare && earlier !== prepare;
}

function thresholds(spec: Spec): string[] {
  const triggers = (spec.rollback_triggers ?? []).flatMap(({ metric, threshold }, at) => {
    const side = wrongSide(spec, metric, Number(threshold), 'legacy_service');
    const path = `/rollback_triggers/${at}/threshold`;
    return side === undefined ? [] : [`${path}: ${metric} at ${Number(threshold)} ${side}: it would fire at once`];
  });
  const alerts = Object.entries(spec.monitoring?.alert_thresholds ?? {}).flatMap(([metric, limit]) => {
    const side = wrongSide(spec, metric, Number(limit), 'new_service');
    return side === undefined ? [] : [`/monitoring/alert_thresholds/${metric}: ${Number(limit)} ${side}`];
  });
  return [...triggers, ...alerts];
}

/** That a threshold is on the side of the baseline on which nothing is wrong; availability is bad when it is low. */
function wrongSide(
  spec: Spec,
  metric: string,
  limit: number,
  of: 'legacy_service' | 'new_service',
): string | undefined {
  const baseline = baselineOf(spec, metric, of)?.value;
  if (baseline === undefined) return undefined;
  if (metricOf(metric)?.bad === 'low') return limit > baseline ? `is above the baseline of ${baseline}` : undefined;
  return limit < baseline ? `is below the baseline of ${baseline}` : undefined;
}

function numbers({ service_details: services }: Spec): string[] {
  return (['legacy_service', 'new_service'] as const).flatMap((key) => {
    const { initial_replicas: least, max_replicas: most } = services?.[key]?.infrastructure ?? {};
    const path = `/service_details/${key}/infrastructure/initial_replicas`;
    return least !== undefined && most !== undefined && least > most
      ? [`${path}: ${least} is more than max_replicas, ${most}`]
      : [];
  });
}
