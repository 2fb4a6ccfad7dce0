import type { Cursor } from '../text/cursor.js';
import { readCast, readCastType, readConvert } from './casts.js';
import { call, literal, type Node, node } from './node.js';
import { readExpression, readOperand } from './operators.js';
import { readOrderBy } from './read-query.js';
import { readWindow } from './windows.js';

/** Functions that may stand without brackets. */
export const CALLS_WITHOUT_BRACKETS: ReadonlySet<string> = new Set([
  'CURRENT_DATE',
  'CURRENT_ROLE',
  'CURRENT_TIME',
  'CURRENT_TIMESTAMP',
  'CURRENT_USER',
  'LOCALTIME',
  'LOCALTIMESTAMP',
  'SYSDATE',
  'UTC_DATE',
  'UTC_TIME',
  'UTC_TIMESTAMP',
]);

type Reader = (cursor: Cursor) => Node;

/** Functions whose arguments are not a plain list. Their opening bracket is passed already. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['CAST', readCast],
  ['CONVERT', readConvert],
  ['TRIM', readTrim],
  ['SUBSTRING', readSubstring],
  ['SUBSTR', readSubstring],
  ['MID', readSubstring],
  ['EXTRACT', readExtract],
  ['POSITION', readPosition],
  ['GROUP_CONCAT', readGroupConcat],
  ['CHAR', readChar],
  ['MATCH', readMatch],
  ['GET_FORMAT', readGetFormat],
  ['TIMESTAMPADD', readTimestampAdd],
  ['TIMESTAMPDIFF', readTimestampDiff],
  ['WEIGHT_STRING', readWeightString],
  ...['DATE_ADD', 'ADDDATE', 'DATE_SUB', 'SUBDATE'].map(
    (name) => [name, (cursor: Cursor) => readDateSum(cursor, name)] as const,
  ),
]);

/** A call: its name, what stands in its brackets, and the window behind it. */
export function readCall(cursor: Cursor): Node {
  const name = cursor.take().upper;
  cursor.expect('(');
  const value = (READERS.get(name) ?? ((inner) => readPlainCall(inner, name)))(cursor);
  cursor.expect(')');
  return readWindow(cursor, value);
}

function readPlainCall(cursor: Cursor, name: string): Node {
  const lower = name.toLowerCase();
  if (cursor.is(')')) return call(lower, []);
  if (cursor.accept('*')) return call(lower, [literal('number', '0')]);
  const distinct = cursor.accept('DISTINCT');
  if (!distinct) cursor.accept('ALL');
  const args = cursor.list(() => readArgument(cursor));
  return distinct ? call(lower, [node('distinct', args)]) : call(lower, args);
}

// COLUMN_GET(c, 'a' AS CHAR), JSON_VALUE(c, '$' RETURNING CHAR)
function readArgument(cursor: Cursor): Node {
  const value = readExpression(cursor);
  if (cursor.accept('AS')) return node('cast', [value], readCastType(cursor));
  if (!cursor.is('RETURNING|NULL|ERROR|DEFAULT')) return value;
  const mark = cursor.mark;
  while (!cursor.is(')') && !cursor.is(',')) {
    if (cursor.is('(')) cursor.passBrackets();
    else cursor.take();
  }
  return node('with', [value], cursor.textSince(mark).toLowerCase().replaceAll(/\s+/g, ' '));
}

function readTrim(cursor: Cursor): Node {
  const side = cursor.acceptOne('LEADING', 'TRAILING', 'BOTH');
  const removed = cursor.is('FROM') ? undefined : readExpression(cursor);
  const text = side === undefined || side === 'BOTH' ? 'trim' : `trim ${side.toLowerCase()}`;
  if (!cursor.accept('FROM')) return call(text, removed === undefined ? [] : [removed]);
  const value = readExpression(cursor);
  return call(text, removed === undefined ? [value] : [value, removed]);
}

function readSubstring(cursor: Cursor): Node {
  const args = [readExpression(cursor)];
  while (cursor.accept(',') || cursor.accept('FROM') || cursor.accept('FOR')) args.push(readExpression(cursor));
  return call('substr', args);
}

function readExtract(cursor: Cursor): Node {
  const unit = readIntervalUnit(cursor);
  cursor.expect('FROM');
  return call(`extract ${unit}`, [readExpression(cursor)]);
}

function readPosition(cursor: Cursor): Node {
  const sought = readOperand(cursor);
  cursor.expect('IN');
  return call('locate', [sought, readExpression(cursor)]);
}

function readGroupConcat(cursor: Cursor): Node {
  const distinct = cursor.accept('DISTINCT');
  const args = cursor.list(() => readExpression(cursor));
  const order = readOrderBy(cursor);
  const separator = cursor.accept('SEPARATOR') ? cursor.string() : ',';
  const limit = cursor.accept('LIMIT') ? cursor.list(() => readExpression(cursor)) : [];
  const value = distinct ? [node('distinct', args)] : args;
  return call('group_concat', [
    ...value,
    node('order by', order),
    node('separator', [literal('string', separator)]),
    ...(limit.length === 0 ? [] : [node('limit', limit)]),
  ]);
}

function readChar(cursor: Cursor): Node {
  const args = cursor.list(() => readExpression(cursor));
  return cursor.accept('USING')
    ? node('convert', [call('char', args)], cursor.take().text.toLowerCase())
    : call('char', args);
}

function readMatch(cursor: Cursor): Node {
  const columns = cursor.list(() => readExpression(cursor));
  cursor.expect(')');
  return readAgainst(cursor, columns);
}

/** `MATCH a, b AGAINST (…)`, the way MariaDB prints it. */
export function readBareMatch(cursor: Cursor): Node {
  const match = readAgainst(
    cursor,
    cursor.list(() => readExpression(cursor)),
  );
  cursor.expect(')');
  return match;
}

/** The rest of `MATCH (a, b) AGAINST ('x' IN BOOLEAN MODE)`, without the last bracket. */
function readAgainst(cursor: Cursor, columns: readonly Node[]): Node {
  cursor.expect('AGAINST', '(');
  const sought = cursor.peek().kind === 'string' ? literal('string', cursor.string()) : readUntilMode(cursor);
  const mode: string[] = [];
  while (!cursor.is(')')) mode.push(cursor.take().upper.toLowerCase());
  const text = mode.join(' ').replace('in natural language mode', '').trim();
  return node('match', [...columns, sought], text);
}

function readUntilMode(cursor: Cursor): Node {
  const token = cursor.take();
  return node('value', [], token.text);
}

function readGetFormat(cursor: Cursor): Node {
  const type = cursor.identifier().toLowerCase();
  cursor.expect(',');
  return call(`get_format ${type}`, [readExpression(cursor)]);
}

function readTimestampAdd(cursor: Cursor): Node {
  const unit = readIntervalUnit(cursor);
  cursor.expect(',');
  const amount = readExpression(cursor);
  cursor.expect(',');
  return node('+ interval', [readExpression(cursor), amount], unit);
}

function readTimestampDiff(cursor: Cursor): Node {
  const unit = readIntervalUnit(cursor);
  cursor.expect(',');
  return call(
    `timestampdiff ${unit}`,
    cursor.list(() => readExpression(cursor)),
  );
}

function readWeightString(cursor: Cursor): Node {
  const value = readArgument(cursor);
  const rest = cursor.accept(',') ? cursor.list(() => readExpression(cursor)) : [];
  return call('weight_string', [value, ...rest]);
}

function readDateSum(cursor: Cursor, name: string): Node {
  const operator = name === 'DATE_ADD' || name === 'ADDDATE' ? '+ interval' : '- interval';
  const date = readExpression(cursor);
  cursor.expect(',');
  const amount = readExpression(cursor);
  if (amount.op === 'interval') return node(operator, [date, ...amount.args], amount.text);
  return node(operator, [date, amount], 'day');
}

/** `day`, `hour_minute` and the like; `SQL_TSI_DAY` is the same as `day`. */
export function readIntervalUnit(cursor: Cursor): string {
  return cursor
    .identifier('a unit of time')
    .toLowerCase()
    .replace(/^sql_tsi_/, '');
}
