import { baseOf, canCoerce, categoryOf, commonType, isPolymorphic } from './coerce.js';
import type { Callable, TypeKey } from './library.js';
import type { State } from './state.js';
import { elementOf } from './value.js';

type Given = TypeKey | undefined;

/** The one of several functions or operators that the server takes for these arguments (parse_func.c). */
export function choose(state: State, given: readonly Given[], all: readonly Callable[]): Callable | undefined {
  const exact = all.find(({ args }) => args.every((arg, at) => arg === given[at]));
  if (exact !== undefined) return exact;
  const fitting = all.filter(({ args }) => args.every((arg, at) => canCoerce(state, given[at], arg)));
  if (fitting.length <= 1) return fitting[0];
  return select(state, given, fitting);
}

/** func_select_candidate: the rules of "Function Type Resolution" in the manual, step by step. */
function select(state: State, given: readonly Given[], fitting: readonly Callable[]): Callable | undefined {
  const inputs = given.map((type) => (type === undefined || type === 'unknown' ? undefined : baseOf(state, type)));
  let left = best(fitting, (arg, at) => inputs[at] !== undefined && arg === inputs[at]);
  if (left.length === 1) return left[0];
  const categories = inputs.map((type) => (type === undefined ? undefined : categoryOf(state, type).category));
  const isPreferred = (arg: TypeKey, category: string | undefined) => {
    const known = categoryOf(state, arg);
    return known.isPreferred && known.category === category;
  };
  left = best(left, (arg, at) => inputs[at] !== undefined && (arg === inputs[at] || isPreferred(arg, categories[at])));
  if (left.length === 1) return left[0];
  if (inputs.every((type) => type !== undefined)) return left[0];
  left = byCategory(state, inputs, left);
  if (left.length === 1) return left[0];
  const known = new Set(inputs.filter((type) => type !== undefined));
  if (known.size === 1) {
    const [type] = known;
    const matching = left.filter(({ args }) => args.every((arg) => canCoerce(state, type, arg)));
    if (matching.length === 1) return matching[0];
  }
  return undefined;
}

function best(candidates: readonly Callable[], matches: (arg: TypeKey, at: number) => boolean): readonly Callable[] {
  const scores = candidates.map(({ args }) => args.filter(matches).length);
  const most = Math.max(...scores);
  return candidates.filter((_, at) => scores[at] === most);
}

/** Where a literal stands, a string is preferred, else the one category that all candidates have. */
function byCategory(state: State, inputs: readonly Given[], candidates: readonly Callable[]): readonly Callable[] {
  let left = candidates;
  for (const [at, input] of inputs.entries()) {
    if (input !== undefined) continue;
    const kinds = candidates.map(({ args }) => categoryOf(state, args[at] as TypeKey));
    const category = kinds.some((kind) => kind.category === 'S') ? 'S' : kinds[0]?.category;
    if (category !== 'S' && kinds.some((kind) => kind.category !== category)) return candidates;
    const hasPreferred = kinds.some((kind) => kind.category === category && kind.isPreferred);
    left = left.filter(({ args }) => {
      const kind = categoryOf(state, args[at] as TypeKey);
      return kind.category === category && (!hasPreferred || kind.isPreferred);
    });
  }
  return left.length === 0 ? candidates : left;
}

/** The arguments and the result of a call whose types are `anyelement` and the like. */
export function settle(
  state: State,
  given: readonly Given[],
  { args, result }: Pick<Callable, 'args' | 'result'>,
): { args: readonly TypeKey[]; result: TypeKey | undefined } {
  if (!args.some(isPolymorphic) && !isPolymorphic(result)) return { args, result };
  const plain = elementType(state, given, args, (arg) => !arg.startsWith('anycompatible'));
  const compatible = elementType(state, given, args, (arg) => arg.startsWith('anycompatible'));
  const settled = (type: TypeKey): TypeKey | undefined => {
    if (!isPolymorphic(type)) return type;
    const element = type.startsWith('anycompatible') ? compatible : plain;
    const whole = args.indexOf(type);
    if (/range$/.test(type)) return whole < 0 ? undefined : known(given[whole]);
    if (element === undefined) return undefined;
    return /array$/.test(type) && !type.endsWith('nonarray') ? `${element}[]` : element;
  };
  return { args: args.map((arg) => settled(arg) ?? arg), result: settled(result) };
}

function known(type: Given): TypeKey | undefined {
  return type === 'unknown' ? undefined : type;
}

function elementType(
  state: State,
  given: readonly Given[],
  args: readonly TypeKey[],
  belongs: (arg: TypeKey) => boolean,
): TypeKey | undefined {
  const elements: TypeKey[] = [];
  for (const [at, arg] of args.entries()) {
    const type = known(given[at]);
    if (!isPolymorphic(arg) || !belongs(arg) || type === undefined) continue;
    const base = baseOf(state, type);
    if (/array$/.test(arg) && !arg.endsWith('nonarray')) elements.push(elementOf(base) ?? base);
    else if (/range$/.test(arg)) elements.push(subtypeOf(state, base) ?? base);
    else elements.push(type);
  }
  if (elements.length === 0) return args.some((arg) => isPolymorphic(arg) && belongs(arg)) ? 'text' : undefined;
  return commonType(
    state,
    elements.map((type) => ({ form: '', type })),
  );
}

function subtypeOf(state: State, range: TypeKey): TypeKey | undefined {
  return state.library.types.get(range)?.subtype;
}
