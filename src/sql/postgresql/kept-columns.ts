import { same } from '../../diff/catalog/same.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Column, Table } from '../../model/catalog/table.js';
import { mentionsOf } from '../mentions.js';
import type { Operation } from '../operation.js';
import { nameKey } from '../unit.js';
import { type Tables, tablesByKey } from './lineage.js';
import { findOperations } from './operations.js';
import { demandedAtLast, isBound, isDemanded } from './require-column.js';

/** What the columns of a table that is made anew are until contract. */
interface Kept {
  /** Those that go. */
  readonly going: readonly Column[];
  /** The names of those that come and must be written. */
  readonly demanded: ReadonlySet<string>;
}

/**
 * The schema after as it must be until contract, where tables are made anew, since they are divided otherwise: they
 * have the columns still that go, which the application before needs, and the way back their values; and those that
 * come may be left out by whoever does not know them.
 *
 * @returns nothing where that is the schema after itself
 */
export function untilContract(before: Catalog, after: Catalog): Catalog | undefined {
  const are = tablesByKey(after);
  const own = new Set([...before.routines, ...before.sequences].map(({ name }) => name));
  const kept = new Map<string, Kept>();
  for (const table of before.tables) {
    const now = are.get(nameKey(table));
    if (now === undefined || now.partitionOf !== undefined || !isDividedOtherwise(table, now)) continue;
    const [were, names] = [table, now].map(({ columns }) => new Set(columns.map(({ name }) => name)));
    const going = table.columns.filter(({ name, generated, type }) => {
      // Types of one's own may go as well.
      return !names?.has(name) && generated === undefined && type.schema === '';
    });
    const coming = now.columns.filter((column) => {
      return !were?.has(column.name) && isDemanded(column) && !isBound(now, column);
    });
    if (going.length + coming.length === 0) continue;
    const loose = going.map((column) => loosened(column, own));
    kept.set(nameKey(table), { going: loose, demanded: new Set(coming.map(({ name }) => name)) });
  }
  if (kept.size === 0) return undefined;
  return { ...after, tables: after.tables.map((table) => keeping(table, kept.get(rootOf(are, table)))) };
}

/** What remains to be done in contract to what has been kept until then. */
export function endsOf(kept: Catalog, after: Catalog, isArchived: boolean): Operation[] {
  const tables = tablesByKey(after);
  return findOperations(kept, after, isArchived).map((operation) => {
    const table = operation.unit.relation && tables.get(nameKey(operation.unit.relation));
    return operation.action === 'alter' && table ? demandedAtLast(operation, after, table) : operation;
  });
}

function isDividedOtherwise(was: Table, is: Table): boolean {
  return !same(was.partitioning, is.partitioning) && was.foreign === undefined && is.foreign === undefined;
}

/** A column that may be left out, without a default that needs what goes with it. */
function loosened({ identity: _i, notNull: _n, default: value, ...column }: Column, own: ReadonlySet<string>): Column {
  const words = mentionsOf(value?.form.replaceAll("'", ' ') ?? '').words;
  const isKept = value !== undefined && ![...words].some((word) => own.has(word));
  return { ...column, nullable: true, ...(isKept && { default: value }) };
}

function keeping(table: Table, kept: Kept | undefined): Table {
  if (kept === undefined) return table;
  const isPart = table.partitionOf !== undefined;
  const columns = table.columns.map((column): Column => {
    return kept.demanded.has(column.name) ? { ...column, nullable: true } : column;
  });
  return {
    ...table,
    columns: [...columns, ...kept.going.map((each) => (isPart ? { ...each, isInherited: true } : each))],
  };
}

function rootOf(tables: Tables, table: Table): string {
  const parent = table.partitionOf && tables.get(nameKey(table.partitionOf.parent));
  return parent === undefined ? nameKey(table) : rootOf(tables, parent);
}
