import { momentOf, wallClockAt } from '../../lib/time-zone.js';
import type { TimeWindow } from '../../model/full-spec.js';

const DAY_MS = 86_400_000;

/** The days of a week by name, the first as `Date` counts them. */
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Whether a day of a window is the name of one, in letters of any case. */
export function isWeekday(name: string): boolean {
  return (WEEKDAYS as readonly string[]).includes(name.toLowerCase());
}

/** A window of the specification as an interval of time. */
export interface Interval {
  readonly begin: number;
  readonly end: number;
}

/** Minutes since midnight of HH:MM. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** How long a window is, in minutes of an ordinary day; one that ends before it begins crosses midnight. */
export function lengthOf({ start, end }: Pick<TimeWindow, 'start' | 'end'>): number {
  return (minutesOf(end) - minutesOf(start) + 1440) % 1440;
}

/**
 * The occurrences of a window around a moment, in order: those of the day before to those of some days after. Each begins
 * and ends when the wall clock of its zone says so, so that on the days on which clocks are changed it is shorter or longer.
 */
function occurrences(window: TimeWindow, moment: number, days: number): Interval[] {
  const zone = window.timezone ?? 'UTC';
  const { year, month, day } = wallClockAt(moment, zone);
  const open = window.days?.map((name) => name.toLowerCase());
  return Array.from({ length: days + 1 }, (_, index) => {
    const date = new Date(Date.UTC(year, month - 1, day + index - 1));
    const at = (minutes: number, later: number) =>
      momentOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate() + later, minutes, zone);
    const crosses = minutesOf(window.end) <= minutesOf(window.start);
    const begin = at(minutesOf(window.start), 0);
    return { begin, end: at(minutesOf(window.end), crosses ? 1 : 0), day: WEEKDAYS[date.getUTCDay()] as string };
  }).filter((each) => each.end > each.begin && (open === undefined || open.includes(each.day)));
}

/** The first interval of a window, now or later, that has room for so many milliseconds. */
export function nextRoom(window: TimeWindow, moment: number, duration: number): Interval | undefined {
  return occurrences(window, moment, 9).find(
    ({ begin, end }) => end - Math.max(begin, moment) >= duration && end > moment,
  );
}

/** The first interval of a window that begins at a moment or later. */
export function nextBeginning(window: TimeWindow, moment: number): Interval | undefined {
  return occurrences(window, moment, 9).find(({ begin }) => begin >= moment);
}

/** The interval of a window that an interval of time touches, if any. */
export function touched(window: TimeWindow, { begin, end }: Interval): Interval | undefined {
  const days = Math.min(400, Math.ceil((end - begin) / DAY_MS) + 2);
  return occurrences(window, begin, days).find((each) => each.begin < end && begin < each.end);
}

/** Any year tells: clocks are changed in each as in the next. */
const SOME_YEAR = { begin: Date.UTC(2026, 0, 1), days: 366 };

/** Whether every occurrence of a window, on any day of a year, lies within one of another. */
export function isAlwaysWithin(inner: TimeWindow, outer: TimeWindow): boolean {
  return occurrences(inner, SOME_YEAR.begin, SOME_YEAR.days).every(({ begin, end }) =>
    occurrences(outer, begin, 2).some((other) => other.begin <= begin && end <= other.end),
  );
}
