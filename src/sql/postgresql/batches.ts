import type { Table } from '../../model/catalog/table.js';
import { full, id } from './spelling.js';

/** What is written into the rows of a table that lack it. */
export interface Filling {
  readonly table: Table;
  readonly column: string;
  /** An expression over the columns of `old`, the row. */
  readonly value: string;
  /** Which rows still lack it. */
  readonly lacks: string;
}

/** A way through a table in short transactions, of which a table of one row keeps how far they are. */
export interface Batches {
  /** Makes that table, unless it is there. */
  readonly begin: string;
  /** Writes one batch and notes it; finds no row when all are done. */
  readonly next: string;
  /** Writes what may have been missed, in one statement that reads all and writes little. */
  readonly rest?: string;
}

/** How many rows one transaction writes. */
const ROWS = 1000;
/** How many pages one goes through: with rows of some eighty bytes about as many. */
const PAGES = 10;

/** How the one row that says how far one is is found. LIMIT tells the planner, which has no statistics of it. */
const place = (progress: string) => `place AS (SELECT * FROM ${progress} WHERE NOT is_done LIMIT 1 FOR UPDATE)`;

const update = ({ table, column, value }: Filling) => `UPDATE ${full(table)} AS old SET ${id(column)} = ${value}`;

/** Along a key, up to the greatest one that there was at the beginning. */
export function alongKey(filling: Filling, key: readonly string[], progress: string): Batches {
  const { table, lacks } = filling;
  const names = key.map(id);
  const [next, until] = ['next', 'until'].map((word) => key.map((_, at) => id(`${word}_${at + 1}`))) as [
    string[],
    string[],
  ];
  const renamed = (to: readonly string[]) => names.map((name, at) => `${name} AS ${to[at]}`).join(', ');
  const edge = (to: readonly string[], order: string) =>
    `(SELECT ${renamed(to)} FROM ${full(table)} ORDER BY ${names.map((name) => `${name}${order}`).join(', ')} LIMIT 1)`;
  const list = (parts: readonly string[]) => (parts.length === 1 ? (parts[0] as string) : `(${parts.join(', ')})`);
  const rest = (alias: string) => list(names.map((name) => `${alias}.${name}`));
  const inBatch = `SELECT ${names.join(', ')} FROM ${full(table)} AS old WHERE ${rest('old')} >= ${list(next.map((each) => `place.${each}`))} AND ${rest('old')} <= ${list(until.map((each) => `place.${each}`))} ORDER BY ${names.join(', ')} LIMIT ${ROWS + 1}`;
  const sets = next.map((each, at) => `${each} = coalesce((SELECT ${names[at]} FROM ahead), ${each})`).join(', ');
  return {
    begin: `CREATE TABLE IF NOT EXISTS ${progress} AS SELECT first.*, last.*, false AS is_done FROM ${edge(next, '')} AS first CROSS JOIN ${edge(until, ' DESC')} AS last`,
    next: `WITH ${place(progress)},
    batch AS MATERIALIZED (SELECT one.*, row_number() OVER (ORDER BY ${list(names.map((name) => `one.${name}`))}) AS migrate_arch_number FROM place CROSS JOIN LATERAL (${inBatch}) AS one),
    ahead AS (SELECT ${names.join(', ')} FROM batch WHERE migrate_arch_number > ${ROWS}),
    written AS (
      ${update(filling)} FROM batch
      WHERE ${names.map((name) => `old.${name} = batch.${name}`).join(' AND ')} AND batch.migrate_arch_number <= ${ROWS} AND ${lacks})
  UPDATE ${progress} SET ${sets}, is_done = NOT EXISTS (SELECT FROM ahead) WHERE NOT is_done;`,
  };
}

/**
 * Page by page, up to the last one that there was at the beginning. A page has no more rows than fit with their headers of
 * 24 bytes and pointers of 4 (PostgreSQL 18, 66.6 "Database Page Layout"). A row that others change meanwhile may come to
 * a page that is done; what has no trigger to fill it then is found at last.
 */
export function alongPages(filling: Filling, progress: string): Batches {
  const { table, lacks } = filling;
  const size = `pg_catalog.current_setting('block_size')::int`;
  const pages = `pg_catalog.generate_series(next_1, least(next_1 + ${PAGES}, until_1) - 1)`;
  const places = `SELECT ('(' || page || ',' || line || ')')::pg_catalog.tid FROM place CROSS JOIN LATERAL ${pages} AS page CROSS JOIN pg_catalog.generate_series(1, ${size} / 28) AS line`;
  return {
    begin: `CREATE TABLE IF NOT EXISTS ${progress} AS SELECT 0::bigint AS next_1, pg_catalog.pg_relation_size('${full(table).replaceAll("'", "''")}') / ${size} AS until_1, false AS is_done`,
    next: `WITH ${place(progress)},
    written AS (
      ${update(filling)} WHERE old.ctid = ANY (ARRAY(${places})) AND ${lacks})
  UPDATE ${progress} SET next_1 = next_1 + ${PAGES}, is_done = next_1 + ${PAGES} >= until_1 WHERE NOT is_done;`,
    rest: `${update(filling)} WHERE ${lacks}`,
  };
}
