import type { AlterPolicyStmt, CreatePolicyStmt, Node } from '@pgsql/types';
import type { Expression } from '../../../model/catalog/common.js';
import type { Policy } from '../../../model/catalog/table.js';
import type { Action } from '../../../model/migration/action.js';
import { deparse } from '../deparse.js';
import { expressionOf } from '../expressions/index.js';
import { scopeOf } from '../interpret/scope.js';
import { emptyState } from '../interpret/state.js';
import { nameOf } from '../nodes.js';
import { rolesOf } from './access.js';
import { plain } from './plain.js';

/** `CREATE POLICY`. */
export function readCreatePolicy(statement: CreatePolicyStmt): Action {
  const { table = {}, policy_name, permissive, cmd_name = 'all', roles } = statement;
  const isPermissive = permissive === true;
  return {
    ...plain('create_policy', nameOf(table), policy_name),
    setting: isPermissive ? 'permissive' : 'restrictive',
    policy: { command: cmd_name as Policy['command'], isPermissive, roles: meantBy(roles), ...conditionsOf(statement) },
  };
}

/** `ALTER POLICY`, but for its name. */
export function readAlterPolicy(statement: AlterPolicyStmt): Action {
  const { table = {}, policy_name = '', roles } = statement;
  const policy = { ...(roles !== undefined && { roles: meantBy(roles) }), ...conditionsOf(statement) };
  return { ...plain('alter_policy', nameOf(table), policy_name), policy };
}

/** As the catalog has them: beside everybody there is nobody else. */
function meantBy(nodes: readonly Node[] | undefined): string[] {
  const roles = rolesOf(nodes);
  return roles.includes('public') ? ['public'] : roles.sort();
}

function conditionsOf({ qual, with_check }: CreatePolicyStmt | AlterPolicyStmt): Pick<Policy, 'using' | 'check'> {
  return { ...(qual && { using: expression(qual) }), ...(with_check && { check: expression(with_check) }) };
}

/** Which schema the statement meets is not known here: what it calls and compares is taken for what it says. */
function expression(node: Node): Expression {
  return expressionOf(() => deparse(node), node, scopeOf(emptyState(), []));
}
