import type { Catalog } from '../../model/catalog/catalog.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import { mentionsOf } from '../mentions.js';
import { nameKey, type Unit } from '../unit.js';
import { descendantsIn, parentsOf, partitionedParent, type Tables, tablesByKey } from './lineage.js';
import { multirangeOf } from './multirange.js';
import { otherUnits } from './other-units.js';
import { relationUnits } from './relation-units.js';
import { tableUnits } from './table-units.js';

/** What the parts of a database are told about it while they are taken apart. */
export interface Database {
  readonly catalog: Catalog;
  /** The database that it becomes, or that it was. */
  readonly other: Catalog;
  /** The names of everything in it, and what is behind them. */
  readonly known: ReadonlyMap<string, readonly string[]>;
  /** Those names by what they are without their schema. */
  readonly bare: ReadonlyMap<string, readonly string[]>;
  /** Whether somebody has made operators. */
  readonly hasOperators: boolean;
  readonly tables: Tables;
  readonly otherTables: Tables;
  /** The columns of its relations by the relation's key. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** The partitions of a table by its key, and theirs. */
  readonly partitions: ReadonlyMap<string, readonly string[]>;
  /** The same of everything that a table gives its columns to. */
  readonly heirs: ReadonlyMap<string, readonly string[]>;
  readonly otherHeirs: ReadonlyMap<string, readonly string[]>;
}

/** Everything in a database that has statements of its own, in the order of the catalog. */
export function unitsOf(catalog: Catalog, other: Catalog): Unit[] {
  const known = namesIn(catalog);
  const database = {
    catalog,
    other,
    known,
    columns: columnsIn(catalog),
    bare: bareNames(known),
    hasOperators: catalog.others.some(({ kind }) => kind === 'operator'),
    tables: tablesByKey(catalog),
    otherTables: tablesByKey(other),
    partitions: descendantsIn(catalog, partitionedParent),
    heirs: descendantsIn(catalog, parentsOf),
    otherHeirs: descendantsIn(other, parentsOf),
  };
  const units = [
    ...relationUnits(database),
    ...catalog.tables.flatMap((table) => tableUnits(database, table)),
    ...otherUnits(database),
  ];
  return catalog.extensions.length === 0 ? units : behindExtensions(units, catalog);
}

/** What an extension brings nobody names: all that may use it comes behind it, and goes before. */
function behindExtensions(units: readonly Unit[], { extensions }: Catalog): Unit[] {
  const names = extensions.map(({ name }) => `extension ${name}`);
  const isFirst = ({ kind }: Unit) => kind === 'extension' || kind === 'schema';
  return units.map((unit) => (isFirst(unit) ? unit : { ...unit, requires: new Set([...unit.requires, ...names]) }));
}

function namesIn(catalog: Catalog): Map<string, string[]> {
  const known = new Map<string, string[]>();
  const add = (object: Name, provided: string) => {
    const key = nameKey(object);
    const found = known.get(key) ?? [];
    if (!found.includes(provided)) known.set(key, [...found, provided]);
  };
  for (const object of [...catalog.tables, ...catalog.views, ...catalog.sequences]) {
    add(object, `relation ${nameKey(object)}`);
  }
  for (const type of catalog.types) {
    add(type, `type ${nameKey(type)}`);
    if (type.type === 'range') add(multirangeOf(type), `type ${nameKey(type)}`);
  }
  for (const routine of catalog.routines) add(routine, `routine ${nameKey(routine)}`);
  for (const { kind, identity } of catalog.others) {
    const [schema, name] = /^([^.]+)\.([^( ]+)/.exec(identity)?.slice(1) ?? [];
    if (schema !== undefined && name !== undefined) add({ schema, name }, `other ${kind} ${identity}`);
  }
  return known;
}

function bareNames(known: ReadonlyMap<string, unknown>): Map<string, string[]> {
  const bare = new Map<string, string[]>();
  for (const name of known.keys()) {
    const word = name.slice(name.indexOf('.') + 1);
    const names = bare.get(word);
    if (names === undefined) bare.set(word, [name]);
    else names.push(name);
  }
  return bare;
}

function columnsIn(catalog: Catalog): Map<string, readonly string[]> {
  const relations = [...catalog.tables, ...catalog.views];
  return new Map(relations.map((each) => [nameKey(each), each.columns.map(({ name }) => name)]));
}

/** What pieces of SQL need of a database: what they name, and the columns of what they name that they speak of. */
export function needsOf(
  { known, columns, bare, hasOperators }: Database,
  expressions: readonly (Expression | undefined)[],
  within?: Name,
): Set<string> {
  const needs = new Set<string>();
  for (const expression of expressions) {
    if (expression === undefined) continue;
    const { dotted, words } = mentionsOf(expression.form);
    const relations = new Set(within === undefined ? [] : [nameKey(within)]);
    if (hasOperators) for (const provided of operatorsIn(bare, known, expression.form)) needs.add(provided);
    for (const name of dotted) {
      for (const provided of known.get(name) ?? []) needs.add(provided);
      if (columns.has(name)) relations.add(name);
    }
    // By whose primary key rows are told apart, its other columns need not be listed.
    const isGrouped = /\bGROUP BY\b/i.test(expression.form);
    for (const relation of relations) {
      if (isGrouped) needs.add(`primary key ${relation}`);
      for (const column of columns.get(relation) ?? []) {
        if (words.has(column)) needs.add(`column ${relation}.${column}`);
      }
    }
  }
  return needs;
}

/** The operators of somebody's making that a piece of SQL may mean, by their signs. */
function operatorsIn(bare: Database['bare'], known: Database['known'], sql: string): string[] {
  const signs = sql.match(/[-+*/<>=~!@#%^&|`?]+/g) ?? [];
  return signs.flatMap((sign) => bare.get(sign) ?? []).flatMap((name) => known.get(name) ?? []);
}

/** The type of something, when somebody made it. */
export function needsOfType({ known }: Database, type: DataType | undefined): string[] {
  if (type === undefined || type.schema === '') return [];
  return [`schema ${type.schema}`, ...(known.get(nameKey(type)) ?? [`type ${nameKey(type)}`])];
}

/** What a name stands for that is written with its schema, unless that is the usual one: a collation, an operator class. */
export function namedOther({ known }: Database, name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  return known.get(name.includes('.') ? name : `public.${name}`) ?? [];
}

/** What the text of a program may speak of, with or without its schema. */
export function followedBy({ known, bare, columns }: Database, text: string): Set<string> {
  const { dotted, words } = mentionsOf(text.replaceAll("'", ' '));
  const names = [...dotted, ...[...words].flatMap((word) => bare.get(word) ?? [])];
  const spoken = (relation: string) => (columns.get(relation) ?? []).filter((column) => words.has(column));
  return new Set(
    names.flatMap((name) => [...(known.get(name) ?? []), ...spoken(name).map((column) => `column ${name}.${column}`)]),
  );
}
