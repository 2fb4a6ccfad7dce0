/** The types whose values texts are: anything is written into them (PostgreSQL 18, CREATE CAST, "Notes"). */
export const TEXTS: readonly string[] = ['text', 'character varying', 'character', 'name'];

const WHOLE = ['smallint', 'integer', 'bigint'];
const BROKEN = ['numeric', 'real', 'double precision'];
const TIME = 'time without time zone';
const TIME_ZONED = 'time with time zone';
const TIMESTAMP = 'timestamp without time zone';
const TIMESTAMP_ZONED = 'timestamp with time zone';

/**
 * What the values of a type become without being asked: `pg_cast` of PostgreSQL 15 and 18, which say the same, where the context is not `e`,
 * without texts and without the types that name objects of the catalog.
 */
export const ASSIGNMENT_CASTS: Readonly<Record<string, readonly string[]>> = {
  smallint: [...WHOLE, ...BROKEN, 'oid'],
  integer: [...WHOLE, ...BROKEN, 'oid', 'money'],
  bigint: [...WHOLE, ...BROKEN, 'oid', 'money'],
  oid: ['integer', 'bigint'],
  numeric: [...WHOLE, ...BROKEN, 'money'],
  real: [...WHOLE, ...BROKEN],
  'double precision': [...WHOLE, ...BROKEN],
  money: ['numeric'],
  bit: ['bit varying'],
  'bit varying': ['bit'],
  cidr: ['inet'],
  inet: ['cidr'],
  macaddr: ['macaddr8'],
  macaddr8: ['macaddr'],
  json: ['jsonb'],
  jsonb: ['json'],
  date: [TIMESTAMP, TIMESTAMP_ZONED],
  [TIMESTAMP]: ['date', TIME, TIMESTAMP_ZONED],
  [TIMESTAMP_ZONED]: ['date', TIME, TIME_ZONED, TIMESTAMP],
  [TIME]: [TIME_ZONED, 'interval'],
  [TIME_ZONED]: [TIME],
  interval: [TIME],
  box: ['polygon'],
  path: ['polygon'],
  polygon: ['path'],
  point: ['box'],
};

/** The types of the server that only know what the table above says of them, so that its silence says something. */
export const CLOSED_TYPES: ReadonlySet<string> = new Set([
  ...[...TEXTS, ...Object.keys(ASSIGNMENT_CASTS), 'boolean', 'uuid', 'bytea', 'xml', 'tsvector', 'tsquery'],
  ...['int4range', 'int8range', 'numrange', 'daterange', 'tsrange', 'tstzrange', 'circle', 'line', 'lseg'],
]);
