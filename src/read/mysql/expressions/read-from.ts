import type { Cursor } from '../text/cursor.js';
import { LONGEST, nested } from './nested.js';
import { call, node } from './node.js';
import { readExpression } from './operators.js';
import type { Join, TableReference } from './query.js';
import { isQuery, readQuery } from './read-query.js';

/** Tables behind one another with commas between. */
export function readTableReferences(cursor: Cursor): TableReference {
  let left = readTableReference(cursor);
  for (let tables = 2; cursor.accept(','); tables++) {
    refuseMore(cursor, tables);
    const right = readTableReference(cursor);
    left = { type: 'join', kind: 'inner', isReversed: false, natural: false, left, right };
  }
  return left;
}

/** A table, or tables joined; a comma is not part of it. */
function readTableReference(cursor: Cursor): TableReference {
  let left = readTable(cursor);
  for (let tables = 2; ; tables++) {
    const join = readJoin(cursor, left);
    if (join === undefined) return left;
    refuseMore(cursor, tables);
    left = join;
  }
}

function refuseMore(cursor: Cursor, tables: number): void {
  if (tables > LONGEST) cursor.fail(`a query joins more than ${LONGEST} tables`);
}

function readJoin(cursor: Cursor, left: TableReference): Join | undefined {
  const mark = cursor.mark;
  const natural = cursor.accept('NATURAL');
  const side = cursor.acceptOne('LEFT', 'RIGHT', 'INNER', 'CROSS');
  if (side === 'LEFT' || side === 'RIGHT') cursor.accept('OUTER');
  const straight = side === undefined && cursor.accept('STRAIGHT_JOIN');
  if (!straight && !cursor.accept('JOIN')) {
    cursor.back(mark);
    return undefined;
  }
  const right = readTable(cursor);
  const isOuter = side === 'LEFT' || side === 'RIGHT';
  // `a LEFT JOIN b JOIN c ON … ON …`: the join that comes first has the last condition.
  const operand = !natural && !isConditional(cursor) ? (readNested(cursor, right, isOuter) ?? right) : right;
  const base = {
    type: 'join',
    kind: isOuter ? 'left' : straight ? 'straight' : 'inner',
    isReversed: side === 'RIGHT',
    natural,
    left,
    right: operand,
  } as const;
  if (cursor.accept('ON')) return { ...base, on: readExpression(cursor) };
  if (cursor.accept('USING')) return { ...base, using: cursor.bracketed(() => cursor.identifier()) };
  return base;
}

function isConditional(cursor: Cursor): boolean {
  return cursor.is('ON') || cursor.is('USING');
}

function readNested(cursor: Cursor, right: TableReference, isOuter: boolean): TableReference | undefined {
  if (!isOuter) return undefined;
  const join = nested(cursor, () => readJoin(cursor, right));
  return join === undefined ? undefined : (readNested(cursor, join, !isConditional(cursor)) ?? join);
}

function readTable(cursor: Cursor): TableReference {
  if (isQuery(cursor)) return readDerived(cursor, false);
  if (cursor.accept('LATERAL')) return readDerived(cursor, true);
  if (cursor.accept('(')) {
    const reference = nested(cursor, () => readTableReferences(cursor));
    cursor.expect(')');
    return reference;
  }
  if (cursor.accept('{')) {
    cursor.identifier();
    const reference = readTableReference(cursor);
    cursor.expect('}');
    return reference;
  }
  if (cursor.is('JSON_TABLE', '(')) return readJsonTable(cursor);
  return readNamed(cursor);
}

function readDerived(cursor: Cursor, lateral: boolean): TableReference {
  cursor.expect('(');
  const query = readQuery(cursor);
  cursor.expect(')');
  const alias = readTableAlias(cursor) ?? '';
  const columns = cursor.is('(') ? cursor.bracketed(() => cursor.identifier()) : [];
  return { type: 'derived', query, alias, columns, lateral };
}

function readNamed(cursor: Cursor): TableReference {
  const first = cursor.identifier('a table');
  const name = cursor.accept('.') ? { schema: first, name: cursor.identifier() } : { schema: '', name: first };
  const clauses: string[] = [];
  const mark = cursor.mark;
  if (cursor.accept('PARTITION')) cursor.passBrackets();
  if (cursor.accept('FOR', 'SYSTEM_TIME')) readMoments(cursor);
  if (cursor.mark > mark) clauses.push(cursor.textSince(mark).toLowerCase().replaceAll('`', ''));
  const alias = readTableAlias(cursor);
  while (cursor.accept('USE|IGNORE|FORCE', 'INDEX|KEY')) {
    if (cursor.accept('FOR')) cursor.accept('JOIN') || cursor.accept('ORDER', 'BY') || cursor.accept('GROUP', 'BY');
    cursor.passBrackets();
  }
  return { type: 'table', name, ...(alias === undefined ? {} : { alias }), clauses: clauses.join(' ') };
}

// AS OF TIMESTAMP '…', BETWEEN … AND …, FROM … TO …, ALL
function readMoments(cursor: Cursor): void {
  const isMoment = () => cursor.peek().kind === 'string' || cursor.peek().kind === 'number';
  while (cursor.is('ALL|AS|OF|BETWEEN|AND|FROM|TO|TIMESTAMP|TRANSACTION') || isMoment()) cursor.take();
}

const AFTER_TABLE = new Set(
  `WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT MINUS INTERSECT FOR LOCK WINDOW ON USING JOIN INNER LEFT RIGHT CROSS NATURAL
  STRAIGHT_JOIN USE IGNORE FORCE PARTITION SET WITH OFFSET FETCH PROCEDURE INTO DO END THEN`.split(/\s+/),
);

function readTableAlias(cursor: Cursor): string | undefined {
  if (cursor.accept('AS')) return cursor.peek().kind === 'string' ? cursor.string() : cursor.identifier('an alias');
  const token = cursor.peek();
  const isAlias = token.kind === 'name' || (token.kind === 'word' && !AFTER_TABLE.has(token.upper));
  return isAlias ? cursor.identifier() : undefined;
}

function readJsonTable(cursor: Cursor): TableReference {
  cursor.expect('JSON_TABLE', '(');
  const document = readExpression(cursor);
  cursor.expect(',');
  const mark = cursor.mark;
  const columns: string[] = [];
  let depth = 0;
  while (depth > 0 || !cursor.is(')')) {
    if (cursor.atEnd) cursor.fail('a ) is missing');
    if (cursor.is('(')) depth++;
    if (cursor.is(')')) depth--;
    const opensColumn = cursor.is('(') || cursor.is(',');
    cursor.take();
    if (opensColumn && cursor.isIdentifier && !cursor.is('NESTED')) columns.push(cursor.peek().text);
  }
  const rest = cursor
    .textSince(mark)
    .toLowerCase()
    .replaceAll(/[`\s]+/g, ' ');
  cursor.expect(')');
  return {
    type: 'function',
    call: call('json_table', [document, node('columns', [], rest)]),
    alias: readTableAlias(cursor) ?? '',
    columns,
  };
}
