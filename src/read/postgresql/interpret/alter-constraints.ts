import { as, shownName, textsOf } from '../nodes.js';
import type { TableAction } from './alter-table.js';
import { setNotNull } from './columns.js';
import { addConstraints } from './constraints.js';
import { removeConstraint } from './drop-constraint.js';
import { refuse } from './names.js';
import { descendantsOf } from './partition-tree.js';
import type { ConstraintDraft, Context, TableDraft } from './state.js';

export const add: TableAction = (context, table, { def }, only) => {
  const constraint = as('Constraint', def);
  if (constraint === undefined) return;
  if (constraint.contype !== 'CONSTR_NOTNULL') return addConstraints(context, table, [{ constraint }], only);
  for (const name of textsOf(constraint.keys)) {
    const column = table.columns.find((each) => each.name === name);
    if (column === undefined) refuse(context, `column ${name} does not exist`);
    else setNotNull(column, constraint);
  }
};

export const drop: TableAction = (context, table, { name = '', missing_ok, behavior }, only) => {
  const named = table.columns.find(({ notNull }) => notNull?.name === name);
  if (named !== undefined) {
    delete named.notNull;
    named.nullable = true;
    return;
  }
  if (missing_ok === true && !table.constraints.some((each) => each.name === name)) return;
  const constraint = constraintOf(context, table, name);
  // What ONLY leaves to those that inherit is theirs from then on.
  for (const child of only ? table.$children : []) {
    for (const share of child.constraints.filter(({ $parent }) => $parent === constraint)) {
      delete share.$parent;
      delete share.$isInherited;
    }
  }
  removeConstraint(context, table, constraint, behavior === 'DROP_CASCADE');
};

export const validate: TableAction = (context, table, { name = '' }) => {
  const named = table.columns.find(({ notNull }) => notNull?.name === name)?.notNull;
  if (named !== undefined) {
    named.validated = true;
    return;
  }
  const constraint = constraintOf(context, table, name);
  if (constraint.type !== 'foreign_key' && constraint.type !== 'check')
    refuse(context, `constraint ${name} of relation ${shownName(table)} is not a foreign key or check constraint`);
  constraint.isValidated = true;
  for (const child of descendantsOf(table)) {
    const same = child.constraints.find((each) => each.name === name);
    if (same !== undefined) same.isValidated = true;
  }
};

export const alter: TableAction = (context, table, { def, name = '' }) => {
  const change = as('ATAlterConstraint', def) ?? {};
  const legacy = as('Constraint', def);
  const constraint = constraintOf(context, table, change.conname ?? legacy?.conname ?? name);
  if (constraint.type !== 'foreign_key')
    refuse(context, `constraint ${constraint.name} of relation ${shownName(table)} is not a foreign key constraint`);
  const deferrable = change.deferrable ?? legacy?.deferrable;
  const deferred = change.initdeferred ?? legacy?.initdeferred;
  if (change.alterDeferrability !== false || legacy !== undefined) {
    constraint.isDeferrable = deferrable === true || deferred === true;
    constraint.isInitiallyDeferred = deferred === true;
  }
  if (change.alterEnforceability === true) constraint.isEnforced = change.is_enforced === true;
};

/** The constraint of a name. */
export function constraintOf(context: Context, table: TableDraft, name: string): ConstraintDraft {
  const found = table.constraints.find((each) => each.name === name);
  return found ?? refuse(context, `constraint ${name} of relation ${shownName(table)} does not exist`);
}
