import { formatInZone } from '../../lib/time-zone.js';
import type { FullSpec, TimeWindow } from '../../model/full-spec.js';
import type { OperationalStep, Schedule, ScheduleEntry } from '../../model/plan-detail.js';
import { BACKUP } from '../../tables/plan-policy.js';
import { type FrozenInterval, freezesIn, freezesOf, frozenIn } from './freezes.js';
import { placeInOrder } from './in-order.js';
import { type Interval, lengthOf, nextBeginning, nextRoom, touched } from './windows.js';

/** Changes to what runs; everything else may happen at any hour. */
const CHANGING: readonly OperationalStep['kind'][] = ['sql', 'command', 'flag', 'deploy', 'traffic'];

export function changesSomething({ kind, phase }: OperationalStep): boolean {
  return CHANGING.includes(kind) && phase !== 'prepare' && phase !== 'close';
}

interface Calendar {
  readonly preferred: TimeWindow | undefined;
  readonly critical: TimeWindow | undefined;
  /** When people are at work. */
  readonly people: TimeWindow | undefined;
  /** When nothing is done. */
  readonly freezes: readonly FrozenInterval[];
}

/**
 * When each step begins and ends, at the eightieth percentile. With a start the steps that change something are moved into
 * the windows of the specification, and out of its critical hours; what people do is moved into their hours, if it has some;
 * and both out of its change freezes.
 *
 * @param start the moment, in milliseconds since 1970
 */
export function scheduleSteps(steps: readonly OperationalStep[], spec: FullSpec, start: number | undefined): Schedule {
  const {
    preferred_migration_window: preferred,
    critical_business_hours: critical,
    business_hours: people,
  } = spec.business_continuity ?? {};
  const zone = (preferred ?? critical ?? people ?? spec.business_continuity?.change_freezes?.[0])?.timezone ?? 'UTC';
  const freezes = freezesOf(spec, zone);
  const calendar = { preferred, critical, people, freezes };
  const entries = start === undefined ? inSequence(steps) : onCalendar(steps, calendar, start, zone);
  const problems = [...tooLong(steps, preferred), ...collisions(steps, entries, calendar, start)];
  return {
    ...(start !== undefined && { start: formatInZone(start, zone) }),
    time_zone: zone,
    windows: [
      ...(preferred === undefined ? [] : [windowOf('preferred', preferred, 'preferred_migration_window')]),
      ...(critical === undefined ? [] : [windowOf('avoid', critical, 'critical_business_hours')]),
      ...(people === undefined ? [] : [windowOf('people', people, 'business_hours')]),
    ],
    ...(freezes.length > 0 && { freezes: freezesIn(freezes, steps, entries, start) }),
    fits: problems.length === 0,
    problems,
    entries,
  };
}

type Window = Schedule['windows'][number];

function windowOf(kind: Window['kind'], { start, end, timezone, days }: TimeWindow, key: string): Window {
  const path = `/business_continuity/${key}`;
  return { kind, begin: start, end, time_zone: timezone ?? 'UTC', ...(days !== undefined && { days }), path };
}

function secondsOf({ estimate }: OperationalStep): number {
  return Math.ceil(Number(estimate.seconds?.p80 ?? 0));
}

function inSequence(steps: readonly OperationalStep[]): ScheduleEntry[] {
  const placed = placeInOrder(steps, 0, (step, ready) => ({ begin: ready, end: ready + secondsOf(step) }));
  const unknown = unknownIn(steps);
  return [...placed].map(([step, { begin, end }]) => ({
    step,
    begins_after_seconds: begin,
    ends_after_seconds: end,
    ...(unknown.has(step) && { length: 'unknown' as const }),
  }));
}

function onCalendar(
  steps: readonly OperationalStep[],
  calendar: Calendar,
  start: number,
  zone: string,
): ScheduleEntry[] {
  const placed = placeInOrder(steps, start, (step, ready) => {
    const duration = secondsOf(step) * 1000;
    const found = place(step, ready, duration, calendar, zone);
    return { ...found, end: found.begin + duration };
  });
  const unknown = unknownIn(steps);
  return [...placed].map(([step, { begin, end, window }]) => ({
    step,
    begins_after_seconds: Math.round((begin - start) / 1000),
    ends_after_seconds: Math.round((end - start) / 1000),
    begins_at: formatInZone(begin, zone),
    ends_at: formatInZone(end, zone),
    ...(window !== undefined && { window }),
    ...(unknown.has(step) && { length: 'unknown' as const }),
  }));
}

function unknownIn(steps: readonly OperationalStep[]): ReadonlySet<string> {
  return new Set(steps.filter(({ estimate }) => estimate.seconds === undefined).map(({ id }) => id));
}

interface Found {
  readonly begin: number;
  readonly window?: string;
}

function place(step: OperationalStep, ready: number, duration: number, calendar: Calendar, zone: string): Found {
  if (!belongsToChanges(step) && step.estimate.clock !== 'people') return { begin: ready };
  let found = placeUnfrozen(step, ready, duration, calendar, zone);
  // Each turn leaves a freeze behind for good.
  for (const _ of calendar.freezes) {
    const frozen = frozenIn(calendar.freezes, { begin: found.begin, end: found.begin + Math.max(1, duration) });
    if (frozen === undefined) break;
    found = placeUnfrozen(step, frozen.end, duration, calendar, zone);
  }
  return found;
}

function placeUnfrozen(
  step: OperationalStep,
  ready: number,
  duration: number,
  calendar: Calendar,
  zone: string,
): Found {
  const { preferred } = calendar;
  if (preferred !== undefined && isBackup(step) && duration > (lengthOf(preferred) * MINUTE_MS) / 2) {
    return placeAhead(preferred, ready, duration, calendar);
  }
  if (belongsToChanges(step)) return placeChange(ready, duration, calendar, zone);
  const { people } = calendar;
  if (people === undefined) return { begin: ready };
  // What takes longer than a day's hours begins in some, and goes on when they come again.
  const hours = nextRoom(people, ready, duration) ?? nextRoom(people, ready, 0);
  return { begin: hours === undefined ? ready : Math.max(ready, hours.begin) };
}

const MINUTE_MS = 60_000;

/** What reads all there is, while everybody writes: it changes nothing, and is no matter of a window. */
function isBackup({ title }: OperationalStep): boolean {
  return title.startsWith(BACKUP);
}

/**
 * A backup that would take most of a window ends when one begins, so that it is fresh when the changes come; outside of the
 * critical hours as well, where it has room between them.
 */
function placeAhead(preferred: TimeWindow, ready: number, duration: number, { critical }: Calendar): Found {
  const first = nextBeginning(preferred, ready + duration);
  let next = first;
  for (let days = 0; next !== undefined && days < DAYS_TO_LOOK; days++) {
    const span = { begin: next.begin - duration, end: next.begin };
    if (critical === undefined || touched(critical, span) === undefined) return { begin: span.begin };
    next = nextBeginning(preferred, next.begin + 1);
  }
  return { begin: first === undefined ? ready : first.begin - duration };
}

/** What changes something, and what makes sure of the database right before: a check of yesterday says nothing. */
function belongsToChanges(step: OperationalStep): boolean {
  return changesSomething(step) || (step.phase === 'prepare' && step.kind === 'command');
}

function placeChange(ready: number, duration: number, { preferred, critical }: Calendar, zone: string): Found {
  const inWindow = (from: number): Found => {
    // What is longer than any window begins with one, and the schedule says that it does not fit.
    const room = preferred && (nextRoom(preferred, from, duration) ?? nextRoom(preferred, from, 0));
    return room === undefined ? { begin: from } : { begin: Math.max(from, room.begin), window: labelOf(room, zone) };
  };
  const first = inWindow(ready);
  if (critical === undefined) return first;
  let found = first;
  for (let days = 0; days < DAYS_TO_LOOK; days++) {
    const busy = touched(critical, { begin: found.begin, end: found.begin + Math.max(1, duration) });
    if (busy === undefined) return found;
    found = inWindow(busy.end);
  }
  // Nothing is gained by waiting for what never comes.
  return preferred === undefined ? found : first;
}

/** Hours that are critical on some days only leave room within a week. */
const DAYS_TO_LOOK = 8;

function labelOf({ begin, end }: Interval, zone: string): string {
  return `${formatInZone(begin, zone)}/${formatInZone(end, zone)}`;
}

/** What needs more time than a window has; of what copies on while everything runs as well. */
function tooLong(steps: readonly OperationalStep[], preferred: TimeWindow | undefined): string[] {
  if (preferred === undefined) return [];
  const minutes = lengthOf(preferred);
  return steps
    .filter((step) => changesSomething(step) && !isBackup(step) && secondsOf(step) > minutes * 60)
    .map(({ id, title, estimate }) => {
      const needed = Math.ceil(Number(estimate.seconds?.p80) / 60);
      return `step ${id} (${title}) needs ${needed} minutes, and the window ${preferred.start}–${preferred.end} has ${minutes}`;
    });
}

function collisions(
  steps: readonly OperationalStep[],
  entries: readonly ScheduleEntry[],
  { critical }: Calendar,
  start: number | undefined,
): string[] {
  if (critical === undefined || start === undefined) return [];
  return steps.flatMap((step, at) => {
    const entry = entries[at];
    if (entry === undefined || !(changesSomething(step) || isBackup(step))) return [];
    const [begin, end] = [start + entry.begins_after_seconds * 1000, start + entry.ends_after_seconds * 1000];
    const busy = touched(critical, { begin, end: Math.max(end, begin + 1) });
    if (busy === undefined) return [];
    const said = `step ${step.id} (${step.title}) runs into the critical hours ${critical.start}–${critical.end}`;
    if (!isBackup(step)) return [said];
    const hours = Math.ceil((end - begin) / 3_600_000);
    return [
      `${said}: it reads for up to ${hours} hours; take it from a standby, or as a snapshot of the storage (--set backup_command=…)`,
    ];
  });
}
