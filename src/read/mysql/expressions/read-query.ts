import type { Cursor } from '../text/cursor.js';
import { nested } from './nested.js';
import { type Node, node, subquery } from './node.js';
import { readExpression } from './operators.js';
import type { CommonTable, Query, QueryBody, Select, SelectItem } from './query.js';
import { readTableReferences } from './read-from.js';
import { readWindowBody } from './windows.js';

/** Whether what stands in brackets here is a query, which may be in brackets of its own. */
export function isQuery(cursor: Cursor): boolean {
  let at = 0;
  while (isBracket(cursor, at, '(')) at++;
  const { upper } = cursor.peek(at);
  const begins = upper === 'SELECT' || upper === 'WITH' || (upper === 'VALUES' && cursor.peek(at + 1).text !== ')');
  return at > 0 && begins && fills(cursor, at);
}

function isBracket(cursor: Cursor, at: number, bracket: string): boolean {
  const { kind, text } = cursor.peek(at);
  return kind === 'operator' && text === bracket;
}

/** What makes of a query in brackets a part of another one. */
const GOES_ON = /^(?:UNION|EXCEPT|MINUS|INTERSECT|ORDER|LIMIT|OFFSET|FETCH|FOR|LOCK|INTO)$/;

/** Whether the query in the innermost of some brackets is all there is in the outermost: `((SELECT 1) + 1)` is none. */
function fills(cursor: Cursor, brackets: number): boolean {
  let [depth, outmost] = [brackets, brackets];
  for (let at = brackets; outmost > 1 && cursor.peek(at).kind !== 'end'; at++) {
    if (isBracket(cursor, at, '(')) depth++;
    if (!isBracket(cursor, at, ')')) continue;
    depth--;
    if (depth >= outmost) continue;
    outmost = depth;
    if (!isBracket(cursor, at + 1, ')')) return GOES_ON.test(cursor.peek(at + 1).upper);
  }
  return true;
}

/** A query in brackets as a value. */
export function readSubquery(cursor: Cursor): Node {
  cursor.expect('(');
  const query = readQuery(cursor);
  cursor.expect(')');
  return subquery(query);
}

/** A query with all its clauses. */
export function readQuery(cursor: Cursor): Query {
  return nested(cursor, () => readWhole(cursor));
}

function readWhole(cursor: Cursor): Query {
  const withTables = cursor.accept('WITH');
  const recursive = withTables && cursor.accept('RECURSIVE');
  const tables = withTables ? cursor.list(() => readCommonTable(cursor)) : [];
  const body = readSets(cursor);
  const orderBy = readOrderBy(cursor);
  const limit = readLimit(cursor);
  return { recursive, with: tables, body, orderBy, limit, locking: readLocking(cursor) };
}

function readCommonTable(cursor: Cursor): CommonTable {
  const name = cursor.identifier();
  const columns = cursor.is('(') ? cursor.bracketed(() => cursor.identifier()) : [];
  cursor.expect('AS', '(');
  const query = readQuery(cursor);
  cursor.expect(')');
  if (cursor.accept('CYCLE')) {
    cursor.list(() => cursor.identifier());
    cursor.expect('RESTRICT');
  }
  return { name, columns, query };
}

/** As many queries as are read one after the other; more of them would nest too deep. */
const MOST_QUERIES = 2000;

// INTERSECT binds tighter than UNION and EXCEPT.
function readSets(cursor: Cursor): QueryBody {
  let left = readIntersections(cursor);
  for (let queries = 2; ; queries++) {
    const operator = cursor.acceptOne('UNION', 'EXCEPT', 'MINUS');
    if (operator === undefined) return left;
    refuseMore(cursor, queries);
    const name = operator === 'UNION' ? 'union' : 'except';
    left = { type: 'set', operator: withQuantifier(cursor, name), left, right: readIntersections(cursor) };
  }
}

function readIntersections(cursor: Cursor): QueryBody {
  let left = readBody(cursor);
  for (let queries = 2; cursor.accept('INTERSECT'); queries++) {
    refuseMore(cursor, queries);
    left = { type: 'set', operator: withQuantifier(cursor, 'intersect'), left, right: readBody(cursor) };
  }
  return left;
}

function refuseMore(cursor: Cursor, queries: number): void {
  if (queries > MOST_QUERIES) cursor.fail(`a query joins more than ${MOST_QUERIES} others`);
}

function withQuantifier(cursor: Cursor, name: string): string {
  if (cursor.accept('ALL')) return `${name} all`;
  cursor.accept('DISTINCT');
  return name;
}

function readBody(cursor: Cursor): QueryBody {
  if (cursor.accept('(')) {
    const query = readQuery(cursor);
    cursor.expect(')');
    return { type: 'query', query };
  }
  if (cursor.accept('VALUES')) {
    return { type: 'rows', rows: cursor.list(() => readRow(cursor)) };
  }
  cursor.expect('SELECT');
  return readSelect(cursor);
}

function readRow(cursor: Cursor): Node[] {
  cursor.accept('ROW');
  return cursor.bracketed(() => readExpression(cursor));
}

const SELECT_OPTIONS =
  /^(?:ALL|DISTINCT|DISTINCTROW|HIGH_PRIORITY|STRAIGHT_JOIN|SQL_SMALL_RESULT|SQL_BIG_RESULT|SQL_BUFFER_RESULT|SQL_NO_CACHE|SQL_CACHE|SQL_CALC_FOUND_ROWS)$/;

function readSelect(cursor: Cursor): Select {
  let distinct = false;
  while (SELECT_OPTIONS.test(cursor.peek().upper)) distinct = cursor.take().upper.startsWith('DISTINCT') || distinct;
  const items = cursor.list(() => readItem(cursor));
  passInto(cursor);
  const from = cursor.accept('FROM') && !cursor.accept('DUAL') ? readTableReferences(cursor) : undefined;
  const where = cursor.accept('WHERE') ? readExpression(cursor) : undefined;
  const groupBy = cursor.accept('GROUP', 'BY') ? cursor.list(() => readOrdered(cursor)) : [];
  const rollup = cursor.accept('WITH', 'ROLLUP');
  const having = cursor.accept('HAVING') ? readExpression(cursor) : undefined;
  const windows = cursor.accept('WINDOW') ? cursor.list(() => readNamedWindow(cursor)) : [];
  passInto(cursor);
  return {
    type: 'select',
    distinct,
    items,
    ...(from === undefined ? {} : { from }),
    ...(where === undefined ? {} : { where }),
    groupBy,
    rollup,
    ...(having === undefined ? {} : { having }),
    windows,
  };
}

// SELECT … INTO a, b belongs to the bodies of routines.
function passInto(cursor: Cursor): void {
  if (cursor.accept('INTO')) cursor.list(() => cursor.take());
}

function readNamedWindow(cursor: Cursor) {
  const name = cursor.identifier();
  cursor.expect('AS');
  return { name, window: readWindowBody(cursor) };
}

function readItem(cursor: Cursor): SelectItem {
  const { start } = cursor.peek();
  const star = readStar(cursor);
  if (star !== undefined) return { star, span: [start, cursor.passed], title: '*' };
  const mark = cursor.mark;
  const expression = readExpression(cursor);
  const text = cursor.textSince(mark);
  const alias = readAlias(cursor);
  return { expression, ...(alias === undefined ? {} : { alias }), title: expression.path?.at(-1) ?? text };
}

function readStar(cursor: Cursor): readonly string[] | undefined {
  const mark = cursor.mark;
  const path: string[] = [];
  while (cursor.isIdentifier && cursor.peek(1).text === '.') {
    path.push(cursor.identifier());
    cursor.take();
  }
  if (cursor.accept('*')) return path;
  cursor.back(mark);
  return undefined;
}

function readAlias(cursor: Cursor): string | undefined {
  const token = cursor.peek();
  if (cursor.accept('AS') || token.kind === 'string' || token.kind === 'name') return aliasText(cursor);
  return token.kind === 'word' && !AFTER_ITEM.has(token.upper) ? aliasText(cursor) : undefined;
}

function aliasText(cursor: Cursor): string {
  return cursor.peek().kind === 'string' ? cursor.string() : cursor.identifier('an alias');
}

const AFTER_ITEM = new Set(
  'FROM INTO WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT MINUS INTERSECT FOR LOCK WINDOW PROCEDURE END THEN DO WITH ON'.split(
    ' ',
  ),
);

/** `ORDER BY …`, which may be missing. */
export function readOrderBy(cursor: Cursor): Node[] {
  return cursor.accept('ORDER', 'BY') ? cursor.list(() => readOrdered(cursor)) : [];
}

function readOrdered(cursor: Cursor): Node {
  const value = readExpression(cursor);
  if (cursor.accept('DESC')) return node('desc', [value]);
  cursor.accept('ASC');
  return value;
}

/** How many rows, then how many are left out before them. */
function readLimit(cursor: Cursor): Node[] {
  if (cursor.accept('LIMIT')) {
    const first = readExpression(cursor);
    if (cursor.accept(',')) return [readExpression(cursor), first];
    return cursor.accept('OFFSET') ? [first, readExpression(cursor)] : [first];
  }
  const offset = cursor.accept('OFFSET') ? [readExpression(cursor)] : [];
  if (offset.length > 0) cursor.acceptOne('ROW', 'ROWS');
  if (!cursor.accept('FETCH')) return offset;
  cursor.acceptOne('FIRST', 'NEXT');
  const count = cursor.is('ROW|ROWS') ? node('number', [], '1') : readExpression(cursor);
  cursor.acceptOne('ROW', 'ROWS');
  if (!cursor.accept('ONLY')) cursor.expect('WITH', 'TIES');
  return [count, ...offset];
}

function readLocking(cursor: Cursor): string {
  const mark = cursor.mark;
  if (cursor.accept('LOCK', 'IN', 'SHARE', 'MODE')) return 'for share';
  if (!cursor.is('FOR', 'UPDATE|SHARE')) return '';
  while (cursor.is('FOR|UPDATE|SHARE|OF|NOWAIT|SKIP|LOCKED|WAIT')) cursor.take();
  return cursor.textSince(mark).toLowerCase();
}
