import type { Place } from '../../../model/catalog/common.js';
import type { Context, PrivilegeDraft } from './state.js';

/** What a new object has from the start: its place, its owner, and what default privileges give. */
export interface Fresh {
  place: Place;
  owner?: string;
  privileges: PrivilegeDraft[];
}

/** The privileges that the server itself gives to everybody, by kind of object. */
const BUILT_IN: Readonly<Record<string, string>> = { functions: 'execute', types: 'usage' };

/**
 * An object that a statement makes.
 *
 * @param objects the kind as `ALTER DEFAULT PRIVILEGES` says it: tables, sequences, functions, types, schemas
 */
export function newObject(context: Context, objects: string, schema?: string): Fresh {
  const { place, state } = context;
  const { role } = state.session;
  const owner = role === undefined ? {} : { owner: role };
  return { place, ...owner, privileges: defaultPrivileges(context, objects, schema) };
}

/** What is granted on every new object of a kind, in any schema or in this one. */
function defaultPrivileges({ state }: Context, objects: string, schema: string | undefined): PrivilegeDraft[] {
  const builtIn = BUILT_IN[objects];
  const granted: PrivilegeDraft[] =
    builtIn === undefined ? [] : [{ grantee: 'public', privilege: builtIn, grantable: false }];
  const applied = state.defaultPrivileges.filter((each) => {
    const isOfRole = each.role === undefined || each.role === state.session.role || state.session.role === undefined;
    return isOfRole && each.objects === objects && (each.schema === undefined || each.schema === schema);
  });
  for (const { grantee, privilege, grantable, isGranted, schema: only } of applied) {
    if (isGranted) addPrivilege(granted, { grantee, privilege, grantable });
    // Those of one schema are only ever added to the general ones.
    else if (only === undefined) removePrivilege(granted, grantee, privilege, false);
  }
  return granted;
}

/** Grants, once of each who grants. */
export function addPrivilege(privileges: PrivilegeDraft[], added: PrivilegeDraft): void {
  const same = privileges.find((each) => {
    const { grantee, privilege, $grantor } = each;
    return grantee === added.grantee && privilege === added.privilege && $grantor === added.$grantor;
  });
  if (same === undefined) privileges.push({ ...added });
  else same.grantable ||= added.grantable;
}

/** Revokes a privilege, or only the right to grant it, as far as this role has granted it; and what went on from there. */
export function removePrivilege(
  privileges: PrivilegeDraft[],
  grantee: string,
  privilege: string,
  onlyGrantOption: boolean,
  grantor?: string,
): void {
  const index = privileges.findIndex((each) => {
    return each.grantee === grantee && each.privilege === privilege && each.$grantor === grantor;
  });
  const found = privileges[index];
  if (found === undefined) return;
  if (onlyGrantOption) found.grantable = false;
  else privileges.splice(index, 1);
  if (mayGrant(privileges, grantee, privilege)) return;
  for (const each of privileges.filter((one) => one.$grantor === grantee && one.privilege === privilege))
    removePrivilege(privileges, each.grantee, privilege, false, grantee);
}

/** Whether somebody has given a role the right to grant a privilege. */
export function mayGrant(privileges: readonly PrivilegeDraft[], role: string, privilege: string): boolean {
  return privileges.some((each) => each.grantee === role && each.privilege === privilege && each.grantable);
}
