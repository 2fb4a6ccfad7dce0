import type { Owned } from '../../model/catalog/common.js';
import type { DefaultPrivilege } from '../../model/catalog/objects.js';
import type { Policy, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import type { Operation } from '../operation.js';
import { WHOEVER_RUNS_IT } from './ownership.js';
import { literal } from './spelling.js';

/** What stands where a role does and is none that could be missing. */
const NO_ROLES: ReadonlySet<string | undefined> = new Set([undefined, WHOEVER_RUNS_IT, 'public', 'current_user']);

/**
 * Whether the roles are there that own or may do something once operations are done: no step makes a role, which
 * belongs to the server and not to a database (PostgreSQL, "Database Roles").
 */
export function rolesOf(operations: readonly Operation[]): Question[] {
  const named = new Set<string>();
  for (const { action, unit, from } of operations) {
    if (action === 'drop') continue;
    const were = new Set(from === undefined ? [] : rolesIn(from.object));
    for (const role of rolesIn(unit.object)) if (!were.has(role)) named.add(role);
  }
  if (named.size === 0) return [];
  const names = [...named].sort().map(literal).join(', ');
  return [{ run: `SELECT count(*) FROM pg_catalog.pg_roles WHERE rolname IN (${names})`, expect: String(named.size) }];
}

type WithRoles = Owned & Pick<Table, 'columns'> & Policy & DefaultPrivilege;

/** Whatever kind of object it is, its roles are called alike. */
function rolesIn(object: unknown): string[] {
  const { owner, privileges = [], roles = [], role, grantee, columns = [] } = object as Partial<WithRoles>;
  const granted = [privileges, ...columns.map((column) => column.privileges ?? [])].flat();
  const all = [owner, role, grantee, ...roles, ...granted.map((each) => each.grantee)];
  return all.filter((each): each is string => !NO_ROLES.has(each));
}
