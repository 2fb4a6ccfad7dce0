import type {
  AlterDefaultPrivilegesStmt,
  AlterPublicationStmt,
  CreatePublicationStmt,
  GrantRoleStmt,
  GrantStmt,
  Node,
  RoleSpec,
} from '@pgsql/types';
import type { Action } from '../../../model/migration/action.js';
import type { ActionOnAccess } from '../../../model/migration/action-on-access.js';
import type { WrittenName } from '../../../model/migration/written.js';
import { all, as, itemsOf, nameIn, nameOf, optionsOf, roleOf, textsOf, wordsOf } from '../nodes.js';

/** `GRANT` and `REVOKE` on objects. */
export function readGrant(statement: GrantStmt): Action[] {
  const { objects, objtype = 'OBJECT_TABLE', targtype, is_grant, grant_option, grantees } = statement;
  const isAllInSchema = targtype === 'ACL_TARGET_ALL_IN_SCHEMA';
  const names = isAllInSchema ? textsOf(objects).map((name) => ({ name })) : (objects ?? []).map(objectName);
  const isOnTables = objtype === 'OBJECT_TABLE' && !isAllInSchema;
  const locked = isOnTables ? names.map((table): Action => ({ kind: 'plain', operation: 'grant', table })) : [];
  // Whoever may no longer grant may still do.
  if (is_grant !== true && grant_option === true) return locked;
  const { privileges, isOfColumns } = privilegesOf(statement);
  return [
    ...locked,
    {
      kind: 'privileges',
      isGrant: is_grant === true,
      on: wordsOf(objtype),
      objects: names,
      isAllInSchema,
      ...(privileges !== undefined && { privileges }),
      isOfColumns,
      roles: rolesOf(grantees),
    },
  ];
}

function objectName(node: Node): WrittenName {
  const range = as('RangeVar', node);
  if (range !== undefined) return nameOf(range);
  const name = as('String', node)?.sval;
  if (name !== undefined) return { name };
  const items = as('ObjectWithArgs', node)?.objname ?? as('TypeName', node)?.names ?? itemsOf(node);
  return nameIn(items);
}

function privilegesOf({ privileges }: GrantStmt): { privileges: string[] | undefined; isOfColumns: boolean } {
  const written = all('AccessPriv', privileges);
  const isOfColumns = written.some(({ cols }) => cols !== undefined);
  const names = written.flatMap(({ priv_name }) => priv_name?.toLowerCase() ?? []);
  return { privileges: names.length === 0 ? undefined : names, isOfColumns };
}

/** What roles are called, and `public` for everybody. */
export function rolesOf(nodes: readonly Node[] | undefined): string[] {
  return all('RoleSpec', nodes).map(roleName);
}

function roleName(role: RoleSpec): string {
  return roleOf(role, undefined) ?? wordsOf(role.roletype?.replace('ROLESPEC_', ''));
}

/** `REVOKE admin FROM app`. */
export function readGrantRole({ is_grant, granted_roles, grantee_roles, opt }: GrantRoleStmt): Action[] {
  if (is_grant === true || (opt ?? []).length > 0) return [];
  const granted = all('AccessPriv', granted_roles).flatMap(({ priv_name }) => priv_name ?? []);
  return [{ kind: 'revoke_role', granted, roles: rolesOf(grantee_roles) }];
}

/** `ALTER DEFAULT PRIVILEGES`. */
export function readDefaultPrivileges({ action = {} }: AlterDefaultPrivilegesStmt): Action[] {
  const { privileges } = privilegesOf(action);
  return [
    {
      kind: 'default_privileges',
      isGrant: action.is_grant === true,
      on: `${wordsOf(action.objtype ?? 'OBJECT_TABLE')}s`,
      ...(privileges !== undefined && { privileges }),
      roles: rolesOf(action.grantees),
    },
  ];
}

/** `DROP ROLE` and `DROP OWNED BY`, role by role. */
export function readDropRoles(roles: readonly Node[] | undefined, isOwnedOnly: boolean): Action[] {
  return rolesOf(roles).map((role) => ({ kind: 'drop_role', role, isOwnedOnly }));
}

const OPERATIONS: Readonly<Record<string, Extract<ActionOnAccess, { kind: 'publication' }>['operation']>> = {
  AP_AddObjects: 'add',
  AP_DropObjects: 'drop_parts',
  AP_SetObjects: 'set',
};

/** `CREATE PUBLICATION` and `ALTER PUBLICATION`. */
export function readPublication(
  statement: CreatePublicationStmt | AlterPublicationStmt,
  operation: 'create' | 'alter',
): Action[] {
  const { pubname: name = '', pubobjects, options, for_all_tables } = statement;
  const action = 'action' in statement ? (statement.action ?? '') : '';
  const isAbout = pubobjects !== undefined || for_all_tables === true;
  const parts = all('PublicationObjSpec', pubobjects);
  const publish = optionsOf(options)
    .publish?.toLowerCase()
    .split(/\s*,\s*/);
  return [
    {
      kind: 'publication',
      operation: operation === 'create' ? 'create' : isAbout ? (OPERATIONS[action] ?? 'add') : 'set_options',
      name,
      isOfAllTables: for_all_tables === true,
      tables: parts.flatMap(({ pubtable }) => (pubtable?.relation === undefined ? [] : nameOf(pubtable.relation))),
      schemas: parts.flatMap(({ pubtable, name: schema }) => (pubtable === undefined ? (schema ?? '') : [])),
      ...(publish !== undefined && { publishes: publish }),
    },
  ];
}

const SUBSCRIPTIONS: Readonly<Record<string, Extract<ActionOnAccess, { kind: 'subscription' }>['operation']>> = {
  ALTER_SUBSCRIPTION_SET_PUBLICATION: 'set_publications',
  ALTER_SUBSCRIPTION_DROP_PUBLICATION: 'drop_publications',
};

/** `ALTER SUBSCRIPTION`, as far as it stops something. */
export function readSubscription(
  name: string,
  kind: string | undefined,
  options: readonly Node[] | undefined,
): Action[] {
  const isDisabled = kind === 'ALTER_SUBSCRIPTION_ENABLED' && optionsOf(options).enabled === 'false';
  const operation = isDisabled ? 'disable' : SUBSCRIPTIONS[kind ?? ''];
  if (operation === undefined) return [{ kind: 'other', tag: 'alter subscription', isTransactional: true }];
  return [{ kind: 'subscription', operation, name }];
}
