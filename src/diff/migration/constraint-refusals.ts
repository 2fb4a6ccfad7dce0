import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { Refusal } from '../../model/migration/named-object.js';
import type { ConstraintDefinition } from '../../model/migration/written.js';
import { castRefusal } from './cast-refusals.js';
import type { KnownSchema, KnownTable } from './known.js';
import { nameOf } from './known-names.js';
import { descendantsOf, findIndex, lookUp } from './known-schema.js';

/**
 * Why the server refuses what a statement makes of the keys, nulls and columns of a table. The parts of one statement
 * are run in an order of the server's own, so what another part of it may put right is not counted.
 */
export function constraintRefusal(
  known: KnownSchema,
  action: Action,
  statement: MigrationStatement,
): Refusal | undefined {
  const written = action.kind === 'rename' ? action.object : 'table' in action ? action.table : undefined;
  const table = written && lookUp(known, written);
  if (!known.isWhole || table === undefined || !table.isKnown || table.isView) return undefined;
  switch (action.kind) {
    case 'add_constraint':
      return ofConstraint(known, table, action.constraint, statement) ?? ofHeirs(known, table, action, statement);
    case 'plain':
      return ofColumn(table, action, statement);
    case 'add_column':
      if (table.parent === undefined) return ofHeirs(known, table, action, statement);
      return { why: 'column_of_partition', table: nameOf(table), parent: nameOf(table.parent) };
    case 'alter_type':
      return castRefusal(known, action, statement);
    case 'rename':
      return ofInherited(table, action);
    default:
      return undefined;
  }
}

function ofConstraint(
  known: KnownSchema,
  table: KnownTable,
  { type, usingIndex, references, referencedColumns }: ConstraintDefinition,
  { actions }: MigrationStatement,
): Refusal | undefined {
  if (type === 'primary_key' && !actions.some(isDrop)) {
    const key = table.constraints.find((each) => each.type === 'primary_key');
    if (key !== undefined) return { why: 'second_primary_key', table: nameOf(table), key: key.name };
  }
  if (usingIndex !== undefined) return ofIndex(known, table, usingIndex);
  if (references === undefined || actions.some(addsKey)) return undefined;
  const referenced = lookUp(known, references);
  if (referenced === undefined || !referenced.isKnown || isKeyed(referenced, referencedColumns)) return undefined;
  return { why: 'no_key', table: nameOf(referenced), columns: referencedColumns ?? [] };
}

function isDrop({ kind }: Action): boolean {
  return kind === 'drop_constraint' || kind === 'drop_column';
}

function addsKey(action: Action): boolean {
  return action.kind === 'add_constraint' && action.constraint.type !== 'foreign_key';
}

/** Whether a foreign key can refer to the columns of a table, or to its primary key. */
function isKeyed({ constraints, indexes }: KnownTable, columns: readonly string[] | undefined): boolean {
  // Of a constraint that nothing defines, nobody knows what it keeps unique.
  if (constraints.some(({ type }) => type === 'unknown')) return true;
  if (columns === undefined || columns.length === 0) return constraints.some(({ type }) => type === 'primary_key');
  // An index has included columns among its own.
  return indexes.some((each) => {
    return each.isUnique && each.expressions.length === 0 && columns.every((column) => each.columns.includes(column));
  });
}

/** A key is kept by an index that is unique, of columns alone and of all rows. */
function ofIndex(known: KnownSchema, table: KnownTable, name: string): Refusal | undefined {
  const index = findIndex(known, { schema: table.schema, name })?.index;
  if (index === undefined) return undefined;
  if (!index.isUnique) return { why: 'index_unfit', table: nameOf(table), index: name, is: 'not unique' };
  if (index.expressions.length === 0) return undefined;
  return { why: 'index_unfit', table: nameOf(table), index: name, is: 'partial or of expressions' };
}

/** Columns of a primary key and identities hold no null, and an identity is all that numbers its column. */
function ofColumn(
  table: KnownTable,
  { operation, part }: Extract<Action, { kind: 'plain' }>,
  { actions }: MigrationStatement,
): Refusal | undefined {
  const column = table.columns.find(({ name }) => name === part);
  if (column === undefined) return undefined;
  const at = { table: nameOf(table), column: column.name };
  const says = (asked: string) => actions.some((each) => each.kind === 'plain' && each.operation === asked);
  if (operation === 'drop_not_null') {
    const key = table.constraints.find(({ type, columns }) => type === 'primary_key' && columns.includes(column.name));
    if (key !== undefined && !actions.some(isDrop)) return { why: 'never_null', ...at, because: 'primary key' };
    const isIdentity = column.supply === 'identity' && !says('drop_identity');
    return isIdentity ? { why: 'never_null', ...at, because: 'identity' } : undefined;
  }
  if (operation !== 'add_identity' || column.supply === 'identity') return undefined;
  if (column.supply === 'default')
    return says('drop_default') ? undefined : { why: 'no_identity', ...at, has: 'default' };
  const isMade = actions.some((each) => each.kind === 'set_not_null' || addsKey(each));
  return column.isNotNull || isMade ? undefined : { why: 'no_identity', ...at, has: 'nulls' };
}

/** What all heirs of a table must have is not added to it alone. */
function ofHeirs(
  known: KnownSchema,
  table: KnownTable,
  action: Extract<Action, { kind: 'add_column' | 'add_constraint' }>,
  { isOnly }: MigrationStatement,
): Refusal | undefined {
  if (isOnly !== true) return undefined;
  if (action.kind === 'add_constraint' && (action.constraint.type !== 'check' || action.constraint.isNoInherit))
    return undefined;
  const [heir] = descendantsOf(known, table);
  return heir && { why: 'not_alone', table: nameOf(table), heir: nameOf(heir) };
}

function ofInherited(table: KnownTable, { what, part }: Extract<Action, { kind: 'rename' }>): Refusal | undefined {
  if (what !== 'column' || part === undefined) return undefined;
  const above = [...(table.parent === undefined ? [] : [table.parent]), ...table.parents];
  const parent = above.find(({ columns }) => columns.some(({ name }) => name === part));
  return parent && { why: 'inherited', table: nameOf(table), column: part, parent: nameOf(parent) };
}
