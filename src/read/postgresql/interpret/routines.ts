import type {
  AlterFunctionStmt,
  CreateFunctionStmt,
  DefElem,
  FunctionParameter,
  Node,
  ObjectWithArgs,
} from '@pgsql/types';
import { quoteIdentifier } from '../../../lib/quote.js';
import { all, as, itemsOf, nameIn, shownName, textIn, textsOf, type WrittenName } from '../nodes.js';
import { expression, query, words } from './code.js';
import { dataTypeOf, findType, isSameBase, type TypeOf, withoutArguments } from './data-types.js';
import { removeRoutine } from './dependents.js';
import { keyOf, newName, refuse, refuseUnknown, searchPath } from './names.js';
import { addOther, newIdentity } from './others.js';
import { newObject } from './owners.js';
import { retellRoutine } from './retell.js';
import { inputsOf, shownRoutine } from './routine-names.js';
import type { Context, RoutineDraft } from './state.js';
import { usesOf } from './uses.js';

type ParameterDraft = RoutineDraft['parameters'][number];

const MODES = {
  FUNC_PARAM_IN: 'in',
  FUNC_PARAM_OUT: 'out',
  FUNC_PARAM_INOUT: 'inout',
  FUNC_PARAM_VARIADIC: 'variadic',
  FUNC_PARAM_TABLE: 'table',
  FUNC_PARAM_DEFAULT: 'in',
} as const;

/** `CREATE FUNCTION` and `CREATE PROCEDURE`. */
export function createRoutine(context: Context, statement: CreateFunctionStmt): void {
  const { is_procedure, replace, funcname, parameters, returnType, options, sql_body } = statement;
  const name = newName(context, nameIn(funcname));
  addShell(context, statement);
  const read = all('FunctionParameter', parameters).map((each) => parameterOf(context, each));
  const settings = all('DefElem', options);
  const type =
    is_procedure === true ? 'procedure' : settings.some(({ defname }) => defname === 'window') ? 'window' : 'function';
  const routine: RoutineDraft = {
    $kind: 'routine',
    ...name,
    ...newObject(context, 'functions', name.schema),
    type,
    parameters: read,
    language: 'sql',
    body: sql_body === undefined ? words('') : query(context, sql_body),
    volatility: 'volatile',
    isStrict: false,
    isSecurityDefiner: false,
    isLeakproof: false,
    parallel: 'unsafe',
    settings: {},
    options: {},
    $uses: [...usesOf(context.state, [sql_body, parameters], searchPath(context.state))],
  };
  const returns = type === 'procedure' ? undefined : returnsOf(context, returnType, read);
  if (returns !== undefined) routine.returns = returns;
  for (const setting of settings) applySetting(context, routine, setting);
  forgetDefaults(routine);
  nameSymbol(routine, settings);
  addRoutine(context, routine, replace === true);
}

/** A function in C may return a type that comes later: the server makes a shell of it (CREATE TYPE, "Base Types"). */
function addShell(context: Context, { returnType, options }: CreateFunctionStmt): void {
  const name = nameIn(returnType?.names);
  const language = textIn(all('DefElem', options).find(({ defname }) => defname === 'language')?.arg) ?? '';
  if (!/^(?:c|internal)$/i.test(language) || name.name === '' || findType(context, name) !== undefined) return;
  addOther(context, 'type', newIdentity(context, 'type', name), { shell: true });
}

function parameterOf(context: Context, { name = '', argType, mode, defexpr }: FunctionParameter): ParameterDraft {
  const parameter: ParameterDraft = {
    name,
    mode: MODES[mode ?? 'FUNC_PARAM_DEFAULT'],
    type: withoutArguments(dataTypeOf(context, argType)),
  };
  if (defexpr !== undefined) parameter.default = expression(context, defexpr);
  return parameter;
}

function returnsOf(context: Context, type: CreateFunctionStmt['returnType'], parameters: readonly ParameterDraft[]) {
  const outputs = parameters.filter(({ mode }) => mode === 'out' || mode === 'inout' || mode === 'table');
  const record = { schema: '', name: 'record', args: [], isArray: false };
  const [first] = outputs;
  const isTable = first?.mode === 'table' || outputs.some(({ mode }) => mode === 'table');
  if (isTable) return { type: outputs.length === 1 && first !== undefined ? { ...first.type } : record, isSet: true };
  if (type !== undefined) return { type: withoutArguments(dataTypeOf(context, type)), isSet: type.setof === true };
  if (first === undefined) return { type: { ...record, name: 'void' }, isSet: false };
  return { type: outputs.length === 1 ? { ...first.type } : record, isSet: false };
}

const VOLATILITIES = ['immutable', 'stable', 'volatile'] as const;
const PARALLEL = ['unsafe', 'restricted', 'safe'] as const;

function applySetting(context: Context, routine: RoutineDraft, { defname, arg }: DefElem): void {
  const value = textIn(arg) ?? '';
  switch (defname) {
    case 'language':
      routine.language = value.toLowerCase();
      break;
    case 'as':
      routine.body = words(arg !== undefined && 'List' in arg ? textsOf(itemsOf(arg)).join(', ') : value);
      break;
    case 'volatility':
      routine.volatility =
        VOLATILITIES.find((each) => each === value) ?? refuse(context, `unknown volatility ${value}`);
      break;
    case 'strict':
      routine.isStrict = value === 'true';
      break;
    case 'security':
      routine.isSecurityDefiner = value === 'true';
      break;
    case 'leakproof':
      routine.isLeakproof = value === 'true';
      break;
    case 'parallel':
      routine.parallel = PARALLEL.find((each) => each === value) ?? refuse(context, `unknown parallel mode ${value}`);
      break;
    case 'set':
      applyConfiguration(routine, arg);
      break;
    case 'cost':
    case 'rows':
      routine.options[defname] = value;
      break;
    case 'support':
      // As regproc writes it: what is the server's own stands without its schema.
      routine.options[defname] = textsOf(itemsOf(arg))
        .filter((name) => name !== 'pg_catalog')
        .join('.');
      break;
    case 'transform':
      routine.options['transform'] = value;
      break;
  }
}

function applyConfiguration(routine: RoutineDraft, arg: Node | undefined): void {
  const { kind, name: written = '', args = [] } = as('VariableSetStmt', arg) ?? {};
  const name = written.toLowerCase();
  if (kind === 'VAR_RESET_ALL') routine.settings = {};
  else if (kind === 'VAR_SET_VALUE')
    routine.settings[name] = settingOf(
      name,
      args.map((each) => textIn(each) ?? ''),
    );
  else if (kind === 'VAR_SET_CURRENT') routine.settings[name] = 'current';
  else delete routine.settings[name];
}

/** In a library, a function has its own name unless another one is given (CREATE FUNCTION). */
function nameSymbol(routine: RoutineDraft, settings: readonly DefElem[]): void {
  const definition = itemsOf(settings.find(({ defname }) => defname === 'as')?.arg);
  if (routine.language === 'c' && definition.length === 1)
    routine.body = words(`${textsOf(definition)[0]}, ${routine.name}`);
}

/** What nobody needs to say: what a call costs, and how many rows it gives (`COST` and `ROWS` of `CREATE FUNCTION`). */
function forgetDefaults({ options, language, returns }: RoutineDraft): void {
  for (const [name, usual] of [
    ['cost', language === 'c' || language === 'internal' ? 1 : 100],
    ['rows', returns?.isSet === true ? 1000 : 0],
  ] as const) {
    const value = options[name];
    if (value === undefined) continue;
    if (Number(value) === usual) delete options[name];
    else options[name] = String(Number(value));
  }
}

/** Settings that are lists of names (`GUC_LIST_QUOTE`) are kept with the quotes that the names need. */
function settingOf(name: string, values: readonly string[]): string {
  const isOfNames = /^(?:search_path|temp_tablespaces|(?:local|session|shared)_preload_libraries)$/.test(name);
  return values
    .map((each) => (isOfNames && !/^[a-z_][a-z0-9_]*$/.test(each) ? quoteIdentifier(each, '"') : each))
    .join(', ');
}

/** Puts a routine where statements find it, over one of the same arguments when it replaces it. */
export function addRoutine(context: Context, routine: RoutineDraft, replaces: boolean): void {
  const same = context.state.routines.get(keyOf(routine)) ?? [];
  const existing = same.find((each) => areSame(inputsOf(each), inputsOf(routine)));
  if (existing === undefined) {
    context.state.routines.set(keyOf(routine), [...same, routine]);
    return;
  }
  if (!replaces) refuse(context, `function ${shownRoutine(routine)} already exists with same argument types`);
  const { privileges, owner, comment } = existing;
  Object.assign(existing, { ...routine, privileges });
  if (owner !== undefined) existing.owner = owner;
  if (comment !== undefined) existing.comment = comment;
}

function areSame(left: readonly ParameterDraft[], right: readonly ParameterDraft[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ type }, index) => isSameBase(type, (right[index] as ParameterDraft).type))
  );
}

/** The routine that a statement names, or undefined when there is none. */
export function findRoutine(
  context: Context,
  { objname, objargs, args_unspecified }: ObjectWithArgs,
): RoutineDraft | undefined {
  const name = nameIn(objname);
  const candidates = candidatesOf(context, name);
  if (args_unspecified === true) {
    if (candidates.length > 1) refuse(context, `function name ${shownName(name)} is not unique`);
    return candidates[0];
  }
  const types = all('TypeName', objargs).map((type) => dataTypeOf(context, type));
  const fits = (parameters: readonly ParameterDraft[]) =>
    parameters.length === types.length &&
    parameters.every(({ type }, index) => isSameBase(type, types[index] as TypeOf));
  // What a procedure gives back may be written among its arguments; a function is told by what it takes alone.
  const procedures = candidates.filter((each) => each.type === 'procedure');
  return candidates.find((each) => fits(inputsOf(each))) ?? procedures.find((each) => fits(each.parameters));
}

function candidatesOf({ state }: Context, { schema, name }: WrittenName): RoutineDraft[] {
  const homes = schema === undefined ? searchPath(state) : [schema];
  return homes.flatMap((home) => state.routines.get(keyOf({ schema: home, name })) ?? []);
}

/** The routine that a statement names. */
export function routineOf(context: Context, object: ObjectWithArgs | undefined): RoutineDraft {
  const found = findRoutine(context, object ?? {});
  return found ?? refuseUnknown(context, 'function', shownName(nameIn(object?.objname)));
}

/** `ALTER FUNCTION`, but for its name, schema and owner. */
export function alterRoutine(context: Context, { func, actions }: AlterFunctionStmt): void {
  const routine = routineOf(context, func);
  for (const action of all('DefElem', actions)) applySetting(context, routine, action);
  forgetDefaults(routine);
}

/** Puts a routine under another name. */
export function moveRoutine(context: Context, routine: RoutineDraft, name: { schema: string; name: string }): void {
  retellRoutine(context.state, routine, name);
  removeRoutine(context, routine);
  Object.assign(routine, { schema: name.schema, name: name.name });
  addRoutine(context, routine, false);
}
