import type { Place, Privilege } from '../../../model/catalog/common.js';
import type { Context, Draft } from './state.js';

/** What a new object has from the start: its place, its owner, and what default privileges give. */
export interface Fresh {
  place: Place;
  owner?: string;
  privileges: Draft<Privilege>[];
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
function defaultPrivileges({ state }: Context, objects: string, schema: string | undefined): Draft<Privilege>[] {
  const builtIn = BUILT_IN[objects];
  const granted: Draft<Privilege>[] =
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

/** Grants, once. */
export function addPrivilege(privileges: Draft<Privilege>[], added: Privilege): void {
  const same = privileges.find(({ grantee, privilege }) => grantee === added.grantee && privilege === added.privilege);
  if (same === undefined) privileges.push({ ...added });
  else same.grantable ||= added.grantable;
}

/** Revokes a privilege, or only the right to grant it. */
export function removePrivilege(
  privileges: Draft<Privilege>[],
  grantee: string,
  privilege: string,
  onlyGrantOption: boolean,
): void {
  const index = privileges.findIndex((each) => each.grantee === grantee && each.privilege === privilege);
  const found = privileges[index];
  if (found === undefined) return;
  if (onlyGrantOption) found.grantable = false;
  else privileges.splice(index, 1);
}
