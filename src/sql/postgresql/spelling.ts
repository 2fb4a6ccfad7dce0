import { hashOf } from '../../lib/hash.js';
import { objectName } from '../../lib/object-name.js';
import { quoteIdentifier, quoteLiteral } from '../../lib/quote.js';
import type { Name, Options } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { SequenceOptions } from '../../model/catalog/objects.js';
import type { Column, Identity, IndexKey } from '../../model/catalog/table.js';

/** A name in quotes, whatever is in it. */
export function id(name: string): string {
  return quoteIdentifier(name, '"');
}

/** A text as a constant. */
export function literal(text: string): string {
  return quoteLiteral(text, 'postgresql');
}

/** A name with its schema. */
export function full({ schema, name }: Name): string {
  return schema === '' ? id(name) : `${id(schema)}.${id(name)}`;
}

/** A list of columns in brackets. */
export function columnList(columns: readonly string[]): string {
  return `(${columns.map(id).join(', ')})`;
}

/** Types whose precision stands behind the first word: `timestamp(3) with time zone`. */
const SPLIT = /^(time|timestamp)( with(?:out)? time zone)$/;

/** A type as a statement writes it. */
export function typeText({ schema, name, args, isArray }: DataType): string {
  const brackets = isArray ? '[]' : '';
  if (schema !== '') return `${full({ schema, name })}${inBrackets(args)}${brackets}`;
  const split = SPLIT.exec(name);
  if (split !== null) return `${split[1]}${inBrackets(args)}${split[2]}${brackets}`;
  if (name === 'interval') return `${intervalText(args)}${brackets}`;
  return `${name}${inBrackets(args)}${brackets}`;
}

function inBrackets(args: readonly string[]): string {
  return args.length === 0 ? '' : `(${args.join(',')})`;
}

/** `interval day to second(3)`: the fields come first, and the precision belongs to the seconds. */
function intervalText(args: readonly string[]): string {
  const fields = args.find((each) => /^[a-z]/.test(each));
  const precision = args.filter((each) => each !== fields);
  return fields === undefined ? `interval${inBrackets(args)}` : `interval ${fields}${inBrackets(precision)}`;
}

/** The default collations of the server, which live in its own schema. */
export function collate(collation: string | undefined): string {
  return collation === undefined ? '' : ` COLLATE ${dotted(collation)}`;
}

/** A name that a catalog holds as one text, `schema.name` or a name alone. */
export function dotted(name: string): string {
  const at = name.indexOf('.');
  return at < 0 ? id(name) : `${id(name.slice(0, at))}.${id(name.slice(at + 1))}`;
}

/** Storage parameters in brackets; nothing when there are none. */
export function optionList(options: Options): string {
  const entries = Object.entries(options);
  if (entries.length === 0) return '';
  return `(${entries.map(([name, value]) => `${optionName(name)} = ${optionValue(value)}`).join(', ')})`;
}

/** `toast.autovacuum_enabled` is two names. */
export function optionName(name: string): string {
  return name
    .split('.')
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : id(part)))
    .join('.');
}

function optionValue(value: string): string {
  return /^(?:-?\d+(?:\.\d+)?|true|false|on|off)$/.test(value) ? value : literal(value);
}

/** `OPTIONS (…)` of foreign objects. */
export function foreignOptions(options: Options | undefined): string {
  const entries = Object.entries(options ?? {});
  if (entries.length === 0) return '';
  return ` OPTIONS (${entries.map(([name, value]) => `${id(name)} ${literal(value)}`).join(', ')})`;
}

/** What an index or an exclusion constraint holds. */
export function indexKey(key: IndexKey, method: string): string {
  const subject = key.column === undefined ? `(${key.expression?.text ?? ''})` : id(key.column);
  const operators = key.operatorClass === undefined ? '' : ` ${dotted(key.operatorClass)}`;
  const parameters = optionList(key.operatorClassOptions ?? {});
  return `${subject}${collate(key.collation)}${operators}${parameters && ` ${parameters}`}${orderOf(key, method)}`;
}

function orderOf({ order, nulls }: IndexKey, method: string): string {
  if (method !== 'btree') return '';
  const usual = order === 'asc' ? 'last' : 'first';
  return `${order === 'desc' ? ' DESC' : ''}${nulls === usual ? '' : ` NULLS ${nulls.toUpperCase()}`}`;
}

/** What follows the name of a sequence. */
export function sequenceOptions({ type, start, increment, minimum, maximum, cache, cycles }: SequenceOptions): string {
  const bounds = `MINVALUE ${minimum} MAXVALUE ${maximum} START WITH ${start} CACHE ${cache}`;
  return `AS ${type} INCREMENT BY ${increment} ${bounds}${cycles ? ' CYCLE' : ' NO CYCLE'}`;
}

/** The options of an identity column's sequence, whose type is the column's. */
export function identityOptions({ sequence, name }: Identity): string {
  const called = name === undefined ? '' : `SEQUENCE NAME ${id(name)} `;
  return `(${called}${sequenceOptions(sequence).replace(/^AS \S+ /, '')})`;
}

const NAME_BYTES = 63;

/**
 * A name that the server does not cut (PostgreSQL, Lexical Structure: 63 bytes): one that is longer ends with what tells
 * it from others that begin alike.
 *
 * @param parts what it is made of, where others could be the same when put together
 */
export function fittingName(name: string, parts: unknown = name): string {
  const lengthOf = (text: string) => new TextEncoder().encode(text).length;
  if (lengthOf(name) <= NAME_BYTES) return name;
  const end = `_${hashOf(parts, 10)}`;
  const letters = [...name];
  while (lengthOf(letters.join('') + end) > NAME_BYTES) letters.pop();
  return letters.join('') + end;
}

/** What the sequence of an identity column is called. */
export function counterOf({ schema, name }: Name, column: Column): Name {
  return { schema, name: column.identity?.name ?? objectName(name, column.name, 'seq') };
}

/**
 * Begins a sequence anew where its number is out of what its options allow; otherwise it goes on.
 *
 * @param sequence what stands for it, as a `regclass`
 */
export function restart(sequence: string, { minimum, maximum, start }: SequenceOptions, alter: string): string {
  const named = `pg_catalog.to_regclass(pg_catalog.format('%I.%I', schemaname, sequencename)) = ${sequence}`;
  const isOut = `coalesce(last_value, start_value) NOT BETWEEN ${minimum} AND ${maximum}`;
  return when(`SELECT FROM pg_catalog.pg_sequences WHERE ${named} AND ${isOut}`, `${alter} RESTART WITH ${start}`);
}

/** A body between dollars that it does not hold. */
export function dollars(body: string): string {
  let tag = '$$';
  for (let number = 1; body.includes(tag) || body.endsWith('$'); number++) {
    if (!body.includes(tag) && tag !== '$$') break;
    tag = `$body${number}$`;
  }
  return `${tag}${body}${tag}`;
}

/** What a name stands for, or nothing. */
export function reg(type: 'regclass' | 'regtype' | 'regprocedure', name: string): string {
  return `pg_catalog.to_${type}(${literal(name)})`;
}

/** Finds a relation. */
export function relationQuery(relation: Name): string {
  return `SELECT WHERE ${reg('regclass', full(relation))} IS NOT NULL`;
}

/** A statement that is only run when a query finds nothing: what has no `IF NOT EXISTS` of its own. */
export function unless(query: string, statement: string): string {
  return `DO ${dollars(`BEGIN IF NOT EXISTS (${query}) THEN ${statement}; END IF; END`)}`;
}

/** A statement that is only run when a query finds something. */
export function when(query: string, statement: string): string {
  return `DO ${dollars(`BEGIN IF EXISTS (${query}) THEN ${statement}; END IF; END`)}`;
}

const GUARDED = /^DO (\$\w*\$)BEGIN IF (?:NOT )?EXISTS (\([\s\S]*); END IF; END\1$/;
const PARTS = /E'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|[\s\S]/g;

/** The statement that `unless` or `when` has wrapped; any other one as it is. */
export function unguarded(statement: string): string {
  const inner = GUARDED.exec(statement)?.[2] ?? '';
  let depth = 0;
  for (const { 0: part, index } of inner.matchAll(PARTS)) {
    if (part === '(') depth++;
    else if (part === ')') depth--;
    // What a block only performs is a query like any other.
    if (depth === 0)
      return unguarded(inner.slice(index + ') THEN '.length).replaceAll(/(?<=^|; )PERFORM /g, 'SELECT '));
  }
  return statement;
}
