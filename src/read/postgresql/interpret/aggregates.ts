import type { DefineStmt, Node } from '@pgsql/types';
import { typeOfExpression } from '../expressions/index.js';
import { all, itemsOf, nameIn, optionName, textIn, textsOf, unwrap } from '../nodes.js';
import { words } from './code.js';
import { dataTypeOf, shownType, type TypeOf, typeIn } from './data-types.js';
import { lookUp, newName, searchPath } from './names.js';
import { newObject } from './owners.js';
import { addRoutine } from './routines.js';
import { scopeOf } from './scope.js';
import type { Context, RoutineDraft } from './state.js';

/** `CREATE AGGREGATE`. */
export function createAggregate(context: Context, { defnames, args, definition, replace, oldstyle }: DefineStmt): void {
  const name = newName(context, nameIn(defnames));
  const given = new Map(all('DefElem', definition).map((option) => [optionName(option), option.arg]));
  const parameters =
    oldstyle === true
      ? baseParameters(context, given.get('basetype'))
      : all('FunctionParameter', itemsOf(args?.[0])).map(({ name: parameter = '', argType, mode }) => ({
          name: parameter,
          mode: mode === 'FUNC_PARAM_VARIADIC' ? ('variadic' as const) : ('in' as const),
          type: { ...dataTypeOf(context, argType), args: [] },
        }));
  const options = Object.fromEntries(
    all('DefElem', definition)
      .map((option) => [OLD_NAMES[optionName(option)] ?? optionName(option), option.arg] as const)
      .filter(([option]) => option !== 'basetype')
      .map(([option, arg]) => [option, optionValue(context, option, arg)]),
  );
  const stateType = typeIn(context, given.get('stype') ?? given.get('stype1'));
  const aggregate: RoutineDraft = {
    $kind: 'routine',
    ...name,
    ...newObject(context, 'functions', name.schema),
    type: 'aggregate',
    parameters,
    ...(stateType === undefined ? {} : { returns: { type: { ...stateType, args: [] }, isSet: false } }),
    language: 'internal',
    body: words(''),
    volatility: 'immutable',
    isStrict: false,
    isSecurityDefiner: false,
    isLeakproof: false,
    parallel: PARALLEL.find((each) => each === options['parallel']) ?? 'unsafe',
    settings: {},
    options,
    $uses: [],
  };
  delete options['parallel'];
  const direct = directArguments(args);
  if (direct !== undefined) options['direct'] = String(direct);
  setResult(context, aggregate, given);
  addRoutine(context, aggregate, replace === true);
}

/** How many arguments stand before ORDER BY; those of an aggregate without it have none there. */
function directArguments(args: DefineStmt['args']): number | undefined {
  const count = args?.[1];
  if (count === undefined || !('Integer' in count)) return undefined;
  // The parser leaves out 0.
  const direct = count.Integer.ival ?? 0;
  return direct < 0 ? undefined : direct;
}

/** Options by the names that they had long ago (`DefineAggregate` of PostgreSQL's aggregatecmds.c). */
const OLD_NAMES: Readonly<Record<string, string>> = { sfunc1: 'sfunc', stype1: 'stype', initcond1: 'initcond' };

/** The one parameter of an aggregate in the old style; `ANY` is none. */
function baseParameters(context: Context, node: Node | undefined): RoutineDraft['parameters'] {
  const names = node !== undefined && 'TypeName' in node ? textsOf(node.TypeName.names) : [textIn(node) ?? ''];
  if (/^"?any"?$/i.test(names.at(-1) ?? '')) return [];
  const type = typeIn(context, node);
  return type === undefined ? [] : [{ name: '', mode: 'in', type: { ...type, args: [] } }];
}

const PARALLEL = ['unsafe', 'restricted', 'safe'] as const;

/** What the final function returns, of the state and, when it asks for them, of the arguments, is what the aggregate returns. */
function setResult({ state }: Context, aggregate: RoutineDraft, given: ReadonlyMap<string, Node | undefined>): void {
  const funcname = namesIn(given.get('finalfunc'));
  if (funcname === undefined || aggregate.returns === undefined) return;
  const parameters = [
    { name: '', type: aggregate.returns.type },
    ...(given.has('finalfunc_extra') ? aggregate.parameters : []),
  ];
  const call: Node = {
    FuncCall: { funcname, args: parameters.map((_, at): Node => ({ ParamRef: { number: at + 1 } })) },
  };
  const type = typeOfExpression(call, scopeOf(state, searchPath(state)), { parameters });
  if (type !== undefined) aggregate.returns = { type: { ...type, args: [] } as TypeOf, isSet: false };
}

function namesIn(node: Node | undefined): Node[] | undefined {
  if (node === undefined) return undefined;
  if ('TypeName' in node) return node.TypeName.names;
  return 'List' in node ? itemsOf(node) : [{ String: { sval: textIn(node) ?? '' } }];
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['sfunc', 'finalfunc', 'combinefunc', 'serialfunc', 'deserialfunc'],
  ...['msfunc', 'minvfunc', 'mfinalfunc'],
]);

/** A function as the catalog names it: with its schema unless it is the server's own. */
function functionName({ state }: Context, names: readonly Node[] | undefined): string {
  const name = nameIn(names);
  const [found] = lookUp(state.routines, name, searchPath(state)) ?? [];
  return found === undefined || name.schema === 'pg_catalog' ? name.name : `${found.schema}.${found.name}`;
}

function optionValue(context: Context, name: string, node: Node | undefined): string {
  if (node === undefined) return 'true';
  const [kind, body] = unwrap(node);
  if (kind === 'TypeName' && (name === 'stype' || name === 'mstype')) return shownType(dataTypeOf(context, body));
  if (FUNCTIONS.has(name)) return functionName(context, namesIn(node));
  if (kind === 'TypeName') return textsOf((body as { names?: Node[] }).names).join('.');
  return kind === 'List' ? textsOf(itemsOf(node)).join('.') : (textIn(node) ?? '');
}
