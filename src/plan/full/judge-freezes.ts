import { calendarDay } from '../../lib/time-zone.js';
import type { FullSpec } from '../../model/full-spec.js';

/** Change freezes whose days no calendar has, or that end before they begin, each with its path. */
export function findBadFreezes({ business_continuity: given }: FullSpec): string[] {
  return (given?.change_freezes ?? []).flatMap(({ start, end }, at) => {
    const path = `/business_continuity/change_freezes/${at}`;
    const missing = [
      ['start', start],
      ['end', end],
    ].filter(([, date]) => date !== undefined && calendarDay(date) === undefined);
    if (missing.length > 0) return missing.map(([key, date]) => `${path}/${key}: there is no day ${date}`);
    // Days of this form are in the order of their letters.
    return end !== undefined && end < start ? [`${path}/end: ${end} is before ${start}, the first day`] : [];
  });
}
