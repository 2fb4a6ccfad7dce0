import { calendarDay, momentOf } from '../../lib/time-zone.js';
import type { FullSpec } from '../../model/full-spec.js';
import type { Freeze, OperationalStep, ScheduleEntry } from '../../model/plan-detail.js';
import type { Interval } from './windows.js';

/** A change freeze of the specification as an interval of time. */
export interface FrozenInterval extends Interval {
  readonly freeze: Freeze;
}

/** The change freezes of a specification, each from the first midnight of its zone to the one after its last day. */
export function freezesOf({ business_continuity: given }: FullSpec, zone: string): FrozenInterval[] {
  return (given?.change_freezes ?? []).map(({ start, end = start, timezone = zone, reason }, at) => ({
    begin: midnight(start, 0, timezone),
    end: midnight(end, 1, timezone),
    freeze: {
      first_day: start,
      last_day: end,
      time_zone: timezone,
      ...(reason !== undefined && { reason }),
      path: `/business_continuity/change_freezes/${at}`,
    },
  }));
}

function midnight(date: string, later: number, zone: string): number {
  const { year, month, day } = calendarDay(date) ?? { year: Number.NaN, month: 1, day: 1 };
  return momentOf(year, month, day + later, 0, zone);
}

/** The freeze that an interval of time reaches into, if any. */
export function frozenIn(freezes: readonly FrozenInterval[], { begin, end }: Interval): FrozenInterval | undefined {
  return freezes.find((freeze) => freeze.begin < end && begin < freeze.end);
}

/**
 * The freezes as the schedule tells of them: with a start, each with the step after which the migration rests in it, which
 * is the state that people look after in the meantime.
 */
export function freezesIn(
  freezes: readonly FrozenInterval[],
  steps: readonly OperationalStep[],
  entries: readonly ScheduleEntry[],
  start: number | undefined,
): Freeze[] {
  return freezes.map(({ begin, end, freeze }) => {
    if (start === undefined) return freeze;
    const [from, to] = [(begin - start) / 1000, (end - start) / 1000];
    const goesOn = entries.some(({ begins_after_seconds: at }) => at >= to);
    const before = entries.filter(({ step, begins_after_seconds: at }) => at < from && isDone(step, steps));
    const last = before.reduce<ScheduleEntry | undefined>(
      (latest, each) => (latest === undefined || each.ends_after_seconds >= latest.ends_after_seconds ? each : latest),
      undefined,
    );
    return goesOn && last !== undefined ? { ...freeze, rests_after: last.step } : freeze;
  });
}

/** Whether a step is something that is done; a wait goes on in a freeze. */
function isDone(id: string, steps: readonly OperationalStep[]): boolean {
  return steps.some((step) => step.id === id && step.kind !== 'wait');
}
