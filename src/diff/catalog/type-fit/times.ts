import type { Dialect } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import type { TypeFit } from '../../../model/catalog/type-fit.js';
import { TIMES, type TimeFacts } from '../../../tables/catalog-types.js';

export type TimeExtent = TimeFacts & { readonly digits: number };

export function timeOf({ name, args }: DataType, dialect: Dialect): TimeExtent | undefined {
  const facts = Object.hasOwn(TIMES[dialect], name) ? TIMES[dialect][name] : undefined;
  return facts && { ...facts, digits: args.length > 0 ? Number(args[0]) : (facts.digits ?? 0) };
}

/** Whether the moments of one type are among those of another, and what happens to those that are not. */
export function compareTimes(before: TimeExtent, after: TimeExtent): TypeFit {
  if (before.hasDay && !after.hasDay) return { relation: 'narrows', loss: 'the day is lost', isSilent: true };
  if (before.hasTime && !after.hasTime) return { relation: 'narrows', loss: 'the time of day is lost', isSilent: true };
  if (after.hasDay && !before.hasDay) return { relation: 'converts' };
  if (after.isShort && !before.isShort)
    return { relation: 'narrows', loss: 'moments outside 1970 to 2038 no longer fit' };
  if ((before.hasZone ?? false) !== (after.hasZone ?? false) && before.hasTime) {
    const loss = 'they are converted by the time zone of whoever makes the change, and read by that of the session';
    return { relation: 'reinterprets', loss };
  }
  if (before.digits > after.digits && before.hasTime) {
    const loss = `fractions of a second beyond ${after.digits} digits are rounded`;
    return { relation: 'narrows', loss, isSilent: true };
  }
  return { relation: same(before, after) ? 'same' : 'widens' };
}

function same(before: TimeExtent, after: TimeExtent): boolean {
  return before.digits === after.digits && before.hasTime === after.hasTime && before.isShort === after.isShort;
}
