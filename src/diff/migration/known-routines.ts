import type { Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Routine } from '../../model/catalog/objects.js';
import type { Refusal } from '../../model/migration/named-object.js';
import type { RoutineCode } from '../../model/migration/routine-code.js';
import type { WrittenName, WrittenSignature, WrittenType } from '../../model/migration/written.js';
import type { Call } from './calls.js';
import type { KnownSchema } from './known.js';
import { fullType } from './known-names.js';

/** A routine as the statements so far left it. */
export interface KnownRoutine extends Name {
  readonly type: 'function' | 'procedure' | 'aggregate';
  /** What a caller gives. */
  readonly inputs: readonly {
    readonly name: string;
    readonly type: DataType;
    readonly hasDefault: boolean;
    readonly isVariadic: boolean;
  }[];
  /** Absent where nothing but parameters says it. */
  readonly returns?: { readonly type: DataType; readonly isSet: boolean };
  /** Made by this migration. */
  readonly isNew?: boolean;
  /** What its text names; absent when it is none, or nobody could read it. */
  readonly code?: RoutineCode;
  /** A text in a language that is not followed. */
  readonly foreign?: { readonly language: string; readonly text: string };
}

/** A routine of a catalog. */
export function knownRoutine(routine: Routine, code?: RoutineCode): KnownRoutine {
  const { schema, name, type, parameters, returns } = routine;
  const given = parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table');
  return {
    ...{ schema, name, type: type === 'window' ? 'function' : type },
    inputs: given.map((each) => ({
      ...{ name: each.name, type: each.type, hasDefault: each.default !== undefined },
      isVariadic: each.mode === 'variadic',
    })),
    ...(returns !== undefined && given.length === parameters.length && { returns }),
    ...(code !== undefined && { code }),
    ...(isForeign(routine) && { foreign: { language: routine.language, text: routine.body.text } }),
  };
}

/** Whether the text of a routine is in a language that is not followed: neither SQL nor compiled. */
export function isForeign({ language, type }: Pick<Routine, 'language' | 'type'>): boolean {
  return type !== 'aggregate' && !/^(?:sql|plpgsql|c|internal)$/i.test(language);
}

/** A routine that a statement makes. */
export function newRoutine(
  known: KnownSchema,
  name: Name,
  type: KnownRoutine['type'],
  { inputs, returns }: WrittenSignature,
  code: RoutineCode | undefined,
): KnownRoutine {
  return {
    ...{ schema: name.schema, name: name.name, type, isNew: true },
    inputs: inputs.map((each) => ({ ...each, type: fullType(known, each.type) })),
    ...(returns !== undefined && { returns: { type: fullType(known, returns.type), isSet: returns.isSet } }),
    ...(code !== undefined && { code }),
  };
}

/** The routines of a name, in the first schema of the path that has any. */
export function routinesNamed({ routines, path }: KnownSchema, { schema, name }: WrittenName): KnownRoutine[] {
  const homes = schema === undefined ? path : [schema];
  for (const home of homes) {
    const found = routines.filter((each) => each.schema === home && each.name === name);
    if (found.length > 0) return found;
  }
  return [];
}

/** The routine that a statement means by its arguments, or by its name alone. */
export function routineMeant(
  known: KnownSchema,
  written: WrittenName,
  args: readonly WrittenType[] | undefined,
): KnownRoutine | undefined {
  const found = routinesNamed(known, written);
  if (args === undefined) return found.length === 1 ? found[0] : undefined;
  return withInputs(
    found,
    args.map((type) => fullType(known, type)),
  );
}

/** The routine whose place a new one takes. */
export function replacedBy(known: KnownSchema, { schema, name, inputs }: KnownRoutine): KnownRoutine | undefined {
  return withInputs(
    routinesNamed(known, { schema, name }),
    inputs.map(({ type }) => type),
  );
}

/** The one among routines that takes exactly these types. */
function withInputs(
  routines: readonly KnownRoutine[],
  types: readonly (DataType | undefined)[],
): KnownRoutine | undefined {
  return routines.find(({ inputs }) => {
    return inputs.length === types.length && inputs.every(({ type }, at) => isSameType(type, types[at]));
  });
}

// Lengths and precisions say nothing of parameters.
function isSameType(one: DataType, other: DataType | undefined): boolean {
  if (other === undefined || one.isArray !== other.isArray) return false;
  return one.schema === other.schema && one.name === other.name;
}

/** Whether a call leads to a routine among all that there are: surely, perhaps, or not at all. */
export function leadsTo(
  call: Call,
  routine: KnownRoutine,
  routines: readonly KnownRoutine[],
): 'yes' | 'perhaps' | 'no' {
  if (call.schema !== routine.schema || call.name !== routine.name) return 'no';
  const { args } = call;
  const alike = routines.filter(({ schema, name }) => schema === routine.schema && name === routine.name);
  const fitting = args === undefined ? alike : alike.filter((each) => takes(each, args.length));
  if (!fitting.includes(routine)) return 'no';
  if (fitting.length === 1) return 'yes';
  const exact = args === undefined ? undefined : withInputs(fitting, args);
  if (exact === undefined) return 'perhaps';
  return exact === routine ? 'yes' : 'no';
}

function takes({ inputs }: KnownRoutine, count: number): boolean {
  const isVariadic = inputs.some((each) => each.isVariadic);
  const required = inputs.filter((each) => !each.hasDefault && !each.isVariadic).length;
  return count >= required && (isVariadic || count <= inputs.length);
}

type Kept = Extract<Refusal, { why: 'replaced' }>['keeps'];

/**
 * What a routine that comes in the place of another has otherwise, though callers rely on it (PostgreSQL 18, CREATE
 * FUNCTION, "Notes").
 */
export function lostBy(old: KnownRoutine, replacing: KnownRoutine): Kept | undefined {
  if (old.type !== replacing.type) return 'kind';
  const [was, is] = [old.returns, replacing.returns];
  if (was && is && !(isSameType(was.type, is.type) && was.isSet === is.isSet)) return 'result';
  if (old.inputs.some(({ name }, at) => name !== '' && replacing.inputs[at]?.name !== name)) return 'parameter names';
  const isLeftOut = old.inputs.some(({ hasDefault }, at) => hasDefault && replacing.inputs[at]?.hasDefault === false);
  return isLeftOut ? 'defaults' : undefined;
}
