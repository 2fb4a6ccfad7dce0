import type { DropOwnedStmt, Node, ReassignOwnedStmt } from '@pgsql/types';
import { all, roleOf } from '../nodes.js';
import { changeOwner } from './change-owner.js';
import { dropView, tablesOf } from './dependents.js';
import { dropOther, dropRoutine, dropSchema } from './drop.js';
import { dropSequence, dropTable } from './drop-table.js';
import { dropType } from './drop-type.js';
import { keyOf } from './names.js';
import { isOfIdentity } from './sequences.js';
import type { Context, PrivilegeDraft, State } from './state.js';

type Owned = { owner?: string; privileges?: PrivilegeDraft[]; name?: string };

function isOwnedBy(roles: ReadonlySet<string | undefined>): (object: object) => boolean {
  return (object) => {
    const { owner, name, $kind } = object as Owned & { $kind?: string };
    // The schema that is there from the start is the database owner's.
    return $kind !== 'index' && roles.has(owner) && !(owner === undefined && name === 'public');
  };
}

function rolesOf({ state }: Context, roles: readonly Node[] | undefined): ReadonlySet<string | undefined> {
  return new Set(all('RoleSpec', roles).map((role) => roleOf(role, state.session.role)));
}

function everything({ relations, types, routines, schemas, publications, others }: State): object[] {
  return [relations, types, schemas, publications, others, new Map([...routines.values()].flat().entries())].flatMap(
    (objects) => [...(objects as ReadonlyMap<unknown, object>).values()],
  );
}

/** `REASSIGN OWNED`: what roles own belongs to another. */
export function reassignOwned(context: Context, { roles, newrole }: ReassignOwnedStmt): void {
  const owner = roleOf(newrole, context.state.session.role);
  const isOwned = isOwnedBy(rolesOf(context, roles));
  for (const object of everything(context.state)) if (isOwned(object)) changeOwner(context, object, owner);
}

/** `DROP OWNED`: what roles own goes, and what they may do. */
export function dropOwned(context: Context, { roles, behavior }: DropOwnedStmt): void {
  const { state } = context;
  const meant = rolesOf(context, roles);
  revokeAll(state, meant);
  for (const table of tablesOf(state)) {
    table.policies = table.policies.flatMap((policy) => {
      const left = policy.roles.filter((role) => !meant.has(role));
      if (left.length === policy.roles.length) return policy;
      return left.length === 0 ? [] : { ...policy, roles: left };
    });
  }
  const owned = everything(state).filter(isOwnedBy(meant));
  const within: Context = { ...context, doomed: new Set(owned) };
  dropAll(within, owned, behavior === 'DROP_CASCADE');
}

function revokeAll(state: State, roles: ReadonlySet<string | undefined>): void {
  const isKept = ({ grantee }: { grantee: string }) => !roles.has(grantee);
  const parts = [...state.relations.values()].flatMap((each): object[] => ('columns' in each ? each.columns : []));
  for (const object of [...everything(state), ...parts] as Owned[]) {
    if (object.privileges !== undefined) object.privileges = object.privileges.filter(isKept);
  }
  const kept = state.defaultPrivileges.filter((each) => isKept(each) && !roles.has(each.role));
  state.defaultPrivileges.splice(0, state.defaultPrivileges.length, ...kept);
}

function dropAll(context: Context, owned: readonly object[], cascades: boolean): void {
  const { state } = context;
  const { relations } = state;
  const among = new Set(owned);
  // Views go before what they read.
  for (const each of [...relations.values()].reverse()) {
    if (among.has(each) && each.$kind === 'view' && relations.get(keyOf(each)) === each)
      dropView(context, each, cascades);
  }
  for (const each of [...relations.values()]) {
    if (!among.has(each) || relations.get(keyOf(each)) !== each) continue;
    if (each.$kind === 'table') dropTable(context, each, cascades);
  }
  for (const each of [...relations.values()]) {
    if (!among.has(each) || relations.get(keyOf(each)) !== each) continue;
    if (each.$kind === 'sequence' && !isOfIdentity(each)) dropSequence(context, each, cascades);
  }
  for (const each of [...state.routines.values()].flat()) if (among.has(each)) dropRoutine(context, each, cascades);
  for (const each of [...state.types.values()]) if (among.has(each)) dropType(context, each, cascades);
  for (const each of [...relations.values()]) {
    if (among.has(each) && each.$kind === 'composite') dropType(context, each, cascades);
  }
  for (const each of [...state.others.values()]) if (among.has(each)) dropOther(context, each);
  for (const [name, each] of [...state.publications]) if (among.has(each)) state.publications.delete(name);
  for (const [name, each] of [...state.schemas]) if (among.has(each)) dropSchema(context, name, cascades);
}
