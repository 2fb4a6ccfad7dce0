import { assign, coerce } from './coerce.js';
import { quoteName, stringsOf } from './names.js';
import type { Node } from './node.js';
import type { State } from './state.js';
import { transform } from './transform.js';
import type { Value } from './value.js';

/** A list of `SortBy`, where `find` may know better what an element means (an output column, a position). */
export function orderOf(state: State, nodes: readonly Node[], find?: (node: Node) => Value | undefined): string {
  return nodes
    .map(({ SortBy }) => {
      const value = find?.(SortBy.node) ?? transform(state, SortBy.node);
      return `${assign(state, value, undefined).form}${directionOf(SortBy)}`;
    })
    .join(', ');
}

function directionOf(node: Node): string {
  if (node.useOp !== undefined) return ` USING ${stringsOf(node.useOp).at(-1)}${nullsOf(node, false)}`;
  const isDescending = node.sortby_dir === 'SORTBY_DESC';
  return `${isDescending ? ' DESC' : ''}${nullsOf(node, isDescending)}`;
}

/** Only where they are not where the order puts them anyway. */
function nullsOf(node: Node, isDescending: boolean): string {
  if (node.sortby_nulls === 'SORTBY_NULLS_FIRST') return isDescending ? '' : ' NULLS FIRST';
  if (node.sortby_nulls === 'SORTBY_NULLS_LAST') return isDescending ? ' NULLS LAST' : '';
  return '';
}

/** FRAMEOPTION_NONDEFAULT of parsenodes.h: whether a frame was written. */
const WRITTEN = 1;

export function windowOf(state: State, node: Node): string {
  if (node.name !== undefined && node.partitionClause === undefined && node.orderClause === undefined) {
    return quoteName(node.name as string);
  }
  return windowBody(state, node);
}

export function windowBody(state: State, node: Node): string {
  const parts: string[] = [];
  if (node.refname !== undefined) parts.push(quoteName(node.refname));
  if (node.partitionClause !== undefined) {
    const by = (node.partitionClause as Node[]).map((one) => assign(state, transform(state, one), undefined).form);
    parts.push(`PARTITION BY ${by.join(', ')}`);
  }
  if (node.orderClause !== undefined) parts.push(`ORDER BY ${orderOf(state, node.orderClause)}`);
  if (((node.frameOptions ?? 0) & WRITTEN) !== 0) {
    const offset = (one: Node | undefined) => (one === undefined ? '' : ` ${frameOffset(state, one)}`);
    parts.push(`FRAME ${node.frameOptions}${offset(node.startOffset)}${offset(node.endOffset)}`);
  }
  return `(${parts.join(' ')})`;
}

function frameOffset(state: State, node: Node): string {
  return coerce(state, transform(state, node), 'int8').form.replace(/::int8$/, '');
}
