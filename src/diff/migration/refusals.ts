import type { Name } from '../../model/catalog/common.js';
import type { Action, MigrationStatement } from '../../model/migration/action.js';
import type { NamedObject, Refusal } from '../../model/migration/named-object.js';
import type { WrittenName } from '../../model/migration/written.js';
import { type KnownDependent, needKey } from './dependents.js';
import type { KnownConstraint, KnownSchema, KnownTable } from './known.js';
import { descendantsOf, findIndex, fullName, lookUp, nameOf, partitionsOf } from './known-schema.js';

type Known = KnownDependent<KnownTable>;

/** What depends on what a statement takes away, and what the server makes of that. */
export interface Consequence {
  readonly refusals: readonly Refusal[];
  /** What goes with it, by CASCADE. */
  readonly dropped?: { readonly object: NamedObject; readonly dependents: readonly NamedObject[] };
  readonly droppedViews: readonly KnownTable[];
}

const NONE: Consequence = { refusals: [], droppedViews: [] };

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
      return ofDrop(known, { kind: 'view', name: nameOf(view) }, action.cascade, users);
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
      return ofDrop(known, object, action.cascade, [], keys);
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
      // Of several with one name, an expression does not tell which it calls.
      if (known.routines.get(action.routine.name) !== 1) return NONE;
      return ofNeeded(known, action.type, action.routine, action.cascade);
    case 'other':
      return action.sequence === undefined
        ? NONE
        : ofNeeded(known, 'sequence', action.sequence.name, action.sequence.cascade);
    case 'drop_schema': {
      if (action.cascade) return NONE;
      const dependents = [...known.tables.values()].flatMap((each): NamedObject[] => {
        return each.schema === action.name ? [{ kind: each.isView ? 'view' : 'table', name: nameOf(each) }] : [];
      });
      return ofDrop(known, { kind: 'schema', name: { schema: '', name: action.name } }, false, [], dependents);
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
  return ofDrop(known, object, action.cascade, users, keys);
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
    ...foreignKeysTo(known, table, () => true, doomed),
  ];
  const users = known.dependents.filter((each) => [...doomed].some((of) => uses(of)(each)));
  return ofDrop(known, { kind: 'table', name: nameOf(table) }, action.cascade, without(users, doomed), others);
}

function ofType(known: KnownSchema, { type, cascade }: Extract<Action, { kind: 'drop_type' }>): Consequence {
  const name = typeNamed(known, type);
  const tables = [...known.tables.values()].filter(({ isView }) => !isView);
  const columns = tables.flatMap((table) => {
    const typed = table.columns.filter(({ type }) => type?.schema === name.schema && type.name === name.name);
    return typed.map((column) => ({ table, column: column.name }));
  });
  const users = known.dependents.filter((each) => columns.some(({ table, column }) => uses(table, column)(each)));
  const dependents = columns.map(({ table, column }): NamedObject => {
    return { kind: 'column', name: { schema: table.schema, name: column }, table: nameOf(table) };
  });
  return ofDrop(known, { kind: 'type', name }, cascade, users, dependents);
}

function ofNeeded(
  known: KnownSchema,
  kind: 'function' | 'procedure' | 'sequence',
  written: WrittenName,
  cascades: boolean,
): Consequence {
  const need = kind === 'sequence' ? kind : 'routine';
  const homes = written.schema === undefined ? known.path : [written.schema];
  const keys = homes.map((schema) => needKey(need, { schema, name: written.name }));
  const users = known.dependents.filter(({ needs }) => keys.some((key) => needs.has(key)));
  return ofDrop(known, { kind, name: fullName(known, written) }, cascades, users);
}

function typeNamed(known: KnownSchema, { schema, name }: WrittenName): Name {
  const found = known.path.find((each) => {
    const key = `${each}\0${name}`;
    return known.domains.has(key) || known.enums.has(key);
  });
  return schema === undefined && found !== undefined ? { schema: found, name } : fullName(known, { schema, name });
}

function ofDrop(
  known: KnownSchema,
  object: NamedObject,
  cascades: boolean,
  users: readonly Known[],
  others: readonly NamedObject[] = [],
): Consequence {
  const all = withFurther(known, users);
  const dependents = [...others, ...shown(all)];
  if (!cascades) return refused({ asks: 'drop', object, dependents });
  return {
    refusals: [],
    ...(dependents.length > 0 && { dropped: { object, dependents } }),
    droppedViews: all.flatMap(({ kind, relation }) => (/view$/.test(kind) && relation !== undefined ? relation : [])),
  };
}

function refused(needed: Omit<Extract<Refusal, { why: 'needed' }>, 'why'>): Consequence {
  return { ...NONE, refusals: needed.dependents.length > 0 ? [{ why: 'needed', ...needed }] : [] };
}

/** With what depends on the views and columns among them in turn. */
function withFurther(known: KnownSchema, users: readonly Known[]): Known[] {
  const found = new Set(users);
  for (const { kind, schema, relation, name } of found) {
    const key = kind === 'function' ? needKey('routine', { schema, name }) : undefined;
    if (key !== undefined) for (const each of known.dependents) if (each.needs.has(key)) found.add(each);
    if (relation === undefined || !/view$|column$/.test(kind)) continue;
    const isUser = uses(relation, kind === 'generated column' ? name : undefined);
    for (const each of known.dependents) if (isUser(each)) found.add(each);
  }
  return [...found];
}

function uses(table: KnownTable, column?: string): (dependent: Known) => boolean {
  return ({ uses: all }) => (column === undefined ? all.has(table) : all.get(table)?.has(column) === true);
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

function shown(users: readonly Known[]): NamedObject[] {
  return users.map(({ kind, schema, name, relation }) => {
    if (/view$/.test(kind) && relation !== undefined) return { kind, name: nameOf(relation) };
    return { kind, name: { schema, name }, ...(relation !== undefined && { table: nameOf(relation) }) };
  });
}
