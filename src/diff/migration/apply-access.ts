import type { Action } from '../../model/migration/action.js';
import { rowSecurityAfter } from './access-facts.js';
import type { KnownSchema, KnownTable } from './known.js';
import { writtenTriggerLine } from './known-access.js';
import { applyPrivileges } from './privileges.js';
import { publicationAfter } from './replication-facts.js';

/** Changes what is known of privileges and publications. */
export function applyAccess(
  known: KnownSchema,
  action: Extract<Action, { kind: 'privileges' | 'publication' | 'drop_publication' }>,
): void {
  if (action.kind === 'privileges') applyPrivileges(known, action);
  else if (action.kind === 'drop_publication') known.publications.delete(action.name);
  else known.publications.set(action.name, publicationAfter(known, action));
}

/** Gives a policy, a trigger or a rule of a table another name. */
export function renameInAccess(
  { access }: KnownTable,
  what: 'policy' | 'trigger' | 'rule',
  from: string,
  to: string,
): void {
  if (access === undefined) return;
  const renamed = <T extends { readonly name: string }>(each: T): T =>
    each.name === from ? { ...each, name: to } : each;
  if (what === 'policy') access.policies = access.policies.map(renamed);
  else if (what === 'trigger') access.triggers = access.triggers.map(renamed);
  else access.rules = access.rules.map((name) => (name === from ? to : name));
}

/** Changes what is known of the policies, triggers and rules of a table. */
export function applyToAccess({ access }: KnownTable, action: Extract<Action, { kind: 'plain' }>): void {
  if (access === undefined) return;
  const { operation, part: name = '', setting = '' } = action;
  const others = <T extends { readonly name: string }>(list: readonly T[]) => list.filter((each) => each.name !== name);
  switch (operation) {
    case 'set_row_security':
      access.rowSecurity = rowSecurityAfter(access.rowSecurity, setting);
      return;
    case 'create_policy':
      access.policies = [...access.policies, { isPermissive: true, ...action.policy, name }];
      return;
    case 'alter_policy':
      access.policies = access.policies.map((each) => (each.name === name ? { ...each, ...action.policy } : each));
      return;
    case 'drop_policy':
      access.policies = others(access.policies);
      return;
    case 'create_trigger':
      access.triggers = [
        ...others(access.triggers),
        { name, enabled: 'origin', line: writtenTriggerLine(action.trigger) },
      ];
      return;
    case 'create_rule':
      access.rules = [...access.rules.filter((each) => each !== name), name];
      return;
    case 'drop_trigger':
      if (setting === 'rule') access.rules = access.rules.filter((each) => each !== name);
      else access.triggers = others(access.triggers);
      return;
    case 'set_trigger': {
      const enabled = setting.replace('all ', '');
      const isMeant = (trigger: string) => action.part === undefined || trigger === name;
      access.triggers = access.triggers.map((each) => (isMeant(each.name) ? { ...each, enabled } : each));
      return;
    }
    case 'set_replica_identity':
      access.replicaIdentity = setting;
      return;
    case 'set_owner':
      access.owner = setting;
      return;
    default:
      return;
  }
}
