import type { AlterPolicyStmt, CreatePolicyStmt, CreateTrigStmt, Node, RuleStmt } from '@pgsql/types';
import type { Trigger } from '../../../model/catalog/table.js';
import { all, nameIn, nameOf, roleOf, shownName, textsOf } from '../nodes.js';
import { optionalExpression, query } from './code.js';
import { expectColumn, expectColumnsIn } from './index-keys.js';
import { lookUp, refuse, refuseUnknown, searchPath, tableOf, tableOrView } from './names.js';
import { bringTriggers } from './partitions.js';
import type { Context, TableDraft, TriggerDraft, ViewDraft } from './state.js';
import { becomeView } from './views.js';

/** The bits of the events and of the timing (`catalog/pg_trigger.h`). */
const EVENTS = [
  ['insert', 1 << 2],
  ['update', 1 << 4],
  ['delete', 1 << 3],
  ['truncate', 1 << 5],
] as const;
const BEFORE = 1 << 1;
const INSTEAD = 1 << 6;

/** `CREATE TRIGGER`. */
export function createTrigger(context: Context, statement: CreateTrigStmt): void {
  const table = tableOrView(context, nameOf(statement.relation ?? {}));
  const trigger = triggerOf(context, table, statement);
  const index = table.triggers.findIndex(({ name }) => name === trigger.name);
  if (index < 0) table.triggers.push(trigger);
  else if (statement.replace === true) table.triggers[index] = trigger;
  else refuse(context, `trigger ${trigger.name} for relation ${shownName(table)} already exists`);
  if (table.$kind !== 'table' || table.partitioning === undefined || trigger.level !== 'row') return;
  for (const child of table.$children) bringTriggers(child, { ...table, triggers: [trigger] });
}

/** When a trigger runs. */
export function occasionOf({
  timing = 0,
  events = 0,
  columns,
  row,
}: CreateTrigStmt): Pick<TriggerDraft, 'timing' | 'events' | 'columns' | 'level'> {
  return {
    timing: (timing & BEFORE) !== 0 ? 'before' : (timing & INSTEAD) !== 0 ? 'instead of' : 'after',
    events: EVENTS.flatMap(([event, bit]) => ((events & bit) === 0 ? [] : [event])),
    columns: textsOf(columns),
    level: row === true ? 'row' : 'statement',
  };
}

function triggerOf(context: Context, table: TableDraft | ViewDraft, statement: CreateTrigStmt): TriggerDraft {
  const { trigname: name = '', columns, isconstraint } = statement;
  for (const column of textsOf(columns)) expectColumn(context, table, column);
  expectColumnsIn(context, table, statement.whenClause, ['old', 'new']);
  expectTiming(context, table, statement);
  const when = optionalExpression(context, statement.whenClause, table);
  const transitions = all('TriggerTransition', statement.transitionRels);
  const oldTable = transitions.find(({ isNew }) => isNew !== true)?.name;
  const newTable = transitions.find(({ isNew }) => isNew === true)?.name;
  return {
    place: context.place,
    name,
    ...occasionOf(statement),
    action: callOf(context, statement),
    enabled: 'origin',
    ...(when === undefined ? {} : { when }),
    ...(oldTable === undefined ? {} : { oldTable }),
    ...(newTable === undefined ? {} : { newTable }),
    ...(isconstraint === true ? { constraint: deferral(context, statement) } : {}),
  };
}

/** What takes the place of a write is for views, and so is nothing else that sees each row. */
function expectTiming(context: Context, table: TableDraft | ViewDraft, statement: CreateTrigStmt): void {
  const { timing, level } = occasionOf(statement);
  const isView = table.$kind === 'view';
  if (timing === 'instead of' && !isView)
    refuse(context, `${shownName(table)} is a table, and INSTEAD OF is for views`);
  if (timing !== 'instead of' && isView && level === 'row')
    refuse(context, `${shownName(table)} is a view, whose row triggers are INSTEAD OF`);
}

function deferral(
  context: Context,
  { deferrable, initdeferred, constrrel }: CreateTrigStmt,
): Trigger['constraint'] & object {
  const from = constrrel === undefined ? undefined : tableOf(context, nameOf(constrrel));
  return {
    isDeferrable: deferrable === true || initdeferred === true,
    isInitiallyDeferred: initdeferred === true,
    ...(from === undefined ? {} : { from: { schema: from.schema, name: from.name } }),
  };
}

/** The function's call with its arguments, which are always texts. */
function callOf(context: Context, { funcname, args }: CreateTrigStmt): TriggerDraft['action'] {
  const { state } = context;
  const name = nameIn(funcname);
  const found = lookUp(state.routines, name, searchPath(state))?.find(({ parameters }) => parameters.length === 0);
  if (found === undefined && !isOfServer(context, name.schema))
    refuseUnknown(context, 'function', `${shownName(name)}()`);
  return {
    $code: 'call',
    node: { funcname: funcname ?? [], args: args ?? [] } as unknown as Node,
    path: searchPath(state),
    routine: found,
    text: shownName(name),
    args: textsOf(args),
  };
}

// Extensions and the server bring trigger functions too.
function isOfServer({ state }: Context, schema: string | undefined): boolean {
  return (
    schema === 'pg_catalog' ||
    schema === undefined ||
    [...state.extensions.values()].some((each) => each.schema === schema)
  );
}

const COMMANDS = { all: 'all', select: 'select', insert: 'insert', update: 'update', delete: 'delete' } as const;

/** `CREATE POLICY`. */
export function createPolicy(context: Context, statement: CreatePolicyStmt): void {
  const table = tableOf(context, nameOf(statement.table ?? {}));
  const { policy_name: name = '', cmd_name = 'all', permissive } = statement;
  if (cmd_name === 'insert' && statement.qual !== undefined)
    refuse(context, 'a policy for INSERT has WITH CHECK and no USING');
  if ((cmd_name === 'select' || cmd_name === 'delete') && statement.with_check !== undefined)
    refuse(context, `a policy for ${cmd_name.toUpperCase()} has USING and no WITH CHECK`);
  if (table.policies.some((policy) => policy.name === name))
    refuse(context, `policy "${name}" for table ${shownName(table)} already exists`);
  for (const each of [statement.qual, statement.with_check]) expectColumnsIn(context, table, each);
  const using = optionalExpression(context, statement.qual, table);
  const check = optionalExpression(context, statement.with_check, table);
  table.policies.push({
    place: context.place,
    name,
    command: COMMANDS[cmd_name as 'all'],
    isPermissive: permissive === true,
    roles: rolesOf(context, statement.roles),
    ...(using === undefined ? {} : { using }),
    ...(check === undefined ? {} : { check }),
  });
}

/** `ALTER POLICY`, but for its name. */
export function alterPolicy(
  context: Context,
  { table: range = {}, policy_name = '', roles, qual, with_check }: AlterPolicyStmt,
): void {
  const table = tableOf(context, nameOf(range));
  const policy = table.policies.find(({ name }) => name === policy_name);
  if (policy === undefined) refuseUnknown(context, 'policy', policy_name);
  if (roles !== undefined) policy.roles = rolesOf(context, roles);
  for (const each of [qual, with_check]) expectColumnsIn(context, table, each);
  const using = optionalExpression(context, qual, table);
  const check = optionalExpression(context, with_check, table);
  if (using !== undefined) policy.using = using;
  if (check !== undefined) policy.check = check;
}

function rolesOf({ state }: Context, nodes: readonly Node[] | undefined): string[] {
  const roles = all('RoleSpec', nodes).map((role) => roleOf(role, state.session.role) ?? 'current_user');
  // Beside everybody the server notes nobody else.
  return roles.includes('public') ? ['public'] : roles.sort();
}

/** `CREATE RULE`. */
export function createRule(context: Context, statement: RuleStmt): void {
  const table = tableOrView(context, nameOf(statement.relation ?? {}));
  const { rulename: name = '', replace, event, actions = [] } = statement;
  const [action] = actions;
  if (event === 'CMD_SELECT' && action !== undefined) {
    becomeView(context, table, action);
    return;
  }
  const rule = {
    place: context.place,
    name,
    definition: query(context, { RuleStmt: statement }, table),
    enabled: 'origin' as const,
  };
  const index = table.rules.findIndex((each) => each.name === name);
  if (index < 0) table.rules.push(rule);
  else if (replace === true) table.rules[index] = rule;
  else refuse(context, `rule "${name}" for relation ${shownName(table)} already exists`);
}
