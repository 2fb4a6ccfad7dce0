import { unquoteIdentifier } from '../../lib/quote.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import { defaultValue } from '../../model/catalog/default-value.js';
import type { Routine } from '../../model/catalog/objects.js';
import type { Index, Table } from '../../model/catalog/table.js';
import type { RoutineCode } from '../../model/migration/routine-code.js';
import type { WrittenName } from '../../model/migration/written.js';
import { dependentsIn, type KnownDependent } from './dependents.js';
import type { KnownConstraint, KnownDomain, KnownIndex, KnownSchema, KnownStorage, KnownTable } from './known.js';
import { accessOfTable, accessOfView, privilegesIn, publicationsIn } from './known-access.js';
import { fullName, keyOf } from './known-names.js';
import { knownRoutine } from './known-routines.js';

/** The bodies of routines that are texts, with what they name. */
export type CodeOf = ReadonlyMap<Routine, RoutineCode>;

/** What a database holds, as far as a migration needs to know it. */
export function knownSchemaOf(catalog: Catalog | undefined, code: CodeOf = new Map()): KnownSchema {
  const known: KnownSchema = {
    tables: new Map(),
    domains: new Map(),
    statistics: new Map(),
    enums: new Map(),
    volatility: new Map(catalog?.routines.map(({ name, volatility }) => [name, volatility])),
    routines: catalog?.routines.map((routine) => knownRoutine(routine, code.get(routine))) ?? [],
    types: new Map(catalog?.types.map((type) => [keyOf(type), { isNew: false }])),
    made: new Set(),
    operators: catalog?.others.flatMap(({ kind, identity }) => (kind === 'operator' ? identity : [])) ?? [],
    hasCasts: catalog?.others.some(({ kind }) => kind === 'cast') === true,
    extensions: catalog?.extensions ?? [],
    privileges: catalog === undefined ? new Map() : privilegesIn(catalog),
    publications: catalog === undefined ? new Map() : publicationsIn(catalog),
    dependents: [],
    isGiven: catalog !== undefined && catalog.tables.length > 0,
    isWhole: catalog !== undefined && catalog.tables.length > 0 && catalog.unread.length === 0,
    path: ['public'],
  };
  if (catalog === undefined) return known;
  for (const table of catalog.tables) known.tables.set(keyOf(table), tableOf(table));
  // ALTER TABLE takes sequences as well.
  for (const sequence of catalog.sequences) known.tables.set(keyOf(sequence), emptyTable(sequence, true, true));
  for (const view of catalog.views) {
    const columns = view.columns.map(({ name, type }) => ({ name, type, isNotNull: false }));
    known.tables.set(keyOf(view), {
      ...emptyTable(view, true, true),
      columns,
      indexes: view.indexes.map(indexOf),
      access: accessOfView(view),
      storage: storageOf(view),
    });
  }
  for (const type of catalog.types) {
    if (type.type === 'enum') known.enums.set(keyOf(type), { isNew: false, values: type.values });
    if (type.type !== 'domain') continue;
    known.domains.set(keyOf(type), { base: type.base, isConstrained: !type.nullable || type.constraints.length > 0 });
  }
  for (const table of catalog.tables) link(known, table);
  known.dependents = dependentsIn(catalog, (name) => known.tables.get(keyOf(name)), known.routines);
  for (const { kind, identity, definition } of catalog.others) {
    const [, schema = 'public', name] = (kind === 'statistics' && OF_TABLE.exec(definition.form)) || [];
    const table = name && known.tables.get(keyOf({ schema: unquoteIdentifier(schema), name: unquoteIdentifier(name) }));
    if (table) known.statistics.set(identity, table);
  }
  return known;
}

/** The table at the end of `CREATE STATISTICS`. */
const OF_TABLE = / FROM (?:("(?:[^"]|"")+"|\w+)\.)?("(?:[^"]|"")+"|\w+)$/;

/** A table of which nothing is known but its name. */
export function emptyTable({ schema, name }: Name, isKnown: boolean, isView = false): KnownTable {
  return {
    ...{ schema, name, isNew: false, isKnown, isView, columns: [], constraints: [], indexes: [] },
    ...{ partitionColumns: undefined, parent: undefined, parents: [], isDefaultPartition: false, access: undefined },
  };
}

function tableOf(table: Table): KnownTable {
  return {
    ...emptyTable(table, true),
    columns: table.columns.map((column) => {
      const { name, type, nullable, notNull, collation } = column;
      const supply = column.identity ? 'identity' : defaultValue(column.default) ? 'default' : undefined;
      const isNotNull = !nullable && notNull?.validated !== false;
      return { name, type, isNotNull, collation, supply, suppliedBefore: supply };
    }),
    access: accessOfTable(table),
    storage: storageOf(table),
    indexes: [
      ...table.indexes.map(indexOf),
      ...table.constraints.flatMap((constraint): KnownIndex[] => {
        const { type, name } = constraint;
        if (type !== 'primary_key' && type !== 'unique') return [];
        return [{ name, columns: constraint.columns, expressions: [], isUnique: true, storage: storageOf(constraint) }];
      }),
    ],
    partitionColumns: table.partitioning?.keys.map(({ column }) => column ?? ''),
    isDefaultPartition: /^\s*default\s*$/i.test(table.partitionOf?.bound.text ?? ''),
    ...(table.size && { rows: table.size.rows }),
  };
}

function storageOf({ persistence, tablespace, accessMethod }: KnownStorage): KnownStorage {
  return { persistence, tablespace, accessMethod };
}

function indexOf({ name, keys, include, predicate, isUnique, tablespace }: Index): KnownIndex {
  return {
    name,
    storage: storageOf({ tablespace }),
    columns: [...keys.flatMap(({ column }) => column ?? []), ...include],
    expressions: [...keys.flatMap(({ expression }) => expression?.text ?? []), ...(predicate ? [predicate.text] : [])],
    isUnique,
  };
}

/** What refers to other tables, once all are there. */
function link(known: KnownSchema, table: Table): void {
  const own = known.tables.get(keyOf(table)) as KnownTable;
  const parent = table.partitionOf && known.tables.get(keyOf(table.partitionOf.parent));
  if (parent !== undefined) own.parent = parent;
  own.parents = table.inherits.flatMap((name) => known.tables.get(keyOf(name)) ?? []);
  const constraints = table.constraints.map((constraint): KnownConstraint => {
    const { name, type, isValidated } = constraint;
    return {
      ...{ name, type, isValidated },
      columns: 'columns' in constraint ? constraint.columns : [],
      ...(type === 'check' && { expression: constraint.expression.text }),
      ...(type === 'foreign_key' && {
        references: find(known, constraint.references),
        referencedColumns: constraint.referencedColumns,
      }),
    };
  });
  const notNulls = table.columns.flatMap(({ name: column, notNull }): KnownConstraint[] => {
    if (notNull?.name === undefined) return [];
    return [{ name: notNull.name, type: 'not_null', columns: [column], isValidated: notNull.validated }];
  });
  own.constraints = [...constraints, ...notNulls];
}

/** The table of a name, if there is one. */
export function lookUp(known: KnownSchema, { schema, name }: WrittenName): KnownTable | undefined {
  if (schema !== undefined) return known.tables.get(keyOf({ schema, name }));
  for (const each of known.path) {
    const found = known.tables.get(keyOf({ schema: each, name }));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The table of a name. One that nothing defines is taken for one that exists and is full. */
export function find(known: KnownSchema, name: WrittenName): KnownTable {
  const found = lookUp(known, name);
  if (found !== undefined) return found;
  const unknown = emptyTable(fullName(known, name), false);
  known.tables.set(keyOf(unknown), unknown);
  return unknown;
}

export function put(known: KnownSchema, table: KnownTable): void {
  known.tables.set(keyOf(table), table);
}

export function remove(known: KnownSchema, table: KnownTable): void {
  known.tables.delete(keyOf(table));
}

/** A table or view that is gone, with what stood on it. */
export function drop(known: KnownSchema, table: KnownTable): void {
  remove(known, table);
  known.dependents = known.dependents.filter(({ relation }) => relation !== table);
}

/** Leaves out what no longer depends on anything. */
export function forget(known: KnownSchema, isMeant: (dependent: KnownDependent<KnownTable>) => boolean): void {
  known.dependents = known.dependents.filter((each) => !isMeant(each));
}

/** The index of a name and its table, if it is known. */
export function findIndex(
  known: KnownSchema,
  { schema, name }: WrittenName,
): { table: KnownTable; index: KnownIndex } | undefined {
  for (const table of known.tables.values()) {
    if (schema === undefined ? !known.path.includes(table.schema) : table.schema !== schema) continue;
    const index = table.indexes.find((each) => each.name === name);
    if (index !== undefined) return { table, index };
  }
  return undefined;
}

/** The partitions of a table, and theirs. */
export function partitionsOf(known: KnownSchema, table: KnownTable): KnownTable[] {
  return table.partitionColumns === undefined ? [] : below(known, table, ({ parent }) => (parent ? [parent] : []));
}

/** The tables that a change of a table reaches: its partitions, those that inherit from it, and theirs. */
export function descendantsOf(known: KnownSchema, table: KnownTable): KnownTable[] {
  return below(known, table, ({ parent, parents }) => (parent ? [parent, ...parents] : parents));
}

/** Each before those below it, and once, whatever ways lead to it. All tables are looked at once, whatever their number. */
function below(
  known: KnownSchema,
  table: KnownTable,
  above: (each: KnownTable) => readonly KnownTable[],
): KnownTable[] {
  const children = new Map<KnownTable, KnownTable[]>();
  for (const each of known.tables.values()) {
    for (const parent of above(each)) {
      const list = children.get(parent);
      if (list === undefined) children.set(parent, [each]);
      else list.push(each);
    }
  }
  const found = new Set<KnownTable>();
  const visit = (of: KnownTable): void => {
    for (const each of children.get(of) ?? []) {
      if (found.has(each)) continue;
      found.add(each);
      visit(each);
    }
  };
  visit(table);
  return [...found];
}

export function domainOf(known: KnownSchema, { schema, name, isArray }: DataType): KnownDomain | undefined {
  return isArray ? undefined : known.domains.get(keyOf({ schema, name }));
}
