const DATE = /^\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

/** The moment of an `x-sunset`: a date or a date and time of RFC 3339; `undefined` when it is neither. */
export function dateOf(sunset: unknown): number | undefined {
  if (typeof sunset !== 'string' || !DATE.test(sunset)) return undefined;
  const moment = Date.parse(sunset);
  const day = Date.parse(sunset.slice(0, 10));
  // `Date` takes 30 February for 2 March.
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(sunset.slice(0, 10));
  return Number.isNaN(moment) || !isDay ? undefined : moment;
}
