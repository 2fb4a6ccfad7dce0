import type { DataType } from '../../model/catalog/data-type.js';
import { literal } from './spelling.js';

/** The least and the greatest value of whole numbers (PostgreSQL 15, "Numeric Types"). */
const RANGES: Readonly<Record<string, readonly [least: string, greatest: string]>> = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
};
const NUMBERS: ReadonlySet<string> = new Set([...Object.keys(RANGES), 'numeric', 'real', 'double precision']);
const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying', 'character']);
/** Days and moments, of which each has its like in the others. */
const TIMES: ReadonlySet<string> = new Set(['date', 'timestamp without time zone', 'timestamp with time zone']);
/** What a cast from text takes, of the types whose texts a pattern can tell ("Boolean Type", "UUID Type"). */
const PATTERNS: Readonly<Record<string, string>> = {
  uuid: '^\\s*\\{?([0-9a-f]{4}-?){8}\\}?\\s*$',
  boolean: '^\\s*(t(r(u(e)?)?)?|f(a(l(s(e)?)?)?)?|y(e(s)?)?|no?|on|off?|0|1)\\s*$',
  number: '^\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]{1,3})?\\s*$',
  whole: '^\\s*[-+]?[0-9]{1,40}\\s*$',
};

/**
 * A condition that finds values of one type that cannot become values of another, or lose something when they do;
 * nothing where all can, or where no query tells.
 */
export function unfitting(value: string, from: DataType, to: DataType): string | undefined {
  if (from.isArray || to.isArray || from.schema !== '' || to.schema !== '') return undefined;
  if (TEXTS.has(to.name)) return tooLong(value, from, to);
  if (NUMBERS.has(from.name) && NUMBERS.has(to.name)) return outOfRange(`${value}::numeric`, from, to);
  if (!TEXTS.has(from.name)) return undefined;
  if (NUMBERS.has(to.name)) {
    const pattern = RANGES[to.name] === undefined ? PATTERNS.number : PATTERNS.whole;
    const beyond = outOfRange(`${value}::numeric`, from, to) ?? 'false';
    return `CASE WHEN ${value} ~* ${literal(pattern as string)} THEN ${beyond} ELSE ${value} IS NOT NULL END`;
  }
  const pattern = Object.hasOwn(PATTERNS, to.name) ? PATTERNS[to.name] : undefined;
  return pattern === undefined ? undefined : `${value} !~* ${literal(pattern)}`;
}

/** Whether surely all values of one type can become values of another. */
export function fitsAlways(from: DataType, to: DataType): boolean {
  if (from.isArray || to.isArray || to.schema !== '') return false;
  if (TEXTS.has(to.name)) return tooLong('', from, to) === undefined;
  if (from.schema !== '') return false;
  const areLike = [NUMBERS, TIMES].some((names) => names.has(from.name) && names.has(to.name));
  return areLike && unfitting('', from, to) === undefined;
}

function tooLong(value: string, from: DataType, to: DataType): string | undefined {
  const most = to.args[0];
  if (to.name === 'text' || most === undefined) return undefined;
  const isShorter = from.name === 'character varying' && Number(from.args[0]) <= Number(most);
  if (isShorter) return undefined;
  // Blanks at the end of a `character` are none of its own.
  return `char_length(${TEXTS.has(from.name) ? value : `${value}::text`}) > ${most}`;
}

function outOfRange(value: string, from: DataType, to: DataType): string | undefined {
  const order = Object.keys(RANGES);
  const [was, is] = [order.indexOf(from.name), order.indexOf(to.name)];
  if (was >= 0 && is >= was) return undefined;
  const range = RANGES[to.name];
  if (range !== undefined) return `round(${value}) NOT BETWEEN ${range[0]} AND ${range[1]}`;
  const [precision, scale = '0'] = to.args;
  if (to.name !== 'numeric' || precision === undefined) return undefined;
  const digits = Number(precision) - Number(scale);
  const isWider = from.name === 'numeric' && from.args.length > 0 && digitsOf(from) <= digits;
  return isWider ? undefined : `abs(round(${value}, ${scale})) >= 1e${digits}`;
}

/** How many digits stand before the point. */
function digitsOf({ args: [precision, scale = '0'] }: DataType): number {
  return Number(precision) - Number(scale);
}
