import type { AlterDefaultPrivilegesStmt, GrantStmt, ObjectType } from '@pgsql/types';
import { all, itemsOf, roleOf, textsOf } from '../nodes.js';
import { accessOf, allOf, type GrantKind, granteesOf } from './grants.js';
import type { Context } from './state.js';

const DEFAULT_OBJECTS: Partial<Record<ObjectType, readonly [objects: string, kind: GrantKind]>> = {
  OBJECT_TABLE: ['tables', 'table'],
  OBJECT_SEQUENCE: ['sequences', 'sequence'],
  OBJECT_FUNCTION: ['functions', 'routine'],
  OBJECT_TYPE: ['types', 'type'],
  OBJECT_SCHEMA: ['schemas', 'schema'],
};

/** `ALTER DEFAULT PRIVILEGES`. */
export function alterDefaultPrivileges(context: Context, { options, action = {} }: AlterDefaultPrivilegesStmt): void {
  const found = DEFAULT_OBJECTS[action.objtype ?? 'OBJECT_TABLE'];
  if (found === undefined) return;
  const [objects, kind] = found;
  const given = new Map(all('DefElem', options).map(({ defname, arg }) => [defname, itemsOf(arg)]));
  const roles = given.has('roles')
    ? all('RoleSpec', given.get('roles')).map((role) => roleOf(role, context.state.session.role))
    : [context.state.session.role];
  const schemas: (string | undefined)[] = given.has('schemas') ? textsOf(given.get('schemas')) : [undefined];
  for (const role of roles) {
    for (const schema of schemas) {
      for (const grantee of granteesOf(context, action)) {
        const names = accessOf(action).flatMap(({ priv_name }) =>
          priv_name === undefined ? allOf(context, kind) : [priv_name.toLowerCase()],
        );
        for (const privilege of names) setDefault(context, action, { role, schema, objects, grantee, privilege });
      }
    }
  }
}

/** What the server gives anyway: taking it away is worth a note, giving it is not. */
function isBuiltIn(objects: string, grantee: string): boolean {
  return grantee === 'public' && (objects === 'functions' || objects === 'types');
}

function setDefault(
  { state }: Context,
  { is_grant, grant_option }: GrantStmt,
  key: { role: string | undefined; schema: string | undefined; objects: string; grantee: string; privilege: string },
): void {
  const { defaultPrivileges } = state;
  const index = defaultPrivileges.findIndex(
    (each) =>
      each.role === key.role &&
      each.schema === key.schema &&
      each.objects === key.objects &&
      each.grantee === key.grantee &&
      each.privilege === key.privilege,
  );
  // Whoever owns what is made has every privilege anyway.
  if (key.role !== undefined && key.role === key.grantee) return;
  const isGranted = is_grant === true;
  const existing = defaultPrivileges[index];
  if (!isGranted && grant_option === true) {
    if (existing !== undefined) existing.grantable = false;
    return;
  }
  if (existing !== undefined) defaultPrivileges.splice(index, 1);
  if (isGranted === (key.schema === undefined && isBuiltIn(key.objects, key.grantee))) return;
  const { role, schema, objects, grantee, privilege } = key;
  defaultPrivileges.push({
    ...(role === undefined ? {} : { role }),
    ...(schema === undefined ? {} : { schema }),
    objects,
    grantee,
    privilege,
    isGranted,
    grantable: grant_option === true,
  });
}
