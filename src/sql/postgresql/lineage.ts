import type { Catalog } from '../../model/catalog/catalog.js';
import type { Name } from '../../model/catalog/common.js';
import type { Table } from '../../model/catalog/table.js';
import { nameKey } from '../unit.js';

/** Tables by their names in keys. */
export type Tables = ReadonlyMap<string, Table>;

/** The tables of a database, so that none need be searched for. */
export function tablesByKey({ tables }: Catalog): Tables {
  return new Map(tables.map((table) => [nameKey(table), table]));
}

/** A table with the names of the columns that only those have brought that it inherits from. */
export type Heir = Table & { readonly brought?: readonly string[] };

/** The tables that a table has columns from: those that it inherits from, or the one that it is a partition of. */
export function parentsOf(table: Table): Name[] {
  return [...table.inherits, ...partitionedParent(table)];
}

/** The table that a table is a partition of, in a list that is empty when it is none. */
export function partitionedParent({ partitionOf }: Table): Name[] {
  return partitionOf === undefined ? [] : [partitionOf.parent];
}

/** The partitions of a table, without theirs. */
export function partitionsIn(tables: Tables, table: Name): Table[] {
  const key = nameKey(table);
  return [...tables.values()].filter(({ partitionOf }) => partitionOf && nameKey(partitionOf.parent) === key);
}

/** The partitions of a table, and theirs. */
export function partitionsBelow(tables: Tables, table: Name): Table[] {
  return partitionsIn(tables, table).flatMap((each) => [each, ...partitionsBelow(tables, each)]);
}

/** What has a table above it, directly or not, by the key of that table. */
export function descendantsIn(
  { tables }: Catalog,
  directParents: (table: Table) => readonly Name[],
): Map<string, string[]> {
  const parents = new Map(tables.map((table) => [nameKey(table), directParents(table).map(nameKey)]));
  const descendants = new Map<string, string[]>();
  for (const key of parents.keys()) {
    const seen = new Set<string>();
    const left = [...(parents.get(key) ?? [])];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const list = descendants.get(at);
      if (list === undefined) descendants.set(at, [key]);
      else list.push(key);
      left.push(...(parents.get(at) ?? []));
    }
  }
  return descendants;
}
