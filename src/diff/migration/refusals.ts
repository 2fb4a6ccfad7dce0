import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { NamedObject } from '../../model/migration/named-object.js';
import { type Consequence, type Known, NONE, ofDrop, refused, shown, uses } from './consequence.js';
import type { KnownConstraint, KnownSchema, KnownTable } from './known.js';
import { nameOf } from './known-names.js';
import { descendantsOf, findIndex, lookUp, partitionsOf } from './known-schema.js';
import { needKey } from './needs.js';
import { ofExtension, ofOperator, ofReplacement, ofRoutine, ofSequence, ofType } from './refusals-by-name.js';

/** What a part of a statement means for what depends on its object, as PostgreSQL 15 and 18 answer. */
export function consequenceOf(known: KnownSchema, action: Action, { actions }: MigrationStatement): Consequence {
  switch (action.kind) {
    case 'drop_column':
    case 'alter_type':
      return ofColumn(known, action);
    case 'drop_table':
      return ofTable(known, action, actions);
    case 'drop_view': {
      const view = lookUp(known, action.view);
      if (view === undefined) return NONE;
      const users = without(known.dependents.filter(uses(view)), doomedBy(known, actions));
      return ofDrop(known, { kind: 'view', name: nameOf(view) }, action.cascade, {
        users: [...users, ...rowUsers(known, view)],
      });
    }
    case 'drop_constraint': {
      const table = lookUp(known, action.table);
      const constraint = table?.constraints.find(({ name }) => name === action.name);
      if (table === undefined || !isKey(constraint)) return NONE;
      const keys = foreignKeysTo(known, table, (columns) => isSameSet(columns, constraint.columns));
      const object: NamedObject = {
        kind: 'constraint',
        name: { ...nameOf(table), name: action.name },
        table: nameOf(table),
      };
      return ofDrop(known, object, action.cascade, { users: [], others: keys });
    }
    case 'drop_index': {
      const found = findIndex(known, action.index);
      const isNeeded = found?.table.constraints.some((each) => isKey(each) && each.name === found.index.name);
      if (found === undefined || !isNeeded) return NONE;
      const refusal = { why: 'index_of_constraint', table: nameOf(found.table), index: found.index.name } as const;
      return { ...NONE, refusals: [refusal] };
    }
    case 'drop_type':
      return ofType(known, action);
    case 'drop_routine':
      return ofRoutine(known, action);
    case 'create_routine':
      return ofReplacement(known, action);
    case 'drop_extension':
      return ofExtension(known, action);
    case 'drop_operator':
      return ofOperator(known, action);
    case 'other':
      return action.sequence === undefined ? NONE : ofSequence(known, action.sequence.name, action.sequence.cascade);
    case 'drop_schema': {
      if (action.cascade) return NONE;
      const dependents = [...known.tables.values()].flatMap((each): NamedObject[] => {
        return each.schema === action.name ? [{ kind: each.isView ? 'view' : 'table', name: nameOf(each) }] : [];
      });
      const object: NamedObject = { kind: 'schema', name: { schema: '', name: action.name } };
      return ofDrop(known, object, false, { users: [], others: dependents });
    }
    case 'truncate': {
      const table = lookUp(known, action.table);
      if (table === undefined || action.cascade) return NONE;
      const truncated = tablesOf(known, actions);
      const dependents = foreignKeysTo(known, table, () => true, truncated);
      return refused({ asks: 'truncate', object: { kind: 'table', name: nameOf(table) }, dependents });
    }
    default:
      return NONE;
  }
}

function ofColumn(known: KnownSchema, action: Extract<Action, { kind: 'drop_column' | 'alter_type' }>): Consequence {
  const table = lookUp(known, action.table);
  const { column } = action;
  if (table?.columns.some(({ name }) => name === column) !== true) return NONE;
  const at = { table: nameOf(table), column };
  if (table.partitionColumns?.includes(column)) return { ...NONE, refusals: [{ why: 'partition_key', ...at }] };
  const above = [...(table.parent === undefined ? [] : [table.parent]), ...table.parents];
  const parent = above.find(({ columns }) => columns.some(({ name }) => name === column));
  if (parent !== undefined) {
    return { ...NONE, refusals: [{ why: 'inherited', ...at, parent: nameOf(parent) }] };
  }
  const reached = [table, ...descendantsOf(known, table)];
  const users = known.dependents.filter((each) => {
    return reached.some((of) => uses(of, column)(each) && !(each.relation === of && each.name === column));
  });
  const object: NamedObject = { kind: 'column', name: { ...nameOf(table), name: column }, table: nameOf(table) };
  if (action.kind === 'alter_type') return refused({ asks: 'retype', object, dependents: shown(users) });
  const keys = foreignKeysTo(known, table, (columns) => columns.includes(column));
  return ofDrop(known, object, action.cascade, { users, others: keys });
}

function ofTable(
  known: KnownSchema,
  action: Extract<Action, { kind: 'drop_table' }>,
  actions: readonly Action[],
): Consequence {
  const table = lookUp(known, action.table);
  if (table === undefined) return NONE;
  const doomed = doomedBy(known, actions);
  const heirs = descendantsOf(known, table).filter((each) => each.parents.length > 0 && !doomed.has(each));
  const others: NamedObject[] = [
    ...heirs.map((each): NamedObject => ({ kind: 'table', name: nameOf(each) })),
    ...[table, ...above(table)].flatMap((each) => foreignKeysTo(known, each, () => true, doomed)),
  ];
  const users = known.dependents.filter((each) => [...doomed].some((of) => uses(of)(each)));
  const all = [...without(users, doomed), ...rowUsers(known, table)];
  return ofDrop(known, { kind: 'table', name: nameOf(table) }, action.cascade, { users: all, others });
}

/** The tables that a table is a partition of: what refers to them refers to its rows. */
function above({ parent }: KnownTable): KnownTable[] {
  return parent === undefined ? [] : [parent, ...above(parent)];
}

/** The routines that take or give whole rows of a relation: its row is a type of its own. */
function rowUsers(known: KnownSchema, relation: KnownTable): Known[] {
  const key = needKey('type', relation);
  return known.dependents.filter(({ needs }) => needs.has(key));
}

function without(users: readonly Known[], doomed: ReadonlySet<KnownTable>): Known[] {
  return users.filter(({ relation }) => relation === undefined || !doomed.has(relation));
}

/** What a statement drops, with the partitions, which go with their table. */
function doomedBy(known: KnownSchema, actions: readonly Action[]): Set<KnownTable> {
  const named = actions.flatMap((action) => {
    const name = action.kind === 'drop_table' ? action.table : action.kind === 'drop_view' ? action.view : undefined;
    return name === undefined ? [] : (lookUp(known, name) ?? []);
  });
  return new Set(named.flatMap((each) => [each, ...partitionsOf(known, each)]));
}

function tablesOf(known: KnownSchema, actions: readonly Action[]): Set<KnownTable> {
  return new Set(actions.flatMap((each) => (each.kind === 'truncate' ? (lookUp(known, each.table) ?? []) : [])));
}

function foreignKeysTo(
  known: KnownSchema,
  table: KnownTable,
  isMeant: (columns: readonly string[]) => boolean,
  without: ReadonlySet<KnownTable> = new Set(),
): NamedObject[] {
  return [...known.tables.values()].flatMap((each) => {
    if (without.has(each)) return [];
    const keys = each.constraints.filter(({ type, references, referencedColumns = [] }) => {
      return type === 'foreign_key' && references === table && isMeant(referencedColumns);
    });
    return keys.map(({ name }): NamedObject => {
      return { kind: 'foreign key', name: { ...nameOf(each), name }, table: nameOf(each) };
    });
  });
}

function isKey(constraint: KnownConstraint | undefined): constraint is KnownConstraint {
  return constraint?.type === 'primary_key' || constraint?.type === 'unique' || constraint?.type === 'exclusion';
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
