import type { DataType } from '../../../model/catalog/data-type.js';
import { constant } from './constant.js';
import { typeKey, typeOfKey } from './data-type.js';
import { systemDomain, type TypeKey } from './library.js';
import { splitKey } from './names.js';
import type { NamedType } from './scope.js';
import type { State } from './state.js';
import { elementOf, isUnknown, NULL, type Value } from './value.js';

const TEXTS: ReadonlySet<TypeKey> = new Set(['text', 'varchar']);

export function namedType(state: State, key: TypeKey): NamedType | undefined {
  const name = splitKey(key);
  if (name === undefined) return undefined;
  const base = systemDomain(key);
  return base === undefined ? state.scope.type(name.schema, name.name) : { type: 'domain', base: typeOfKey(base) };
}

/** The type behind domains. */
export function baseOf(state: State, key: TypeKey): TypeKey {
  let base = key;
  for (let step = 0; step < 64; step++) {
    const named = namedType(state, base);
    if (named?.type !== 'domain') return base;
    base = typeKey(named.base);
  }
  return base;
}

/** The category of a type (pg_type.typcategory), which decides between candidates. */
export function categoryOf(state: State, key: TypeKey): { category: string; isPreferred: boolean } {
  if (key.endsWith('[]')) return { category: 'A', isPreferred: false };
  const known = state.library.types.get(key);
  if (known !== undefined) return known;
  const named = namedType(state, key)?.type;
  if (named === 'domain') return { ...categoryOf(state, baseOf(state, key)), isPreferred: false };
  const category = named === 'enum' ? 'E' : named === 'composite' ? 'C' : named === 'range' ? 'R' : 'U';
  return { category, isPreferred: false };
}

export function isPolymorphic(key: TypeKey): boolean {
  return /^any(?:element|array|nonarray|enum|range|multirange|compatible.*)?$/.test(key);
}

/** Whether the server turns one type into the other by itself. */
export function canCoerce(state: State, from: TypeKey | undefined, to: TypeKey): boolean {
  if (from === undefined || from === to || from === 'unknown' || to === 'any') return true;
  if (isPolymorphic(to)) return fitsPolymorphic(state, from, to);
  const source = baseOf(state, from);
  const target = baseOf(state, to);
  if (source === target) return true;
  if (to === 'record') return categoryOf(state, source).category === 'C';
  if (source === 'record') return categoryOf(state, target).category === 'C';
  if (state.library.casts.get(`${source}>${target}`) === 'i') return true;
  const [element, wanted] = [elementOf(source), elementOf(target)];
  if (source.endsWith('vector') && element !== undefined) return element === wanted;
  if (!source.endsWith('[]') || !target.endsWith('[]')) return false;
  return element !== undefined && wanted !== undefined && canCoerce(state, element, wanted);
}

function fitsPolymorphic(state: State, from: TypeKey, to: TypeKey): boolean {
  const base = baseOf(state, from);
  if (to.endsWith('array') && !to.endsWith('nonarray')) return elementOf(base) !== undefined;
  if (to.endsWith('nonarray')) return !base.endsWith('[]');
  if (to === 'anyenum') return categoryOf(state, base).category === 'E';
  if (to.endsWith('multirange')) return base.endsWith('multirange');
  if (to.endsWith('range')) return categoryOf(state, base).category === 'R';
  return true;
}

/** A value as one of another type, as the server casts it. `args` are the length, precision and the like. */
export function cast(state: State, value: Value, to: TypeKey, args: readonly string[] = []): Value {
  const suffix = args.length === 0 ? '' : `(${args.join(',')})`;
  if (value.isNull) return { ...NULL, type: to };
  if (value.elements !== undefined && to.endsWith('[]')) return castElements(state, value, to, args);
  if (isUnknown(value)) {
    const base = baseOf(state, to);
    tellOf(state, value, base);
    const literal = base === 'interval' ? withUnit(value.literal, args) : value.literal;
    const plain = literal === undefined ? { ...value, type: base } : withNode(literalOf(state, base, literal), value);
    return suffix === '' && base === to ? plain : cast(state, plain, to, args);
  }
  if (suffix !== '') {
    const bare = value.literal === undefined ? value : cast(state, value, to);
    const form = bare.literal === undefined ? bare.form : stripType(bare.form, to);
    return { form: `${form}::${withArgs(to, suffix)}`, type: to, args };
  }
  if (value.type === to) return value;
  if (value.type !== undefined && isRelabelled(state, value.type, to)) {
    const { args: _, ...bare } = value;
    return { ...bare, type: to };
  }
  return { form: `${value.form}::${to}`, type: to };
}

function withNode(value: Value, { node }: Value): Value {
  return node === undefined ? value : { ...value, node };
}

function tellOf({ scope }: State, { node }: Value, type: TypeKey): void {
  if (node === undefined || scope.onLiteral === undefined) return;
  const name = splitKey(type.replace(/(?:\[\])+$/, ''));
  if (name !== undefined) scope.onLiteral(name, node);
}

/** `interval '1' day`: a bare number counts what the last field of the type names. */
function withUnit(literal: string | undefined, args: readonly string[]): string | undefined {
  const unit = /^(?:\w+ to )?(year|month|day|hour|minute|second)$/.exec(args[0] ?? '')?.[1];
  return literal !== undefined && unit !== undefined && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(literal)
    ? `${literal} ${unit}`
    : literal;
}

function stripType(form: string, type: TypeKey): string {
  return form.endsWith(`::${type}`) ? form.slice(0, -type.length - 2) : form;
}

function withArgs(type: TypeKey, suffix: string): string {
  return type.endsWith('[]') ? `${type.slice(0, -2)}${suffix}[]` : `${type}${suffix}`;
}

function literalOf(state: State, type: TypeKey, literal: string): Value {
  return constant(type, type === 'regclass' ? state.resolveRelation(literal) : literal);
}

/** A cast that changes nothing but the name of the type: what the server does not compute, no reader can see. */
function isRelabelled(state: State, from: TypeKey, to: TypeKey): boolean {
  if (TEXTS.has(from) && TEXTS.has(to)) return true;
  if (from.endsWith('[]') && to.endsWith('[]')) return isRelabelled(state, from.slice(0, -2), to.slice(0, -2));
  const base = baseOf(state, from);
  return base !== from && (base === to || isRelabelled(state, base, to));
}

function castElements(state: State, value: Value, to: TypeKey, args: readonly string[]): Value {
  const element = to.slice(0, -2);
  const elements = (value.elements as readonly Value[]).map((one) =>
    // A literal in the list gets the type at once, and is no text before.
    cast(
      state,
      one.node === undefined ? one : { ...one, type: 'unknown' },
      one.elements === undefined ? element : to,
      args,
    ),
  );
  return arrayOf(elements, to);
}

export function arrayOf(elements: readonly Value[], type: TypeKey | undefined): Value {
  const empty = elements.length === 0 && type !== undefined ? `::${type}` : '';
  const form = `ARRAY[${elements.map((element) => element.form).join(', ')}]${empty}`;
  return { form, elements, ...(type === undefined ? {} : { type }) };
}

/** A value as one of the type that its place wants; what the server would refuse stays as it is. */
export function coerce(state: State, value: Value, to: TypeKey | undefined): Value {
  if (to === undefined || to === 'any' || to === 'unknown' || isPolymorphic(to)) return value;
  if (value.type === undefined || !canCoerce(state, value.type, to)) return value;
  if (to === 'record' || value.type === 'record') return value;
  return cast(state, value, to);
}

/** What a value becomes where it is assigned to a column: only the type of a literal is decided. */
export function assign(state: State, value: Value, target: DataType | undefined): Value {
  if (target === undefined) return isUnknown(value) ? cast(state, value, 'text') : value;
  const to = typeKey(target);
  const base = baseOf(state, to);
  // Of all types, interval alone makes its fields and precision a part of the constant.
  if (isUnknown(value)) return cast(state, value, base, base === 'interval' ? target.args : []);
  if (to === 'interval' && target.args.length === 0 && value.type === to) {
    return { ...value, form: value.form.replace(/^('[^']*'::interval)\([^()]*\)$/, '$1') };
  }
  // The elements of an array are not reached by an assignment: ARRAY['a'] is text[] before.
  return value;
}

/** The type that all of several values get (select_common_type in parse_coerce.c). */
export function commonType(state: State, values: readonly Value[]): TypeKey | undefined {
  if (values.some(({ type }) => type === undefined)) {
    const known = values.find(({ type }) => type !== undefined && type !== 'unknown');
    return known?.type;
  }
  const types = values.map(({ type }) => type as TypeKey);
  const first = types[0];
  if (first !== undefined && first !== 'unknown' && types.every((type) => type === first)) return first;
  let chosen: TypeKey = first === undefined ? 'unknown' : baseOf(state, first);
  for (const type of types.slice(1).map((one) => baseOf(state, one))) {
    if (type === 'unknown' || type === chosen) continue;
    if (chosen === 'unknown') chosen = type;
    else if (categoryOf(state, type).category !== categoryOf(state, chosen).category) return undefined;
    else if (
      !categoryOf(state, chosen).isPreferred &&
      canCoerce(state, chosen, type) &&
      !canCoerce(state, type, chosen)
    ) {
      chosen = type;
    }
  }
  return chosen === 'unknown' ? 'text' : chosen;
}
