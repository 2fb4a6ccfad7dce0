import { mentions } from '../../lib/form-uses.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { KnownSchema, KnownTable } from './known.js';
import { domainOf } from './known-schema.js';

/** What a server does with the values when a column gets another type. */
export type Conversion = 'kept' | 'reindexed' | 'rewritten' | 'unknown';

/** Types of one storage, to which and from which nothing is converted (`pg_cast.castmethod = 'b'`). */
const BINARY: Readonly<Record<string, readonly string[]>> = {
  text: ['character varying'],
  'character varying': ['text'],
  xml: ['text', 'character varying'],
  cidr: ['inet'],
  'bit varying': [],
  bit: ['bit varying'],
};

/** Types that are one number of four bytes, compared by other operators than that: their indexes are built anew. */
const NUMBERS = ['integer', 'oid', 'regclass', 'regproc', 'regtype', 'regrole', 'regnamespace'];

/** What the precision of a time is when the type says none. */
const MOST_PRECISE = 6;

/** Whether another type of a column means that its values are written anew, measured on PostgreSQL 10 to 18. */
export function conversionOf(
  known: KnownSchema,
  from: DataType | undefined,
  to: DataType,
  settings: { readonly version: number; readonly isUtc: boolean },
): Conversion {
  if (from === undefined) return 'unknown';
  const [source, target] = [domainOf(known, from), domainOf(known, to)];
  if (target?.isConstrained) return isSame(from, to) ? 'kept' : 'rewritten';
  // What comes from a domain shows no length, so that the server cuts every value to that of the new type.
  if (source !== undefined && !isSame(from, to) && (target?.base ?? to).args.length > 0) return 'rewritten';
  if (source !== undefined || target !== undefined) {
    return conversionOf(known, source?.base ?? from, target?.base ?? to, settings);
  }
  if (isSame(from, to)) return 'kept';
  if (from.isArray || to.isArray || from.schema !== '' || to.schema !== '') return 'rewritten';
  if (from.name === to.name) return keepsArguments(from, to) ? 'kept' : 'rewritten';
  if (BINARY[from.name]?.includes(to.name)) {
    return to.args.length === 0 || (from.name !== 'bit' && keepsLength(from, to)) ? 'kept' : 'rewritten';
  }
  if (NUMBERS.includes(from.name) && NUMBERS.includes(to.name)) return 'reindexed';
  const isZone = /^timestamp with(out)? time zone$/;
  const isMoved = isZone.test(from.name) && isZone.test(to.name) && keepsPrecision(from, to);
  return isMoved && settings.isUtc && settings.version >= 12 ? 'reindexed' : 'rewritten';
}

function isSame(from: DataType, to: DataType): boolean {
  const written = (type: DataType) => `${type.schema}.${type.name}(${type.args.join(',')})${type.isArray ? '[]' : ''}`;
  return written(from) === written(to);
}

function keepsArguments(from: DataType, to: DataType): boolean {
  switch (from.name) {
    case 'character varying':
    case 'bit varying':
      return keepsLength(from, to);
    case 'numeric':
      return to.args.length === 0 || (from.args[1] === to.args[1] && isAtLeast(to.args[0], from.args[0]));
    case 'interval':
    case 'time without time zone':
    case 'time with time zone':
    case 'timestamp without time zone':
    case 'timestamp with time zone':
      return keepsPrecision(from, to);
    default:
      return false;
  }
}

function keepsLength(from: DataType, to: DataType): boolean {
  return to.args.length === 0 || isAtLeast(to.args[0], from.args[0]);
}

function keepsPrecision(from: DataType, to: DataType): boolean {
  const precision = ({ args }: DataType) => (args.length === 0 ? MOST_PRECISE : Number(args.at(-1)));
  return precision(to) >= precision(from);
}

function isAtLeast(value: string | undefined, least: string | undefined): boolean {
  return value !== undefined && least !== undefined && Number(value) >= Number(least);
}

/** What of a table is checked or built again although the values stay: checks, partial indexes, expressions. */
export function dependingOn({ constraints, indexes }: KnownTable, column: string) {
  const holds = (expression: string | undefined) => expression !== undefined && mentions(expression, column);
  return {
    checks: constraints.filter(({ type, expression }) => type === 'check' && holds(expression)),
    indexes: indexes.filter(({ columns }) => columns.includes(column)),
    expressions: indexes.filter(({ expressions }) => expressions.some(holds)),
    foreignKeys: constraints.filter(({ type, columns }) => type === 'foreign_key' && columns.includes(column)),
  };
}
