import { choose, settle } from './candidates.js';
import { baseOf, cast, coerce } from './coerce.js';
import { typeKey } from './data-type.js';
import type { Callable, TypeKey } from './library.js';
import type { OperatorSignature } from './scope.js';
import type { State } from './state.js';
import { elementOf, isUnknown, typed, type Value } from './value.js';

/** What an operator was found to do: the types that it takes, and what comes out. */
interface Operation {
  readonly left: TypeKey | undefined;
  readonly right: TypeKey | undefined;
  readonly result: TypeKey | undefined;
}

const YIELDS_BOOLEAN = /^(?:=|<>|!=|<|>|<=|>=|!?~~?\*?|@>|<@|&&|\?[|&]?|@@@?)$/;

export function binary(state: State, operator: string, left: Value, right: Value): Value {
  const operation = findOperation(state, operator, left, right);
  const sides = [coerce(state, left, operation.left), coerce(state, right, operation.right)];
  return typed(`(${sides[0]?.form} ${operator} ${sides[1]?.form})`, operation.result);
}

export function unary(state: State, operator: string, right: Value): Value {
  const found = choose(state, [right.type], candidates(state, operator, 1));
  const settled = found === undefined ? undefined : settle(state, [right.type], found);
  return typed(`(${operator} ${coerce(state, right, settled?.args[0]).form})`, settled?.result ?? right.type);
}

/** `x = ANY (…)` and the like; the right side is an array. */
export function arrayComparison(state: State, operator: string, word: string, left: Value, right: Value): Value {
  const array = isUnknown(right) ? undefined : right.type;
  const element = array === undefined ? undefined : elementOf(baseOf(state, array));
  const operation = findOperation(state, operator, left, { form: '', type: element ?? 'unknown' });
  const wanted = operation.right === undefined ? undefined : `${operation.right}[]`;
  const list = isUnknown(right) && wanted !== undefined ? cast(state, right, wanted) : coerce(state, right, wanted);
  const only = list.elements?.length === 1 ? list.elements[0] : undefined;
  // One value needs no list: `x IN ('a')` is stored as x = 'a'.
  if (only !== undefined && only.elements === undefined) {
    return typed(`(${coerce(state, left, operation.left).form} ${operator} ${only.form})`, 'bool');
  }
  return typed(`(${coerce(state, left, operation.left).form} ${operator} ${word} (${list.form}))`, 'bool');
}

export function findOperation(state: State, operator: string, left: Value, right: Value): Operation {
  const given = [left.type, right.type];
  const all = candidates(state, operator, 2);
  const found = chooseAlike(state, given, all) ?? choose(state, given, all);
  if (found !== undefined) {
    const settled = settle(state, given, found);
    return { left: settled.args[0], right: settled.args[1], result: settled.result };
  }
  // An operator of something that nothing defines: the literal takes the type of the other side.
  const result = YIELDS_BOOLEAN.test(operator) ? 'bool' : undefined;
  return {
    left: isUnknown(left) && !isUnknown(right) ? right.type : undefined,
    right: isUnknown(right) && !isUnknown(left) ? left.type : undefined,
    result,
  };
}

/** A literal beside a value has that value's type, when there is such an operator (binary_oper_exact). */
function chooseAlike(
  state: State,
  given: readonly (TypeKey | undefined)[],
  all: readonly Callable[],
): Callable | undefined {
  const at = given.indexOf('unknown');
  const type = given[1 - at];
  if (at < 0 || type === undefined || type === 'unknown') return undefined;
  for (const both of [type, baseOf(state, type)]) {
    const found = all.find(({ args }) => args[0] === both && args[1] === both);
    if (found !== undefined) return found;
  }
  return undefined;
}

function candidates(state: State, operator: string, arity: number): readonly Callable[] {
  const known = (state.library.operators.get(operator) ?? []).map((one) =>
    one.args[0] === '' ? { ...one, args: one.args.slice(1) } : one,
  );
  const own = state.scope.searchPath.flatMap((schema) => state.scope.operators(schema, operator).map(callableOf));
  const all = [...known, ...own].filter(({ args }) => args.length === arity);
  // Names and texts are compared with each other since 12 (its release notes); before, names were made texts.
  return (state.scope.major ?? NAMES_MEET_TEXTS) >= NAMES_MEET_TEXTS ? all : all.filter((one) => !isOfNameAndText(one));
}

const NAMES_MEET_TEXTS = 12;

function isOfNameAndText({ args }: Callable): boolean {
  return args.includes('name') && args.includes('text');
}

function callableOf({ left, right, result }: OperatorSignature): Callable {
  return {
    schema: '',
    args: left === undefined ? [typeKey(right)] : [typeKey(left), typeKey(right)],
    result: typeKey(result),
    isVariadic: false,
    defaults: 0,
    kind: 'f',
  };
}
