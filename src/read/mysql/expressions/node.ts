import type { Query } from './query.js';

/**
 * A part of an expression: an operator, function or clause with what it is applied to. `text` tells apart what has
 * the same operation: the name of a function, the value of a literal, the path of a column.
 */
export interface Node {
  readonly op: string;
  readonly text: string;
  readonly args: readonly Node[];
  /** Of a column: its path, as it was written. */
  readonly path?: readonly string[];
  /** Of a subquery. */
  readonly query?: Query;
}

export function node(op: string, args: readonly Node[] = [], text = ''): Node {
  return { op, text, args };
}

export function literal(op: 'string' | 'number' | 'boolean' | 'null' | 'hex' | 'bit', text: string): Node {
  return { op, text, args: [] };
}

export function column(path: readonly string[]): Node {
  return { op: 'column', text: path.join('.'), args: [], path };
}

export function call(name: string, args: readonly Node[]): Node {
  return { op: 'call', text: name, args };
}

export function subquery(query: Query): Node {
  return { op: 'query', text: '', args: [], query };
}
