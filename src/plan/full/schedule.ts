import { formatInZone } from '../../lib/time-zone.js';
import type { FullSpec, TimeWindow } from '../../model/full-spec.js';
import type { OperationalStep, Schedule, ScheduleEntry } from '../../model/plan-detail.js';
import { type Interval, lengthOf, nextRoom, touched } from './windows.js';

/** Changes to what runs; everything else may happen at any hour. */
const CHANGING: readonly OperationalStep['kind'][] = ['sql', 'command', 'flag', 'deploy', 'traffic'];

export function changesSomething({ kind, phase }: OperationalStep): boolean {
  return CHANGING.includes(kind) && phase !== 'prepare' && phase !== 'close';
}

interface Calendar {
  readonly preferred: TimeWindow | undefined;
  readonly critical: TimeWindow | undefined;
}

/**
 * When each step begins and ends, at the eightieth percentile. With a start the steps that change something are moved into
 * the windows of the specification, and out of its critical hours.
 *
 * @param start the moment, in milliseconds since 1970
 */
export function scheduleSteps(steps: readonly OperationalStep[], spec: FullSpec, start: number | undefined): Schedule {
  const { preferred_migration_window: preferred, critical_business_hours: critical } = spec.business_continuity ?? {};
  const zone = preferred?.timezone ?? critical?.timezone ?? 'UTC';
  const calendar = { preferred, critical };
  const entries = start === undefined ? inSequence(steps) : onCalendar(steps, calendar, start, zone);
  const problems = [...tooLong(steps, preferred), ...collisions(steps, entries, calendar, start)];
  return {
    ...(start !== undefined && { start: formatInZone(start, zone) }),
    time_zone: zone,
    windows: [
      ...(preferred === undefined ? [] : [windowOf('preferred', preferred, 'preferred_migration_window')]),
      ...(critical === undefined ? [] : [windowOf('avoid', critical, 'critical_business_hours')]),
    ],
    fits: problems.length === 0,
    problems,
    entries,
  };
}

function windowOf(kind: 'preferred' | 'avoid', { start, end }: TimeWindow, key: string): Schedule['windows'][number] {
  return { kind, begin: start, end, path: `/business_continuity/${key}` };
}

function secondsOf({ estimate }: OperationalStep): number {
  return Math.ceil(Number(estimate.seconds?.p80 ?? 0));
}

function beginsAfter(step: OperationalStep, ends: ReadonlyMap<string, number>, first: number): number {
  return step.depends_on.reduce((latest, id) => Math.max(latest, ends.get(id) ?? first), first);
}

function inSequence(steps: readonly OperationalStep[]): ScheduleEntry[] {
  const ends = new Map<string, number>();
  return steps.map((step) => {
    const begin = beginsAfter(step, ends, 0);
    const end = begin + secondsOf(step);
    ends.set(step.id, end);
    return { step: step.id, begins_after_seconds: begin, ends_after_seconds: end };
  });
}

function onCalendar(
  steps: readonly OperationalStep[],
  calendar: Calendar,
  start: number,
  zone: string,
): ScheduleEntry[] {
  const ends = new Map<string, number>();
  return steps.map((step) => {
    const ready = beginsAfter(step, ends, start);
    const duration = secondsOf(step) * 1000;
    const { begin, window } = changesSomething(step) ? place(ready, duration, calendar, zone) : { begin: ready };
    ends.set(step.id, begin + duration);
    return {
      step: step.id,
      begins_after_seconds: Math.round((begin - start) / 1000),
      ends_after_seconds: Math.round((begin + duration - start) / 1000),
      begins_at: formatInZone(begin, zone),
      ends_at: formatInZone(begin + duration, zone),
      ...(window !== undefined && { window }),
    };
  });
}

function place(ready: number, duration: number, { preferred, critical }: Calendar, zone: string) {
  if (preferred !== undefined) {
    // What is longer than any window begins with one, and the schedule says that it does not fit.
    const room = nextRoom(preferred, ready, duration) ?? nextRoom(preferred, ready, 0);
    if (room !== undefined) return { begin: Math.max(ready, room.begin), window: labelOf(room, zone) };
  }
  if (critical === undefined) return { begin: ready };
  let begin = ready;
  for (let days = 0; days < 8; days++) {
    const busy = touched(critical, { begin, end: begin + Math.max(1, duration) });
    if (busy === undefined) break;
    begin = busy.end;
  }
  return { begin };
}

function labelOf({ begin, end }: Interval, zone: string): string {
  return `${formatInZone(begin, zone)}/${formatInZone(end, zone)}`;
}

/** What needs more time than a window has; of what copies on while everything runs as well. */
function tooLong(steps: readonly OperationalStep[], preferred: TimeWindow | undefined): string[] {
  if (preferred === undefined) return [];
  const minutes = lengthOf(preferred);
  return steps
    .filter((step) => changesSomething(step) && secondsOf(step) > minutes * 60)
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
    if (entry === undefined || !changesSomething(step)) return [];
    const [begin, end] = [start + entry.begins_after_seconds * 1000, start + entry.ends_after_seconds * 1000];
    const busy = touched(critical, { begin, end: Math.max(end, begin + 1) });
    return busy === undefined
      ? []
      : [`step ${step.id} (${step.title}) runs into the critical hours ${critical.start}–${critical.end}`];
  });
}
