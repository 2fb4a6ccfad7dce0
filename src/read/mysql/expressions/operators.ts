import type { Cursor } from '../text/cursor.js';
import type { Respelling } from '../text/respelling.js';
import { LONGEST, nested } from './nested.js';
import { call, type Node, node } from './node.js';
import { readPrimary } from './primary.js';
import { isQuery, readSubquery } from './read-query.js';
import { readIntervalUnit } from './special-calls.js';

/*
 * Precedence from loose to tight: OR, XOR, AND, NOT, BETWEEN CASE, comparison, |, &, shifts, + -, * / DIV % MOD, ^,
 * unary, !, COLLATE (https://dev.mysql.com/doc/refman/8.4/en/operator-precedence.html).
 */

/** An expression. */
export function readExpression(cursor: Cursor): Node {
  return nested(cursor, () => readOr(cursor));
}

function readOr(cursor: Cursor): Node {
  const args = [readXor(cursor)];
  while (cursor.accept('OR') || (!cursor.mode.pipesConcatenate && cursor.accept('||'))) args.push(readXor(cursor));
  return args.length === 1 ? (args[0] as Node) : node('or', args);
}

function readXor(cursor: Cursor): Node {
  let left = readAnd(cursor);
  while (cursor.accept('XOR')) left = node('xor', [left, readAnd(cursor)]);
  return left;
}

function readAnd(cursor: Cursor): Node {
  const args = [readNot(cursor)];
  while (cursor.accept('AND') || cursor.accept('&&')) args.push(readNot(cursor));
  return args.length === 1 ? (args[0] as Node) : node('and', args);
}

function readNot(cursor: Cursor): Node {
  return cursor.accept('NOT') ? node('not', [nested(cursor, () => readNot(cursor))]) : readComparison(cursor);
}

const COMPARISONS = ['=', '<=>', '>=', '>', '<=', '<', '<>', '!='] as const;

function readComparison(cursor: Cursor): Node {
  let left = readPredicate(cursor);
  for (;;) {
    const operator = COMPARISONS.find((one) => cursor.accept(one));
    if (operator !== undefined) left = compared(cursor, operator === '!=' ? '<>' : operator, left);
    else if (cursor.accept('IS')) left = readIs(cursor, left);
    else return left;
  }
}

function compared(cursor: Cursor, operator: string, left: Node): Node {
  const quantifier = cursor.is('ALL|ANY|SOME', '(') ? cursor.take().upper : undefined;
  if (quantifier === undefined) return node(operator, [left, readPredicate(cursor)]);
  const query = readSubquery(cursor);
  return node(quantifier === 'ALL' ? `${operator} all` : `${operator} any`, [left, query]);
}

function readIs(cursor: Cursor, left: Node): Node {
  const negated = cursor.accept('NOT');
  const what = cursor.acceptOne('NULL', 'TRUE', 'FALSE', 'UNKNOWN', 'JSON');
  if (what === undefined) cursor.fail('NULL, TRUE, FALSE or UNKNOWN is expected here');
  const test = `is ${what === 'UNKNOWN' ? 'null' : what.toLowerCase()}`;
  return negated ? node('not', [node(test, [left])]) : node(test, [left]);
}

// In a row they nest to the left, as MariaDB prints them.
function readPredicate(cursor: Cursor): Node {
  let left = readBitOr(cursor);
  for (;;) {
    const mark = cursor.mark;
    const negated = cursor.accept('NOT');
    const predicate = readPredicateOf(cursor, left);
    if (predicate === undefined) {
      cursor.back(mark);
      return left;
    }
    left = negated ? node('not', [predicate]) : predicate;
  }
}

function readPredicateOf(cursor: Cursor, left: Node): Node | undefined {
  if (cursor.accept('BETWEEN')) {
    const low = readComparison(cursor);
    cursor.expect('AND');
    return node('between', [left, low, readBitOr(cursor)]);
  }
  if (cursor.accept('IN')) return node('in', [left, ...readInList(cursor)]);
  if (cursor.accept('LIKE')) {
    const pattern = readBitOr(cursor);
    return cursor.accept('ESCAPE') ? node('like', [left, pattern, readSimple(cursor)]) : node('like', [left, pattern]);
  }
  if (cursor.accept('REGEXP') || cursor.accept('RLIKE')) return node('regexp', [left, readBitOr(cursor)]);
  if (cursor.accept('SOUNDS', 'LIKE'))
    return node('=', [call('soundex', [left]), call('soundex', [readBitOr(cursor)])]);
  if (cursor.accept('MEMBER')) {
    cursor.accept('OF');
    return call('member of', [left, ...cursor.bracketed(() => readExpression(cursor))]);
  }
  return undefined;
}

function readInList(cursor: Cursor): Node[] {
  if (isQuery(cursor)) return [readSubquery(cursor)];
  return cursor.bracketed(() => readExpression(cursor));
}

type Level = Readonly<Record<string, string>>;

const LEVELS: readonly Level[] = [
  { '|': '|' },
  { '&': '&' },
  { '<<': '<<', '>>': '>>' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', DIV: 'div', '%': '%', MOD: '%' },
  { '^': '^' },
];

/** An expression without comparisons and logic, as in `POSITION(a IN b)`. */
export function readOperand(cursor: Cursor): Node {
  return readBitOr(cursor);
}

function readBitOr(cursor: Cursor): Node {
  return readLevel(cursor, 0);
}

function readLevel(cursor: Cursor, depth: number): Node {
  const level = LEVELS[depth];
  if (level === undefined) return readConcatenation(cursor);
  let left = readLevel(cursor, depth + 1);
  for (let length = 1; ; length++) {
    const token = cursor.peek();
    const key = token.kind === 'word' ? token.upper : token.kind === 'operator' ? token.text : '';
    if (!Object.hasOwn(level, key)) return left;
    if (length > LONGEST) cursor.fail(`an expression has more than ${LONGEST} operators in a row`);
    cursor.take();
    left = combined(cursor, level[key] as string, left, depth);
  }
}

function combined(cursor: Cursor, operator: string, left: Node, depth: number): Node {
  const isDated = operator === '+' || operator === '-';
  if (isDated && cursor.is('INTERVAL') && !isIntervalFunction(cursor)) {
    cursor.take();
    return readDated(cursor, operator, left);
  }
  const right = readLevel(cursor, depth + 1);
  // `INTERVAL 1 DAY + d` is d + INTERVAL 1 DAY.
  if (left.op === 'interval' && operator === '+') return node('+ interval', [right, ...left.args], left.text);
  return node(operator, [left, right]);
}

function readDated(cursor: Cursor, operator: string, left: Node): Node {
  const amount = readExpression(cursor);
  return node(`${operator} interval`, [left, amount], readIntervalUnit(cursor));
}

// INTERVAL(1, 2, 3) is a function; INTERVAL (1) DAY is not.
function isIntervalFunction(cursor: Cursor): boolean {
  if (!cursor.is('INTERVAL', '(')) return false;
  let depth = 0;
  for (let ahead = 1; cursor.peek(ahead).kind !== 'end'; ahead++) {
    const { kind, text } = cursor.peek(ahead);
    if (kind !== 'operator') continue;
    depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (depth === 0) return false;
    if (depth === 1 && text === ',') return true;
  }
  return false;
}

function readConcatenation(cursor: Cursor): Node {
  const { start } = cursor.peek();
  let left = readUnary(cursor);
  const commas: Respelling[] = [];
  while (cursor.mode.pipesConcatenate && cursor.is('||')) {
    const pipes = cursor.take();
    commas.push({ span: [pipes.start, pipes.end], text: commas.length === 0 ? ',' : '),' });
    left = call('concat', [left, readUnary(cursor)]);
  }
  const { passed } = cursor;
  const calls = 'concat('.repeat(commas.length);
  if (calls !== '') {
    cursor.respell([{ span: [start, start], text: calls }, ...commas, { span: [passed, passed], text: ')' }]);
  }
  return left;
}

function readUnary(cursor: Cursor): Node {
  if (cursor.is('INTERVAL') && !isIntervalFunction(cursor)) {
    cursor.take();
    const amount = readExpression(cursor);
    return node('interval', [amount], readIntervalUnit(cursor));
  }
  const operand = () => nested(cursor, () => readUnary(cursor));
  if (cursor.accept('!')) return node('not', [operand()]);
  if (cursor.accept('-')) return node('negative', [operand()]);
  if (cursor.accept('+')) return operand();
  if (cursor.accept('~')) return node('~', [operand()]);
  if (cursor.is('BINARY')) {
    cursor.take();
    return node('cast', [operand()], 'char charset binary');
  }
  return readSimple(cursor);
}

/** Without operators, but with what binds tightest: COLLATE and the arrows of JSON. */
function readSimple(cursor: Cursor): Node {
  let value = readPrimary(cursor);
  for (;;) {
    if (cursor.accept('COLLATE')) {
      const token = cursor.take();
      value = node('collate', [value], token.text.toLowerCase());
    } else if (cursor.acceptOf('mysql', '->>')) {
      value = call('json_unquote', [call('json_extract', [value, readPrimary(cursor)])]);
    } else if (cursor.acceptOf('mysql', '->')) value = call('json_extract', [value, readPrimary(cursor)]);
    else return value;
  }
}
