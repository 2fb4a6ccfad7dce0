import type { Node } from '@pgsql/types';
import type { Action } from '../../../model/migration/action.js';
import type { WrittenName } from '../../../model/migration/written.js';
import { as } from '../nodes.js';
import { clauseFrom, type StatementText } from './clauses.js';
import { readConstraint } from './columns.js';

/** `ALTER DOMAIN`. */
export function readAlterDomain(
  text: StatementText,
  domain: WrittenName,
  subtype: string | undefined,
  def: Node | undefined,
  name: string | undefined,
): Action[] {
  const named = (operation: Extract<Action, { kind: 'alter_domain' }>['operation'], more: object = {}): Action => {
    return { kind: 'alter_domain', domain, operation, ...(name !== undefined && { name }), ...more };
  };
  const definition = as('Constraint', def);
  if (subtype === 'O') return [named('set_domain_not_null')];
  if (subtype === 'V') return [named('validate_domain_check')];
  if (subtype !== 'C' || definition === undefined)
    return [{ kind: 'other', tag: 'alter domain', isTransactional: true }];
  const constraint = readConstraint(definition, clauseFrom(text, definition.location));
  const operation = definition.skip_validation === true ? 'add_domain_check_not_valid' : 'add_domain_check';
  return [
    named(operation, { text: constraint?.text, ...(constraint?.name !== undefined && { name: constraint.name }) }),
  ];
}
