import type { Action } from '../../model/migration/action.js';
import type { NamedObject } from '../../model/migration/named-object.js';
import { applyAccess, applyToAccess, renameInAccess } from './apply-access.js';
import { applyByName } from './apply-by-name.js';
import { addConstraint, columnOf, createTable } from './apply-create.js';
import { storageAfter } from './choose-storage.js';
import { isOfColumn } from './dependents.js';
import type { KnownColumn, KnownSchema, KnownTable } from './known.js';
import { fullName, fullType, keyOf } from './known-names.js';
import { drop, emptyTable, find, findIndex, forget, lookUp, partitionsOf, put, remove } from './known-schema.js';

/** Changes what is known as a part of a statement changes the database. */
export function apply(known: KnownSchema, action: Action): void {
  switch (action.kind) {
    case 'create_table':
      createTable(known, action);
      return;
    case 'drop_table': {
      const table = lookUp(known, action.table);
      for (const each of table === undefined ? [] : [table, ...partitionsOf(known, table)]) drop(known, each);
      return;
    }
    case 'rename':
      rename(known, action);
      return;
    case 'create_materialized_view':
      put(known, { ...emptyTable(fullName(known, action.view), true, true), isNew: true });
      return;
    case 'view': {
      const replaced = action.operation === 'replace_view' ? lookUp(known, action.view) : undefined;
      // What the new query reads is not known, and the server keeps its columns.
      if (replaced !== undefined) {
        forget(known, ({ relation }) => relation === replaced);
        const { columns = [] } = action;
        for (const name of columns.slice(replaced.columns.length))
          replaced.columns.push({ name, type: undefined, isNotNull: false });
      } else {
        const columns = (action.columns ?? []).map((name) => ({ name, type: undefined, isNotNull: false }));
        put(known, { ...emptyTable(fullName(known, action.view), true, true), isNew: true, columns });
      }
      return;
    }
    case 'drop_view': {
      const view = lookUp(known, action.view);
      if (view !== undefined) drop(known, view);
      return;
    }
    case 'create_routine':
    case 'drop_routine':
    case 'drop_extension':
    case 'drop_operator':
    case 'drop_type':
    case 'create_object':
    case 'create_enum':
    case 'add_enum_value':
    case 'rename_object':
      applyByName(known, action);
      return;
    case 'create_index': {
      const { name = '', columns, expressions, isUnique } = action.index;
      find(known, action.table).indexes.push({ name, columns, expressions, isUnique, isNew: true });
      return;
    }
    case 'drop_index': {
      const found = findIndex(known, action.index);
      if (found === undefined) return;
      found.table.indexes = found.table.indexes.filter((index) => index !== found.index);
      forget(known, ({ kind, name, relation }) => {
        return kind === 'index' && relation === found.table && name === found.index.name;
      });
      return;
    }
    case 'attach_partition':
      Object.assign(find(known, action.partition), {
        parent: find(known, action.table),
        isDefaultPartition: action.bound.type === 'default',
      });
      return;
    case 'detach_partition': {
      const partition = find(known, action.partition);
      // What it had of the keys and checks of its parent is its own now (PostgreSQL 18, ALTER TABLE).
      const kept = heldAbove(partition).filter(({ type }) => type === 'foreign_key' || type === 'check');
      Object.assign(partition, {
        ...{ parent: undefined, isDefaultPartition: false },
        constraints: [...partition.constraints, ...kept.map((each) => ({ ...each }))],
      });
      return;
    }
    case 'create_domain':
      known.types.set(keyOf(fullName(known, action.domain)), { isNew: true });
      known.domains.set(keyOf(fullName(known, action.domain)), {
        base: fullType(known, action.base),
        isConstrained: action.isConstrained,
      });
      return;
    case 'alter_domain': {
      const domain = known.domains.get(keyOf(fullName(known, action.domain)));
      if (domain !== undefined) domain.isConstrained = true;
      return;
    }
    case 'set':
      if (action.name === 'search_path' && action.value !== '') known.path = action.value.split(/\s*,\s*/);
      return;
    case 'other': {
      const sequence = action.sequence && lookUp(known, action.sequence.name);
      if (sequence !== undefined) drop(known, sequence);
      if (action.tag === 'create cast') known.hasCasts = true;
      return;
    }
    case 'privileges':
    case 'publication':
    case 'drop_publication':
      applyAccess(known, action);
      return;
    default:
      applyToTable(known, action);
  }
}

function applyToTable(known: KnownSchema, action: Action): void {
  if (!('table' in action) || action.table === undefined) return;
  const table = find(known, action.table);
  const column = 'column' in action && typeof action.column === 'string' ? action.column : undefined;
  const existing = table.columns.find(({ name }) => name === column);
  switch (action.kind) {
    case 'add_column':
      if (!table.columns.some(({ name }) => name === action.column.name))
        table.columns.push(columnOf(known, action.column));
      return;
    case 'drop_column':
      table.columns = table.columns.filter(({ name }) => name !== column);
      table.constraints = table.constraints.filter(({ columns }) => column === undefined || !columns.includes(column));
      table.indexes = table.indexes.filter(({ columns }) => column === undefined || !columns.includes(column));
      forget(known, ({ kind, name, relation }) => {
        return isOfColumn(kind) && relation === table && name === column;
      });
      return;
    case 'alter_type':
      if (existing !== undefined) existing.type = fullType(known, action.type);
      return;
    case 'set_not_null':
      if (existing !== undefined) existing.isNotNull = true;
      return;
    case 'add_constraint':
      addConstraint(known, table, action.constraint);
      return;
    case 'validate_constraint': {
      const constraint = table.constraints.find(({ name }) => name === action.name);
      if (constraint !== undefined) constraint.isValidated = true;
      else if (!table.isKnown) {
        table.constraints.push({ name: action.name, type: 'unknown', columns: [], isValidated: true });
      }
      return;
    }
    case 'drop_constraint':
      table.constraints = table.constraints.filter(({ name }) => name !== action.name);
      table.indexes = table.indexes.filter(({ name }) => name !== action.name);
      forget(known, ({ kind, name, relation }) => kind === 'constraint' && relation === table && name === action.name);
      return;
    case 'plain': {
      const part = table.columns.find(({ name }) => name === action.part);
      if (action.operation === 'drop_not_null' && part !== undefined) part.isNotNull = false;
      if (part !== undefined && SUPPLIES.has(action.operation)) part.supply = SUPPLIES.get(action.operation);
      if (action.parent !== undefined) {
        const parent = find(known, action.parent);
        table.parents = [...table.parents.filter((each) => each !== parent), ...(action.isApart ? [] : [parent])];
      }
      applyToAccess(table, action);
      const storage = storageAfter(table.storage, action);
      if (storage !== undefined) table.storage = storage;
      const standing = STANDING[action.operation];
      forget(known, ({ kind, name, relation }) => {
        return relation === table && name === action.part && standing?.includes(kind) === true;
      });
      return;
    }
    default:
      return;
  }
}

/** What the database fills in after such a statement. */
const SUPPLIES: ReadonlyMap<string, KnownColumn['supply']> = new Map([
  ['set_default', 'default'],
  ['drop_default', undefined],
  ['add_identity', 'identity'],
  ['drop_identity', undefined],
]);

/** What no longer depends on anything after such a statement. */
const STANDING: Readonly<Record<string, readonly NamedObject['kind'][]>> = {
  drop_policy: ['policy'],
  alter_policy: ['policy'],
  drop_trigger: ['trigger', 'rule'],
  create_trigger: ['trigger'],
  create_rule: ['rule'],
  set_default: ['default'],
  drop_default: ['default'],
  drop_expression: ['generated column'],
  set_expression: ['generated column'],
};

function rename(known: KnownSchema, { what, object, part, to }: Extract<Action, { kind: 'rename' }>): void {
  if (what === 'schema') return;
  if (what === 'index') {
    const found = findIndex(known, object);
    if (found !== undefined) found.index.name = to;
    return;
  }
  const table = find(known, object);
  if (what === 'policy' || what === 'trigger' || what === 'rule') renameInAccess(table, what, part ?? '', to);
  else if (what === 'column') {
    for (const column of table.columns) if (column.name === part) column.name = to;
    const renamed = (columns: readonly string[]) => columns.map((name) => (name === part ? to : name));
    for (const each of [...table.constraints, ...table.indexes]) each.columns = renamed(each.columns);
    renameUses(known, table, part ?? '', to);
  } else if (what === 'constraint') {
    for (const constraint of table.constraints) if (constraint.name === part) constraint.name = to;
  } else {
    remove(known, table);
    table.name = to;
    // A table that moves to another schema keeps its name.
    if (part !== undefined) table.schema = part;
    put(known, table);
  }
}

function renameUses(known: KnownSchema, table: KnownTable, from: string, to: string): void {
  for (const each of known.dependents) {
    if (each.uses.get(table)?.delete(from)) each.uses.get(table)?.add(to);
    if (isOfColumn(each.kind) && each.relation === table && each.name === from) each.name = to;
  }
  for (const { constraints } of known.tables.values()) {
    for (const constraint of constraints) {
      if (constraint.references !== table) continue;
      constraint.referencedColumns = constraint.referencedColumns?.map((name) => (name === from ? to : name)) ?? [];
    }
  }
}

/** The constraints of the tables that a table is a partition of. */
function heldAbove({ parent }: KnownTable): KnownTable['constraints'] {
  return parent === undefined ? [] : [...parent.constraints, ...heldAbove(parent)];
}
