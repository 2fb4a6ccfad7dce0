import type { Catalog } from '../../model/catalog/catalog.js';
import type { Expression, Name } from '../../model/catalog/common.js';
import type { DataType } from '../../model/catalog/data-type.js';
import type { Table } from '../../model/catalog/table.js';
import { type Mentions, mentionsOf } from '../mentions.js';
import { nameKey, type Unit } from '../unit.js';
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
  /** The columns of its relations by the relation's key. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** The partitions of a table by its key, and theirs. */
  readonly partitions: ReadonlyMap<string, readonly string[]>;
  /** The same of everything that a table gives its columns to. */
  readonly heirs: ReadonlyMap<string, readonly string[]>;
}

/** Everything in a database that has statements of its own, in the order of the catalog. */
export function unitsOf(catalog: Catalog, other: Catalog): Unit[] {
  const database = {
    catalog,
    other,
    known: namesIn(catalog),
    columns: columnsIn(catalog),
    partitions: descendantsIn(catalog, parentOf),
    heirs: descendantsIn(catalog, (table) => [...table.inherits, ...parentOf(table)]),
  };
  return [
    ...relationUnits(database),
    ...catalog.tables.flatMap((table) => tableUnits(database, table)),
    ...otherUnits(database),
  ];
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
  for (const type of catalog.types) add(type, `type ${nameKey(type)}`);
  for (const routine of catalog.routines) add(routine, `routine ${nameKey(routine)}`);
  for (const { kind, identity } of catalog.others) {
    const [schema, name] = /^([^.]+)\.([^( ]+)/.exec(identity)?.slice(1) ?? [];
    if (schema !== undefined && name !== undefined) add({ schema, name }, `other ${kind} ${identity}`);
  }
  return known;
}

function columnsIn(catalog: Catalog): Map<string, readonly string[]> {
  const relations = [...catalog.tables, ...catalog.views];
  return new Map(relations.map((each) => [nameKey(each), each.columns.map(({ name }) => name)]));
}

const parentOf = ({ partitionOf }: Table): Name[] => (partitionOf === undefined ? [] : [partitionOf.parent]);

function descendantsIn({ tables }: Catalog, parentsOf: (table: Table) => readonly Name[]): Map<string, string[]> {
  const parents = new Map(tables.map((table) => [nameKey(table), parentsOf(table).map(nameKey)]));
  const descendants = new Map<string, string[]>();
  for (const key of parents.keys()) {
    const seen = new Set<string>();
    const left = [...(parents.get(key) ?? [])];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      descendants.set(at, [...(descendants.get(at) ?? []), key]);
      left.push(...(parents.get(at) ?? []));
    }
  }
  return descendants;
}

/** What pieces of SQL need of a database: what they name, and the columns of what they name that they speak of. */
export function needsOf(
  { known, columns }: Database,
  expressions: readonly (Expression | undefined)[],
  within?: Name,
): Set<string> {
  const needs = new Set<string>();
  for (const expression of expressions) {
    if (expression === undefined) continue;
    const { dotted, words } = mentionsOf(expression.form);
    const relations = new Set(within === undefined ? [] : [nameKey(within)]);
    for (const name of dotted) {
      for (const provided of known.get(name) ?? []) needs.add(provided);
      if (columns.has(name)) relations.add(name);
    }
    for (const relation of relations) {
      for (const column of columns.get(relation) ?? []) {
        if (words.has(column)) needs.add(`column ${relation}.${column}`);
      }
    }
  }
  return needs;
}

/** The type of something, when somebody made it. */
export function needsOfType({ known }: Database, type: DataType | undefined): string[] {
  if (type === undefined || type.schema === '') return [];
  return [`schema ${type.schema}`, ...(known.get(nameKey(type)) ?? [`type ${nameKey(type)}`])];
}

/** What the text of a program may speak of, with or without its schema. */
export function followedBy({ known }: Database, text: string): Set<string> {
  const mentions: Mentions = mentionsOf(text.replaceAll("'", ' '));
  const found = new Set<string>();
  for (const [name, provided] of known) {
    const bare = name.slice(name.indexOf('.') + 1);
    if (!mentions.dotted.has(name) && !mentions.words.has(bare)) continue;
    for (const each of provided) found.add(each);
  }
  return found;
}
