import type { Name } from '../../model/catalog/common.js';
import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { NamedObject, Refusal } from '../../model/migration/named-object.js';
import { enumRefusal } from './enum-refusals.js';
import type { KnownSchema, KnownTable } from './known.js';
import { fullName, keyOf, nameOf } from './known-names.js';
import { findIndex, lookUp } from './known-schema.js';
import { partitionRefusal } from './partition-refusals.js';

/** Why the server refuses a part of a statement, whatever depends on what; none where not all is known. */
export function plainRefusal(known: KnownSchema, action: Action, version: number): Refusal | undefined {
  if (!known.isWhole) return undefined;
  if (action.kind === 'refresh' && action.isConcurrent) {
    const view = lookUp(known, action.view);
    const isUnique = view?.indexes.some((each) => each.isUnique && each.expressions.length === 0);
    return view === undefined || isUnique ? undefined : { why: 'not_unique', view: nameOf(view) };
  }
  if (action.kind === 'create_index' && action.isConcurrent) {
    const table = lookUp(known, action.table);
    if (table?.partitionColumns !== undefined) return { why: 'partitioned', table: nameOf(table) };
  }
  const partitioned =
    ofPartitioned(known, action, version) ?? partitionRefusal(known, action) ?? enumRefusal(known, action);
  if (partitioned !== undefined) return partitioned;
  if (action.kind === 'view' && action.operation === 'replace_view') return ofReplacedView(known, action);
  const object = existing(known, action);
  return object === undefined ? undefined : { why: 'exists', object };
}

/** Keys of partitioned tables hold the columns that partition them; until 18 their foreign keys are valid at once. */
function ofPartitioned(known: KnownSchema, action: Action, version: number): Refusal | undefined {
  if (action.kind !== 'add_constraint' && action.kind !== 'create_index') return undefined;
  const table = lookUp(known, action.table);
  const columns = table?.partitionColumns;
  if (table === undefined || columns === undefined) return undefined;
  const key = action.kind === 'add_constraint' ? action.constraint : action.index;
  const isKey = 'type' in key ? key.type === 'unique' || key.type === 'primary_key' : key.isUnique;
  const missing = columns.filter((column) => column !== '' && !key.columns.includes(column));
  if (isKey && missing.length > 0) return { why: 'key_of_partitions', table: nameOf(table), columns: missing };
  const isLate = 'type' in key && key.type === 'foreign_key' && key.isNotValid && version < 18;
  return isLate ? { why: 'not_valid_of_partitions', table: nameOf(table) } : undefined;
}

function ofReplacedView(
  known: KnownSchema,
  { view: written, columns }: Extract<Action, { kind: 'view' }>,
): Refusal | undefined {
  const view = lookUp(known, written);
  if (view === undefined || columns === undefined) return undefined;
  for (const [at, { name: column }] of view.columns.entries()) {
    const now = columns[at];
    if (now === column) continue;
    return { why: 'view_columns', view: nameOf(view), column, ...(now !== undefined && { now }) };
  }
  return undefined;
}

/** What a part of a statement makes that is there already. */
function existing(known: KnownSchema, action: Action): NamedObject | undefined {
  switch (action.kind) {
    case 'create_table': {
      const name = fullName(known, action.table);
      const isThere = known.tables.has(keyOf(name)) && !action.isTemporary && !action.ifNotExists;
      return isThere ? { kind: 'table', name } : undefined;
    }
    case 'view': {
      const name = fullName(known, action.view);
      return known.tables.has(keyOf(name)) ? { kind: 'view', name } : undefined;
    }
    case 'add_column': {
      const table = lookUp(known, action.table);
      const isThere = !action.ifNotExists && hasColumn(table, action.column.name);
      return isThere ? partOf(table as KnownTable, 'column', action.column.name) : undefined;
    }
    case 'create_index': {
      const table = lookUp(known, action.table);
      const { name } = action.index;
      if (table === undefined || name === undefined || action.ifNotExists) return undefined;
      const isThere = findIndex(known, { schema: table.schema, name }) !== undefined;
      return isThere ? { kind: 'index', name: { schema: table.schema, name } } : undefined;
    }
    case 'add_constraint': {
      const table = lookUp(known, action.table);
      const { name } = action.constraint;
      const isThere = name !== undefined && table?.constraints.some((each) => each.name === name);
      return isThere ? partOf(table as KnownTable, 'constraint', name) : undefined;
    }
    case 'create_enum':
    case 'create_domain': {
      const name = fullName(known, action.kind === 'create_enum' ? action.type : action.domain);
      return known.types.has(keyOf(name)) ? { kind: 'type', name } : undefined;
    }
    case 'rename':
      return renamedOnto(known, action);
    default:
      return undefined;
  }
}

/** What has the name already that something is to get. */
function renamedOnto(
  known: KnownSchema,
  { what, object, part, to }: Extract<Action, { kind: 'rename' }>,
): NamedObject | undefined {
  const table = what === 'index' ? findIndex(known, object)?.table : lookUp(known, object);
  if (table === undefined) return undefined;
  if (what === 'column') return hasColumn(table, to) ? partOf(table, 'column', to) : undefined;
  if (what === 'constraint') {
    return table.constraints.some(({ name }) => name === to) ? partOf(table, 'constraint', to) : undefined;
  }
  // With a part it goes to another schema.
  const isRelation = (what === 'table' || what === 'view' || what === 'index') && part === undefined;
  const name = { schema: table.schema, name: to };
  if (!isRelation) return undefined;
  if (known.tables.has(keyOf(name))) return { kind: 'table', name };
  return findIndex(known, name) === undefined ? undefined : { kind: 'index', name };
}

/** A relation that a statement needs, and that the schema before does not have. */
export function missingRelation(known: KnownSchema, action: Action): Name | undefined {
  if (!known.isGiven || !('table' in action) || action.table === undefined || action.kind === 'create_table')
    return undefined;
  if ('ifExists' in action && action.ifExists && action.kind === 'drop_table') return undefined;
  if (lookUp(known, action.table) !== undefined || action.table.schema?.startsWith('pg_')) return undefined;
  return fullName(known, action.table);
}

/** A column or a constraint that a part of a statement names and that its table does not have. */
export function missingPart(
  known: KnownSchema,
  action: Action,
  statement: MigrationStatement,
): { relation: Name; part: NamedObject } | undefined {
  if (!known.isWhole) return undefined;
  const written = 'table' in action ? action.table : action.kind === 'rename' ? action.object : undefined;
  const table = written && lookUp(known, written);
  if (table === undefined || !table.isKnown || table.isView) return undefined;
  const column = columnsNamed(action, statement).find((each) => !hasColumn(table, each));
  if (column !== undefined) return { relation: nameOf(table), part: partOf(table, 'column', column) };
  const constraint = constraintNamed(action);
  // What a parent brings is not among a table's own.
  const isOwn = table.parent === undefined && table.parents.length === 0;
  if (constraint === undefined || !isOwn || table.constraints.some(({ name }) => name === constraint)) return undefined;
  return { relation: nameOf(table), part: partOf(table, 'constraint', constraint) };
}

/** What is altered of a column that must be there. */
const OF_COLUMN: ReadonlySet<string> = new Set([
  ...['set_default', 'drop_default', 'drop_not_null', 'set_statistics', 'set_storage', 'set_compression'],
  ...['add_identity', 'drop_identity', 'drop_expression', 'set_expression'],
]);

function columnsNamed(action: Action, { actions }: MigrationStatement): readonly string[] {
  switch (action.kind) {
    case 'alter_type':
    case 'set_not_null':
      return [action.column];
    case 'drop_column':
      return action.ifExists ? [] : [action.column];
    case 'rename':
      return action.what === 'column' && action.part !== undefined ? [action.part] : [];
    case 'plain':
      return OF_COLUMN.has(action.operation) && action.part !== undefined ? [action.part] : [];
    case 'create_index':
      return action.index.columns;
    case 'add_constraint': {
      // Columns come before constraints, wherever in the statement they stand.
      const added = actions.flatMap((each) => (each.kind === 'add_column' ? each.column.name : []));
      return action.constraint.columns.filter((each) => !added.includes(each));
    }
    default:
      return [];
  }
}

function constraintNamed(action: Action): string | undefined {
  if (action.kind === 'validate_constraint') return action.name;
  if (action.kind === 'drop_constraint') return action.ifExists ? undefined : action.name;
  return action.kind === 'rename' && action.what === 'constraint' ? action.part : undefined;
}

function hasColumn(table: KnownTable | undefined, column: string): boolean {
  return table?.columns.some(({ name }) => name === column) === true;
}

function partOf(table: KnownTable, kind: 'column' | 'constraint', name: string): NamedObject {
  return { kind, name: { schema: table.schema, name }, table: nameOf(table) };
}
