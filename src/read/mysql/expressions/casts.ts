import type { Cursor } from '../text/cursor.js';
import { type Node, node } from './node.js';
import { readExpression } from './operators.js';

/** `CAST(a AS type)` between its brackets. */
export function readCast(cursor: Cursor): Node {
  const value = readExpression(cursor);
  const zone = cursor.accept('AT', 'TIME', 'ZONE') ? ` at time zone ${readExpression(cursor).text}` : '';
  cursor.expect('AS');
  return node('cast', [value], readCastType(cursor) + zone);
}

/** `CONVERT(a, type)` and `CONVERT(a USING charset)` between their brackets. */
export function readConvert(cursor: Cursor): Node {
  const value = readExpression(cursor);
  if (cursor.accept('USING')) return node('convert', [value], cursor.take().text.toLowerCase());
  cursor.expect(',');
  return node('cast', [value], readCastType(cursor));
}

/** The type of a cast in the words of the server. */
export function readCastType(cursor: Cursor): string {
  const type = readScalarCastType(cursor);
  return cursor.accept('ARRAY') ? `${type} array` : type;
}

function readScalarCastType(cursor: Cursor): string {
  const first = cursor.identifier('a type').toLowerCase();
  if (first === 'signed' || first === 'unsigned') {
    if (!cursor.accept('INTEGER')) cursor.accept('INT');
    return first;
  }
  if (first === 'int' || first === 'integer') return 'signed';
  if (first === 'double') cursor.accept('PRECISION');
  if (first === 'national') cursor.take();
  const args = cursor.is('(') ? cursor.bracketed(() => cursor.number()) : [];
  if (first === 'decimal' || first === 'dec' || first === 'numeric')
    return `decimal(${args[0] ?? '10'},${args[1] ?? '0'})`;
  const name = { nchar: 'char', national: 'char', binary: 'char' }[first] ?? first;
  const type = args.length === 0 || args[0] === '0' ? name : `${name}(${args.join(',')})`;
  const charset = first === 'binary' ? 'binary' : readCastCharset(cursor);
  return charset === '' ? type : `${type} charset ${charset}`;
}

// The charset of the connection, in which the server writes texts, is nobody's choice.
const OF_CONNECTION = new Set(['utf8', 'utf8mb3', 'utf8mb4']);

function readCastCharset(cursor: Cursor): string {
  const named = cursor.accept('CHARACTER', 'SET') || cursor.accept('CHAR', 'SET') || cursor.accept('CHARSET');
  if (!named) return cursor.accept('BINARY') ? 'binary' : cursor.accept('ASCII') ? 'latin1' : '';
  const charset = cursor.take().text.toLowerCase();
  return OF_CONNECTION.has(charset) ? '' : charset;
}
