import type { Action } from '../../model/migration/action.js';
import type { Operation } from '../../model/migration/lock.js';
import type { ConstraintDefinition } from '../../model/migration/written.js';
import { alone, type Chosen, referencedBy, withDescendants, withPartitions } from './chosen.js';
import type { KnownConstraint, KnownSchema, KnownTable } from './known.js';
import { find, partitionsOf } from './known-schema.js';
import { isNotNullProven } from './proofs.js';

export function chooseForConstraint(known: KnownSchema, action: Extract<Action, { kind: 'add_constraint' }>): Chosen[] {
  const table = find(known, action.table);
  const { constraint, column } = action;
  const { subject, roles } = reachOf(known, table, constraint);
  const columns = constraint.usingIndex === undefined ? constraint.columns : columnsOf(table, constraint.usingIndex);
  const references = constraint.references === undefined ? undefined : find(known, constraint.references);
  const referenced = references === undefined ? [] : [references, ...partitionsOf(known, references)];
  const operation =
    column === undefined ? operationOf(table, constraint, columns) : inlineOperation(constraint, column);
  return [{ operation, subject, roles: { ...roles, referenced }, name: constraint.name, columns }];
}

function columnsOf({ indexes }: KnownTable, index: string): readonly string[] {
  return indexes.find(({ name }) => name === index)?.columns ?? [];
}

function operationOf(table: KnownTable, constraint: ConstraintDefinition, columns: readonly string[]): Operation {
  const { type, usingIndex, isNotValid, isEnforced } = constraint;
  const isLater = isNotValid || !isEnforced;
  switch (type) {
    case 'check':
      return isLater ? 'add_check_not_valid' : 'add_check';
    case 'not_null':
      return isLater ? 'add_not_null_not_valid' : 'add_not_null';
    case 'foreign_key':
      return isLater ? 'add_foreign_key_not_valid' : 'add_foreign_key';
    case 'unique':
      return usingIndex === undefined ? 'add_unique' : 'add_unique_using_index';
    case 'exclusion':
      return 'add_exclusion';
    case 'primary_key': {
      if (usingIndex === undefined) return 'add_primary_key';
      // What a column that nobody knows holds cannot be told: the index is what this was prepared with.
      const isNullable = columns.some((name) => {
        const column = table.columns.find((each) => each.name === name);
        return column !== undefined && !column.isNotNull && !isNotNullProven(table, name);
      });
      return isNullable ? 'add_primary_key_using_nullable_index' : 'add_primary_key_using_index';
    }
  }
}

/** With a new column: an index of NULLs is built, and a reference of NULLs needs no look at the other table. */
function inlineOperation({ type }: ConstraintDefinition, column: { default?: unknown }): Operation {
  if (type === 'foreign_key')
    return column.default === undefined ? 'add_column_references' : 'add_column_default_references';
  return type === 'check' ? 'add_column_check' : 'add_column_unique';
}

export function chooseForValidation(
  known: KnownSchema,
  action: Extract<Action, { kind: 'validate_constraint' }>,
): Chosen[] {
  const table = find(known, action.table);
  const constraint = table.constraints.find(({ name }) => name === action.name);
  const referenced = referencedBy(known, constraint === undefined ? [] : [constraint]);
  const { subject, roles } = reachOf(known, table, constraint);
  const operation =
    constraint?.type === 'foreign_key'
      ? 'validate_foreign_key'
      : constraint?.type === 'not_null'
        ? 'validate_not_null'
        : 'validate_check';
  return [{ operation, subject, roles: { ...roles, referenced }, name: action.name }];
}

/** Checks are inherited, and that the columns of a primary key are not null (PostgreSQL 18, section 5.11). */
function reachOf(
  known: KnownSchema,
  table: KnownTable,
  constraint: (Pick<KnownConstraint, 'type'> & Pick<ConstraintDefinition, 'isNoInherit'>) | undefined,
) {
  if (constraint?.isNoInherit === true) return alone(table);
  const isInherited = constraint !== undefined && INHERITED.has(constraint.type);
  return (isInherited ? withDescendants : withPartitions)(known, table);
}

const INHERITED: ReadonlySet<KnownConstraint['type']> = new Set(['check', 'not_null', 'primary_key']);

export function chooseForDrop(known: KnownSchema, action: Extract<Action, { kind: 'drop_constraint' }>): Chosen[] {
  const table = find(known, action.table);
  const constraint = table.constraints.find(({ name }) => name === action.name);
  if (constraint === undefined && action.ifExists && table.isKnown) return [];
  const { subject, roles } = reachOf(known, table, constraint);
  const referenced = referencedBy(known, constraint?.type === 'foreign_key' ? [constraint] : []);
  const operation = constraint?.type === 'foreign_key' ? 'drop_foreign_key' : 'drop_constraint';
  const dropped: Chosen = {
    ...{ operation, subject, roles: { ...roles, referenced } },
    ...{ name: action.name, columns: constraint?.columns },
  };
  return [dropped, ...(action.cascade && constraint ? foreignKeysTo(known, table, constraint) : [])];
}

/** The foreign keys that go with the key that they need. */
export function foreignKeysTo(known: KnownSchema, table: KnownTable, { type, columns }: KnownConstraint): Chosen[] {
  if (type !== 'primary_key' && type !== 'unique') return [];
  return [...known.tables.values()].flatMap((each) => {
    const keys = each.constraints.filter(({ references, referencedColumns = [] }) => {
      return references === table && [...referencedColumns].sort().join() === [...columns].sort().join();
    });
    return keys.map(({ name, columns: own }): Chosen => {
      const roles = { ...withDescendants(known, each).roles, referenced: [table] };
      return { operation: 'drop_foreign_key', subject: each, roles, name, columns: own };
    });
  });
}
