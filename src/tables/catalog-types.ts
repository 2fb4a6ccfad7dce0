import type { Dialect } from '../model/catalog/common.js';

/**
 * Bits of the whole numbers of a type (PostgreSQL 15, table 8.2 "Numeric Types"; MySQL 8.4, "Integer Types";
 * `oid` and `serial` have no type of their own here).
 */
export const INTEGER_BITS = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  integer: 32,
  int: 32,
  bigint: 64,
} as const satisfies Record<string, number>;

/** Bits that a floating-point number keeps exactly (IEEE 754): single and double precision. */
export const MANTISSA_BITS: Readonly<Record<Dialect, Readonly<Record<string, number>>>> = {
  postgresql: { real: 24, 'double precision': 53 },
  mysql: { float: 24, double: 53 },
  mariadb: { float: 24, double: 53 },
};

/** Digits of a decimal number when the type says none; `undefined` is as many as there are. */
export const DECIMAL_DEFAULT: Readonly<Record<Dialect, readonly [precision: number, scale: number] | undefined>> = {
  postgresql: undefined,
  // "Fixed-Point Types": DECIMAL is DECIMAL(10,0).
  mysql: [10, 0],
  mariadb: [10, 0],
};

/** What texts may hold: characters or bytes, and whether the server fills them up with blanks. */
export const TEXTS: Readonly<Record<string, TextFacts>> = {
  'character varying': {},
  varchar: {},
  character: { isPadded: true, length: 1 },
  char: { isPadded: true, length: 1 },
  text: {},
  citext: { ignoresCase: true },
  name: { length: 63 },
};

/** MySQL's texts and blobs hold so many bytes (8.4, "Data Type Storage Requirements"). */
export const TEXT_BYTES = {
  tinytext: 255,
  text: 65_535,
  mediumtext: 16_777_215,
  longtext: 4_294_967_295,
  tinyblob: 255,
  blob: 65_535,
  mediumblob: 16_777_215,
  longblob: 4_294_967_295,
} as const satisfies Record<string, number>;

interface TextFacts {
  readonly isPadded?: boolean;
  readonly ignoresCase?: boolean;
  /** When the type says none; absent is without limit. */
  readonly length?: number;
}

/** Bytes of the longest character (MySQL 8.4, "Supported Character Sets and Collations"); those not here are 1. */
export const CHARACTER_BYTES: Readonly<Record<string, number>> = {
  utf8mb4: 4,
  utf16: 4,
  utf16le: 4,
  utf32: 4,
  gb18030: 4,
  utf8mb3: 3,
  utf8: 3,
  eucjpms: 3,
  ujis: 3,
  ucs2: 2,
  big5: 2,
  cp932: 2,
  euckr: 2,
  gb2312: 2,
  gbk: 2,
  sjis: 2,
};

/** Character sets that hold whatever another one does. */
export const WIDER_CHARACTER_SETS: Readonly<Record<string, readonly string[]>> = {
  ascii: ['latin1', 'utf8mb3', 'utf8mb4', 'utf16', 'utf32', 'ucs2', 'gb18030'],
  latin1: ['utf8mb3', 'utf8mb4', 'utf16', 'utf32', 'ucs2', 'gb18030'],
  ucs2: ['utf8mb3', 'utf8mb4', 'utf16', 'utf32', 'gb18030'],
  utf8mb3: ['utf8mb4', 'utf16', 'utf32', 'gb18030'],
  utf8mb4: ['utf16', 'utf32', 'gb18030'],
  utf16: ['utf8mb4', 'utf32', 'gb18030'],
  utf32: ['utf8mb4', 'utf16', 'gb18030'],
};

/** What a moment in time says: a day, a time of day, both; in a time zone or not; digits of the second by default. */
export const TIMES: Readonly<Record<Dialect, Readonly<Record<string, TimeFacts>>>> = {
  postgresql: {
    date: { hasDay: true },
    'time without time zone': { hasTime: true, digits: 6 },
    'time with time zone': { hasTime: true, hasZone: true, digits: 6 },
    'timestamp without time zone': { hasDay: true, hasTime: true, digits: 6 },
    'timestamp with time zone': { hasDay: true, hasTime: true, hasZone: true, digits: 6 },
  },
  mysql: {
    date: { hasDay: true },
    time: { hasTime: true, digits: 0 },
    datetime: { hasDay: true, hasTime: true, digits: 0 },
    // "The DATE, DATETIME, and TIMESTAMP Types": 1970 to 2038, kept in UTC and shown in the session's zone.
    timestamp: { hasDay: true, hasTime: true, hasZone: true, digits: 0, isShort: true },
  },
  mariadb: {
    date: { hasDay: true },
    time: { hasTime: true, digits: 0 },
    datetime: { hasDay: true, hasTime: true, digits: 0 },
    timestamp: { hasDay: true, hasTime: true, hasZone: true, digits: 0, isShort: true },
  },
};

export interface TimeFacts {
  readonly hasDay?: boolean;
  readonly hasTime?: boolean;
  readonly hasZone?: boolean;
  readonly digits?: number;
  /** Whether it ends in 2038. */
  readonly isShort?: boolean;
}

/** What a `geometry` may be (MySQL 8.4, "Spatial Data Types"; of PostGIS and PostgreSQL `point` is another one). */
const GEOMETRIES = [
  ...(['point', 'linestring', 'polygon', 'multipoint', 'multilinestring', 'multipolygon'] as const),
  'geometrycollection',
] as const;

/** Pairs of single types that no family covers. */
export const SPECIAL_FITS: Readonly<
  Record<string, Readonly<Record<string, readonly [relation: 'widens' | 'narrows' | 'reinterprets', loss: string]>>>
> = {
  json: { jsonb: ['reinterprets', 'the order of keys, repeated keys and white space are lost'] },
  jsonb: { json: ['reinterprets', 'repeated keys and white space are kept, and containment operators are gone'] },
  cidr: { inet: ['widens', 'addresses with host bits pass as well'] },
  inet: { cidr: ['narrows', 'addresses with host bits no longer pass'] },
  macaddr: { macaddr8: ['widens', 'addresses of eight bytes pass as well'] },
  ...Object.fromEntries(
    GEOMETRIES.map((name) => [name, { geometry: ['widens', 'geometries of other kinds pass as well'] as const }]),
  ),
  geometry: Object.fromEntries(
    GEOMETRIES.map((name) => [name, ['narrows', `only geometries of type ${name} fit`] as const]),
  ),
  macaddr8: { macaddr: ['narrows', 'addresses of eight bytes no longer pass'] },
  'time without time zone': { interval: ['widens', 'durations beyond a day pass as well'] },
  interval: { 'time without time zone': ['narrows', 'days, months and years are lost'] },
};
