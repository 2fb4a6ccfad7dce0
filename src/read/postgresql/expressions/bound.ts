import type { Expression } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import { assign, cast } from './coerce.js';
import { typeKey } from './data-type.js';
import { quoteText } from './names.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';
import { newState, type State } from './state.js';
import { transform } from './transform.js';
import { expressionWith, type Written } from './written.js';

/**
 * The rows that a partition takes: `FOR VALUES …` or `DEFAULT`.
 *
 * @param bound the fields of a `PartitionBoundSpec`
 * @param types those of the parent's keys, which the values get
 */
export function boundOf(
  text: Written,
  bound: Node,
  scope: Scope,
  types: readonly (DataType | undefined)[],
): Expression {
  return expressionWith(text, formOf(newState(scope, {}), bound, types));
}

function formOf(state: State, bound: Node, types: readonly (DataType | undefined)[]): string {
  if (bound.is_default) return 'DEFAULT';
  if (bound.strategy === 'h') return `MODULUS ${bound.modulus} REMAINDER ${bound.remainder ?? 0}`;
  const row = (nodes: readonly Node[]) => nodes.map((node, at) => datum(state, node, types[at])).join(', ');
  if (bound.listdatums === undefined) return `FROM (${row(bound.lowerdatums)}) TO (${row(bound.upperdatums)})`;
  return `IN (${(bound.listdatums as Node[]).map((node) => datum(state, node, types[0])).join(', ')})`;
}

function datum(state: State, node: Node, type: DataType | undefined): string {
  const word = node.ColumnRef?.fields?.[0]?.String?.sval as string | undefined;
  if (word === 'minvalue' || word === 'maxvalue') return word.toUpperCase();
  const value = transform(state, node);
  if (value.isNull) return 'NULL';
  if (value.literal === undefined) return assign(state, value, undefined).form;
  // The server prints a constant without its type, which is the key's.
  if (type === undefined) return quoteText(value.literal);
  const literal = { form: quoteText(value.literal), type: 'unknown', literal: value.literal };
  return quoteText(cast(state, literal, typeKey(type)).literal ?? value.literal);
}
