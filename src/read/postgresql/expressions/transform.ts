import { fail } from '../../../errors.js';
import { readCall } from './calls.js';
import { arrayOf, assign, cast, coerce, commonType } from './coerce.js';
import { expandStar, readColumn, readIndirection, readParameter } from './columns.js';
import { readBooleanExpression, readOperatorExpression } from './conditions.js';
import { constant } from './constant.js';
import { dataTypeOf, typeKey } from './data-type.js';
import { quoteName, stringsOf } from './names.js';
import { type Node, open } from './node.js';
import { findOperation } from './operators.js';
import { readRest } from './rest.js';
import type { State } from './state.js';
import { readSubquery } from './subqueries.js';
import { commonArgs, elementOf, NULL, typed, type Value } from './value.js';

/** More than anybody writes, less than what fills the stack. */
const DEEPEST = 1500;

type Reader = (state: State, fields: Node) => Value;

const READERS: Readonly<Record<string, Reader>> = {
  A_ArrayExpr: readArray,
  A_Const: readConstant,
  A_Expr: readOperatorExpression,
  A_Indirection: readIndirection,
  BooleanTest: readBooleanTest,
  BoolExpr: readBooleanExpression,
  CaseExpr: readCase,
  CoalesceExpr: (state, node) => readCommon(state, node, 'COALESCE'),
  CollateClause: readCollation,
  ColumnRef: readColumn,
  FuncCall: readCall,
  MinMaxExpr: (state, node) => readCommon(state, node, node.op === 'IS_LEAST' ? 'LEAST' : 'GREATEST'),
  NullTest: readNullTest,
  ParamRef: readParameter,
  RowExpr: readRow,
  SetToDefault: () => ({ form: 'DEFAULT' }),
  SQLValueFunction: readValueFunction,
  SubLink: readSubquery,
  TypeCast: readCast,
};

/** What an expression of the grammar means. */
export function transform(state: State, node: Node): Value {
  const [kind, fields] = open(node);
  if (++state.counter.depth > DEEPEST) fail('NESTED_TOO_DEEP', { place: state.context.place, most: DEEPEST });
  const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  const value = read === undefined ? readRest(state, kind, fields) : read(state, fields);
  state.counter.depth--;
  return value;
}

function readConstant(_: State, node: Node): Value {
  if (node.isnull) return NULL;
  if (node.boolval !== undefined) return constant('bool', node.boolval.boolval ? 'true' : 'false');
  if (node.ival !== undefined) return constant('int4', String(node.ival.ival ?? 0));
  if (node.fval !== undefined) return readNumber(node.fval.fval as string);
  if (node.bsval !== undefined) return constant('bit', node.bsval.bsval as string);
  const text = (node.sval?.sval ?? '') as string;
  return { ...constant('text', text), type: 'unknown', node };
}

function readNumber(text: string): Value {
  const digits = text.replaceAll('_', '');
  if (/^-?\d+$/.test(digits) && digits.length < 20) {
    const number = BigInt(digits);
    if (number <= 2147483647n && number >= -2147483648n) return constant('int4', String(number));
    if (number < 2n ** 63n && number >= -(2n ** 63n)) return constant('int8', String(number));
  }
  return constant('numeric', digits);
}

function readCast(state: State, node: Node): Value {
  const type = dataTypeOf(node.typeName, state.scope);
  const to = typeKey(type);
  const { node: _, ...value } = cast(state, transform(state, node.arg), to, type.args);
  return value;
}

function readArray(state: State, node: Node): Value {
  const values = ((node.elements ?? []) as Node[]).map((element) => transform(state, element));
  if (values.length === 0) return arrayOf([], undefined);
  const type = commonType(state, values);
  // Arrays within an array are its further dimensions.
  if (type !== undefined && elementOf(type) !== undefined && type.endsWith('[]')) {
    return arrayOf(
      values.map((value) => coerce(state, value, type)),
      type,
    );
  }
  return arrayOf(
    values.map((value) => coerce(state, value, type)),
    type === undefined ? undefined : `${type}[]`,
  );
}

function readBooleanTest(state: State, node: Node): Value {
  const test = (node.booltesttype as string).replace(/^IS_/, '').replaceAll('_', ' ');
  return typed(`(${coerce(state, transform(state, node.arg), 'bool').form} IS ${test})`, 'bool');
}

function readNullTest(state: State, node: Node): Value {
  const value = assign(state, transform(state, node.arg), undefined);
  return typed(`(${value.form} IS ${node.nulltesttype === 'IS_NULL' ? 'NULL' : 'NOT NULL'})`, 'bool');
}

function readCase(state: State, node: Node): Value {
  const subject = node.arg === undefined ? undefined : assign(state, transform(state, node.arg), undefined);
  const branches = (node.args as Node[]).map(({ CaseWhen }) => ({
    condition: readCondition(state, subject, CaseWhen.expr),
    result: transform(state, CaseWhen.result),
  }));
  const otherwise = node.defresult === undefined ? NULL : transform(state, node.defresult);
  const type = commonType(state, [otherwise, ...branches.map(({ result }) => result)]);
  const whens = branches.map((one) => ` WHEN ${one.condition} THEN ${coerce(state, one.result, type).form}`);
  const head = subject === undefined ? '' : ` ${subject.form}`;
  const results = [otherwise, ...branches.map(({ result }) => result)];
  const form = `CASE${head}${whens.join('')} ELSE ${coerce(state, otherwise, type).form} END`;
  return typed(form, type, commonArgs(type, results));
}

function readCondition(state: State, subject: Value | undefined, node: Node): string {
  const value = transform(state, node);
  if (subject === undefined) return coerce(state, value, 'bool').form;
  return subject.type === undefined ? value.form : coerce(state, value, comparedAs(state, subject, value)).form;
}

function comparedAs(state: State, subject: Value, value: Value) {
  return findOperation(state, '=', subject, value).right;
}

function readCommon(state: State, node: Node, word: string): Value {
  const values = (node.args as Node[]).map((arg) => transform(state, arg));
  const type = commonType(state, values);
  const form = `${word}(${values.map((value) => coerce(state, value, type).form).join(', ')})`;
  return typed(form, type, commonArgs(type, values));
}

function readCollation(state: State, node: Node): Value {
  const value = assign(state, transform(state, node.arg), undefined);
  return typed(
    `(${value.form} COLLATE ${quoteName(stringsOf(node.collname).at(-1) as string)})`,
    value.type,
    value.args,
  );
}

function readRow(state: State, node: Node): Value {
  const values = ((node.args ?? []) as Node[]).flatMap((arg) => expandStar(state, arg));
  const fields = values.map((value, at) => ({ name: `f${at + 1}`, value }));
  const forms = values.map((value) => assign(state, value, undefined).form);
  return { form: `ROW(${forms.join(', ')})`, type: 'record', fields };
}

/** The types of CURRENT_DATE and its like. */
const VALUE_FUNCTIONS: Readonly<Record<string, string>> = {
  CURRENT_DATE: 'date',
  CURRENT_TIME: 'timetz',
  CURRENT_TIMESTAMP: 'timestamptz',
  LOCALTIME: 'time',
  LOCALTIMESTAMP: 'timestamp',
};

function readValueFunction(_: State, node: Node): Value {
  const name = (node.op as string).replace(/^SVFOP_/, '').replace(/_N$/, '');
  const precision = (node.op as string).endsWith('_N') ? `(${node.typmod ?? 0})` : '';
  return typed(`${name}${precision}`, VALUE_FUNCTIONS[name] ?? 'name');
}
