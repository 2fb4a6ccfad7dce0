import { ARCHIVE } from '../../../tables/archive.js';

/** Runs a query: its rows, by the names of their columns. */
export type RunQuery = (sql: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/** A column of a row as text; empty for NULL. */
export function textOf(row: Record<string, unknown>, column: string): string {
  const value = row[column];
  if (value === null || value === undefined) return '';
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
}

/** A name in quotes. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** How the names of tables begin that hold what migrations have archived. */
const ARCHIVED = `${ARCHIVE}.`;

/** The condition that a column which holds the name of a table names none of those. */
export function isNoArchive(column: string): string {
  return `LEFT(${column}, ${ARCHIVED.length}) <> '${ARCHIVED}'`;
}
