import type { Expression } from '../../../model/catalog/common.js';
import type { DataType } from '../../../model/catalog/data-type.js';
import { assign, cast } from './coerce.js';
import { typeKey } from './data-type.js';
import { fold, toPrecision } from './fold.js';
import { quoteText } from './names.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';
import { newState, type State } from './state.js';
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
  const value = fold(state, node);
  if (value.isNull) return 'NULL';
  if (value.literal === undefined) return assign(state, value, undefined).form;
  // The server prints a constant without its type, which is the key's.
  if (type === undefined) return quoteText(value.literal);
  const literal = {
    form: quoteText(value.literal),
    type: 'unknown',
    literal: value.literal,
    ...(value.node !== undefined && { node: value.node }),
  };
  const text = cast(state, literal, typeKey(type)).literal ?? value.literal;
  return quoteText(fitted(text, type));
}

/** A constant as the length or the scale of its type makes it. */
function fitted(text: string, type: DataType): string {
  const { name, args } = type;
  if (name === 'character') return text.padEnd(Number(args[0] ?? 1));
  if (/^time(stamp)? with/.test(name) && args[0] !== undefined)
    return toPrecision(text, typeKey({ ...type, args: [] }), Number(args[0]));
  return name === 'numeric' && args[0] !== undefined ? toScale(text, Number(args[1] ?? 0)) : text;
}

/** A number with as many digits behind the point as its type has, rounded half away from zero as the server does. */
function toScale(text: string, scale: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === '' || scale < 0) return text;
  const digits =
    BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale)) + (fraction.charAt(scale) >= '5' ? 1n : 0n);
  const shown = String(digits).padStart(scale + 1, '0');
  const point = shown.length - scale;
  const number = scale === 0 ? shown : `${shown.slice(0, point)}.${shown.slice(point)}`;
  return sign === '-' && digits !== 0n ? `-${number}` : number;
}
