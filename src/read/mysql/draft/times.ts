import type { DataType } from '../../../model/catalog/data-type.js';

const DIGITS_ONLY = /^(\d{2}|\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?(?:\.(\d+))?$/;
const PARTS = /^\s*(\d{1,4})\D(\d{1,2})\D(\d{1,2})(?:[T\s]+(\d{1,2})(?:\D(\d{1,2})(?:\D(\d{1,2})(?:\.(\d*))?)?)?)?\s*$/;

/** A date or moment the way the server prints it for such a column; what is neither stays as it is. */
export function asDate(text: string, type: DataType): string {
  const found = PARTS.exec(text) ?? DIGITS_ONLY.exec(text);
  if (found === null) return text === '0' ? asDate('0000-00-00', type) : text;
  const [year = '', month, day, hour, minute, second, fraction = ''] = found.slice(1);
  const date = [fullYear(year), two(month), two(day)].join('-');
  if (type.name === 'date') return date;
  return `${date} ${two(hour)}:${two(minute)}:${two(second)}${digits(fraction, Number(type.args[0] ?? 0))}`;
}

function fullYear(year: string): string {
  if (year.length > 2) return year.padStart(4, '0');
  return String(Number(year) + (Number(year) < 70 ? 2000 : 1900));
}

function two(part: string | undefined): string {
  return (part ?? '0').padStart(2, '0');
}

function digits(fraction: string, count: number): string {
  return count === 0 ? '' : `.${fraction.slice(0, count).padEnd(count, '0')}`;
}

const COLONS = /^\s*(-?)(?:(\d+)\s+)?(\d+)(?::(\d{1,2}))?(?::(\d{1,2}))?(?:\.(\d*))?\s*$/;

/** A time of day or a span: `10:11` is ten hours, `1011` ten minutes. */
export function asTime(text: string, precision: number): string {
  const found = COLONS.exec(text);
  if (found === null) return text;
  const [sign, days = '0', first = '0', minute, second, fraction = ''] = found.slice(1);
  const plain = minute === undefined && found[2] === undefined ? first.padStart(6, '0') : undefined;
  const hours = plain === undefined ? Number(days) * 24 + Number(first) : Number(plain.slice(0, -4));
  const rest = plain === undefined ? `${two(minute)}:${two(second)}` : `${plain.slice(-4, -2)}:${plain.slice(-2)}`;
  return `${sign}${two(String(hours))}:${rest}${digits(fraction, precision)}`;
}
