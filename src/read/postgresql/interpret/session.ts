import type { Node, SelectStmt, TransactionStmt, VariableSetStmt } from '@pgsql/types';
import { all, as, nameIn, textIn } from '../nodes.js';
import { type Context, resetSession, type Session } from './state.js';

/** `SET` and `RESET`, of what decides how later statements are read. */
export function setVariable(context: Context, { kind, name = '', args, is_local }: VariableSetStmt): void {
  const { state } = context;
  if (kind === 'VAR_RESET_ALL') {
    resetSession(state);
    return;
  }
  if (is_local === true) state.sessionBefore ??= { ...state.session };
  const values = kind === 'VAR_SET_VALUE' ? (args ?? []).map((node) => textIn(node) ?? '') : undefined;
  assign(state.session, name, values);
  // What is set for longer than the transaction outlives it.
  if (is_local !== true && state.sessionBefore !== undefined) assign(state.sessionBefore, name, values);
}

function assign(session: Session, name: string, values: readonly string[] | undefined): void {
  const [value] = values ?? [];
  switch (name) {
    case 'search_path':
      session.path = values === undefined ? ['public'] : values.filter((each) => each !== '' && each !== '$user');
      break;
    case 'role':
      session.role = value === undefined || value === 'none' ? session.sessionUser : value;
      break;
    case 'session_authorization':
      session.sessionUser = value;
      session.role = value;
      break;
    case 'default_tablespace':
      session.tablespace = value === undefined || value === '' ? undefined : value;
      break;
    case 'default_table_access_method':
      session.accessMethod = value === undefined || value === 'heap' ? undefined : value;
      break;
  }
}

/** `COMMIT` and its like: what was set for the transaction is over. */
export function endTransaction({ state }: Context, { kind }: TransactionStmt): void {
  const isEnd = kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK' || kind === 'TRANS_STMT_PREPARE';
  if (!isEnd || state.sessionBefore === undefined) return;
  Object.assign(state.session, state.sessionBefore);
  state.sessionBefore = undefined;
}

/** Functions of the server that a query can call without changing what is modelled here. */
const HARMLESS =
  /^(?:setval|currval|lastval|now|version|current_\w+|pg_notify|pg_sleep|count|max|min|sum|coalesce|exists|to_char|pg_advisory\w*|pg_try_advisory\w*|obj_description|format|lo_\w+|pg_reload_conf|pg_stat_reset\w*)$/;

/** A query for its own sake: `set_config` sets; a function of somebody's may do anything. */
export function runSelect(context: Context, statement: SelectStmt): string | undefined {
  let reason: string | undefined;
  for (const { val } of all('ResTarget', statement.targetList)) {
    const call = as('FuncCall', val);
    if (call === undefined) continue;
    const { schema, name } = nameIn(call.funcname);
    if (name === 'set_config' && (schema === undefined || schema === 'pg_catalog')) configure(context, call.args ?? []);
    else if (schema !== 'pg_catalog' && !HARMLESS.test(name) && isOwn(context, schema, name))
      reason = `it calls ${name}()`;
    else if (schema === undefined && UNSEEN.test(name)) reason = `it calls ${name}()`;
  }
  return reason;
}

/** Functions of well-known extensions that create objects. */
const UNSEEN =
  /^(?:create_hypertable|create_distributed_table|create_reference_table|create_parent|addgeometrycolumn|topogeo\w*|add_\w+_policy|dblink\w*|query_to_xml|execute\w*|updategeometrysrid|dropgeometrycolumn|run_maintenance)$/;

function isOwn({ state }: Context, schema: string | undefined, name: string): boolean {
  return [...state.routines.keys()].some((key) => {
    const [home, own] = key.split('\0');
    return own === name && (schema === undefined || schema === home);
  });
}

function configure(context: Context, [name, value, isLocal]: readonly Node[]): void {
  const text = textIn(value) ?? '';
  const values = text
    .split(',')
    .map((each) => each.trim().replace(/^"(.*)"$/, '$1'))
    .map((sval) => ({ A_Const: { sval: { sval } } }));
  const kind = text === '' && textIn(name) !== 'search_path' ? 'VAR_SET_DEFAULT' : 'VAR_SET_VALUE';
  setVariable(context, { kind, name: textIn(name) ?? '', args: values, is_local: textIn(isLocal) === 'true' });
}
