import { calendarDay, momentOf } from '../lib/time-zone.js';
import type { Freeze } from '../model/plan-detail.js';
import type { Timeline } from './block.js';

/** The freezes of a schedule that a line of time reaches into, from the first midnight of each to the one after its last day. */
export function freezesAlong(
  freezes: readonly Freeze[],
  start: number,
  whole: number,
): NonNullable<Timeline['freezes']> {
  return freezes.flatMap(({ first_day: first, last_day: last, time_zone: zone, reason }) => {
    const [begin, end] = [secondsTo(first, 0, zone, start), secondsTo(last, 1, zone, start)];
    const label = `No changes${reason === undefined ? '' : `: ${reason}`}`;
    return begin < whole && end > 0 ? [{ label, begin, end }] : [];
  });
}

function secondsTo(date: string, later: number, zone: string, start: number): number {
  const { year, month, day } = calendarDay(date) ?? { year: Number.NaN, month: 1, day: 1 };
  return (momentOf(year, month, day + later, 0, zone) - start) / 1000;
}
