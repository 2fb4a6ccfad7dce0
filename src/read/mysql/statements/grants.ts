import type { Name } from '../../../model/catalog/common.js';
import { type Draft, type Effect, type Grant, keyOf, leaveUnread, type Origin } from '../draft/draft.js';
import { sameName } from '../draft/find.js';
import { refuseAbsent } from '../draft/refuse.js';
import type { Cursor } from '../text/cursor.js';
import { readAccount } from './head.js';
import type { Session } from './session.js';

interface Asked {
  readonly privilege: string;
  readonly columns: readonly string[];
}

type Target =
  | { readonly kind: 'table' | 'schema'; readonly on: Name }
  | { readonly kind: 'routine'; readonly on: Name; readonly routine: 'function' | 'procedure' };

/** `GRANT …`, from the privileges on. */
export function readGrant(cursor: Cursor, session: Session): Effect {
  const asked = readPrivileges(cursor);
  const target = asked === undefined ? undefined : readTarget(cursor, session);
  if (asked === undefined || target === undefined) return passAccount(cursor);
  cursor.expect('TO');
  const grantees = cursor.list(() => readGrantee(cursor, session));
  let grantable = false;
  while (!cursor.atEnd) grantable = cursor.take().upper === 'GRANT' || grantable;
  return (draft, origin) => {
    if (draft.watcher !== undefined || isOfFile(draft, target.on)) refuseTarget(draft, origin, asked, target);
    for (const grant of grantsOf(asked, target, grantees, grantable)) draft.grants.set(keyOfGrant(grant), grant);
  };
}

/** `REVOKE …`, from the privileges on. */
export function readRevoke(cursor: Cursor, session: Session): Effect {
  cursor.accept('IF', 'EXISTS');
  const isAll = cursor.is('ALL');
  const isOption = cursor.accept('GRANT', 'OPTION', 'FOR');
  const asked = readPrivileges(cursor);
  const target = asked === undefined ? undefined : readTarget(cursor, session);
  if (asked === undefined && isAll && cursor.accept('FROM')) return takeGrants(cursor, session);
  if (asked === undefined || target === undefined) return passAccount(cursor);
  cursor.expect('FROM');
  const grantees = cursor.list(() => readGrantee(cursor, session));
  while (!cursor.atEnd) cursor.take();
  return (draft) => {
    for (const grant of grantsOf(asked, target, grantees, false)) {
      const key = keyOfGrant(grant);
      draft.watcher?.revoked(key, grant);
      if (isOption && draft.grants.has(key)) draft.grants.set(key, grant);
      else draft.grants.delete(key);
    }
  };
}

/** Whether all that a database holds is made by the file: not by a server, which may have grants that outlive tables. */
function isOfFile({ session, home }: Draft, { schema }: Name): boolean {
  return !session.settings.isOfServer && (schema === home || session.made.has(schema));
}

/** What is given a name is there, but for a table that whoever may create it is to make (MariaDB 10.11 and the manual of MySQL). */
function refuseTarget(draft: Draft, origin: Origin, asked: readonly Asked[], { kind, on, ...rest }: Target): void {
  if (kind === 'schema' || asked.some(({ privilege }) => privilege === 'all' || privilege === 'create')) return;
  if ('routine' in rest) {
    if (!draft.routines.has(`${rest.routine}\0${keyOf(on)}`)) refuseAbsent(draft, origin, rest.routine, on);
    return;
  }
  const found = draft.tables.get(keyOf(on)) ?? draft.views.get(keyOf(on));
  if (found === undefined && !draft.sequences.has(keyOf(on))) refuseAbsent(draft, origin, 'table', on);
  if (found === undefined || ('isUnknown' in found && found.isUnknown)) return;
  const names = asked.flatMap(({ columns }) => columns);
  const absent = names.find((column) => !found.columns.some(({ name }) => sameName(name, column)));
  if (absent !== undefined) refuseAbsent(draft, origin, 'column', { schema: on.schema, name: absent });
}

/** The privileges before ON; undefined for roles, which are granted without one. */
function readPrivileges(cursor: Cursor): Asked[] | undefined {
  const asked: Asked[] = [];
  do {
    const words: string[] = [];
    while (cursor.peek().kind === 'word' && !cursor.is('ON|TO|FROM')) words.push(cursor.take().upper.toLowerCase());
    if (words.length === 0) return undefined;
    const columns = cursor.is('(') ? cursor.bracketed(() => cursor.identifier()) : [];
    asked.push({ privilege: words.join(' ').replace(/^all privileges$/, 'all'), columns });
  } while (cursor.accept(','));
  return cursor.accept('ON') ? asked : undefined;
}

/** What stands behind ON; undefined for everything on the server. */
function readTarget(cursor: Cursor, session: Session): Target | undefined {
  const routine = cursor.is('FUNCTION|PROCEDURE') && cursor.peek(1).text !== '.' ? cursor.take().upper : undefined;
  if (routine === undefined && cursor.is('TABLE') && cursor.peek(1).text !== '.') cursor.take();
  if (cursor.accept('*')) {
    if (cursor.accept('.')) {
      cursor.expect('*');
      return undefined;
    }
    return { kind: 'schema', on: { schema: session.database, name: '' } };
  }
  const first = cursor.identifier('the name of an object');
  if (!cursor.accept('.')) return objectTarget({ schema: session.database, name: first }, routine);
  if (cursor.accept('*')) return { kind: 'schema', on: { schema: first.replaceAll('\\', ''), name: '' } };
  return objectTarget({ schema: first, name: cursor.identifier() }, routine);
}

function objectTarget(on: Name, routine: string | undefined): Target {
  return routine === undefined
    ? { kind: 'table', on }
    : { kind: 'routine', on, routine: routine.toLowerCase() as 'function' | 'procedure' };
}

// GRANT … TO u IDENTIFIED BY 'secret', as MySQL 5.7 and MariaDB allow it.
function readGrantee(cursor: Cursor, session: Session): string {
  const account = readAccount(cursor, session) ?? 'current_user';
  if (cursor.accept('IDENTIFIED')) while (!cursor.atEnd && !cursor.is(',') && !cursor.is('WITH|REQUIRE')) cursor.take();
  return account;
}

const ON_TABLES =
  'alter,create,create view,delete,delete history,drop,index,insert,references,select,show view,trigger,update'.split(
    ',',
  );
const ON_ROUTINES = ['alter routine', 'execute'];

/** What ALL means; MySQL has all of it but `delete history`. */
const ALL: Readonly<Record<Target['kind'], readonly string[]>> = {
  table: ON_TABLES,
  routine: ON_ROUTINES,
  schema: [...ON_TABLES, ...ON_ROUTINES, 'create routine', 'create temporary tables', 'event', 'lock tables'],
};

function* grantsOf(
  asked: readonly Asked[],
  target: Target,
  grantees: readonly string[],
  grantable: boolean,
): Generator<Grant> {
  for (const grantee of grantees) {
    for (const { privilege, columns } of asked) {
      for (const one of privilege === 'all' ? ALL[target.kind] : privilege === 'usage' ? [] : [privilege]) {
        const granted = { grantee, privilege: one, grantable };
        if (columns.length === 0 || target.kind !== 'table') yield { ...target, privilege: granted };
        else for (const column of columns) yield { kind: 'column', on: target.on, column, privilege: granted };
      }
    }
  }
}

function keyOfGrant({ kind, on, column, routine, privilege }: Grant): string {
  return [kind, routine, keyOf(on), column?.toLowerCase(), privilege.grantee, privilege.privilege].join('\0');
}

/** `DROP USER …`, `DROP ROLE …` and `REVOKE ALL PRIVILEGES, GRANT OPTION FROM …`, from the accounts on. */
export function takeGrants(cursor: Cursor, session: Session): Effect {
  cursor.accept('IF', 'EXISTS');
  const accounts = new Set(cursor.list(() => readGrantee(cursor, session)));
  const pass = passAccount(cursor);
  return (draft, origin) => {
    for (const [key, { privilege }] of draft.grants) if (accounts.has(privilege.grantee)) draft.grants.delete(key);
    pass(draft, origin);
  };
}

/** `RENAME USER old TO new, …`, from the accounts on: they keep their privileges. */
export function renameGrantees(cursor: Cursor, session: Session): Effect {
  const names = cursor.list(() => {
    const old = readGrantee(cursor, session);
    cursor.expect('TO');
    return [old, readGrantee(cursor, session)] as const;
  });
  const pass = passAccount(cursor);
  return (draft, origin) => {
    const renamed = new Map(names);
    for (const [key, grant] of [...draft.grants]) {
      const grantee = renamed.get(grant.privilege.grantee);
      if (grantee === undefined) continue;
      const moved = { ...grant, privilege: { ...grant.privilege, grantee } };
      draft.grants.delete(key);
      draft.grants.set(keyOfGrant(moved), moved);
    }
    pass(draft, origin);
  };
}

/** Accounts, roles and privileges on everything belong to the server, not to a database. */
export function passAccount(cursor: Cursor): Effect {
  while (!cursor.atEnd) cursor.take();
  return (draft, origin) => leaveUnread(draft, origin, 'accounts belong to the server, not to a database');
}
