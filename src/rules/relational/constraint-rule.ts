import { title } from '../../lib/python/text.js';
import type { ConstraintType } from '../../model/relational.js';
import type { RelationalChange } from '../../model/relational-change.js';
import { CONSTRAINT_IMPLICATIONS } from '../../tables/constraint-implications.js';
import type { Judgement, Rule, RulePage } from '../rule.js';

type ConstraintChange = RelationalChange<'constraint_removed' | 'constraint_added'>;

/** The rule for constraints of one type that go, or for those that come; its id is the type and which. */
export function constraintRule<Kind extends ConstraintChange['kind']>(
  kind: Kind,
  type: ConstraintType,
  page: Omit<RulePage, 'id' | 'classic'>,
): Rule<RelationalChange<Kind>> {
  const judgeOne: (change: ConstraintChange) => Judgement = kind === 'constraint_removed' ? removed : added;
  const rule: Rule<ConstraintChange> = {
    id: `${type}_${kind === 'constraint_removed' ? 'removed' : 'added'}`,
    classic: true,
    ...page,
    judge: (change) => (change.constraintType === type ? judgeOne(change) : undefined),
  };
  return rule as Rule<RelationalChange<Kind>>;
}

function removed({ table, constraintType: type, constraint }: ConstraintChange): Judgement {
  return {
    severity: CONSTRAINT_IMPLICATIONS[type].removed,
    description: `${title(type.replace('_', ' '))} constraint '${constraint}' removed from table '${table}'`,
    field_path: `tables.${table}.constraints.${type}`,
    old_value: constraint,
    new_value: null,
    impact: `No longer enforcing ${type} constraint`,
    suggested_migration: 'Consider application-level validation for removed constraint',
    affected_operations: ['INSERT', 'UPDATE', 'DELETE'],
  };
}

function added({ table, constraintType: type, constraint }: ConstraintChange): Judgement {
  return {
    severity: CONSTRAINT_IMPLICATIONS[type].added,
    description: `New ${type.replace('_', ' ')} constraint '${constraint}' added to table '${table}'`,
    field_path: `tables.${table}.constraints.${type}`,
    old_value: null,
    new_value: constraint,
    impact: `New ${type} constraint may reject existing data`,
    suggested_migration: 'Validate existing data complies with new constraint',
    affected_operations: ['INSERT', 'UPDATE'],
  };
}
