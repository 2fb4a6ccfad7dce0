import { objectName } from '../../lib/object-name.js';
import { renameIdentifiers } from '../../lib/sql-names.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { CatalogChange, Rename } from '../../model/catalog/change.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { View } from '../../model/catalog/objects.js';
import type { Column, Constraint, Table } from '../../model/catalog/table.js';
import { nameKey } from './attributes.js';
import { isParsed } from './parsed-body.js';
import { keepShares } from './renamed-shares.js';

/** A database with other names, in everything that uses them. */
export function applyRenames(catalog: Catalog, renames: readonly Rename[]): Catalog {
  return renames.reduce((renamed, rename) => {
    return rename.column === undefined
      ? renameTable(renamed, rename.table, rename.to)
      : renameColumn(renamed, tableNow(rename.table, renames, rename), rename.column, rename.to.name);
  }, catalog);
}

/** What a table is called once the renames before one have been made. */
function tableNow(table: Name, renames: readonly Rename[], until: Rename): Name {
  const earlier = renames.slice(0, renames.indexOf(until));
  return earlier.find((one) => one.column === undefined && nameKey(one.table) === nameKey(table))?.to ?? table;
}

/** The facts that renames are. */
export function renameChanges(before: Catalog, after: Catalog, renames: readonly Rename[]): CatalogChange[] {
  const find = ({ tables }: Catalog, name: Name) => tables.find((table) => nameKey(table) === nameKey(name));
  return renames.flatMap((rename): CatalogChange[] => {
    const table = find(before, rename.table);
    const { column } = rename;
    if (column === undefined) {
      const now = find(after, rename.to);
      return table && now ? [{ kind: 'table_renamed', before: table, after: now }] : [];
    }
    const renamed = renames.find((one) => one.column === undefined && nameKey(one.table) === nameKey(rename.table));
    const now = find(after, renamed?.to ?? rename.table);
    const was = table?.columns.find(({ name }) => name === column);
    const is = now?.columns.find(({ name }) => name === rename.to.name);
    return table && now && was && is ? [{ kind: 'column_renamed', table, now, before: was, after: is }] : [];
  });
}

function renameTable(catalog: Catalog, from: Name, to: Name): Catalog {
  const key = nameKey(from);
  const refer = <T extends Name>(name: T): T =>
    nameKey(name) === key ? { ...name, schema: to.schema, name: to.name } : name;
  const replace = everywhere(
    (text) => renameIdentifiers(text, from.name, to.name, 'anywhere'),
    (type) => refer(type),
  );
  return {
    ...catalog,
    types: replace(catalog.types),
    routines: catalog.routines.map((routine) => {
      // What a text speaks of the server does not follow.
      return isParsed(routine) ? replace(routine) : { ...replace({ ...routine, body: NO_BODY }), body: routine.body };
    }),
    tables: catalog.tables.map((table) => ({
      ...replace(keepCounters(table, refer(table))),
      ...(table.partitionOf && { partitionOf: { ...table.partitionOf, parent: refer(table.partitionOf.parent) } }),
      inherits: table.inherits.map(refer),
      constraints: replace(table.constraints).map((one) =>
        one.type === 'foreign_key' ? { ...one, references: refer(one.references) } : one,
      ),
    })),
    views: replace(catalog.views),
    sequences: catalog.sequences.map((sequence) => {
      const { ownedBy } = sequence;
      return ownedBy === undefined ? sequence : { ...sequence, ownedBy: { ...ownedBy, table: refer(ownedBy.table) } };
    }),
    publications: catalog.publications.map((publication) => ({
      ...publication,
      tables: publication.tables.map((table) => ({ ...table, name: refer(table.name) })),
    })),
  };
}

/** A sequence keeps its name when that of its table or column changes. */
function keepCounters(was: Table, table: Table): Table {
  if (was === table) return table;
  return { ...table, columns: table.columns.map((column) => keepCounter(was, column, column, table)) };
}

function keepCounter(table: Name, was: Column, column: Column, now: Name = table): Column {
  const { identity } = column;
  if (identity === undefined) return column;
  const name = identity.name ?? objectName(table.name, was.name, 'seq');
  const { name: _, ...rest } = identity;
  const isUsual = name === objectName(now.name, column.name, 'seq');
  return { ...column, identity: isUsual ? rest : { ...rest, name } };
}

function renameColumn(catalog: Catalog, table: Name, from: string, to: string): Catalog {
  const key = nameKey(table);
  const refer = (name: string) => (name === from ? to : name);
  const family = familyOf(catalog, table);
  return keepShares(catalog, {
    ...catalog,
    tables: catalog.tables.map((one) =>
      family.has(nameKey(one))
        ? columnRenamed(withOwnCheck(catalog, one, from, to), from, to, family)
        : referring(one, family, refer),
    ),
    views: catalog.views.map((view) => viewRenamed(view, table, from, to)),
    sequences: catalog.sequences.map((sequence) => {
      const { ownedBy } = sequence;
      const isOwner = ownedBy !== undefined && nameKey(ownedBy.table) === key;
      return isOwner ? { ...sequence, ownedBy: { ...ownedBy, column: refer(ownedBy.column) } } : sequence;
    }),
  });
}

/** A table, and all that have its columns from it. */
function familyOf({ tables }: Catalog, table: Name): ReadonlySet<string> {
  const family = new Set([nameKey(table)]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const one of tables) {
      const parents = [...one.inherits, ...(one.partitionOf ? [one.partitionOf.parent] : [])];
      if (parents.some((parent) => family.has(nameKey(parent)))) family.add(nameKey(one));
    }
  }
  return family;
}

/** The options of a table, among which are its periods with their columns, in lower case. */
function optionsRenamed(options: Table['options'], from: string, to: string): Table['options'] {
  const refer = (name: string) => (name === from.toLowerCase() ? to.toLowerCase() : name);
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => {
      return [key, key.startsWith('period ') ? value.split(', ').map(refer).join(', ') : value];
    }),
  );
}

/** MariaDB calls a check that belongs to a column as the column. */
function withOwnCheck({ dialect }: Catalog, table: Table, from: string, to: string): Table {
  if (dialect !== 'mariadb') return table;
  const constraints = table.constraints.map((one) => {
    return one.type === 'check' && one.name.toLowerCase() === from.toLowerCase() ? { ...one, name: to } : one;
  });
  return { ...table, constraints };
}

/** The table with the column under its new name, in its keys and in its expressions. */
function columnRenamed(table: Table, from: string, to: string, family: ReadonlySet<string>): Table {
  const refer = (name: string) => (name === from ? to : name);
  const replace = everywhere((text) => renameIdentifiers(text, from, to, 'anywhere'));
  const keyed = replace(mapKeys(table, refer)) as Table;
  return {
    ...keyed,
    columns: keyed.columns.map((column) =>
      column.name === from ? keepCounter(table, column, { ...column, name: to }) : column,
    ),
    constraints: keyed.constraints.map((one) => constraintRenamed(one, refer, family)),
    indexes: keyed.indexes.map((index) => ({ ...index, include: index.include.map(refer) })),
    triggers: keyed.triggers.map((trigger) => ({ ...trigger, columns: trigger.columns.map(refer) })),
    options: optionsRenamed(keyed.options, from, to),
  };
}

function constraintRenamed(
  constraint: Constraint,
  refer: (name: string) => string,
  family: ReadonlySet<string>,
): Constraint {
  if (constraint.type === 'check') return constraint;
  if (constraint.type === 'exclusion') return { ...constraint, include: constraint.include.map(refer) };
  const columns = constraint.columns.map(refer);
  if (constraint.type !== 'foreign_key') return { ...constraint, columns, include: constraint.include.map(refer) };
  const isOwn = family.has(nameKey(constraint.references));
  const referencedColumns = isOwn ? constraint.referencedColumns.map(refer) : constraint.referencedColumns;
  return { ...constraint, columns, referencedColumns, setColumns: constraint.setColumns.map(refer) };
}

/** A table whose foreign keys refer to the column. */
function referring(table: Table, family: ReadonlySet<string>, refer: (name: string) => string): Table {
  const refers = (one: Constraint) => one.type === 'foreign_key' && family.has(nameKey(one.references));
  if (!table.constraints.some(refers)) return table;
  const constraints = table.constraints.map((one) =>
    one.type === 'foreign_key' && refers(one) ? { ...one, referencedColumns: one.referencedColumns.map(refer) } : one,
  );
  return { ...table, constraints };
}

function viewRenamed(view: View, table: Name, from: string, to: string): View {
  const { query } = view;
  const mentions = renameIdentifiers(query.form, table.name, '', 'anywhere') !== query.form;
  if (!mentions) return view;
  return { ...view, query: { ...query, form: renameIdentifiers(query.form, from, to, 'qualified') } };
}

/** The text of an expression may be made only when it is read, and is not read here. */
function rewritten(expression: Expression, rewrite: (text: string) => string): Expression {
  return {
    get text() {
      return rewrite(expression.text);
    },
    form: rewrite(expression.form),
  };
}

/** Everything below a value in which `column` names a column of a key. */
function mapKeys(value: unknown, refer: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => mapKeys(one, refer));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      return [key, key === 'column' && typeof part === 'string' ? refer(part) : mapKeys(part, refer)];
    }),
  );
}

const NO_BODY: Expression = { text: '', form: '' };

/** Rewrites the form and the text of every expression below a value, and every type. */
function everywhere(
  rewrite: (text: string) => string,
  retype: (type: DataType) => DataType = (type) => type,
): <T>(value: T) => T {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const { form } = value as Partial<Expression>;
    if (typeof form === 'string' && 'text' in value) return rewritten(value as Expression, rewrite);
    if ('isArray' in value) return retype(value as DataType);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, visit(part)]));
  };
  return visit as <T>(value: T) => T;
}
