import type { Expression } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import { literal, type Node } from '../expressions/node.js';
import { normalize } from '../expressions/normalize.js';
import { ONE_TABLE, print } from '../expressions/print.js';
import type { Written } from '../statements/definitions.js';
import { asDecimal, asDouble } from './numbers.js';
import { asDate, asTime } from './times.js';

/** An expression that sees one table, with its form. */
export function expressionOf(written: Written): Expression {
  return { text: written.text, form: print(normalize(written.node), ONE_TABLE) };
}

/**
 * The default of a column. The server turns a literal into the column's type and keeps that: 1 becomes 1.00 in a
 * `decimal(5,2)`, '2024-1-2' becomes '2024-01-02' in a `date`.
 */
export function defaultOf(written: Written | undefined, type: DataType): Expression | undefined {
  if (written === undefined) return undefined;
  const value = normalize(written.node);
  if (value.op === 'null') return undefined;
  const converted = convert(value, type);
  return { text: written.text, form: print(converted, ONE_TABLE) };
}

const INTEGERS = /^(?:tinyint|smallint|mediumint|int|bigint)$/;
const TEXTS = /^(?:char|varchar|tinytext|text|mediumtext|longtext|json|uuid|inet4|inet6)$/;
const BYTES = /^(?:binary|varbinary|tinyblob|blob|mediumblob|longblob)$/;

function convert(original: Node, type: DataType): Node {
  const value = plain(original);
  const text = textOf(value, type);
  if (text === undefined) return original;
  if (INTEGERS.test(type.name)) return literal('number', asDecimal(text, 0));
  if (type.name === 'decimal') return literal('number', asDecimal(text, Number(type.args[1] ?? 0)));
  if (type.name === 'float' || type.name === 'double') return literal('number', asDouble(text, type.args[1]));
  if (type.name === 'year') return literal('number', asYear(text));
  if (type.name === 'bit') return literal('bit', BigInt(asDecimal(text, 0)).toString(2));
  if (type.name === 'enum' || type.name === 'set') return literal('string', asMember(value, text, type));
  if (type.name === 'time') return literal('string', asTime(text, Number(type.args[0] ?? 0)));
  if (/^(?:date|datetime|timestamp)$/.test(type.name)) return literal('string', asDate(text, type));
  if (TEXTS.test(type.name)) return literal('string', text);
  if (!BYTES.test(type.name)) return original;
  return literal('string', type.name === 'binary' ? text.padEnd(Number(type.args[0] ?? 1), '\0') : text);
}

function plain(value: Node): Node {
  const [inner] = value.args;
  return inner !== undefined && (value.op === 'introduced' || value.op === 'date literal') ? plain(inner) : value;
}

function textOf(value: Node, type: DataType): string | undefined {
  if (value.op === 'string' || value.op === 'number') return bitsOfText(value, type) ?? value.text;
  if (value.op !== 'hex' && value.op !== 'bit') return undefined;
  const bytes = value.op === 'hex' ? value.text : BigInt(`0b${value.text}`).toString(16);
  const isNumber = INTEGERS.test(type.name) || /^(?:decimal|float|double|year|bit)$/.test(type.name);
  if (isNumber) return BigInt(`0x${bytes === '' ? '0' : bytes}`).toString();
  return Buffer.from(bytes.padStart(bytes.length + (bytes.length % 2), '0'), 'hex').toString();
}

// A string in a bit column is the bits of its characters.
function bitsOfText(value: Node, type: DataType): string | undefined {
  if (type.name !== 'bit' || value.op !== 'string') return undefined;
  const bytes = Buffer.from(value.text).toString('hex');
  return bytes === '' ? '0' : BigInt(`0x${bytes}`).toString();
}

function asYear(text: string): string {
  const year = Number(text);
  if (Number.isNaN(year) || text.length > 3) return text;
  if (year === 0) return text === '0' || text === '00' ? '0000' : text;
  return String(year < 70 ? 2000 + year : 1900 + year);
}

function asMember(value: Node, text: string, type: DataType): string {
  const values = type.values ?? [];
  if (value.op === 'number') {
    return type.name === 'enum'
      ? (values[Number(text) - 1] ?? text)
      : values.filter((_, index) => (BigInt(asDecimal(text, 0)) >> BigInt(index)) & 1n).join(',');
  }
  if (type.name === 'enum') return values.find((one) => one === text) ?? memberLike(values, text) ?? text;
  const chosen = new Set(text.toLowerCase().split(','));
  return values.filter((one) => chosen.has(one.toLowerCase())).join(',');
}

/** Letters are the same whatever their case and accents, as most collations have it; blanks at the end say nothing. */
function memberLike(values: readonly string[], text: string): string | undefined {
  const isAlike = (one: string) => one.localeCompare(text.trimEnd(), 'en', { sensitivity: 'base' }) === 0;
  return values.find((one) => one.toLowerCase() === text.toLowerCase()) ?? values.find(isAlike);
}

/**
 * Why a column cannot have a default, in the words of its owner. Measured on MariaDB 10.11, which refuses these in
 * every `sql_mode`. It takes a number for the place of a member, but only where one is written like the number.
 */
export function defaultProblem(written: Written, type: DataType): string | undefined {
  const value = plain(normalize(written.node));
  if (value.op !== 'string' && value.op !== 'number') return undefined;
  return isHeld(value, type) ? undefined : `has a default that it cannot hold: ${written.text}`;
}

function isHeld({ op, text }: Node, type: DataType): boolean {
  const { name, args, values = [] } = type;
  if (name === 'enum') return memberLike(values, text) !== undefined;
  if (name === 'set') return text === '' || text.split(',').every((one) => memberLike(values, one) !== undefined);
  if (/^(?:var)?char$/.test(name)) return [...text.trimEnd()].length <= Number(args[0]);
  const isCounted = INTEGERS.test(name) || /^(?:decimal|float|double)$/.test(name);
  return op === 'number' || !isCounted || /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(text);
}
