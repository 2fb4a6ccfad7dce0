import type { CreateFunctionStmt, DefineStmt, FunctionParameter, Node, TypeName } from '@pgsql/types';
import type { Parameter, Routine } from '../../../model/catalog/objects.js';
import type { Action } from '../../../model/migration/action.js';
import type { WrittenSignature, WrittenType } from '../../../model/migration/written.js';
import type { ReadCode } from '../code/read-code.js';
import { all, as, itemsOf, nameIn, textIn, textsOf, wordsOf } from '../nodes.js';
import { writtenType } from './types.js';

const MODES: Readonly<Record<string, Parameter['mode']>> = {
  FUNC_PARAM_OUT: 'out',
  FUNC_PARAM_INOUT: 'inout',
  FUNC_PARAM_VARIADIC: 'variadic',
  FUNC_PARAM_TABLE: 'table',
};

/** `CREATE FUNCTION` and `CREATE PROCEDURE`. */
export function readCreateRoutine(statement: CreateFunctionStmt, readCode: ReadCode): Action {
  const { funcname, is_procedure, replace, sql_body } = statement;
  const code = sql_body === undefined ? readCode(codedFrom(statement)) : undefined;
  return {
    kind: 'create_routine',
    type: is_procedure === true ? 'procedure' : 'function',
    routine: nameIn(funcname),
    signature: signatureOf(statement),
    replaces: replace === true,
    ...(code !== undefined && { code }),
  };
}

/** `CREATE AGGREGATE`, `CREATE OPERATOR` and the like. */
export function readDefine({ kind, defnames, args, replace }: DefineStmt): Action {
  const name = nameIn(defnames);
  if (kind === 'OBJECT_OPERATOR') return { kind: 'create_object', what: 'operator', name };
  if (kind === 'OBJECT_TYPE') return { kind: 'create_object', what: 'type', name };
  if (kind !== 'OBJECT_AGGREGATE') return { kind: 'other', tag: `create ${wordsOf(kind)}`, isTransactional: true };
  // The arguments stand before what it is made of.
  const inputs = all('FunctionParameter', itemsOf(args?.[0])).map(inputOf);
  return {
    kind: 'create_routine',
    type: 'aggregate',
    routine: name,
    signature: { inputs },
    replaces: replace === true,
  };
}

/** The types that tell a routine from others of its name; undefined when a statement names none. */
export function readArguments(node: Node): readonly WrittenType[] | undefined {
  const { objargs, args_unspecified } = as('ObjectWithArgs', node) ?? {};
  return args_unspecified === true ? undefined : all('TypeName', objargs).map(writtenType);
}

function signatureOf({ parameters, returnType, is_procedure }: CreateFunctionStmt): WrittenSignature {
  const every = all('FunctionParameter', parameters);
  const given = every.filter((each) => !isOutput(each));
  const isSaid = is_procedure !== true && given.length === every.length;
  return {
    inputs: given.map(inputOf),
    ...(isSaid && returnType && { returns: { type: writtenType(returnType), isSet: returnType.setof === true } }),
  };
}

function isOutput({ mode = 'FUNC_PARAM_IN' }: FunctionParameter): boolean {
  return MODES[mode] === 'out' || MODES[mode] === 'table';
}

function inputOf({
  name = '',
  argType,
  defexpr,
  mode = 'FUNC_PARAM_IN',
}: FunctionParameter): WrittenSignature['inputs'][number] {
  const isVariadic = MODES[mode] === 'variadic';
  return { name, type: writtenType(argType), hasDefault: defexpr !== undefined, isVariadic };
}

/** What of a routine says how its body is to be read. */
function codedFrom({ parameters, returnType, options, is_procedure }: CreateFunctionStmt): Parameters<ReadCode>[0] {
  let [language, text] = ['sql', ''];
  const settings: Record<string, string> = {};
  for (const { defname, arg } of all('DefElem', options)) {
    if (defname === 'language') language = (textIn(arg) ?? '').toLowerCase();
    else if (defname === 'as') text = textsOf(itemsOf(arg)).join(', ');
    else if (defname === 'set') {
      const { name = '', args = [] } = as('VariableSetStmt', arg) ?? {};
      settings[name] = args.map((each) => textIn(each) ?? '').join(', ');
    }
  }
  return {
    ...{ type: is_procedure === true ? 'procedure' : 'function', language, body: { text }, settings },
    parameters: all('FunctionParameter', parameters).map(({ name = '', mode = 'FUNC_PARAM_IN', argType }) => {
      return { name, mode: MODES[mode] ?? 'in', type: typeOf(argType) };
    }),
    ...(returnType && { returns: { type: typeOf(returnType), isSet: returnType.setof === true } }),
  };
}

// How a body is read depends on the server's own types alone.
function typeOf(type: TypeName | undefined): Parameter['type'] {
  const { schema, isSerial: _, ...rest } = writtenType(type);
  const isSpecial = /^(?:trigger|event_trigger|void)$/.test(rest.name);
  return { ...rest, schema: schema ?? (isSpecial ? '' : 'public') } satisfies NonNullable<Routine['returns']>['type'];
}
