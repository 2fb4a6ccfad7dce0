import type { Name } from '../../model/catalog/common.js';
import type { NamedObject, Refusal } from '../../model/migration/named-object.js';
import type { KnownDependent } from './dependents.js';
import type { KnownSchema, KnownTable } from './known.js';
import { keyOf, nameOf } from './known-names.js';
import { leadsTo } from './known-routines.js';
import { needKey } from './needs.js';

export type Known = KnownDependent<KnownTable>;

/** What depends on what a statement takes away, and what the server makes of that. */
export interface Consequence {
  readonly refusals: readonly Refusal[];
  /** What goes with it, by CASCADE. */
  readonly dropped?: {
    readonly object: NamedObject;
    readonly dependents: readonly NamedObject[];
    readonly isDoubtful?: boolean;
  };
  readonly droppedViews: readonly KnownTable[];
  /** The tables that lose a part with it, or a column. */
  readonly touched: readonly KnownTable[];
}

export const NONE: Consequence = { refusals: [], droppedViews: [], touched: [] };

/** What depends on an object that is to go. */
export interface Dependents {
  readonly users: readonly Known[];
  /** What is told by its name alone. */
  readonly others?: readonly NamedObject[];
  /** Whether the users may need another object of that name. */
  readonly isDoubtful?: boolean;
}

/** What becomes of a drop. */
export function ofDrop(
  known: KnownSchema,
  object: NamedObject,
  cascades: boolean,
  { users, others = [], isDoubtful = false }: Dependents,
): Consequence {
  const all = withFurther(known, users);
  const types = new Set(all.flatMap(({ kind, schema, name }) => (kind === 'type' ? keyOf({ schema, name }) : [])));
  const typed = types.size === 0 ? [] : typedColumns(known, (type) => types.has(keyOf(type)));
  const dependents = [...others, ...shown(all), ...typed];
  if (dependents.length === 0) return NONE;
  const needed = { object, dependents, ...(isDoubtful && { isDoubtful }) };
  if (!cascades) return refused({ asks: 'drop', ...needed });
  if (isDoubtful) return { ...NONE, dropped: needed };
  const named = [...others, ...typed].flatMap(({ table }) => (table && known.tables.get(keyOf(table))) ?? []);
  const relations = all.flatMap(({ relation }) => relation ?? []);
  return {
    refusals: [],
    dropped: needed,
    droppedViews: all.flatMap(({ kind, relation }) => (/view$/.test(kind) && relation !== undefined ? relation : [])),
    touched: [...new Set([...relations, ...named].filter(({ isView }) => !isView))],
  };
}

export function refused(needed: Omit<Extract<Refusal, { why: 'needed' }>, 'why'>): Consequence {
  return { ...NONE, refusals: needed.dependents.length > 0 ? [{ why: 'needed', ...needed }] : [] };
}

/** With what depends on the views, columns, routines and types among them in turn. */
function withFurther(known: KnownSchema, users: readonly Known[]): Known[] {
  const found = new Set(users);
  for (const user of found) for (const each of usersOf(known, user)) found.add(each);
  return [...found];
}

function usersOf(known: KnownSchema, { kind, schema, name, relation, routine }: Known): Known[] {
  if (routine !== undefined) {
    const { routines } = known;
    return known.dependents.filter(({ calls }) => calls.some((call) => leadsTo(call, routine, routines) === 'yes'));
  }
  if (kind === 'type' || kind === 'operator') {
    const symbol = kind === 'type' ? name : symbolOf(name);
    const key = needKey(kind, { schema: kind === 'type' ? schema : '', name: symbol });
    return known.dependents.filter(({ needs }) => needs.has(key));
  }
  if (relation === undefined || !/view$|column$/.test(kind)) return [];
  return known.dependents.filter(uses(relation, kind === 'generated column' ? name : undefined));
}

/** `@+@` of `public.@+@(integer, integer)`. */
export function symbolOf(identity: string): string {
  return identity.replace(/\([^(]*$/, '').replace(/^.*\./, '');
}

/** Whether something names a relation, or a column of it. */
export function uses(table: KnownTable, column?: string): (dependent: Known) => boolean {
  return ({ uses: all }) => (column === undefined ? all.has(table) : all.get(table)?.has(column) === true);
}

/** Dependents as sentences name them. */
export function shown(users: readonly Known[]): NamedObject[] {
  return users.map(({ kind, schema, name, relation, of = relation }) => {
    if (/view$/.test(kind) && relation !== undefined) return { kind, name: nameOf(relation) };
    return { kind, name: { schema, name }, ...(of !== undefined && { table: nameOf(of) }) };
  });
}

/** The columns of tables that have one of some types. */
export function typedColumns(known: KnownSchema, isMeant: (type: Name) => boolean): NamedObject[] {
  const tables = [...known.tables.values()].filter(({ isView }) => !isView);
  return tables.flatMap(({ schema, name, columns }) => {
    const typed = columns.filter(({ type }) => type !== undefined && isMeant(type));
    return typed.map((column): NamedObject => {
      return { kind: 'column', name: { schema, name: column.name }, table: { schema, name } };
    });
  });
}
