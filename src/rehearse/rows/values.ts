import type { Catalog } from '../../model/catalog/catalog.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Hints } from './hints.js';
import { allHints, hintedValue, NO_HINTS } from './hints.js';
import type { Random } from './random.js';
import { SHAPES } from './shapes.js';

/** What a value is made from. */
export interface ValueContext {
  readonly catalog: Catalog;
  readonly random: Random;
  /** Of the row, from 1: what must differ from row to row is made of it. */
  readonly ordinal: number;
  /** Whether the value must differ from row to row. */
  readonly isDistinct: boolean;
}

type Make = (type: DataType, context: ValueContext, hints: Hints) => string;

const WORDS = ['ada', 'bela', 'coro', 'dani', 'edna', 'fritz', 'gita', "O'Hara", 'Zoë', 'x y', 'tail '];
const DAY = 86_400_000;
const EPOCH = Date.UTC(2024, 0, 1);

const whole =
  (most: number): Make =>
  (type, { random, ordinal, isDistinct }) => {
    if (isDistinct) return String(ordinal);
    const least = type.isUnsigned === true ? 0 : -Math.min(most, 1000);
    return String(random.chance(0.8) ? random.between(0, Math.min(most, 1000)) : random.between(least, most));
  };

const text: Make = (type, { random, ordinal, isDistinct }, { lengths }) => {
  const most = Number(type.args[0] ?? 40);
  const word = random.pick(WORDS) ?? 'a';
  const made = isDistinct ? `${ordinal}${word}` : random.chance(0.05) ? '' : word;
  const length = random.pick(lengths);
  if (length === undefined) return [...made].slice(0, most).join('').trimEnd();
  const wanted = Math.min(most, Math.max(0, length + random.between(-1, 1)));
  return made.padEnd(wanted, 'abcdefghij').slice(0, wanted);
};

const decimal: Make = (type, { random, ordinal, isDistinct }) => {
  const scale = type.args.length === 0 ? 2 : Number(type.args[1] ?? 0);
  const digits = Math.max(0, Number(type.args[0] ?? 12) - Math.max(scale, 0));
  const most = Math.min(10 ** Math.min(digits, 9) - 1, 100_000);
  const number = isDistinct ? ordinal : random.between(0, Math.max(0, most));
  if (scale <= 0) return String(number);
  return `${number}.${String(random.between(0, 10 ** Math.min(scale, 6) - 1)).padStart(Math.min(scale, 6), '0')}`;
};

const moment = ({ random, ordinal, isDistinct }: ValueContext) => {
  return new Date(
    EPOCH + (isDistinct ? ordinal * DAY : random.between(0, 700) * DAY) + random.between(0, 86_399) * 1000,
  );
};
const date: Make = (_, context) => moment(context).toISOString().slice(0, 10);
const time: Make = (_, context) => moment(context).toISOString().slice(11, 19);
const timestamp: Make = (_, context) => moment(context).toISOString().slice(0, 19).replace('T', ' ');
const hex = (digits: number, { random, ordinal, isDistinct }: ValueContext) => {
  const tail = isDistinct ? ordinal.toString(16) : '';
  const head = Array.from({ length: Math.max(0, digits - tail.length) }, () => random.between(0, 15).toString(16)).join(
    '',
  );
  return (head + tail).slice(-digits);
};
const bits: Make = (type, context) => {
  const length = Number(type.args[0] ?? 1);
  return context.isDistinct
    ? context.ordinal.toString(2).padStart(length, '0').slice(-length)
    : Array.from({ length }, () => context.random.between(0, 1)).join('');
};
const point = ({ random, ordinal }: ValueContext) => `(${ordinal},${random.between(0, 90)})`;
const range =
  (make: Make): Make =>
  (type, context) => {
    const { ordinal } = context;
    // Ranges of different rows do not overlap: exclusion constraints are what they are mostly for.
    const edge = (at: number) => make(type, { ...context, ordinal: at, isDistinct: true }, NO_HINTS);
    return `[${quotedIn(edge(ordinal * 2))},${quotedIn(edge(ordinal * 2 + 1))})`;
  };
const multirange =
  (make: Make): Make =>
  (...of) =>
    `{${range(make)(...of)}}`;
const day: Make = (_, { ordinal }) => new Date(EPOCH + ordinal * DAY).toISOString().slice(0, 10);
const json: Make = (_, { random, ordinal }) => JSON.stringify({ id: ordinal, name: random.pick(WORDS) });

/** How values of the types that a server brings along are made, by the names that it prints. */
const MAKERS: Readonly<Record<string, Make>> = {
  smallint: whole(32_767),
  integer: whole(2_147_483_647),
  bigint: whole(9_000_000_000_000),
  tinyint: (type, context, hints) => whole(type.args[0] === '1' ? 1 : 127)(type, context, hints),
  mediumint: whole(8_388_607),
  int: whole(2_147_483_647),
  oid: whole(100_000),
  year: (_, { random }) => String(2000 + random.between(0, 50)),
  numeric: decimal,
  decimal,
  real: decimal,
  'double precision': decimal,
  float: decimal,
  double: decimal,
  money: (_, { random }) => `${random.between(0, 1000)}.50`,
  boolean: (_, { random }) => (random.chance(0.5) ? 'true' : 'false'),
  'character varying': text,
  character: (type, context, hints) => text(type.args.length === 0 ? { ...type, args: ['1'] } : type, context, hints),
  varchar: text,
  char: (type, context, hints) => text(type.args.length === 0 ? { ...type, args: ['1'] } : type, context, hints),
  '"char"': (_, { random }) => random.pick([...'abc']) ?? 'a',
  text,
  tinytext: text,
  mediumtext: text,
  longtext: text,
  name: text,
  citext: text,
  binary: (type, ...of) => filledUp(text(type, ...of), type),
  varbinary: text,
  tinyblob: text,
  blob: text,
  mediumblob: text,
  longblob: text,
  bytea: (_, context) => `\\x${hex(8, context)}`,
  uuid: (_, context) => hex(32, context).replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-'),
  date,
  'time without time zone': time,
  'time with time zone': (...of) => `${time(...of)}+00`,
  time,
  'timestamp without time zone': timestamp,
  'timestamp with time zone': (...of) => `${timestamp(...of)}+00`,
  timestamp,
  datetime: timestamp,
  interval: (_, { random }) => `${random.between(0, 30)} days ${random.between(0, 23)} hours`,
  json,
  jsonb: json,
  xml: (_, { ordinal }) => `<row id="${ordinal}"/>`,
  inet: (_, { random, ordinal }) => `10.${random.between(0, 255)}.${ordinal % 256}.1`,
  cidr: (_, { ordinal }) => `10.${ordinal % 256}.0.0/16`,
  inet4: (_, { ordinal }) => `10.0.${Math.floor(ordinal / 256) % 256}.${ordinal % 256}`,
  inet6: (_, { ordinal }) => `2001:db8::${(ordinal % 65_535).toString(16)}`,
  macaddr: (_, context) => hex(12, context).match(/../g)?.join(':') ?? '',
  macaddr8: (_, context) => hex(16, context).match(/../g)?.join(':') ?? '',
  bit: bits,
  'bit varying': (type, ...of) => bits(type.args.length === 0 ? { ...type, args: ['8'] } : type, ...of),
  point: (_, context) => point(context),
  line: () => '{1,-1,0}',
  lseg: (_, context) => `[${point(context)},(0,0)]`,
  box: (_, { ordinal }) => `((${ordinal * 2},0),(${ordinal * 2 + 1},1))`,
  path: (_, context) => `(${point(context)},(0,0))`,
  polygon: (_, context) => `(${point(context)},(0,0),(1,0))`,
  circle: (_, { ordinal }) => `<(${ordinal * 2},0),0.5>`,
  tsvector: (_, { random }) => random.pick(['ada', 'bela coro'] as const) ?? 'ada',
  tsquery: () => 'ada & bela',
  int4range: range(whole(1e9)),
  int8range: range(whole(1e9)),
  numrange: range(whole(1e9)),
  daterange: range(day),
  tsrange: range(day),
  tstzrange: range(day),
  int4multirange: multirange(whole(1e9)),
  int8multirange: multirange(whole(1e9)),
  nummultirange: multirange(whole(1e9)),
  datemultirange: multirange(day),
  tsmultirange: multirange(day),
  tstzmultirange: multirange(day),
  pg_lsn: (_, context) => `0/${hex(6, context).toUpperCase()}`,
  regclass: () => 'pg_class',
  regtype: () => 'integer',
  regproc: () => 'now',
  hstore: (_, { ordinal }) => `id=>${ordinal}`,
  ltree: (_, { ordinal }) => `top.n${ordinal}`,
  enum: ({ values = [] }, { random }) => random.pick(values) ?? '',
  set: ({ values = [] }, { random }) => random.pick(values) ?? '',
};

/** Bytes of a fixed number: what is shorter is filled up with zeros, and read otherwise than it was written. */
export function filledUp(value: string, { name, args }: DataType): string {
  return name === 'binary' ? value.replaceAll(/[^ -~]/g, 'e').padEnd(Number(args[0] ?? 1), 'abcdefghij') : value;
}

const NUMBERS =
  /^(?:smallint|integer|bigint|tinyint|mediumint|int|numeric|decimal|real|double|double precision|float|money|oid|year)$/;

/**
 * A value of a type, as its text.
 *
 * @param hints what conditions say of it; often followed, not always
 * @returns nothing for a type that no value is known of
 */
export function makeValue(type: DataType, context: ValueContext, hints: Hints): string | undefined {
  const { random } = context;
  if (type.isArray) {
    const length = random.pick(hints.lengths) ?? random.between(0, 3);
    const element = { ...type, isArray: false };
    const values = Array.from({ length: Math.min(length, 20) }, () =>
      makeValue(element, context, { ...hints, lengths: [] }),
    );
    return values.includes(undefined) ? undefined : `{${values.map((value) => quotedIn(value as string)).join(',')}}`;
  }
  if (type.schema !== '') return valueOfOwnType(type, context, hints);
  if (random.chance(0.75)) {
    const hinted = hintedValue(
      hints,
      NUMBERS.test(type.name),
      random,
      context.isDistinct ? context.ordinal : undefined,
    );
    if (hinted !== undefined) return hinted;
  }
  if (context.catalog.dialect !== 'postgresql' && Object.hasOwn(SHAPES, type.name)) return SHAPES[type.name]?.(context);
  const make = Object.hasOwn(MAKERS, type.name) ? MAKERS[type.name] : undefined;
  return make?.(type, context, hints);
}

function valueOfOwnType(type: DataType, context: ValueContext, hints: Hints): string | undefined {
  const { random, catalog } = context;
  const own = catalog.types.find(({ schema, name }) => schema === type.schema && name === type.name);
  switch (own?.type) {
    case 'enum':
      return random.pick(own.values);
    case 'domain': {
      const said = allHints(
        own.constraints.map(({ expression }) => expression.text),
        'value',
      );
      const both = {
        values: [...hints.values, ...said.values],
        lengths: [...hints.lengths, ...said.lengths],
        patterns: [...hints.patterns, ...said.patterns],
      };
      return makeValue(own.base, context, both);
    }
    case 'composite': {
      const values = own.attributes.map((attribute) => makeValue(attribute.type, context, NO_HINTS));
      return values.includes(undefined) ? undefined : `(${values.map((value) => quotedIn(value as string)).join(',')})`;
    }
    case 'range': {
      const edge = (at: number) =>
        makeValue(own.subtype, { ...context, ordinal: at, isDistinct: true }, NO_HINTS) ?? '';
      return `[${quotedIn(edge(context.ordinal * 2))},${quotedIn(edge(context.ordinal * 2 + 1))})`;
    }
    default:
      // Types of extensions have a schema, and are known by their names.
      return Object.hasOwn(MAKERS, type.name) ? MAKERS[type.name]?.(type, context, hints) : undefined;
  }
}

/** A value within an array, a row or a range. */
function quotedIn(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
