import type { Catalog } from '../model/catalog/catalog.js';
import type { Table } from '../model/catalog/table.js';
import type { Language, Session } from './engine.js';

/** How many rows a table has and a number made of all their values. */
export interface Content {
  readonly rows: number;
  readonly hash: string;
}

/** What is read of a table: itself, and the values of its rows. */
export interface Reading {
  readonly key: string;
  readonly table: Table;
  /** Expressions over the columns. */
  readonly values: readonly string[];
}

export function keyOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === '' ? name : `${schema}.${name}`;
}

/**
 * Tables that hold rows of their own to look at: no partitions, which their table shows, and none that are on other
 * servers, nor have partitions there.
 *
 * @param other what the catalog becomes, or has been: partitions of that count too
 */
export function tablesWithRows(catalog: Catalog, other: Catalog = catalog): readonly Table[] {
  const abroad = new Set([...dividedAbroad(catalog), ...dividedAbroad(other)]);
  return catalog.tables.filter((table) => {
    return table.partitionOf === undefined && table.foreign === undefined && !abroad.has(keyOf(table));
  });
}

/**
 * The tables whose rows must be the same in both: those with rows of their own to look at, and in place of one that a
 * table joins or leaves with its rows the partitions that stay what they are.
 */
export function tablesToCompare(catalog: Catalog, other: Catalog): readonly Table[] {
  const roots = tablesWithRows(catalog, other);
  const [were, are] = [ancestorsIn(catalog), ancestorsIn(other)];
  const unsettled = new Set<string>();
  for (const [key, up] of were) {
    const now = are.get(key);
    if (now === undefined) continue;
    for (const each of [...up, ...now]) if (up.includes(each) !== now.includes(each)) unsettled.add(each);
  }
  if (unsettled.size === 0) return roots;
  const later = new Map(other.tables.map((table) => [keyOf(table), table]));
  const isKept = (table: Table) => {
    const now = later.get(keyOf(table));
    const isSame = now?.partitionOf === undefined || now.partitionOf.bound.form === table.partitionOf?.bound.form;
    return now !== undefined && isSame && table.foreign === undefined && table.partitioning === undefined;
  };
  const parts = catalog.tables.filter((table) => {
    return were.get(keyOf(table))?.some((each) => unsettled.has(each)) === true && isKept(table);
  });
  return [...roots.filter((table) => !unsettled.has(keyOf(table))), ...parts];
}

/** The tables that each is a partition of, directly or not, by their keys. */
function ancestorsIn({ tables }: Catalog): Map<string, readonly string[]> {
  const parents = new Map(tables.map((table) => [keyOf(table), table.partitionOf?.parent] as const));
  const chain = (key: string): string[] => {
    const parent = parents.get(key);
    return parent === undefined ? [] : [keyOf(parent), ...chain(keyOf(parent))];
  };
  return new Map(tables.map((table) => [keyOf(table), chain(keyOf(table))]));
}

/** The tables that have a foreign table among their partitions, or theirs. */
function dividedAbroad({ tables }: Catalog): ReadonlySet<string> {
  const parents = new Map(tables.map((table) => [keyOf(table), table.partitionOf?.parent] as const));
  const abroad = new Set<string>();
  for (const table of tables) {
    if (table.foreign === undefined) continue;
    for (let up = table.partitionOf?.parent; up !== undefined && !abroad.has(keyOf(up)); up = parents.get(keyOf(up))) {
      abroad.add(keyOf(up));
    }
  }
  return abroad;
}

/** A table as applications speak of it: with whatever inherits from it, and whether or not it is divided by then. */
export function rowsInUse(language: Language, table: Table): string {
  return language.rowsOf(table).replace(/^ONLY /, '');
}

/** Every table of a catalog with all its columns. */
export function everything(catalog: Catalog, language: Language): readonly Reading[] {
  return tablesWithRows(catalog).map((table) => {
    // In the order of their names: a column that comes back stands behind the others.
    const names = table.columns.map(({ name }) => name).sort();
    return { key: keyOf(table), table, values: names.map((name) => language.quote(name)) };
  });
}

/** What tables hold. */
export async function readContents(
  session: Session,
  readings: readonly Reading[],
  language: Language,
): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>();
  for (const { key, table, values } of readings) {
    const [row] = await session.query(language.hash(language.rowsOf(table), values));
    contents.set(key, { rows: Number(row?.rows), hash: String(row?.hash) });
  }
  return contents;
}

/** What differs between two readings of the same, in words. */
export function contentDifferences(
  before: ReadonlyMap<string, Content>,
  after: ReadonlyMap<string, Content>,
): readonly string[] {
  return [...before].flatMap(([key, was]) => {
    const is = after.get(key);
    if (is === undefined || (is.rows === was.rows && is.hash === was.hash)) return [];
    if (is.rows !== was.rows) return [`table '${key}' has ${is.rows} rows instead of ${was.rows}`];
    return [`table '${key}' has as many rows as before, but other values in them`];
  });
}
