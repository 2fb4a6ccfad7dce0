import { dnsLabel } from '../../lib/shell-quote.js';
import { nearest } from '../../lib/suggest.js';
import { isTimeZone } from '../../lib/time-zone.js';
import type { FullSpec } from '../../model/full-spec.js';
import { ROLLOUT_PHASES } from '../../model/plan-detail.js';
import type { MigrationSpec } from '../../model/spec.js';
import { PROGRESSIVE_TOOLS, TRAFFIC_TOOLS } from '../../tables/plan-settings.js';
import { byName } from './choose-pattern.js';
import { findCycle } from './cycle.js';
import { findCircles } from './find-circles.js';
import { findBadFreezes } from './judge-freezes.js';
import { findBadThresholds } from './judge-thresholds.js';
import { findBadValues } from './judge-values.js';
import { rolloutOf } from './rollout-of.js';
import { findUnknownSettings, givenSettings } from './settings.js';
import { isAlwaysWithin, isWeekday, lengthOf, WEEKDAYS } from './windows.js';

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
    ...findBadFreezes(spec),
    ...ramps(spec),
    ...phases(spec),
    ...findCircles(spec),
    ...tables(spec),
    ...findBadThresholds(spec, settings),
    ...numbers(spec),
    ...findBadValues(spec, settings, placeOf(set)),
    ...findUnknownSettings(settings).map(
      (problem) => `${placeOf(set)(problem.split(':')[0] as string)}${problem.slice(problem.indexOf(':'))}`,
    ),
    ...tools(spec, settings, placeOf(set)),
    ...services(spec, settings, placeOf(set)),
  ];
}

/** Where a setting was given: as an option, or in the specification. */
function placeOf(set: ReadonlyMap<string, string>): (name: string) => string {
  return (name) => (set.has(name) ? `--set ${name}` : `/settings/${name}`);
}

type Place = ReturnType<typeof placeOf>;

/** Two services that are one in Kubernetes: what is deployed would be what is stopped and deleted. */
function services(
  { type, service_details: details }: Spec,
  settings: ReadonlyMap<string, string>,
  place: Place,
): string[] {
  if (type !== 'service') return [];
  const given = [
    ['old_service', details?.legacy_service?.name, '/service_details/legacy_service/name'],
    ['new_service', details?.new_service?.name, '/service_details/new_service/name'],
  ] as const;
  const named = given.flatMap(([setting, name, path]) => {
    const set = settings.get(setting);
    const value = set === undefined || set === '' ? name : set;
    return value === undefined ? [] : [{ value, path: value === set ? place(setting) : path }];
  });
  const nameless = named.filter(({ value }) => dnsLabel(value) === undefined);
  if (nameless.length > 0) {
    return nameless.map(({ path, value }) => `${path}: ${JSON.stringify(value)} is no name that Kubernetes takes`);
  }
  const [old, next] = named;
  if (old === undefined || next === undefined || dnsLabel(old.value) !== dnsLabel(next.value)) return [];
  return [
    `${next.path}: ${JSON.stringify(next.value)} is the old service as well (${old.path}): it would be deleted at the end`,
  ];
}

function tools({ pattern }: Spec, settings: ReadonlyMap<string, string>, place: Place): string[] {
  const asked = settings.get('traffic');
  if (asked !== undefined && PROGRESSIVE_TOOLS.includes(asked) && byName(pattern ?? '')?.id === 'parallel_run') {
    return [
      `${place('traffic')}: ${asked} mirrors nothing between two services, as ${pattern} does: gateway-api or istio`,
    ];
  }
  if (asked === undefined || (TRAFFIC_TOOLS as readonly string[]).includes(asked)) return [];
  return [`${place('traffic')}: ${JSON.stringify(asked)} is none of ${TRAFFIC_TOOLS.join(', ')}`];
}

function windows({ business_continuity: given }: Spec): string[] {
  const { preferred_migration_window: preferred, critical_business_hours: critical } = given ?? {};
  const path = (key: string) => `/business_continuity/${key}`;
  const problems: string[] = [];
  for (const [key, window] of [
    ['preferred_migration_window', preferred],
    ['critical_business_hours', critical],
    ['business_hours', given?.business_hours],
  ] as const) {
    if (window === undefined) continue;
    problems.push(...zoneProblems(path(key), window.timezone), ...dayProblems(path(key), window.days));
    if (lengthOf(window) === 0) problems.push(`${path(key)}: begins and ends at ${window.start}`);
  }
  for (const [at, { timezone }] of (given?.change_freezes ?? []).entries()) {
    problems.push(...zoneProblems(path(`change_freezes/${at}`), timezone));
  }
  if (
    preferred !== undefined &&
    critical !== undefined &&
    problems.length === 0 &&
    isAlwaysWithin(preferred, critical)
  ) {
    problems.push(
      `${path('preferred_migration_window')}: lies within the critical hours ${critical.start}–${critical.end}`,
    );
  }
  return problems;
}

function zoneProblems(path: string, zone: string | undefined): string[] {
  if (zone === undefined || isTimeZone(zone)) return [];
  const near = nearest(zone, Intl.supportedValuesOf('timeZone'));
  return [
    `${path}/timezone: unknown time zone ${JSON.stringify(zone)}${near === undefined ? '' : `; did you mean ${near}?`}`,
  ];
}

function dayProblems(path: string, days: readonly string[] | undefined): string[] {
  if (days === undefined) return [];
  if (days.length === 0) return [`${path}/days: there is none, so it never opens`];
  return days.flatMap((day, at) => {
    if (isWeekday(day)) return [];
    const near = nearest(day.toLowerCase(), WEEKDAYS);
    const hint = near === undefined ? `; a day is one of ${WEEKDAYS.join(', ')}` : `; did you mean ${near}?`;
    return [`${path}/days/${at}: unknown day ${JSON.stringify(day)}${hint}`];
  });
}

function ramps({ feature_flags: flags = [] }: Spec): string[] {
  return flags.flatMap(({ rollout_schedule: stages, initial_percentage: initial }, at) => {
    const path = `/feature_flags/${at}`;
    const shares = (stages ?? []).map(({ percentage }) => Number(percentage));
    const [begin, [first]] = [Number(initial ?? 0), shares];
    return [
      ...twice(
        flags.map(({ name }) => name),
        at,
        `${path}/name`,
      ),
      ...(begin > 100 ? [`${path}/initial_percentage: ${begin} % is over 100 %`] : []),
      ...(first !== undefined && begin > first
        ? [`${path}/initial_percentage: ${begin} % is more than the ${first} % that the schedule begins with`]
        : []),
      ...shares.flatMap((share, index) => {
        const here = `${path}/rollout_schedule/${index}/percentage`;
        if (share > 100) return [`${here}: ${share} % is over 100 %`];
        const before = shares[index - 1] ?? 0;
        return share < before ? [`${here}: ${share} % is less than the ${before} % before`] : [];
      }),
    ];
  });
}

function tables({ tables_to_migrate: list = [] }: Spec): string[] {
  const names = list.map(({ name }) => name);
  return names.flatMap((_, at) => twice(names, at, `/tables_to_migrate/${at}/name`));
}

/** That one of some names was there before. */
function twice(names: readonly string[], at: number, path: string): string[] {
  return names.indexOf(names[at] as string) < at ? [`${path}: ${JSON.stringify(names[at])} is there twice`] : [];
}

function phases({ migration_phases: list }: Spec): string[] {
  const names = (list ?? []).map(({ phase }) => phase);
  const problems = names.flatMap((_, at) => twice(names, at, `/migration_phases/${at}/phase`));
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
  const known = list.flatMap(({ phase }, at) => {
    const rollout = rolloutOf(phase);
    return rollout === undefined ? [] : [{ phase, at, place: ROLLOUT_PHASES.indexOf(rollout) }];
  });
  const byName = known.flatMap(({ phase, at, place }, index) => {
    const later = known.slice(0, index).find((other) => isAfter(other.place, place));
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

/**
 * Whether a part of the rollout that stands later belongs before another. Preparations come first, what adds comes before
 * data move, a release is deployed before it gets requests, and removals come last; a validation may be on either side of
 * a cut-over, and a pilot before the rest is built.
 */
function isAfter(earlier: number, later: number): boolean {
  const place = (phase: (typeof ROLLOUT_PHASES)[number]) => ROLLOUT_PHASES.indexOf(phase);
  if (earlier >= place('contract')) return later < place('contract');
  if (later === place('prepare')) return earlier !== later;
  if (later === place('expand')) return earlier >= place('migrate');
  return later === place('deploy') && earlier === place('ramp');
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
