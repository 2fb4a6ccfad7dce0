const MONTHS = new Map<string, number>();
const DAYS = new Map<string, number>();
const MICROSECONDS = new Map<string, number>();
const add = (into: Map<string, number>, value: number, names: string) => {
  for (const name of names.split(' ')) into.set(name, value);
};
// The words of datetktbl and deltatktbl (datetime.c).
add(MONTHS, 1, 'mon mons month months');
add(MONTHS, 12, 'y yr yrs year years');
add(MONTHS, 120, 'decade decades dec decs');
add(MONTHS, 1200, 'c cent centuries century');
add(DAYS, 1, 'd day days');
add(DAYS, 7, 'w week weeks');
add(MICROSECONDS, 3_600_000_000, 'h hour hours hr hrs');
add(MICROSECONDS, 60_000_000, 'm min mins minute minutes');
add(MICROSECONDS, 1_000_000, 's sec secs second seconds');
add(MICROSECONDS, 1000, 'ms msec msecs millisecond milliseconds');
add(MICROSECONDS, 1, 'us usec usecs microsecond microseconds');

// Days may stand before a clock without their word: `1 02:03:04`.
const PART =
  /\s*(?:([+-]?\d+)\s+(?=[+-]?\d+:)|([+-]?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?|([+-]?\d+(?:\.\d+)?)\s*([a-z]+))\s*/iy;

export interface Interval {
  months: number;
  days: number;
  microseconds: number;
}

/** An interval as the server prints it (`intervalstyle` postgres); undefined for what is not in plain words. */
export function canonicalInterval(text: string): string | undefined {
  const interval = intervalOf(text);
  return interval === undefined ? undefined : print(interval);
}

export function intervalOf(text: string): Interval | undefined {
  const total: Interval = { months: 0, days: 0, microseconds: 0 };
  const trimmed = text.trim().replace(/^@\s*/, '');
  if (trimmed === '') return undefined;
  PART.lastIndex = 0;
  while (PART.lastIndex < trimmed.length) {
    const part = PART.exec(trimmed);
    if (part === null || !addPart(total, part)) return undefined;
  }
  return total;
}

function addPart(total: Interval, part: RegExpExecArray): boolean {
  const [, days, sign, hours, minutes, seconds, amount, word] = part;
  if (days !== undefined) {
    total.days += Number(days);
    return true;
  }
  if (hours !== undefined) {
    const clock = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
    total.microseconds += Math.round(clock * 1e6) * (sign === '-' ? -1 : 1);
    return true;
  }
  const number = Number(amount);
  const unit = (word as string).toLowerCase();
  const small = MICROSECONDS.get(unit);
  if (small !== undefined) total.microseconds += Math.round(number * small);
  else if (!Number.isInteger(number)) return false;
  else if (DAYS.has(unit)) total.days += number * (DAYS.get(unit) as number);
  else if (MONTHS.has(unit)) total.months += number * (MONTHS.get(unit) as number);
  else return false;
  return true;
}

/** EncodeInterval, INTSTYLE_POSTGRES. */
function print({ months, days, microseconds }: Interval): string {
  const parts: string[] = [];
  let wasNegative = false;
  const put = (value: number, unit: string) => {
    if (value === 0) return;
    parts.push(`${wasNegative && value > 0 ? '+' : ''}${value} ${unit}${value === 1 ? '' : 's'}`);
    wasNegative = value < 0;
  };
  put(Math.trunc(months / 12), 'year');
  put(months % 12, 'mon');
  put(days, 'day');
  if (microseconds !== 0 || parts.length === 0) {
    const sign = microseconds < 0 ? '-' : wasNegative ? '+' : '';
    parts.push(sign + clockOf(Math.abs(microseconds)));
  }
  return parts.join(' ');
}

function clockOf(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1e6);
  const fraction = String(microseconds % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction === '' ? clock : `${clock}.${fraction}`;
}
