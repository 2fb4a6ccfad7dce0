import { hashOf } from '../../lib/hash.js';
import type { Table } from '../../model/catalog/table.js';
import { nameKey } from '../unit.js';
import { parentsOf, type Tables } from './lineage.js';
import { dollars, full, id } from './spelling.js';

/** How many rows one transaction of a backfill writes. */
const BATCH = 1000;

/** What is written into rows that are there. */
export interface Backfill {
  readonly table: Table;
  /** Columns that tell rows apart, in the order in which they are gone through. */
  readonly key: readonly string[];
  readonly column: string;
  /** An expression over the columns of `old`, the row. */
  readonly value: string;
  /** Which rows still lack it. */
  readonly lacks: string;
}

/**
 * Columns by which the rows of a table can be filled while others use it; none where that would reach further than the
 * rows: triggers and rules of its own would run, policies would hide rows, and heirs have rows elsewhere.
 */
export function backfillKeyOf(table: Table, tables: Tables): readonly string[] | undefined {
  const { partitioning, partitionOf, inherits, foreign, rowSecurity, triggers, rules } = table;
  const isAlone = (partitioning ?? partitionOf ?? foreign) === undefined && inherits.length === 0;
  const isQuiet = rules.length === 0 && rowSecurity !== 'forced' && rowSecurity !== 'prepared';
  const isWatched = triggers.some(({ events, enabled }) => events.includes('update') && enabled !== 'disabled');
  const hasHeirs = () =>
    [...tables.values()].some((each) => parentsOf(each).some((one) => nameKey(one) === nameKey(table)));
  return isAlone && isQuiet && !isWatched && !hasHeirs() ? rowKeyOf(table) : undefined;
}

/** Columns by which the rows of a table can be gone through: its primary key, or another one that is never NULL. */
export function rowKeyOf({ columns, constraints, indexes }: Table): readonly string[] | undefined {
  const isFilled = (name: string) => columns.some((column) => column.name === name && !column.nullable);
  const keys = constraints.flatMap((each) => {
    const isKey = each.type === 'primary_key' || each.type === 'unique';
    return isKey && !each.isDeferrable && !each.withoutOverlaps ? [{ rank: each.type, names: each.columns }] : [];
  });
  const unique = indexes.flatMap(({ isUnique, keys: parts, predicate, isValid, method }) => {
    const names = parts.flatMap(({ column }) => column ?? []);
    const isWhole = isUnique && isValid && method === 'btree' && predicate === undefined;
    return isWhole && names.length === parts.length ? [{ rank: 'unique', names }] : [];
  });
  const usable = [...keys, ...unique].filter(({ names }) => names.every(isFilled));
  return (usable.find(({ rank }) => rank === 'primary_key') ?? usable[0])?.names;
}

/**
 * The statements that fill a column of the rows that are there, in short transactions along a key, up to the greatest
 * one that there was at the beginning. Where they got is kept in a table, so that they go on where they were broken
 * off; run again, they find nothing to do.
 */
export function backfill({ table, key, column, value, lacks }: Backfill): {
  readonly up: string[];
  readonly down: string[];
} {
  const progress = full({ schema: table.schema, name: progressName(table, column) });
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
  const begin = `CREATE TABLE IF NOT EXISTS ${progress} AS SELECT first.*, last.*, false AS is_done FROM ${edge(next, '')} AS first CROSS JOIN ${edge(until, ' DESC')} AS last`;
  const inBatch = `SELECT ${names.join(', ')} FROM ${full(table)} AS old WHERE ${rest('old')} >= ${list(next.map((each) => `place.${each}`))} AND ${rest('old')} <= ${list(until.map((each) => `place.${each}`))} ORDER BY ${names.join(', ')} LIMIT ${BATCH + 1}`;
  const sets = next.map((each, at) => `${each} = coalesce((SELECT ${names[at]} FROM ahead), ${each})`).join(', ');
  const loop = `BEGIN LOOP
  WITH place AS (SELECT * FROM ${progress} WHERE NOT is_done FOR UPDATE),
    batch AS MATERIALIZED (SELECT one.*, row_number() OVER (ORDER BY ${list(names.map((name) => `one.${name}`))}) AS migrate_arch_number FROM place CROSS JOIN LATERAL (${inBatch}) AS one),
    ahead AS (SELECT ${names.join(', ')} FROM batch WHERE migrate_arch_number > ${BATCH}),
    written AS (
      UPDATE ${full(table)} AS old SET ${id(column)} = ${value} FROM batch
      WHERE ${names.map((name) => `old.${name} = batch.${name}`).join(' AND ')} AND batch.migrate_arch_number <= ${BATCH} AND ${lacks})
  UPDATE ${progress} SET ${sets}, is_done = NOT EXISTS (SELECT FROM ahead) WHERE NOT is_done;
  EXIT WHEN NOT FOUND;
  COMMIT;
END LOOP; END`;
  const end = `DROP TABLE IF EXISTS ${progress}`;
  // A publication of all tables wants to know which row it is that changes.
  const identify = `ALTER TABLE ${progress} REPLICA IDENTITY FULL`;
  return { up: [begin, identify, `DO ${dollars(loop)}`, end], down: [end] };
}

function progressName(table: Table, column: string): string {
  return `migrate_arch_backfill_${shortHash(table, column)}`;
}

/** What tells the helpers of one column from those of another. */
export function shortHash({ schema, name }: Pick<Table, 'schema' | 'name'>, column: string): string {
  return hashOf([schema, name, column], 10);
}
