import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { WrittenName } from '../../model/migration/written.js';
import type { KnownSchema, KnownTable } from './known.js';
import { keyOf } from './known-names.js';
import { findIndex, lookUp } from './known-schema.js';
import { typeNamed } from './refusals-by-name.js';

/**
 * What a part of a statement comes to, as what its name means is known: nothing, where IF EXISTS or IF NOT EXISTS keeps
 * it from doing anything; what is done to an index, where ALTER TABLE names one.
 *
 * @param passed the columns that the statement does not add because they are there, with their constraints
 */
export function meantBy(
  known: KnownSchema,
  action: Action,
  statement: MigrationStatement,
  passed: Set<object>,
): Action | undefined {
  if (!known.isGiven) return action;
  if (statement.ifExists === true && isAbsent(known, action)) return undefined;
  switch (action.kind) {
    case 'plain':
      return ofPlain(known, action);
    case 'add_column': {
      const table = action.ifNotExists ? lookUp(known, action.table) : undefined;
      if (table?.columns.some(({ name }) => name === action.column.name) !== true) return action;
      passed.add(action.column);
      return statement.isCode === true ? undefined : waiting(action.table);
    }
    case 'add_constraint':
      return action.column !== undefined && passed.has(action.column) ? undefined : action;
    case 'drop_column': {
      const table = action.ifExists ? lookUp(known, action.table) : undefined;
      const isThere = table?.columns.some(({ name }) => name === action.column) !== false;
      return table?.isKnown !== true || isThere ? action : unlessCode(statement, action.table);
    }
    case 'drop_constraint': {
      const table = action.ifExists ? lookUp(known, action.table) : undefined;
      const isThere = table?.constraints.some(({ name }) => name === action.name) !== false;
      // What a parent brings is not among a table's own.
      const isWhole = table?.isKnown === true && table.parent === undefined && table.parents.length === 0;
      return !isWhole || isThere ? action : unlessCode(statement, action.table);
    }
    case 'add_enum_value': {
      const values = action.ifNotExists ? known.enums.get(keyOf(typeNamed(known, action.type)))?.values : undefined;
      return values?.includes(action.value) ? undefined : action;
    }
    default:
      return action;
  }
}

/** A block asks first whether something is there; a statement waits for the table before it looks. */
function unlessCode({ isCode }: MigrationStatement, table: WrittenName): Action | undefined {
  return isCode === true ? undefined : waiting(table);
}

/** The lock of ALTER TABLE, and nothing besides. */
function waiting(table: WrittenName): Action {
  return { kind: 'plain', operation: 'set_row_type', table };
}

/** Whether what a statement alters IF EXISTS is not there. */
function isAbsent(known: KnownSchema, action: Action): boolean {
  const name = relationOf(action);
  return name !== undefined && lookUp(known, name) === undefined && findIndex(known, name) === undefined;
}

function relationOf(action: Action): WrittenName | undefined {
  switch (action.kind) {
    case 'rename':
      return action.what === 'schema' ? undefined : action.object;
    case 'rename_object':
      return action.what === 'sequence' ? action.object : undefined;
    case 'view':
      return action.view;
    case 'alter_sequence':
      return action.name;
    case 'attach_index':
    case 'set_index_options':
    case 'move_index':
      return action.index;
    default:
      return 'table' in action ? action.table : undefined;
  }
}

function ofPlain(known: KnownSchema, action: Extract<Action, { kind: 'plain' }>): Action | undefined {
  const { operation, table: name, setting = '' } = action;
  const table = lookUp(known, name);
  if (action.ifExists === true && (table === undefined || lacks(table, action))) return undefined;
  if (table !== undefined || findIndex(known, name) === undefined) {
    // The columns of composite types have comments too.
    const isType = table === undefined && operation === 'comment' && isKnownType(known, name);
    return isType ? { kind: 'other', tag: 'comment', isTransactional: true } : action;
  }
  // A comment locks an index as its parameters do.
  if (operation === 'set_table_options' || operation === 'comment') return { kind: 'set_index_options', index: name };
  if (operation === 'set_tablespace') return { kind: 'move_index', index: name, tablespace: setting };
  return { kind: 'other', tag: 'alter index', isTransactional: true };
}

function isKnownType(known: KnownSchema, { schema, name }: WrittenName): boolean {
  const schemas = schema === undefined ? known.path : [schema];
  return schemas.some((each) => known.types.has(keyOf({ schema: each, name })));
}

/** Whether a table surely has no such trigger, rule or policy. */
function lacks({ access, parent }: KnownTable, action: Extract<Action, { kind: 'plain' }>): boolean {
  if (access === undefined || parent !== undefined) return false;
  const { operation, part = '', setting } = action;
  if (operation === 'drop_policy') return access.policies.every(({ name }) => name !== part);
  if (operation !== 'drop_trigger') return false;
  return setting === 'rule' ? !access.rules.includes(part) : access.triggers.every(({ name }) => name !== part);
}
