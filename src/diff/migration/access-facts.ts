import type { AccessFact } from '../../model/migration/access-fact.js';
import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { WrittenName } from '../../model/migration/written.js';
import type { KnownSchema } from './known.js';
import { isSamePolicy, type KnownAccess, writtenTriggerLine } from './known-access.js';
import { fullName, nameOf } from './known-names.js';
import { find, lookUp } from './known-schema.js';
import { lostBy } from './privileges.js';
import { findReplicationFacts } from './replication-facts.js';

type Plain = Extract<Action, { kind: 'plain' }>;

/** What a part of a statement changes of what an application may see and write, and of what its writes set off. */
export function findAccessFacts(
  known: KnownSchema,
  action: Action,
  statement: MigrationStatement,
  isInTransaction: boolean,
): AccessFact[] {
  switch (action.kind) {
    case 'plain':
      return ofPlain(known, action, statement, isInTransaction);
    case 'drop_constraint':
    case 'drop_index':
      return [...ofUniqueness(known, action, statement), ...findReplicationFacts(known, action, statement)];
    case 'privileges': {
      const lost = action.isGrant ? [] : lostBy(known, action).filter(({ role }) => !known.made.has(`role ${role}`));
      return lost.length === 0 ? [] : [{ kind: 'privileges_revoked', statement, lost }];
    }
    case 'revoke_role': {
      const { granted } = action;
      const roles = action.roles.filter((role) => !known.made.has(`role ${role}`));
      return roles.length === 0 ? [] : [{ kind: 'role_revoked', statement, granted, roles }];
    }
    case 'drop_role':
      if (known.made.has(`role ${action.role}`)) return [];
      return [{ kind: 'role_dropped', statement, role: action.role, isOwnedOnly: action.isOwnedOnly }];
    case 'default_privileges': {
      if (action.isGrant) return [];
      const { on, privileges = ['all'], roles } = action;
      return [{ kind: 'default_privileges_revoked', statement, on, privileges, roles }];
    }
    case 'publication':
    case 'drop_publication':
    case 'subscription':
      return findReplicationFacts(known, action, statement);
    default:
      return [];
  }
}

function ofPlain(
  known: KnownSchema,
  action: Plain,
  statement: MigrationStatement,
  isInTransaction: boolean,
): AccessFact[] {
  const relation = lookUp(known, action.table);
  if (relation?.isNew === true || (relation === undefined && known.isGiven)) return [];
  const table = relation === undefined ? fullName(known, action.table) : nameOf(relation);
  const access = relation?.access;
  const { part = '', setting = '' } = action;
  const at = { statement, table };
  switch (action.operation) {
    case 'set_row_security': {
      const from = access?.rowSecurity ?? assumedRowSecurity(setting);
      const to = rowSecurityAfter(from, setting);
      return from === to ? [] : [{ kind: 'row_security_changed', ...at, from, to, hasPolicies: false }];
    }
    case 'create_policy':
    case 'alter_policy':
    case 'drop_policy':
      return ofPolicy(access, action, at);
    case 'create_trigger': {
      const line = writtenTriggerLine(action.trigger);
      const old = access?.triggers.find(({ name }) => name === part);
      if (old?.line !== undefined && old.line === line) return [];
      const more = { ...triggerOf(action, isInTransaction), ...(line !== undefined && { line }) };
      return [{ kind: 'trigger_changed', change: old === undefined ? 'added' : 'replaced', ...at, ...more }];
    }
    case 'create_rule': {
      const change = access?.rules.includes(part) === true ? 'replaced' : 'added';
      return [{ kind: 'rewrite_rule_changed', change, ...at, rule: part }];
    }
    case 'set_rule':
      return [
        { kind: 'rewrite_rule_changed', change: setting === 'disabled' ? 'stopped' : 'started', ...at, rule: part },
      ];
    case 'drop_trigger': {
      const isRule = setting === 'rule';
      const there = isRule ? access?.rules : access?.triggers.map(({ name }) => name);
      if (there !== undefined && !there.includes(part)) return [];
      if (isRule) return [{ kind: 'rewrite_rule_changed', change: 'removed', ...at, rule: part }];
      const line = access?.triggers.find(({ name }) => name === part)?.line;
      const more = { ...triggerOf(action, isInTransaction), ...(line !== undefined && { line }) };
      return [{ kind: 'trigger_changed', change: 'removed', ...at, ...more }];
    }
    case 'set_trigger': {
      const meant = access?.triggers.filter(({ name }) => part === '' || name === part);
      const mode = setting.replace('all ', '');
      const isSame = meant?.every(({ enabled }) => enabled === mode) === true;
      // What is off for all of them is off for foreign keys too, which are no triggers of the model.
      if (isSame && !(setting === 'all disabled' && concernsKeys(known, action.table))) return [];
      const change = mode === 'disabled' ? 'stopped' : 'started';
      return [{ kind: 'trigger_changed', change, ...at, ...triggerOf(action, isInTransaction) }];
    }
    case 'set_replica_identity':
      return findReplicationFacts(known, action, statement);
    case 'set_owner':
      if (access?.owner === setting || (access === undefined && known.isGiven)) return [];
      return [{ kind: 'owner_changed', ...at, owner: setting, ...(access?.owner && { from: access.owner }) }];
    case 'drop_default':
    case 'drop_identity': {
      const column = relation?.columns.find(({ name }) => name === part);
      const what = action.operation === 'drop_default' ? 'default' : 'identity';
      if (relation?.isKnown === true && (column === undefined || column.supply !== what)) return [];
      const isNullable = column === undefined ? undefined : !column.isNotNull;
      return [{ kind: 'default_dropped', ...at, column: part, what, ...(isNullable !== undefined && { isNullable }) }];
    }
    default:
      return [];
  }
}

function ofPolicy(
  access: KnownAccess | undefined,
  { operation, part = '', policy: written = {} }: Plain,
  at: Pick<Extract<AccessFact, { kind: 'policy_changed' }>, 'statement' | 'table'>,
): AccessFact[] {
  // Policies hide nothing as long as row security is off.
  if (access !== undefined && (access.rowSecurity === 'off' || access.rowSecurity === 'prepared')) return [];
  const old = access?.policies.find(({ name }) => name === part);
  if (operation !== 'create_policy' && access !== undefined && old === undefined) return [];
  if (operation === 'alter_policy' && old !== undefined && isSamePolicy(old, { ...old, ...written })) return [];
  const isNew = operation === 'create_policy';
  const change = isNew ? 'added' : operation === 'alter_policy' ? 'changed' : 'removed';
  const definition = isNew ? written : old;
  const isPermissive = definition?.isPermissive ?? true;
  return [{ kind: 'policy_changed', change, ...at, policy: part, isPermissive, ...(definition && { definition }) }];
}

function triggerOf({ part, setting = '' }: Plain, isInTransaction: boolean) {
  return { ...(part !== undefined && { trigger: part }), withForeignKeys: setting.startsWith('all '), isInTransaction };
}

/** Whether a table has foreign keys or is what some refer to. */
function concernsKeys(known: KnownSchema, written: WrittenName): boolean {
  const table = find(known, written);
  if (table.constraints.some(({ references }) => references !== undefined)) return true;
  return [...known.tables.values()].some(({ constraints }) =>
    constraints.some(({ references }) => references === table),
  );
}

/** From where a command changes most, for a table of which nothing is known. */
function assumedRowSecurity(setting: string): 'off' | 'on' | 'forced' {
  return setting === 'on' ? 'off' : setting === 'unforced' ? 'forced' : 'on';
}

/** What the row security of a table is after a command. */
export function rowSecurityAfter(
  from: 'off' | 'on' | 'forced' | 'prepared',
  setting: string,
): 'off' | 'on' | 'forced' | 'prepared' {
  const isOn = setting === 'on' ? true : setting === 'off' ? false : from === 'on' || from === 'forced';
  const isForced =
    setting === 'forced' ? true : setting === 'unforced' ? false : from === 'forced' || from === 'prepared';
  if (isOn) return isForced ? 'forced' : 'on';
  return isForced ? 'prepared' : 'off';
}

function ofUniqueness(
  known: KnownSchema,
  action: Extract<Action, { kind: 'drop_constraint' | 'drop_index' }>,
  statement: MigrationStatement,
): AccessFact[] {
  if (action.kind === 'drop_constraint') {
    const table = lookUp(known, action.table);
    const constraint = table?.constraints.find(({ name }) => name === action.name);
    if (table === undefined || table.isNew || constraint === undefined) return [];
    const { type, columns } = constraint;
    if (type !== 'primary_key' && type !== 'unique') return [];
    return [{ kind: 'uniqueness_dropped', statement, table: nameOf(table), name: action.name, type, columns }];
  }
  const path = action.index.schema === undefined ? known.path : [action.index.schema];
  for (const table of known.tables.values()) {
    const index = table.indexes.find(({ name }) => name === action.index.name);
    if (index === undefined || !path.includes(table.schema)) continue;
    if (table.isNew || index.isNew === true || !index.isUnique) return [];
    const { name, columns } = index;
    return [{ kind: 'uniqueness_dropped', statement, table: nameOf(table), name, type: 'index', columns }];
  }
  return [];
}
