import { same } from '../../diff/catalog/same.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { inconvertible } from './conversions.js';
import { charsetOfColumn, isText, literal } from './spelling.js';

/** Bits of whole numbers (MySQL 8.4, "Integer Types"). */
const BITS: ReadonlyMap<string, number> = new Map([
  ['tinyint', 8],
  ['smallint', 16],
  ['mediumint', 24],
  ['int', 32],
  ['bigint', 64],
]);
/** Bytes that texts and their binary likes hold (MySQL 8.4, "Data Type Storage Requirements"). */
const BYTES: ReadonlyMap<string, number> = new Map([
  ['tiny', 255],
  ['', 65_535],
  ['medium', 16_777_215],
  ['long', 4_294_967_295],
]);
/** What every other character set has the characters of, or has them of all others. */
const LEAST = 'ascii';
const USUAL = 'utf8mb4';
const MOST: ReadonlySet<string> = new Set([USUAL]);
const PART_OF: ReadonlyMap<string, readonly string[]> = new Map([['utf8mb3', ['utf8']]]);

type Place = readonly [table: Table, column: Column];

/**
 * A condition that finds values of a column that the other one cannot hold as they are.
 *
 * @returns '' where it can hold all, nothing where no query tells
 */
export function unfitting(value: string, from: Place, to: Place): string | undefined {
  const [was, is] = [from[1].type, to[1].type];
  if (same(sized(was), sized(is)) && !isText(was)) return '';
  if (BITS.has(was.name) && BITS.has(is.name)) return beyond(value, rangeOf(was), rangeOf(is));
  if (was.name === 'decimal' && is.name === 'decimal') return ofDecimals(value, was, is);
  if (BITS.has(was.name) && is.name === 'decimal') return beyond(value, rangeOf(was), decimalRange(is));
  if (was.name === 'decimal' && BITS.has(is.name)) {
    return either(
      Number(was.args[1] ?? 0) > 0 ? `${value} <> TRUNCATE(${value}, 0)` : '',
      beyond(value, decimalRange(was), rangeOf(is)),
    );
  }
  if (was.values !== undefined && is.values !== undefined && was.name === is.name) return withoutValues(value, was, is);
  const kinds = inconvertible(value, was, is, (number) => outsideOf(number, is));
  if (kinds !== undefined) return kinds;
  if (isText(is)) return ofTexts(value, from, to);
  if (was.name === 'bit' && is.name === 'bit') return beyond(`${value} + 0`, bitRange(was), bitRange(is));
  if (was.name === 'binary' && is.name === 'binary') return moreThanZeros(value, was, is);
  if (/binary$|blob$/.test(was.name) && /^varbinary$|blob$/.test(is.name)) return tooManyBytes(value, was, is);
  if (/^(?:date|datetime|timestamp|time)$/.test(is.name)) return ofMoments(value, was, is);
  if (is.name === 'json' && isText(was)) return `NOT JSON_VALID(${value})`;
  return undefined;
}

/** A condition that finds numbers that a type does not hold; nothing where its bounds are not known. */
function outsideOf(number: string, type: DataType): string | undefined {
  if (BITS.has(type.name)) return outside(number, rangeOf(type));
  return type.name === 'decimal' ? outside(number, decimalRange(type)) : undefined;
}

/** A condition that finds values of an expression that a column cannot hold; '' where its type says nothing of it. */
export function unfittingResult(value: string, { name, args, ...type }: DataType): string {
  if (BITS.has(name)) return outside(value, rangeOf({ name, args, ...type }));
  if (name === 'decimal') return outside(value, decimalRange({ name, args, ...type }));
  return /^(?:var)?char$/.test(name) ? `CHAR_LENGTH(${value}) > ${args[0] ?? 1}` : '';
}

/** A whole number is the same whatever it is printed with. */
function sized(type: DataType): DataType {
  return BITS.has(type.name) ? { ...type, args: [], isZerofill: false } : type;
}

type Range = readonly [least: bigint, greatest: bigint];

function rangeOf({ name, isUnsigned }: DataType): Range {
  const all = 2n ** BigInt(BITS.get(name) ?? 64);
  return isUnsigned === true ? [0n, all - 1n] : [-all / 2n, all / 2n - 1n];
}

function decimalRange({ args, isUnsigned }: DataType): Range {
  const most = 10n ** BigInt(Number(args[0] ?? 10) - Number(args[1] ?? 0)) - 1n;
  return [isUnsigned === true ? 0n : -most, most];
}

const bitRange = ({ args }: DataType): Range => [0n, 2n ** BigInt(args[0] ?? 1) - 1n];

function beyond(value: string, from: Range, to: Range): string {
  return to[0] <= from[0] && from[1] <= to[1] ? '' : outside(value, to);
}

const outside = (value: string, [least, greatest]: Range): string => `${value} NOT BETWEEN ${least} AND ${greatest}`;
const either = (...conditions: readonly string[]): string => conditions.filter((each) => each !== '').join(' OR ');

function ofDecimals(value: string, was: DataType, is: DataType): string {
  const scale = Number(is.args[1] ?? 0);
  const isFiner = Number(was.args[1] ?? 0) > scale;
  const [from, to] = [decimalRange(was), decimalRange(is)];
  const isIn = to[0] <= from[0] && from[1] <= to[1];
  return either(
    isFiner ? `${value} <> TRUNCATE(${value}, ${scale})` : '',
    isIn ? '' : outside(`TRUNCATE(${value}, 0)`, to),
  );
}

function withoutValues(value: string, was: DataType, is: DataType): string {
  const gone = (was.values ?? []).filter((each) => !is.values?.includes(each));
  if (gone.length === 0) return '';
  if (was.name === 'enum') return `${value} IN (${gone.map(literal).join(', ')})`;
  return gone.map((each) => `FIND_IN_SET(${literal(each)}, ${value})`).join(' OR ');
}

/** How many characters a text holds at most, and how many bytes. */
function capacityOf({ name, args, values }: DataType): { readonly characters: number; readonly bytes: number } {
  if (values !== undefined) {
    const longest = name === 'set' ? values.join(',').length : Math.max(0, ...values.map(({ length }) => length));
    return { characters: longest, bytes: longest * 4 };
  }
  const text = /^(tiny|medium|long)?text$/.exec(name);
  if (text !== null) return { characters: Number.POSITIVE_INFINITY, bytes: BYTES.get(text[1] ?? '') ?? 0 };
  const characters = Number(args[0] ?? 1);
  return { characters, bytes: characters * 4 };
}

function ofTexts(value: string, [from, was]: Place, [to, is]: Place): string | undefined {
  if (is.type.values !== undefined)
    return isText(was.type) && is.type.name === 'enum' ? noneOf(value, is.type) : undefined;
  const most = capacityOf(is.type);
  if (!isText(was.type)) {
    const digits = BITS.has(was.type.name) ? String(rangeOf(was.type)[0]).length + 1 : undefined;
    if (digits !== undefined) return digits <= most.characters ? '' : `CHAR_LENGTH(${value}) > ${most.characters}`;
    return was.type.name === 'uuid' && most.characters >= 36 ? '' : undefined;
  }
  const least = capacityOf(was.type);
  const [set = USUAL, other = USUAL] = [charsetOfColumn(from, was), charsetOfColumn(to, is)];
  const isLong = least.characters > most.characters;
  const isBig = most.characters === Number.POSITIVE_INFINITY && least.bytes > most.bytes;
  // Blanks at the end of a `char` are none of its own.
  const isTrimmed = is.type.name === 'char' && was.type.name !== 'char' && was.type.values === undefined;
  return either(
    isLong ? `CHAR_LENGTH(${value}) > ${most.characters}` : '',
    isBig ? `LENGTH(${value}) > ${most.bytes}` : '',
    isTrimmed ? `${value} LIKE '% '` : '',
    holdsAll(set, other) ? '' : `HEX(${value}) <> HEX(CONVERT(CONVERT(${value} USING ${other}) USING ${set}))`,
  );
}

const noneOf = (value: string, { values = [] }: DataType): string =>
  `${value} NOT IN (${values.map(literal).join(', ')})`;

function holdsAll(from: string, to: string): boolean {
  if (from === to || from === LEAST || MOST.has(to)) return true;
  return PART_OF.get(to)?.includes(from) === true;
}

function tooManyBytes(value: string, was: DataType, is: DataType): string {
  const size = ({ name, args }: DataType) =>
    name.endsWith('blob') ? (BYTES.get(name.slice(0, -'blob'.length)) ?? 0) : Number(args[0] ?? 1);
  // Those of a fixed number are filled up with zeros, which are cut off before.
  const bytes = was.name === 'binary' && is.name === 'varbinary' ? `TRIM(TRAILING X'00' FROM ${value})` : value;
  return size(is) >= size(was) ? '' : `LENGTH(${bytes}) > ${size(is)}`;
}

/** Bytes of a fixed number are filled up with zeros. */
function moreThanZeros(value: string, { args: [was = '1'] }: DataType, { args: [is = '1'] }: DataType): string {
  const more = Number(was) - Number(is);
  return more <= 0 ? '' : `SUBSTRING(${value}, ${Number(is) + 1}) <> REPEAT(X'00', ${more})`;
}

/** Moments that a TIMESTAMP holds in every time zone. */
const SAFE = "'1970-01-02 00:00:00' AND '2038-01-18 00:00:00'";

function ofMoments(value: string, was: DataType, is: DataType): string | undefined {
  const fraction = Number(is.args[0] ?? 0);
  const isCut = Number(was.args[0] ?? 0) > fraction;
  const words = new Set([was.name, is.name]);
  if (is.name === 'time' || was.name === 'time') {
    if (words.size > 1) return undefined;
    return isCut ? `MICROSECOND(${value}) % ${10 ** (6 - fraction)} <> 0` : '';
  }
  if (!/^(?:date|datetime|timestamp)$/.test(was.name)) return undefined;
  if (is.name === 'date') return was.name === 'date' ? '' : `TIME(${value}) <> '00:00:00'`;
  return either(
    isCut ? `MICROSECOND(${value}) % ${10 ** (6 - fraction)} <> 0` : '',
    is.name === 'timestamp' && was.name !== 'timestamp' ? `${value} NOT BETWEEN ${SAFE}` : '',
  );
}
