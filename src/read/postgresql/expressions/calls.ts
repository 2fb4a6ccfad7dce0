import { choose, settle } from './candidates.js';
import { assign, cast, coerce } from './coerce.js';
import { dataTypeOf, typeKey } from './data-type.js';
import type { Callable, TypeKey } from './library.js';
import { keyOf, quoteName, stringsOf } from './names.js';
import type { Node } from './node.js';
import { homeOf, type Signature } from './scope.js';
import { orderOf, windowOf } from './sorting.js';
import type { State } from './state.js';
import { transform } from './transform.js';
import { elementOf, isUnknown, typed, type Value } from './value.js';

/** A call, and what it was found to call. */
export function readCall(state: State, node: Node): Value {
  const { value } = call(state, node);
  return value;
}

export function call(state: State, node: Node): { value: Value; callee: Callable | undefined } {
  const names = stringsOf(node.funcname);
  const args = ((node.args ?? []) as Node[]).map((arg) => readArgument(state, arg));
  const sorting = node.agg_within_group ? ((node.agg_order ?? []) as Node[]) : [];
  const callee = find(
    state,
    names,
    args.map(({ value }) => value),
    node,
    sorting.length,
  );
  if (callee === undefined && args.length === 1 && sorting.length === 0) {
    const turned = castCall(state, names, args[0]?.value as Value);
    if (turned !== undefined) return { value: turned, callee };
  }
  const given = args.map(({ value }) => value.type);
  // What WITHIN GROUP sorts by says what the result is (`mode`, `percentile_disc`).
  const sorts = sorting.map(({ SortBy }) => transform(state, SortBy.node).type);
  const settled =
    callee === undefined
      ? undefined
      : settle(state, [...given, ...sorts], { ...callee, args: [...callee.args, ...(callee.sorted ?? [])] });
  const forms = args.map(({ value, name }, at) => {
    const wanted = settled?.args[at];
    const turned =
      isUnknown(value) && (wanted === undefined || wanted === 'any') ? assign(state, value, undefined) : value;
    return `${name}${coerce(state, turned, wanted).form}`;
  });
  if (node.func_variadic && forms.length > 0) forms.push(`VARIADIC ${forms.pop()}`);
  const list = node.agg_star ? '*' : `${node.agg_distinct ? 'DISTINCT ' : ''}${forms.join(', ')}`;
  const form = `${nameOf(state, names, callee)}(${list}${aggregation(state, node)}`;
  const fields = callee?.columns?.map(({ name, type }) => ({
    name,
    value: typed(`(${form}).${quoteName(name)}`, type),
  }));
  const value = typed(form, settled?.result);
  return { value: fields === undefined || fields.length < 2 ? value : { ...value, fields }, callee };
}

function readArgument(state: State, node: Node): { value: Value; name: string } {
  if (node.NamedArgExpr === undefined) return { value: transform(state, node), name: '' };
  const { name, arg } = node.NamedArgExpr;
  return { value: transform(state, arg), name: `${quoteName(name)} => ` };
}

/** What stands behind the arguments, with the bracket that closes them. */
function aggregation(state: State, node: Node): string {
  const order = node.agg_order === undefined ? '' : ` ORDER BY ${orderOf(state, node.agg_order)}`;
  const inside = node.agg_within_group ? `) WITHIN GROUP (${order.trim()})` : `${order})`;
  const filter =
    node.agg_filter === undefined
      ? ''
      : ` FILTER (WHERE ${coerce(state, transform(state, node.agg_filter), 'bool').form})`;
  const nulls = node.ignore_nulls === undefined ? '' : ` NULLS ${node.ignore_nulls}`;
  const over = node.over === undefined ? '' : ` OVER ${windowOf(state, node.over)}`;
  return `${inside}${filter}${nulls}${over}`;
}

function nameOf(state: State, names: readonly string[], callee: Callable | undefined): string {
  const name = names.at(-1) as string;
  if (callee !== undefined) return callee.schema === '' ? name : keyOf(callee.schema, name);
  const schema = names.length > 1 ? names.at(-2) : undefined;
  if (schema === 'pg_catalog') return name;
  if (schema === undefined && state.library.functions.has(name)) return name;
  // A function that nothing defines belongs to an extension, and those go to the first schema.
  return keyOf(schema ?? homeOf(state.scope), name);
}

/** `date(x)`, `text(x)`: the name of a type called with one argument is a cast. */
function castCall(state: State, names: readonly string[], value: Value): Value | undefined {
  const name = names.at(-1) as string;
  if (!state.library.types.has(name) || names.length > 2) return undefined;
  const type = dataTypeOf({ names: names.map((sval) => ({ String: { sval } })) }, state.scope);
  return cast(state, value, typeKey({ ...type, args: [] }));
}

function find(
  state: State,
  names: readonly string[],
  args: readonly Value[],
  node: Node,
  sorted: number,
): Callable | undefined {
  const name = names.at(-1) as string;
  const schema = names.length > 1 ? (names.at(-2) as string) : undefined;
  const all = [
    ...(state.library.functions.get(name) ?? []).filter((one) => isIn(one.schema, schema)),
    ...(schema === undefined ? state.scope.searchPath : [schema]).flatMap((one) =>
      state.scope.routines(one, name).map((signature) => callableOf(one, signature)),
    ),
  ];
  const given = args.map(({ type }) => type);
  const count = given.length;
  const fitting = all.flatMap((one) => {
    // What WITHIN GROUP sorts by is counted among the arguments (pg_proc.proargtypes).
    // One that takes any number takes these as well.
    const direct = sorted === 0 || one.isVariadic ? one.args.length : Math.max(0, one.args.length - sorted);
    const shape = { ...one, args: one.args.slice(0, direct), sorted: one.args.slice(direct) };
    return withCount(shape, count, node.func_variadic === true);
  });
  return choose(state, given, fitting);
}

function isIn(own: string, wanted: string | undefined): boolean {
  return wanted === undefined || own === (wanted === 'pg_catalog' ? '' : wanted);
}

/** A function with as many arguments as are given: without those that have defaults, with a variadic one repeated. */
function withCount(one: Callable, count: number, isSpread: boolean): Callable[] {
  const { args, isVariadic, defaults } = one;
  if (isVariadic && !isSpread) {
    if (count < args.length - 1) return [];
    const last = args.at(-1) as TypeKey;
    const element = last === 'any' ? last : last.endsWith('array') ? last.replace('array', 'element') : elementOf(last);
    const each = element === 'anycompatibleelement' ? 'anycompatible' : (element ?? last);
    const rest = Array.from({ length: count - args.length + 1 }, () => each);
    return [{ ...one, args: [...args.slice(0, -1), ...rest] }];
  }
  if (count > args.length || count < args.length - defaults) return [];
  return [{ ...one, args: args.slice(0, count) }];
}

const KINDS = { function: 'f', procedure: 'p', aggregate: 'a', window: 'w' } as const;

function callableOf(schema: string, signature: Signature): Callable {
  return {
    schema,
    args: signature.parameters.map(({ type }) => typeKey(type)),
    result: signature.result === undefined ? 'record' : typeKey(signature.result),
    isVariadic: signature.isVariadic,
    defaults: signature.defaults,
    kind: KINDS[signature.kind],
    ...(signature.columns === undefined
      ? {}
      : { columns: signature.columns.map(({ name, type }) => ({ name, type: typeKey(type) })) }),
  };
}
