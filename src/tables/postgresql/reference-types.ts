const WHOLE = ['smallint', 'integer', 'bigint'];
const NUMBERS = [...WHOLE, 'numeric', 'real', 'double precision'];
const TEXTS = ['text', 'character varying', 'character', 'name', '"char"'];
const DATES = ['date', 'timestamp without time zone', 'timestamp with time zone'];
const BITS = ['bit', 'bit varying'];
const NETS = ['inet', 'cidr'];
const MACS = ['macaddr', 'macaddr8'];
const TIME = 'time without time zone';
const TIME_ZONED = 'time with time zone';

/**
 * Of which types a column is that refers to one of a type: those that its operator family compares with it, or that
 * become it by themselves (`ATAddForeignKeyConstraint` in tablecmds.c; each pair was tried on PostgreSQL 15).
 * A type that is not here may be referred to by any.
 */
export const REFERRING_TYPES: Readonly<Record<string, readonly string[]>> = {
  smallint: WHOLE,
  integer: WHOLE,
  bigint: WHOLE,
  numeric: [...WHOLE, 'numeric'],
  real: NUMBERS,
  'double precision': NUMBERS,
  money: ['money'],
  text: TEXTS,
  'character varying': TEXTS,
  character: ['text', 'character varying', 'character'],
  boolean: ['boolean'],
  bytea: ['bytea'],
  uuid: ['uuid'],
  jsonb: ['jsonb'],
  date: DATES,
  'timestamp without time zone': DATES,
  'timestamp with time zone': DATES,
  [TIME]: [TIME],
  [TIME_ZONED]: [TIME, TIME_ZONED],
  interval: ['interval', TIME],
  bit: BITS,
  'bit varying': BITS,
  inet: NETS,
  cidr: NETS,
  macaddr: MACS,
  macaddr8: MACS,
  pg_lsn: ['pg_lsn'],
  tsvector: ['tsvector'],
  tsquery: ['tsquery'],
};

/** The types that the table above says all of: what is not beside them there is refused. */
export const COMPARED_TYPES: ReadonlySet<string> = new Set([
  ...[...Object.keys(REFERRING_TYPES), 'json', 'xml', 'point', 'line', 'box', 'path', 'polygon', 'circle'],
]);
