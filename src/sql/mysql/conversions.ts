import type { DataType } from '../../model/catalog/data-type.js';
import { isText, literal } from './spelling.js';

const NUMBER = /^(?:(?:tiny|small|medium|big)?int|decimal|float|double)$/;
const BYTES = /(?:binary|blob)$/;
const MOMENT = /^(?:date|datetime|timestamp)$/;
const SHAPE = /^(?:geometry(?:collection)?|(?:multi)?(?:point|linestring|polygon))$/;
/** Types whose values MariaDB turns into texts and bytes only, and makes of those only: measured on 10.11. */
const OWN_VALUES = /^(?:uuid|inet[46])$/;
/** Types of texts and bytes, by their names. */
export const PLAIN_VALUES = /(?:char|text|binary|blob)$/;

/** Whether two types have no value in common, so that the server has no MODIFY from the one to the other, or refuses all rows. */
export function sharesNothing({ name: from }: DataType, { name: to }: DataType): boolean {
  if (from === to) return false;
  const isBetween = (one: RegExp, other: RegExp) =>
    (one.test(from) && other.test(to)) || (other.test(from) && one.test(to));
  if (OWN_VALUES.test(from) || OWN_VALUES.test(to)) return !PLAIN_VALUES.test(OWN_VALUES.test(from) ? to : from);
  if (SHAPE.test(from) || SHAPE.test(to)) {
    return !(SHAPE.test(from) && SHAPE.test(to)) || !isBetween(/^geometry$/, SHAPE);
  }
  // Bytes of a fixed number are filled up with zeros, which are no digits.
  if (
    isBetween(/^binary$/, /^(?:bit|year|time|json|enum|set)$/) ||
    isBetween(/^binary$/, NUMBER) ||
    isBetween(/^binary$/, MOMENT)
  )
    return true;
  return isBetween(/^year$/, MOMENT) || isBetween(/^year$/, /^time$/);
}

/** Numbers that are moments, as `20240131` and `20240131235959` are. */
const AS_MOMENT: Readonly<Record<string, string>> = {
  date: 'BETWEEN 10000101 AND 99991231',
  datetime: 'BETWEEN 10000101000000 AND 99991231235959',
  timestamp: 'BETWEEN 19700102000000 AND 20380118000000',
  time: 'BETWEEN -8385959 AND 8385959',
  year: 'BETWEEN 1901 AND 2155',
};

/** Whether bits become a moment, which they are only as the number that they are: measured on MariaDB 10.11. */
export function isBitsToMoment(was: DataType, is: DataType): boolean {
  return was.name === 'bit' && AS_MOMENT[is.name] !== undefined;
}

/** Texts that are the values of a type, as it prints them. */
const AS_TEXT: Readonly<Record<string, string>> = {
  date: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  datetime: '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$',
  timestamp: '^(19[789]|20[012])[0-9]-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$',
  time: '^-?[0-9]{2}:[0-9]{2}:[0-9]{2}$',
  year: '^(19[1-9]|20[0-9])[0-9]$',
  uuid: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  inet4: '^[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}$',
  inet6: '^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$',
  decimal: '^-?[0-9]+([.][0-9]+)?$',
  float: '^-?[0-9]+([.][0-9]+)?$',
  double: '^-?[0-9]+([.][0-9]+)?$',
};
const WHOLE = '^-?[0-9]+$';

function patternOf({ name, args }: DataType): string | undefined {
  const pattern = AS_TEXT[name] ?? (NUMBER.test(name) ? WHOLE : undefined);
  const isFraction = /^(?:datetime|timestamp|time)$/.test(name) && Number(args[0] ?? 0) > 0;
  return isFraction ? pattern?.replace(/\$$/, `([.][0-9]{1,${args[0]}})?$`) : pattern;
}

/** What CAST calls a type, where a text that looks like one of its values may be none: the 31st of February. */
const CASTS: Readonly<Record<string, string>> = {
  date: 'DATE',
  datetime: 'DATETIME',
  timestamp: 'DATETIME',
  time: 'TIME',
};

const castFails = (value: string, { name }: DataType): string =>
  CASTS[name] === undefined ? '' : `(${value} IS NOT NULL AND CAST(${value} AS ${CASTS[name]}) IS NULL)`;

/**
 * A condition that finds values of one kind that are none of another kind.
 *
 * @param outside a condition that finds numbers that the type after does not hold; '' where it holds all, nothing
 *   where it is none of numbers with bounds
 * @returns '' where there are none, nothing where no query tells
 */
export function inconvertible(
  value: string,
  was: DataType,
  is: DataType,
  outside: (number: string) => string | undefined,
): string | undefined {
  const isWord = isText(was) || was.name === 'json' || BYTES.test(was.name);
  if (isWord && was.values === undefined && is.name === 'bit') {
    return `${value} NOT REGEXP '^(0|[1-9][0-9]*)$' OR CAST(${value} AS DECIMAL(65)) > ${greatestBit(is)}`;
  }
  // Sixteen bytes are one of these, and four an address of four.
  if (BYTES.test(was.name) && OWN_VALUES.test(is.name)) return `LENGTH(${value}) <> ${is.name === 'inet4' ? 4 : 16}`;
  const pattern = patternOf(is);
  // A word of a list is its number there, and a word where it becomes anything else.
  if (isWord && (was.values === undefined || !NUMBER.test(is.name)) && pattern !== undefined) {
    return either(
      `${value} NOT REGEXP '${pattern}'`,
      castFails(value, is),
      NUMBER.test(is.name) ? (outside(`CAST(${value} AS DECIMAL(65, 30))`) ?? '') : '',
    );
  }
  if (was.name === 'json' && /char$/.test(is.name)) return `CHAR_LENGTH(${value}) > ${is.args[0] ?? 1}`;
  if (is.name === 'bit' && (NUMBER.test(was.name) || was.name === 'year')) {
    return either(
      `${value} NOT BETWEEN 0 AND ${greatestBit(is)}`,
      /^(?:decimal|float|double)$/.test(was.name) ? `${value} <> TRUNCATE(${value}, 0)` : '',
    );
  }
  const isFraction = /^(?:decimal|float|double)$/.test(was.name);
  if (/^(?:float|double)$/.test(was.name) && NUMBER.test(is.name) && !/^(?:float|double)$/.test(is.name)) {
    const isWhole = is.name !== 'decimal';
    return either(outside(`TRUNCATE(${value}, 0)`) ?? '', isWhole ? `${value} <> TRUNCATE(${value}, 0)` : '');
  }
  const isNumber = NUMBER.test(was.name) || was.name === 'bit';
  const number = was.name === 'bit' ? `(${value} + 0)` : value;
  if (isNumber && is.name === 'set') {
    const most = 2n ** BigInt(is.values?.length ?? 0) - 1n;
    return either(`${number} NOT BETWEEN 0 AND ${most}`, isFraction ? `${value} <> TRUNCATE(${value}, 0)` : '');
  }
  if (isNumber && AS_MOMENT[is.name] !== undefined) {
    return either(`${number} NOT ${AS_MOMENT[is.name]}`, castFails(number, is));
  }
  const isCounted = MOMENT.test(was.name) || /^(?:time|year|bit)$/.test(was.name);
  if (isCounted && NUMBER.test(is.name)) return outside(`(${value} + 0)`);
  if (isNumber && is.name === 'enum') return `${number} NOT BETWEEN 1 AND ${is.values?.length ?? 0}`;
  const isPrinted = isCounted || OWN_VALUES.test(was.name);
  if (isPrinted && is.values !== undefined)
    return `CAST(${value} AS CHAR) NOT IN (${is.values.map(literal).join(', ')})`;
  const size = Number(is.args[0] ?? 1);
  if (OWN_VALUES.test(was.name) && /binary$/.test(is.name) && size < (was.name === 'inet4' ? 4 : 16)) {
    return `${value} IS NOT NULL`;
  }
  const isLetters = /char$/.test(is.name) || (isCounted && /binary$/.test(is.name));
  if (isPrinted && was.name !== 'bit' && isLetters) return `CHAR_LENGTH(${value}) > ${size}`;
  if (isCounted && was.name !== 'bit' && is.name === 'bit')
    return `(${value} + 0) NOT BETWEEN 0 AND ${greatestBit(is)}`;
  // What is no letter of ASCII is no text in most character sets.
  if (was.name === 'bit' && isText(is)) return `(${value} + 0) > 127`;
  if (was.name === 'geometry' && SHAPE.test(is.name) && is.name !== 'geometry') {
    return `ST_GeometryType(${value}) <> '${is.name.toUpperCase()}'`;
  }
  return undefined;
}

const greatestBit = ({ args }: DataType): bigint => 2n ** BigInt(args[0] ?? 1) - 1n;
const either = (...conditions: readonly string[]): string => conditions.filter((each) => each !== '').join(' OR ');
