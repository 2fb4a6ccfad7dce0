import type { GrantStmt, Node, ObjectType } from '@pgsql/types';
import { all, as, itemsOf, nameIn, nameOf, roleOf, shownName, textsOf } from '../nodes.js';
import { columnOf } from './columns.js';
import { findType } from './data-types.js';
import { isSystemColumn } from './index-keys.js';
import { findRelation, lookUp, refuse, refuseUnknown, searchPath } from './names.js';
import { findOther, otherKind } from './others.js';
import { addPrivilege, mayGrant, removePrivilege } from './owners.js';
import { findRoutine } from './routines.js';
import type { Context, PrivilegeDraft, TableDraft, ViewDraft } from './state.js';
import { listNotCompared, OF_THE_SERVER } from './unread.js';

interface Granted {
  readonly privileges: PrivilegeDraft[];
  readonly owner?: string;
  readonly $kind?: string;
}

/** All privileges of a kind of object, as `GRANT ALL` gives them. */
const ALL = {
  table: ['delete', 'insert', 'references', 'select', 'trigger', 'truncate', 'update'],
  column: ['insert', 'references', 'select', 'update'],
  sequence: ['select', 'update', 'usage'],
  routine: ['execute'],
  schema: ['create', 'usage'],
  type: ['usage'],
  other: ['usage'],
} as const;
export type GrantKind = keyof typeof ALL;

/** All privileges of a kind; `MAINTAIN` came with 17, and where nobody says which server it is, it is the newest. */
export function allOf({ state: { major = 17 } }: Context, kind: GrantKind): readonly string[] {
  return kind === 'table' && major >= 17 ? [...ALL.table, 'maintain'] : ALL[kind];
}

const KINDS: Partial<Record<ObjectType, GrantKind>> = {
  OBJECT_TABLE: 'table',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FUNCTION: 'routine',
  OBJECT_PROCEDURE: 'routine',
  OBJECT_ROUTINE: 'routine',
  OBJECT_SCHEMA: 'schema',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_FDW: 'other',
  OBJECT_FOREIGN_SERVER: 'other',
  OBJECT_LANGUAGE: 'other',
};

/** `GRANT` and `REVOKE` on objects. What is granted on databases and the like is not compared. */
export function grant(context: Context, statement: GrantStmt): void {
  const kind = KINDS[statement.objtype ?? 'OBJECT_TABLE'];
  if (kind === undefined) {
    listNotCompared(context, OF_THE_SERVER);
    return;
  }
  const targets =
    statement.targtype === 'ACL_TARGET_ALL_IN_SCHEMA'
      ? allIn(context, statement, kind)
      : named(context, statement, kind);
  for (const target of targets) applyTo(context, target, statement, kind);
}

function applyTo(context: Context, target: Granted, statement: GrantStmt, kind: GrantKind): void {
  const own: GrantKind = kind === 'table' && target.$kind === 'sequence' ? 'sequence' : kind;
  for (const grantee of granteesOf(context, statement)) {
    for (const { priv_name, cols } of accessOf(statement)) {
      if (cols === undefined) {
        for (const name of priv_name === undefined ? allOf(context, own) : [priv_name])
          change(target.privileges, statement, grantee, name, grantorOf(context, target, target, name));
        if (statement.is_grant !== true) revokeFromColumns(context, target, statement, grantee, priv_name);
        continue;
      }
      for (const column of textsOf(cols)) {
        const found = columnIn(context, target, column);
        for (const name of priv_name === undefined ? ALL.column : [priv_name])
          change(found.privileges, statement, grantee, name, grantorOf(context, target, found, name));
      }
    }
  }
}

/** A whole table's revoke takes the privileges of its columns as well. */
function revokeFromColumns(
  context: Context,
  target: Granted,
  statement: GrantStmt,
  grantee: string,
  privilege: string | undefined,
): void {
  const columns: readonly { privileges?: PrivilegeDraft[] }[] =
    'columns' in target ? (target as TableDraft).columns : [];
  for (const { privileges = [] } of columns)
    for (const name of privilege === undefined ? ALL.column : [privilege])
      change(privileges, statement, grantee, name, grantorOf(context, target, { privileges }, name));
}

/** The privileges that a statement speaks of; one without a name is all of them. */
export function accessOf({ privileges }: GrantStmt): { priv_name?: string; cols?: Node[] }[] {
  return privileges === undefined ? [{}] : all('AccessPriv', privileges);
}

function change(
  privileges: PrivilegeDraft[],
  { is_grant, grant_option }: GrantStmt,
  grantee: string,
  name: string,
  grantor: string | undefined,
): void {
  const privilege = name.toLowerCase();
  const by = grantor === undefined ? {} : { $grantor: grantor };
  if (is_grant === true) addPrivilege(privileges, { grantee, privilege, grantable: grant_option === true, ...by });
  else removePrivilege(privileges, grantee, privilege, grant_option === true, grantor);
}

/**
 * Who counts as having granted: the owner, for whom superusers act too, or a role that was given the right to grant
 * (`select_best_grantor` in PostgreSQL's acl.c).
 */
function grantorOf(
  { state }: Context,
  { owner }: Granted,
  { privileges }: Pick<Granted, 'privileges'>,
  name: string,
): string | undefined {
  const { role } = state.session;
  if (role === undefined || role === owner) return undefined;
  return mayGrant(privileges, role, name.toLowerCase()) ? role : undefined;
}

/** Whom a statement speaks of. */
export function granteesOf({ state }: Context, { grantees }: GrantStmt): string[] {
  return all('RoleSpec', grantees).flatMap((role) => roleOf(role, state.session.role) ?? []);
}

function columnIn(context: Context, target: Granted, name: string): Pick<Granted, 'privileges'> {
  // Privileges on the server's own columns are not modelled.
  if (isSystemColumn(name)) return { privileges: [] };
  if (target.$kind === 'table') return columnOf(context, target as TableDraft, name);
  const column = (target as unknown as ViewDraft).columns?.find((each) => each.name === name);
  // The columns of a view cannot always be told.
  if (column === undefined) return { privileges: [] };
  column.privileges ??= [];
  return { privileges: column.privileges };
}

function named(context: Context, { objects, objtype }: GrantStmt, kind: GrantKind): Granted[] {
  const { state } = context;
  switch (kind) {
    case 'schema':
      return textsOf(objects).flatMap((name) => {
        const isOfServer = name.startsWith('pg_') || name === 'information_schema';
        return state.schemas.get(name) ?? (isOfServer ? [] : refuseUnknown(context, 'schema', name));
      });
    case 'other':
      // The server's own languages are not modelled.
      return (objects ?? []).flatMap((object) => {
        const { privileges } = findOther(context, otherKind(objtype) ?? '', object) ?? {};
        return privileges === undefined ? [] : [{ privileges }];
      });
    case 'type':
      return (objects ?? []).flatMap((node) => {
        const name = nameIn(itemsOf(node).length > 0 ? itemsOf(node) : as('TypeName', node)?.names);
        const found = lookUp(state.types, name, searchPath(state)) ?? findRelation(context, name);
        if (found !== undefined && 'privileges' in found) return found;
        // Privileges on types of the server and on those that are made of code are not modelled.
        return findType(context, name) === undefined ? refuseUnknown(context, 'type', shownName(name)) : [];
      });
    case 'routine':
      return all('ObjectWithArgs', objects).flatMap((object) => {
        const found = findRoutine(context, object);
        // Functions of extensions and of the server are not modelled.
        return found === undefined ? [] : [found];
      });
    default:
      return all('RangeVar', objects).flatMap((range) => {
        const found = findRelation(context, nameOf(range));
        const isOfServer = /^(?:pg_|information_schema$)/.test(range.schemaname ?? range.relname ?? '');
        if (found === undefined && isOfServer) return [];
        if (found === undefined) return refuseUnknown(context, 'relation', shownName(nameOf(range)));
        return 'privileges' in found ? [found] : refuse(context, `${found.name} cannot be granted (${objtype})`);
      });
  }
}

function allIn({ state }: Context, { objects, objtype }: GrantStmt, kind: GrantKind): Granted[] {
  const schemas = new Set(textsOf(objects));
  if (kind === 'routine') {
    const isWanted = (type: string) =>
      objtype === 'OBJECT_ROUTINE' || (type === 'procedure') === (objtype === 'OBJECT_PROCEDURE');
    return [...state.routines.values()].flat().filter(({ schema, type }) => schemas.has(schema) && isWanted(type));
  }
  const found = [...state.relations.values()].filter(({ schema, $kind }) => {
    return schemas.has(schema) && (kind === 'sequence' ? $kind === 'sequence' : $kind === 'table' || $kind === 'view');
  });
  return found as ((typeof found)[number] & Granted)[];
}
