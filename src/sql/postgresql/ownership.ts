import type { Catalog } from '../../model/catalog/catalog.js';
import type { Described, Owned, Privilege } from '../../model/catalog/common.js';
import { id, literal, unguarded, when } from './spelling.js';

/** How `GRANT`, `COMMENT ON` and `ALTER … OWNER TO` call an object. */
export interface Target {
  /** `TABLE`, `MATERIALIZED VIEW`, `FUNCTION` … */
  readonly word: string;
  /** Its name as SQL takes it. */
  readonly name: string;
  /** Whether it has an owner of its own, where nothing is granted on it; what has privileges has one. */
  readonly isOwned?: boolean;
  /** What `GRANT … ON` says in place of the word: nothing for what has no privileges. */
  readonly grants?: string;
  /** The kind as `ALTER DEFAULT PRIVILEGES` says it. */
  readonly defaults?: string;
  /** The privilege that the server gives to everybody on a new one. */
  readonly builtIn?: string;
  /** Of what lies in a schema. */
  readonly schema?: string;
}

/** The statements that give a new object its owner, privileges and comment. */
export function describeNew(target: Target, object: Partial<Owned>, catalogs: readonly Catalog[]): string[] {
  return [
    ...(object.owner === undefined || !isOwned(target) ? [] : [setOwner(target, object.owner)]),
    ...(target.grants === undefined ? [] : privilegesOfNew(target, object.privileges ?? [], catalogs)),
    ...(object.comment === undefined ? [] : [setComment(target, object.comment)]),
  ];
}

/** What either database may give is taken where nobody should have it, and what only one gives is given. */
function privilegesOfNew(target: Target, wanted: readonly Privilege[], catalogs: readonly Catalog[]): string[] {
  const [some = [], ...more] = catalogs.map((catalog) => given(target, [catalog]));
  const isSame = (one: Privilege) => (other: Privilege) =>
    one.grantee === other.grantee && one.privilege === other.privilege && one.grantable === other.grantable;
  const sure = some.filter((one) => more.every((list) => list.some(isSame(one))));
  const revoked = privilegeChanges(target, given(target, catalogs), wanted).filter(isOf('REVOKE'));
  return [...revoked, ...privilegeChanges(target, sure, wanted).filter(isOf('GRANT'))];
}

function isOf(word: 'GRANT' | 'REVOKE'): (statement: string) => boolean {
  return (statement) => unguarded(statement).startsWith(`${word} `);
}

/** The statements that turn the owner, privileges and comment of an object into another's. */
export function describeChanged(target: Target, from: Partial<Owned>, to: Partial<Owned>): string[] {
  return [
    ...(to.owner === undefined || from.owner === to.owner || !isOwned(target) ? [] : [setOwner(target, to.owner)]),
    ...(target.grants === undefined ? [] : privilegeChanges(target, from.privileges ?? [], to.privileges ?? [])),
    ...(from.comment === to.comment ? [] : [setComment(target, to.comment)]),
  ];
}

function isOwned({ grants, isOwned }: Target): boolean {
  return isOwned ?? grants !== undefined;
}

/** Whoever runs the statements, the owner of what no text gives to anybody: a name that no role can have. */
export const WHOEVER_RUNS_IT = '';

export function setOwner({ word, name }: Target, owner: string): string {
  return `ALTER ${word} ${name} OWNER TO ${owner === WHOEVER_RUNS_IT ? 'CURRENT_USER' : id(owner)}`;
}

/** A comment; none takes the one away that is there. */
export function setComment({ word, name }: Target, comment: Described['comment']): string {
  return `COMMENT ON ${word} ${name} IS ${comment === undefined ? 'NULL' : literal(comment)}`;
}

/** What somebody may have on a new object by itself: by the server, and by default privileges of either database. */
function given({ defaults, builtIn, schema }: Target, catalogs: readonly Catalog[]): Privilege[] {
  const granted: Privilege[] = catalogs.flatMap(({ defaultPrivileges }) =>
    defaultPrivileges
      .filter((each) => each.isGranted && each.objects === defaults && [undefined, schema].includes(each.schema))
      .map(({ grantee, privilege }) => ({ grantee, privilege, grantable: false })),
  );
  return builtIn === undefined ? granted : [{ grantee: 'public', privilege: builtIn, grantable: false }, ...granted];
}

/** What is given or taken so that privileges become others. */
export function privilegeChanges(
  { grants, name }: Pick<Target, 'grants' | 'name'>,
  from: readonly Privilege[],
  to: readonly Privilege[],
  columns = '',
): string[] {
  const key = ({ grantee, privilege }: Privilege) => JSON.stringify([grantee, privilege]);
  const [before, after] = [from, to].map((list) => new Map(list.map((each) => [key(each), each]))) as [
    Map<string, Privilege>,
    Map<string, Privilege>,
  ];
  const on = `ON ${grants} ${name}`;
  const revoked = [...before].flatMap(([at, { grantee, privilege, grantable }]) => {
    const now = after.get(at);
    if (now === undefined)
      return [whereKnown(privilege, `REVOKE ${privilege.toUpperCase()}${columns} ${on} FROM ${role(grantee)}`)];
    if (!grantable || now.grantable) return [];
    const revoke = `REVOKE GRANT OPTION FOR ${privilege.toUpperCase()}${columns} ${on} FROM ${role(grantee)}`;
    return [whereKnown(privilege, revoke)];
  });
  const granted = [...after].flatMap(([at, { grantee, privilege, grantable }]) => {
    const was = before.get(at);
    if (was !== undefined && (was.grantable || !grantable)) return [];
    const option = grantable ? ' WITH GRANT OPTION' : '';
    return [whereKnown(privilege, `GRANT ${privilege.toUpperCase()}${columns} ${on} TO ${role(grantee)}${option}`)];
  });
  return [...revoked, ...granted];
}

/** What speaks of a privilege that came with 17, and is among all that `GRANT ALL` gives there only. */
export function whereKnown(privilege: string, statement: string): string {
  if (privilege !== 'maintain') return statement;
  return when(`SELECT WHERE pg_catalog.current_setting('server_version_num')::int >= 170000`, statement);
}

/** A role; `public` is everybody, and what no text names is whoever runs the statement. */
export function role(grantee: string): string {
  if (grantee === 'current_user') return 'CURRENT_USER';
  return grantee === 'public' ? 'PUBLIC' : id(grantee);
}
