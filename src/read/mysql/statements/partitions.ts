import { evaluate } from '../expressions/constants.js';
import type { Node } from '../expressions/node.js';
import { normalize } from '../expressions/normalize.js';
import { readExpression } from '../expressions/operators.js';
import { ONE_TABLE, print } from '../expressions/print.js';
import { readIntervalUnit } from '../expressions/special-calls.js';
import type { Cursor } from '../text/cursor.js';
import type { NamedPartition, PartitionDefinition } from './definitions.js';
import { written } from './read-column.js';

/** `PARTITION BY …` behind a table, from BY on. */
export function readPartitioning(cursor: Cursor): PartitionDefinition {
  cursor.expect('BY');
  const method = readMethod(cursor);
  const count = cursor.accept('PARTITIONS') ? Number(cursor.number()) : undefined;
  const subpartitioning = cursor.accept('SUBPARTITION', 'BY') ? readSubpartitioning(cursor) : undefined;
  const partitions = cursor.is('(') ? readPartitionList(cursor) : [];
  return {
    ...method,
    ...(count === undefined ? {} : { count }),
    ...(subpartitioning === undefined ? {} : { subpartitioning }),
    partitions,
  };
}

type Method = Pick<PartitionDefinition, 'strategy' | 'isLinear' | 'columns' | 'expression'>;

function readMethod(cursor: Cursor): Method {
  const isLinear = cursor.accept('LINEAR');
  if (cursor.accept('HASH')) return { strategy: 'hash', isLinear, expression: readBracketed(cursor) };
  if (cursor.accept('KEY')) {
    if (cursor.accept('ALGORITHM')) {
      cursor.accept('=');
      cursor.number();
    }
    return { strategy: 'key', isLinear, columns: readColumns(cursor) };
  }
  if (cursor.accept('SYSTEM_TIME')) return readSystemTime(cursor);
  const strategy = cursor.accept('RANGE') ? 'range' : 'list';
  if (strategy === 'list') cursor.expect('LIST');
  if (cursor.accept('COLUMNS')) return { strategy, isLinear, columns: readColumns(cursor) };
  return { strategy, isLinear, expression: readBracketed(cursor) };
}

function readColumns(cursor: Cursor): string[] {
  cursor.expect('(');
  const columns = cursor.is(')') ? [] : cursor.list(() => cursor.identifier());
  cursor.expect(')');
  return columns;
}

function readBracketed(cursor: Cursor) {
  cursor.expect('(');
  const expression = written(cursor, () => readExpression(cursor));
  cursor.expect(')');
  return expression;
}

// INTERVAL 1 MONTH STARTS '…' AUTO: when the first begins is a moment, no part of the schema.
function readSystemTime(cursor: Cursor): Method {
  const text: string[] = [];
  if (cursor.accept('INTERVAL')) {
    const amount = print(normalize(readExpression(cursor)), ONE_TABLE);
    text.push(`interval ${amount} ${readIntervalUnit(cursor)}`);
  }
  if (cursor.accept('LIMIT')) text.push(`limit ${cursor.number()}`);
  if (cursor.accept('STARTS')) readExpression(cursor);
  if (cursor.accept('AUTO')) text.push('auto');
  const words = text.join(' ');
  return {
    strategy: 'system_time',
    isLinear: false,
    expression: { text: words, node: { op: 'value', text: words, args: [] } },
  };
}

function readSubpartitioning(cursor: Cursor): string {
  const { strategy, isLinear, columns, expression } = readMethod(cursor);
  const by =
    expression === undefined ? (columns ?? []).join(', ').toLowerCase() : print(normalize(expression.node), ONE_TABLE);
  const count = cursor.accept('SUBPARTITIONS') ? ` subpartitions ${cursor.number()}` : '';
  return `subpartition by ${isLinear ? 'linear ' : ''}${strategy} (${by})${count}`;
}

/** The partitions in brackets, as after ADD PARTITION and REORGANIZE PARTITION as well. */
export function readPartitionList(cursor: Cursor): NamedPartition[] {
  return cursor.bracketed(() => {
    const mark = cursor.mark;
    cursor.accept('PARTITION');
    const name = cursor.identifier();
    const values = readValues(cursor);
    const options = readOptions(cursor);
    const inner = cursor.is('(') ? readSubpartitions(cursor) : '';
    const form = [name, values, ...options, inner].filter((part) => part !== '').join(' ');
    return { name, text: cursor.textSince(mark), form };
  });
}

function readValues(cursor: Cursor): string {
  if (cursor.accept('HISTORY')) return 'history';
  if (cursor.accept('CURRENT')) return 'current';
  if (cursor.accept('DEFAULT')) return 'default';
  if (!cursor.accept('VALUES')) return '';
  const words = cursor.accept('LESS', 'THAN') ? 'values less than' : 'values in';
  if (words === 'values in') cursor.expect('IN');
  if (cursor.accept('MAXVALUE')) return `${words} (maxvalue)`;
  return `${words} (${cursor.bracketed(() => valueForm(readExpression(cursor))).join(', ')})`;
}

function valueForm(value: Node): string {
  return print(evaluate(normalize(value)), ONE_TABLE);
}

function readOptions(cursor: Cursor): string[] {
  const options: string[] = [];
  for (;;) {
    cursor.accept('STORAGE');
    const option = cursor.acceptOne(
      'ENGINE',
      'COMMENT',
      'MAX_ROWS',
      'MIN_ROWS',
      'TABLESPACE',
      'NODEGROUP',
      'DATA',
      'INDEX',
    );
    if (option === undefined) return options;
    cursor.accept('DIRECTORY');
    cursor.accept('=');
    const value = cursor.take().text;
    if (option !== 'ENGINE') options.push(`${option.toLowerCase()}=${value}`);
  }
}

function readSubpartitions(cursor: Cursor): string {
  const inner = cursor.bracketed(() => {
    cursor.expect('SUBPARTITION');
    return [cursor.identifier(), ...readOptions(cursor)].join(' ');
  });
  return `(${inner.join(', ')})`;
}
