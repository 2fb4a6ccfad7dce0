import type { Cursor } from '../text/cursor.js';
import { type Node, node } from './node.js';
import { readExpression } from './operators.js';
import { readOrderBy } from './read-query.js';

/** A call with the window behind it, if there is one. */
export function readWindow(cursor: Cursor, value: Node): Node {
  const within = cursor.accept('WITHIN', 'GROUP') ? cursor.bracketed(() => node('order by', readOrderBy(cursor))) : [];
  const called = within.length === 0 ? value : node('within group', [value, ...within]);
  if (!cursor.accept('OVER')) return called;
  if (cursor.isIdentifier) return node('over', [called], cursor.identifier());
  return node('over', [called, readWindowBody(cursor)]);
}

/** What stands in the brackets of OVER and WINDOW. */
export function readWindowBody(cursor: Cursor): Node {
  cursor.expect('(');
  const parts: Node[] = [];
  if (cursor.isIdentifier && !cursor.is('PARTITION|ORDER|ROWS|RANGE|GROUPS'))
    parts.push(node('window', [], cursor.identifier()));
  if (cursor.accept('PARTITION', 'BY'))
    parts.push(
      node(
        'partition by',
        cursor.list(() => readExpression(cursor)),
      ),
    );
  if (cursor.is('ORDER')) parts.push(node('order by', readOrderBy(cursor)));
  if (cursor.is('ROWS|RANGE|GROUPS')) parts.push(readFrame(cursor));
  cursor.expect(')');
  return node('window', parts);
}

function readFrame(cursor: Cursor): Node {
  const unit = cursor.take().upper.toLowerCase();
  const between = cursor.accept('BETWEEN');
  const bounds = [readBound(cursor)];
  if (between) {
    cursor.expect('AND');
    bounds.push(readBound(cursor));
  } else bounds.push(node('bound', [], 'current row'));
  return node('frame', bounds, unit);
}

function readBound(cursor: Cursor): Node {
  if (cursor.accept('CURRENT', 'ROW')) return node('bound', [], 'current row');
  const args = cursor.accept('UNBOUNDED') ? [] : [readExpression(cursor)];
  const side = cursor.acceptOne('PRECEDING', 'FOLLOWING');
  if (side === undefined) cursor.fail('PRECEDING or FOLLOWING is expected here');
  return node('bound', args, side.toLowerCase());
}

/** An expression with the windows written out that names in it stand for, as MariaDB keeps it. */
export function withWindows(value: Node, windows: ReadonlyMap<string, Node>): Node {
  if (windows.size === 0) return value;
  const args = value.args.map((arg) => withWindows(arg, windows));
  const named = value.op === 'over' || value.op === 'window' ? windows.get(value.text.toLowerCase()) : undefined;
  if (value.op === 'over' && named !== undefined) return { ...value, args: [...args, named], text: '' };
  if (value.op !== 'window') return { ...value, args };
  // A window that begins with the name of another is that one, and more.
  const parts = args.flatMap((arg) => (arg.op === 'window' ? arg.args : [arg]));
  return named ?? { ...value, args: parts };
}
