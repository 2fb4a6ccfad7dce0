import type { Cursor } from '../text/cursor.js';
import { call, column, literal, type Node, node, subquery } from './node.js';
import { readExpression } from './operators.js';
import { isQuery, readQuery, readSubquery } from './read-query.js';
import { CALLS_WITHOUT_BRACKETS, readBareMatch, readCall } from './special-calls.js';

/** A value that stands by itself: a literal, a column, a call, a variable, or anything in brackets. */
export function readPrimary(cursor: Cursor): Node {
  const token = cursor.peek();
  switch (token.kind) {
    case 'string':
      return literal('string', cursor.string());
    case 'number':
      return literal('number', cursor.take().text);
    case 'hex':
      return literal('hex', hexDigits(cursor.take().text));
    case 'bit':
      return literal('bit', bitDigits(cursor.take().text));
    case 'variable':
      return readVariable(cursor);
    case 'operator':
      return readOperator(cursor);
    case 'end':
      return cursor.fail('the statement ends where an expression is expected');
    default:
      return readWord(cursor);
  }
}

// @x := 1 is an expression.
function readVariable(cursor: Cursor): Node {
  const name = cursor.take().text.toLowerCase().replaceAll(/[`\s]/g, '');
  return cursor.accept(':=')
    ? node(':=', [node('variable', [], name), readExpression(cursor)])
    : node('variable', [], name);
}

function readOperator(cursor: Cursor): Node {
  if (cursor.is('(')) {
    if (isQuery(cursor)) return readSubquery(cursor);
    const items = cursor.bracketed(() => readExpression(cursor));
    return items.length === 1 ? (items[0] as Node) : node('row', items);
  }
  if (cursor.accept('{')) return readOdbc(cursor);
  if (cursor.accept('?')) return node('parameter');
  return cursor.fail('an expression is expected here');
}

const ODBC_DATES: Readonly<Record<string, string>> = { D: 'date', T: 'time', TS: 'timestamp' };

function readOdbc(cursor: Cursor): Node {
  const kind = cursor.identifier().toUpperCase();
  const value = readExpression(cursor);
  cursor.expect('}');
  const type = Object.hasOwn(ODBC_DATES, kind) ? ODBC_DATES[kind] : undefined;
  return type === undefined ? value : node('date literal', [value], type);
}

const LITERAL_WORDS: Readonly<Record<string, Node>> = {
  NULL: literal('null', 'null'),
  TRUE: literal('boolean', '1'),
  FALSE: literal('boolean', '0'),
};

function readWord(cursor: Cursor): Node {
  const token = cursor.peek();
  const next = cursor.peek(1);
  if (token.kind === 'word') {
    if (Object.hasOwn(LITERAL_WORDS, token.upper)) {
      cursor.take();
      return LITERAL_WORDS[token.upper] as Node;
    }
    if (next.kind === 'string' && /^(?:N|_\w+)$/.test(token.upper)) return readIntroduced(cursor);
    if (token.text.startsWith('_') && (next.kind === 'hex' || next.kind === 'bit')) return readIntroduced(cursor);
    if (next.kind === 'string' && /^(?:DATE|TIME|TIMESTAMP)$/.test(token.upper)) {
      cursor.take();
      return node('date literal', [literal('string', cursor.string())], token.upper.toLowerCase());
    }
    const special = readKeyword(cursor);
    if (special !== undefined) return special;
  }
  return readPath(cursor);
}

function readKeyword(cursor: Cursor): Node | undefined {
  if (cursor.accept('CASE')) return readCase(cursor);
  if (cursor.accept('EXISTS')) return node('exists', [readSubquery(cursor)]);
  if (cursor.accept('ROW', '(')) {
    const items = cursor.list(() => readExpression(cursor));
    cursor.expect(')');
    return node('row', items);
  }
  if (cursor.accept('NEXT', 'VALUE', 'FOR')) return call('nextval', [readPath(cursor)]);
  if (cursor.accept('PREVIOUS', 'VALUE', 'FOR')) return call('lastval', [readPath(cursor)]);
  if (cursor.is('SELECT')) return subquery(readQuery(cursor));
  const word = cursor.peek().upper;
  if (cursor.peek(1).text === '(' && cursor.peek(1).kind === 'operator') return readCall(cursor);
  if (cursor.accept('MATCH')) return readBareMatch(cursor);
  if (!CALLS_WITHOUT_BRACKETS.has(word) || cursor.peek(1).text === '.') return undefined;
  cursor.take();
  return call(word.toLowerCase(), []);
}

function readCase(cursor: Cursor): Node {
  const subject = cursor.is('WHEN') ? [] : [readExpression(cursor)];
  const branches: Node[] = [];
  while (cursor.accept('WHEN')) {
    const condition = readExpression(cursor);
    cursor.expect('THEN');
    branches.push(node('when', [condition, readExpression(cursor)]));
  }
  if (cursor.accept('ELSE')) branches.push(node('else', [readExpression(cursor)]));
  cursor.expect('END');
  return node('case', [...subject, ...branches]);
}

// _latin1'abc', N'abc', _binary 0xff
function readIntroduced(cursor: Cursor): Node {
  const introducer = cursor.take().upper;
  const value = readPrimary(cursor);
  if (introducer === 'N') return value;
  return node('introduced', [value], introducer.slice(1).toLowerCase());
}

function readPath(cursor: Cursor): Node {
  const path = [cursor.identifier('an expression')];
  while (cursor.is('.') && cursor.peek(1).text !== '*') {
    cursor.take();
    path.push(cursor.identifier('a name'));
  }
  if (cursor.is('(')) {
    const name = path.join('.').toLowerCase();
    cursor.take();
    const args = cursor.is(')') ? [] : cursor.list(() => readExpression(cursor));
    cursor.expect(')');
    return call(name, args);
  }
  return column(path);
}

function hexDigits(text: string): string {
  const digits = text.replace(/^0x|^x'|'$/gi, '').toLowerCase();
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}

function bitDigits(text: string): string {
  return text.replace(/^0b|^b'|'$/gi, '').replace(/^0+(?=.)/, '');
}
