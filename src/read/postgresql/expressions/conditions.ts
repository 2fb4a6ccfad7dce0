import { arrayOf, coerce, commonType } from './coerce.js';
import { stringsOf } from './names.js';
import type { Node } from './node.js';
import { arrayComparison, binary, unary } from './operators.js';
import type { State } from './state.js';
import { transform } from './transform.js';
import { isUnknown, typed, type Value } from './value.js';

type Junction = 'AND' | 'OR';
const PARTS = new WeakMap<Value, { word: Junction; parts: readonly string[] }>();

/** `AND` or `OR` of several; one that stands first within another of its kind is opened, as the grammar does. */
export function junction(state: State, word: Junction, values: readonly Value[]): Value {
  const forms = values.map((value) => coerce(state, value, 'bool').form);
  const first = values[0] === undefined ? undefined : PARTS.get(values[0]);
  const parts = first?.word === word ? [...first.parts, ...forms.slice(1)] : forms;
  if (parts.length === 1) return values[0] as Value;
  const value = typed(`(${parts.join(` ${word} `)})`, 'bool');
  PARTS.set(value, { word, parts });
  return value;
}

export function negate(state: State, value: Value): Value {
  return typed(`(NOT ${coerce(state, value, 'bool').form})`, 'bool');
}

export function readBooleanExpression(state: State, { boolop, args }: Node): Value {
  const values = (args as Node[]).map((arg) => transform(state, arg));
  if (boolop === 'NOT_EXPR') return negate(state, values[0] as Value);
  return junction(state, boolop === 'AND_EXPR' ? 'AND' : 'OR', values);
}

const READERS: Readonly<Record<string, (state: State, node: Node, operator: string) => Value>> = {
  AEXPR_OP: readOperator,
  AEXPR_LIKE: readOperator,
  AEXPR_ILIKE: readOperator,
  AEXPR_SIMILAR: readOperator,
  AEXPR_OP_ANY: (state, node, operator) => readArray(state, node, operator, 'ANY'),
  AEXPR_OP_ALL: (state, node, operator) => readArray(state, node, operator, 'ALL'),
  AEXPR_DISTINCT: (state, node) => readDistinct(state, node, 'IS DISTINCT FROM'),
  AEXPR_NOT_DISTINCT: (state, node) => negate(state, readDistinct(state, node, 'IS DISTINCT FROM')),
  AEXPR_NULLIF: readNullIf,
  AEXPR_IN: readIn,
  AEXPR_BETWEEN: (state, node) => readBetween(state, node, false, false),
  AEXPR_NOT_BETWEEN: (state, node) => readBetween(state, node, true, false),
  AEXPR_BETWEEN_SYM: (state, node) => readBetween(state, node, false, true),
  AEXPR_NOT_BETWEEN_SYM: (state, node) => readBetween(state, node, true, true),
};

export function readOperatorExpression(state: State, node: Node): Value {
  const operator = stringsOf(node.name).at(-1) as string;
  const read = READERS[node.kind as string] ?? readOperator;
  // The server knows != by the name of <>.
  return read(state, node, operator === '!=' ? '<>' : operator);
}

function readOperator(state: State, node: Node, operator: string): Value {
  const right = transform(state, node.rexpr);
  if (node.lexpr === undefined) return unary(state, operator, right);
  return compare(state, operator, transform(state, node.lexpr), right);
}

/** Rows are compared field by field (make_row_comparison_op). */
function compare(state: State, operator: string, left: Value, right: Value): Value {
  const [lefts, rights] = [left.fields, right.fields];
  if (lefts === undefined || rights === undefined || lefts.length !== rights.length) {
    return binary(state, operator, left, right);
  }
  const pairs = lefts.map(({ value }, at) => [value, rights[at]?.value as Value] as const);
  if (operator === '=' || operator === '<>') {
    const word = operator === '=' ? 'AND' : 'OR';
    return junction(
      state,
      word,
      pairs.map(([one, other]) => compare(state, operator, one, other)),
    );
  }
  const sides = pairs.map(([one, other]) => {
    const type = commonType(state, [one, other]);
    return [coerce(state, one, type).form, coerce(state, other, type).form];
  });
  const row = (side: 0 | 1) => `ROW(${sides.map((pair) => pair[side]).join(', ')})`;
  return typed(`(${row(0)} ${operator} ${row(1)})`, 'bool');
}

function readArray(state: State, node: Node, operator: string, word: string): Value {
  return arrayComparison(state, operator, word, transform(state, node.lexpr), transform(state, node.rexpr));
}

function readDistinct(state: State, node: Node, words: string): Value {
  const [left, right] = [transform(state, node.lexpr), transform(state, node.rexpr)];
  if (left.isNull || right.isNull) {
    // The grammar's way with a bare NULL (transformAExprDistinct).
    return typed(`(${(left.isNull ? right : left).form} IS NOT NULL)`, 'bool');
  }
  const equal = binary(state, '=', left, right).form;
  return typed(`(${words} ${equal})`, 'bool');
}

function readNullIf(state: State, node: Node): Value {
  const left = transform(state, node.lexpr);
  const equal = binary(state, '=', left, transform(state, node.rexpr)).form;
  return typed(`NULLIF${equal}`, isUnknown(left) ? 'text' : left.type);
}

function readIn(state: State, node: Node, operator: string): Value {
  const items = node.rexpr.List.items as Node[];
  const left = transform(state, node.lexpr);
  const values = items.map((item) => ({ value: transform(state, item), isFixed: !namesColumn(item) }));
  const fixed = values.filter(({ isFixed }) => isFixed).map(({ value }) => value);
  const type = commonType(state, [left, ...fixed]);
  const isList = fixed.length > 1 && left.fields === undefined && type !== undefined && type !== 'record';
  const word = operator === '=' ? 'OR' : 'AND';
  let result: Value | undefined;
  if (isList) {
    const elements = fixed.map((value) => coerce(state, value, type));
    const quantifier = operator === '=' ? 'ANY' : 'ALL';
    result = arrayComparison(state, operator, quantifier, left, arrayOf(elements, `${type}[]`));
  }
  for (const { value, isFixed } of values) {
    if (isList && isFixed) continue;
    const one = compare(state, operator, left, value);
    result = result === undefined ? one : junction(state, word, [result, one]);
  }
  return result as Value;
}

/** Whether a column stands anywhere in a node: a list of constants is stored as an array, a list of others is not. */
function namesColumn(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(namesColumn);
  if (typeof node !== 'object' || node === null) return false;
  // What a subquery names is its own.
  if ('SelectStmt' in node) return false;
  return 'ColumnRef' in node || Object.values(node).some(namesColumn);
}

function readBetween(state: State, node: Node, isNegated: boolean, isSymmetric: boolean): Value {
  const [low, high] = (node.rexpr.List.items as Node[]).map((item) => transform(state, item)) as [Value, Value];
  const left = transform(state, node.lexpr);
  const within = (from: Value, to: Value) =>
    isNegated
      ? junction(state, 'OR', [binary(state, '<', left, from), binary(state, '>', left, to)])
      : junction(state, 'AND', [binary(state, '>=', left, from), binary(state, '<=', left, to)]);
  if (!isSymmetric) return within(low, high);
  return junction(state, isNegated ? 'AND' : 'OR', [within(low, high), within(high, low)]);
}
