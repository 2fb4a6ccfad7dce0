import type { DefineStmt, Node } from '@pgsql/types';
import { all, itemsOf, nameIn, optionName, textIn, textsOf, unwrap } from '../nodes.js';
import { words } from './code.js';
import { dataTypeOf, shownType, typeIn } from './data-types.js';
import { newName } from './names.js';
import { newObject } from './owners.js';
import { addRoutine } from './routines.js';
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
  setResult(context, aggregate);
  addRoutine(context, aggregate, replace === true);
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

/** What the final function returns is what the aggregate returns. */
function setResult({ state }: Context, aggregate: RoutineDraft): void {
  const final = aggregate.options['finalfunc'];
  if (final === undefined) return;
  const found = [...state.routines.values()]
    .flat()
    .find(({ schema, name }) => final === name || final === `${schema}.${name}`);
  if (found?.returns !== undefined) aggregate.returns = { type: { ...found.returns.type }, isSet: false };
}

function optionValue(context: Context, name: string, node: Node | undefined): string {
  if (node === undefined) return 'true';
  const [kind, body] = unwrap(node);
  if (kind === 'TypeName' && (name === 'stype' || name === 'mstype')) return shownType(dataTypeOf(context, body));
  if (kind === 'TypeName') return textsOf((body as { names?: Node[] }).names).join('.');
  return kind === 'List' ? textsOf(itemsOf(node)).join('.') : (textIn(node) ?? '');
}
