import type { Action } from '../../model/migration/action.js';
import type { ColumnDefinition, ConstraintDefinition } from '../../model/migration/written.js';
import type { KnownColumn, KnownConstraint, KnownSchema, KnownTable } from './known.js';
import { plainAccess } from './known-access.js';
import { fullName, fullType } from './known-names.js';
import { emptyTable, find, lookUp, put } from './known-schema.js';

/** Adds a table that a statement makes. */
export function createTable(known: KnownSchema, action: Extract<Action, { kind: 'create_table' }>): void {
  if (action.ifNotExists && lookUp(known, action.table) !== undefined) return;
  const name = action.isTemporary ? { schema: 'pg_temp', name: action.table.name } : fullName(known, action.table);
  if (action.isTemporary && !known.path.includes('pg_temp')) known.path = ['pg_temp', ...known.path];
  // What comes from elsewhere is not looked up: nobody waits for a table that is new.
  const isListed = !action.isCopy && action.partitionOf === undefined && action.inherits === undefined;
  const parent = action.partitionOf === undefined ? undefined : find(known, action.partitionOf);
  const table: KnownTable = {
    ...emptyTable(name, isListed),
    isNew: true,
    access: plainAccess(),
    columns: action.columns.map((column) => columnOf(known, column)),
    partitionColumns: action.isPartitioned ? action.partitionColumns : undefined,
    parent,
    parents: (action.inherits ?? []).map((name) => find(known, name)),
    isDefaultPartition: action.isDefaultPartition,
  };
  put(known, table);
  for (const constraint of action.constraints) addConstraint(known, table, constraint);
}

/** A column that a statement makes. */
export function columnOf(known: KnownSchema, definition: ColumnDefinition): KnownColumn {
  const { name, type, isNotNull, collation, isIdentity } = definition;
  // NULL is what a column without a default holds: the server keeps none.
  const isFilled = definition.default !== undefined && !/^null$/i.test(definition.default.text);
  const supply = isIdentity ? 'identity' : isFilled || type.isSerial === true ? 'default' : undefined;
  return { name, type: fullType(known, type), isNotNull, collation, supply, isNew: true };
}

const SUFFIXES = {
  check: 'check',
  foreign_key: 'fkey',
  unique: 'key',
  primary_key: 'pkey',
  exclusion: 'excl',
  not_null: 'not_null',
} as const;

/** Adds a constraint to a table. */
export function addConstraint(known: KnownSchema, table: KnownTable, definition: ConstraintDefinition): void {
  const { type, usingIndex, references, expression, isNotValid, isEnforced } = definition;
  const index = table.indexes.find(({ name }) => name === usingIndex);
  const columns = index?.columns ?? definition.columns;
  // As the server names it, if no name like it is taken.
  const parts = type === 'primary_key' ? [table.name] : [table.name, ...columns];
  const name = definition.name ?? usingIndex ?? [...parts, SUFFIXES[type]].join('_');
  const constraint: KnownConstraint = { name, type, columns, expression, isValidated: !isNotValid && isEnforced };
  if (references !== undefined) {
    const referenced = find(known, references);
    const key = referenced.constraints.find((each) => each.type === 'primary_key');
    constraint.references = referenced;
    constraint.referencedColumns = definition.referencedColumns ?? key?.columns ?? [];
  }
  table.constraints.push(constraint);
  if (index !== undefined) index.name = name;
  else if (type === 'unique' || type === 'primary_key') {
    table.indexes.push({ name, columns, expressions: [], isUnique: true });
  }
  if (type !== 'primary_key') return;
  for (const column of table.columns) if (columns.includes(column.name)) column.isNotNull = true;
}
