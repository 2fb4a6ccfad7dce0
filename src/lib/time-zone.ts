/** Whether the runtime knows a time zone by that name (IANA). */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** What a clock on the wall of a time zone shows. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const two = '2-digit';
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', era: 'short', ...parts });
    formats.set(zone, format);
  }
  return format;
}

/** What the wall clock of a zone shows at a moment, in milliseconds since 1970. */
export function wallClockAt(moment: number, zone: string): WallClock {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const [year, month, day] = [number('year'), number('month'), number('day')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: number('hour'), minute: number('minute'), second: number('second'), weekday };
}

/** How far a zone is ahead of UTC at a moment, in minutes. */
export function offsetAt(moment: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallClockAt(moment, zone);
  const whole = Math.floor(moment / 1000) * 1000;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - whole) / 60_000);
}

/**
 * The moment at which the wall clock of a zone shows a time. Of a time that comes twice, when the clock is set back, the
 * first; a time that is left out, when it is set forward, is the moment at which it would have come.
 */
export function momentOf(year: number, month: number, day: number, minutes: number, zone: string): number {
  const asUtc = Date.UTC(year, month - 1, day, 0, minutes);
  const day_ = 86_400_000;
  const offsets = [offsetAt(asUtc - day_, zone), offsetAt(asUtc + day_, zone)];
  for (const offset of offsets) {
    const moment = asUtc - offset * 60_000;
    if (offsetAt(moment, zone) === offset) return moment;
  }
  return asUtc - (offsets[0] as number) * 60_000;
}

/** The day that YYYY-MM-DD names, if the calendar has it. */
export function calendarDay(date: string): Pick<WallClock, 'year' | 'month' | 'day'> | undefined {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const found = new Date(Date.UTC(year, month - 1, day));
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === day ? { year, month, day } : undefined;
}

/** A moment as ISO 8601 in a zone, with its offset: 2026-12-01T23:00:00+01:00. */
export function formatInZone(moment: number, zone: string): string {
  const { year, month, day, hour, minute, second } = wallClockAt(moment, zone);
  const two = (value: number) => String(value).padStart(2, '0');
  const offset = offsetAt(moment, zone);
  const sign = offset < 0 ? '-' : '+';
  const size = Math.abs(offset);
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
