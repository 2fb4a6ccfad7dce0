/** A moment as Python's `datetime.now().isoformat()` prints it: local time, microseconds, no offset. */
export function formatLocalTime(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [String(moment.getFullYear()).padStart(4, '0'), two(moment.getMonth() + 1), two(moment.getDate())];
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two);
  return `${day.join('-')}T${time.join(':')}.${String(moment.getMilliseconds()).padStart(3, '0')}000`;
}

const ISO_TIME = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** Whether a text is a date and time of ISO 8601, such as 2026-02-16T13:47:27.050459. */
export function isIsoTime(text: string): boolean {
  const [, year, month, day] = (ISO_TIME.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  // `Date` takes 30 February for 2 March; day 0 of the next month is the last of this one.
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() && !Number.isNaN(Date.parse(text));
}
