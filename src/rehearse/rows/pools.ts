import type { Table } from '../../model/catalog/table.js';
import type { Language, Session } from '../engine.js';
import type { ReferenceDemand, TableDemand } from './demands.js';
import type { Pool } from './make-row.js';

/** The keys that there are to refer to, by `poolKey`. */
export type Pools = Map<string, (string | null)[][]>;

const LARGEST_POOL = 1000;

/** The keys that rows of a table can refer to, for rows that are made one at a time. */
export async function loadPools(session: Session, language: Language, demand: TableDemand) {
  const pools: Pools = new Map();
  for (const reference of demand.references) {
    const table = demand.targets.get(reference.to);
    if (table !== undefined) await loadPool({ session, language, pools }, reference, table);
  }
  return { pool: (reference: ReferenceDemand): Pool => pools.get(poolKey(reference)) ?? [] };
}

/** Reads the keys that can be referred to: none of columns that come later. */
export async function loadPool(
  { session, language, pools }: { readonly session: Session; readonly language: Language; readonly pools: Pools },
  reference: ReferenceDemand,
  target: Table,
): Promise<void> {
  const isThere = reference.toColumns.every((name) => target.columns.some((column) => column.name === name));
  if (!isThere) return;
  const columns = reference.toColumns.map((name) => language.quote(name));
  const isWhole = columns.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const texts = columns.map((name, index) => `${language.asText(name)} AS value${index}`).join(', ');
  const rows = await session.query(
    `SELECT ${texts} FROM ${language.rowsOf(target)} WHERE ${isWhole} ORDER BY ${columns.join(', ')} LIMIT ${LARGEST_POOL}`,
  );
  pools.set(
    poolKey(reference),
    rows.map((row) => columns.map((_, index) => String(row[`value${index}`]))),
  );
}

export function poolKey({ to, toColumns }: ReferenceDemand): string {
  return JSON.stringify([to, toColumns]);
}
