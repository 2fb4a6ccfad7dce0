import type { DefineStmt, Node } from '@pgsql/types';
import { all, itemsOf, nameIn, optionName, textIn, textsOf, unwrap } from '../nodes.js';
import { words } from './code.js';
import { dataTypeOf, shownType, typeIn } from './data-types.js';
import { newName } from './names.js';
import { newObject } from './owners.js';
import { addRoutine } from './routines.js';
import type { Context, RoutineDraft } from './state.js';

/** `CREATE AGGREGATE`. */
export function createAggregate(context: Context, { defnames, args, definition, replace }: DefineStmt): void {
  const name = newName(context, nameIn(defnames));
  const parameters = all('FunctionParameter', itemsOf(args?.[0])).map(({ name: parameter = '', argType, mode }) => ({
    name: parameter,
    mode: mode === 'FUNC_PARAM_VARIADIC' ? ('variadic' as const) : ('in' as const),
    type: { ...dataTypeOf(context, argType), args: [] },
  }));
  const options = Object.fromEntries(
    all('DefElem', definition).map((option) => [
      optionName(option),
      optionValue(context, optionName(option), option.arg),
    ]),
  );
  const stateType = typeIn(context, all('DefElem', definition).find((each) => optionName(each) === 'stype')?.arg);
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
