import { same } from '../../diff/catalog/same.js';
import type { Constraint, KeyConstraint } from '../../model/catalog/table.js';
import type { Unit } from '../unit.js';

/** Whether a unit is a primary key or a unique constraint. */
export function isKey({ kind, object }: Unit): boolean {
  const { type } = object as Constraint;
  return kind === 'constraint' && (type === 'primary_key' || type === 'unique');
}

/** Whether two keys of a table are one but for their names. */
export function isRenamedKey(from: Unit, to: Unit): boolean {
  const rest = ({ object }: Unit) => ({
    ...(object as KeyConstraint),
    name: '',
    comment: '',
    indexComment: '',
    place: undefined,
  });
  return isKey(from) && isKey(to) && from.owner === to.owner && same(rest(from), rest(to));
}
