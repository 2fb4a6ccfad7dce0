import { same } from '../../diff/catalog/same.js';
import { hashOf } from '../../lib/hash.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Publication } from '../../model/catalog/objects.js';
import type { Column, Table } from '../../model/catalog/table.js';
import type { Question } from '../../model/step.js';
import { PROGRESS_MARK } from '../../tables/progress-mark.js';
import { mentionsOf } from '../mentions.js';
import { nameKey } from '../unit.js';
import { alongKey, alongPages, type Filling } from './batches.js';
import { descendantsIn, partitionedParent, tablesByKey } from './lineage.js';
import { dollars, full } from './spelling.js';

/** Until the end of a transaction, no triggers run but those that are meant for replicas (PostgreSQL 18, 19.11 "Client Connection Defaults"). */
const SILENCE = `pg_catalog.set_config('session_replication_role', 'replica', true)`;

/** How the rows of a table are gone through. */
export interface Passage {
  /** Columns that tell rows apart, in the order in which they are gone through; page by page where there are none. */
  readonly key?: readonly string[];
  /** Of a partitioned table: the partitions that hold its rows. */
  readonly parts?: readonly Table[];
  /** Whether triggers of the table would run for rows in which nobody has changed anything; then they must not notice. */
  readonly isSilent: boolean;
}

/** What is written into rows that are there, and how one gets through them. */
export type Backfill = Filling & Passage;

/**
 * Says how the rows of a table, as it is and as it will be, can be filled while others use it; nothing where that would
 * reach further than the rows: rules of its own would run, or triggers that cannot be passed by, policies would hide rows,
 * and heirs have rows elsewhere. A trigger for one of the columns alone would not run for what has its name meanwhile.
 */
export type Passages = (states: readonly [was: Table, is: Table], columns: readonly string[]) => Passage | undefined;

/** The passages through the tables of a database while it becomes another one. */
export function passagesOf(before: Catalog, after: Catalog): Passages {
  const catalogs = [before, after] as const;
  const parents = new Set(catalogs.flatMap(({ tables }) => tables.flatMap((each) => each.inherits)).map(nameKey));
  const families = catalogs.map((catalog) => familiesIn(catalog)) as [Families, Families];
  return ([was, is], columns) => {
    const [family, later] = [families[0](was), families[1](is)];
    const all = [...family, ...later];
    const watching = all.flatMap(({ triggers }) =>
      triggers.filter(({ events, enabled }) => events.includes('update') && enabled !== 'disabled'),
    );
    const isPassedBy = watching.every(
      (each) => each.enabled === 'origin' && !each.columns.some((name) => columns.includes(name)),
    );
    // A column by which rows are divided cannot be filled by a trigger: where a row goes is known before it fires.
    const isDividing = all.some((each) => dividesBy(each, columns));
    const isRoot = [was, is].every(({ partitionOf }) => partitionOf === undefined);
    const isSteady = isRoot && same(partitionsIn(family), partitionsIn(later));
    const isUpdated = takesUpdates(family, catalogs) && takesUpdates(later, catalogs);
    const isPlain =
      !parents.has(nameKey(was)) && all.every((each) => isQuiet(each, columns)) && same(was.inherits, is.inherits);
    if (!isPlain || !isPassedBy || isDividing || !isSteady || !isUpdated) return undefined;
    const key = rowKeyOf(was);
    const parts = family.filter(({ partitioning }) => partitioning === undefined);
    return {
      ...(key && { key }),
      ...(was.partitioning && { parts }),
      isSilent: watching.some((each) => each.columns.length === 0),
    };
  };
}

/** A table, and the partitions that hold its rows. */
type Families = (table: Table) => readonly [Table, ...Table[]];

function familiesIn(catalog: Catalog): Families {
  const tables = tablesByKey(catalog);
  const below = descendantsIn(catalog, partitionedParent);
  return (table) => [table, ...(below.get(nameKey(table)) ?? []).flatMap((key) => tables.get(key) ?? [])];
}

function partitionsIn(family: readonly Table[]) {
  return family.slice(1).map((table) => [nameKey(table), table.partitionOf?.parent] as const);
}

/** Whether rows are divided among partitions by one of some columns. */
function dividesBy({ partitioning }: Table, columns: readonly string[]): boolean {
  return (partitioning?.keys ?? []).some(({ column, expression }) => {
    const { words } = mentionsOf(expression?.form ?? '');
    return columns.some((name) => name === column || words.has(name));
  });
}

/** Whether a table has rows and columns of its own only, and every UPDATE finds them and does nothing else. */
function isQuiet({ foreign, columns, rules, rowSecurity, partitionOf }: Table, changed: readonly string[]): boolean {
  const isOwn = ({ name, isInherited }: Column) => !changed.includes(name) || isInherited !== true;
  const isAlone = foreign === undefined && (partitionOf !== undefined || columns.every(isOwn));
  return isAlone && rules.every(isOfDelete) && rowSecurity !== 'forced' && rowSecurity !== 'prepared';
}

function isOfDelete({ definition }: Table['rules'][number]): boolean {
  return /\sAS\s+ON\s+DELETE\s+TO\s/i.test(definition.text);
}

/** Whether rows of a table can change: those that a publication sends on need an identity. */
function takesUpdates([table, ...partitions]: readonly [Table, ...Table[]], catalogs: readonly Catalog[]): boolean {
  const own = partitions.map(({ constraints, ...each }) => ({
    ...each,
    // The keys of a partitioned table are not repeated in its partitions.
    constraints: [...constraints, ...table.constraints],
  }));
  return [table, ...own].every((each) => {
    const isDivided = each.partitioning !== undefined;
    return (
      isDivided ||
      hasIdentity(each) ||
      !catalogs.some(({ publications }) => publications.some((one) => sends(one, [table, ...own])))
    );
  });
}

/** Whether a publication can tell which row of a table has changed (PostgreSQL 18, 29.1.1 "Replica Identity"). */
export function hasIdentity({
  replicaIdentity = 'default',
  constraints,
}: Pick<Table, 'replicaIdentity' | 'constraints'>): boolean {
  if (replicaIdentity !== 'default') return replicaIdentity !== 'nothing';
  return constraints.some((each) => each.type === 'primary_key' && !each.isDeferrable);
}

/** Whether a publication sends on which row of one of some tables has changed. */
function sends({ allTables, tables, schemas, options }: Publication, family: readonly Table[]): boolean {
  const isNamed = (table: Table) =>
    schemas.includes(table.schema) || tables.some(({ name }) => nameKey(name) === nameKey(table));
  return (allTables || family.some(isNamed)) && /update/.test(options['publish'] ?? 'update');
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
 * The statements that fill a column of the rows that are there, in short transactions, along a key or page by page. Where
 * they got is kept in a table, so that they go on where they were broken off; run again, they find nothing to do. Where
 * triggers must not notice, whoever runs it must be allowed to have them not run, which is asked before.
 */
export function backfill({ key, parts, isSilent, ...filling }: Backfill): {
  readonly up: string[];
  readonly down: string[];
  readonly preflight: Question[];
} {
  // Along a key the server finds the partition of each row; only a partition has pages.
  const tables = key === undefined && parts !== undefined ? parts : [filling.table];
  const fills = tables.map((table) => fill({ ...(key && { key }), isSilent, ...filling, table }));
  return {
    up: fills.flatMap(({ up }) => up),
    down: fills.map(({ end }) => end),
    preflight: asksOf({ isSilent }),
  };
}

function fill({ key, isSilent, ...filling }: Backfill): { readonly up: string[]; readonly end: string } {
  const { table, column } = filling;
  const progress = full({ schema: table.schema, name: progressName(table, column) });
  const { begin, next, rest } = key === undefined ? alongPages(filling, progress) : alongKey(filling, key, progress);
  const silently = isSilent ? `  PERFORM ${SILENCE};\n` : '';
  const loop = `BEGIN LOOP
${silently}  ${next}
  EXIT WHEN NOT FOUND;
  COMMIT;
END LOOP; END`;
  const last = rest !== undefined && isSilent ? `DO ${dollars(`BEGIN\n${silently}  ${rest};\nEND`)}` : rest;
  const end = `DROP TABLE IF EXISTS ${progress}`;
  // A publication of all tables wants to know which row it is that changes.
  const identify = `ALTER TABLE ${progress} REPLICA IDENTITY FULL`;
  return {
    up: [begin, identify, `DO ${dollars(loop)}`, ...(last === undefined ? [] : [last]), end],
    end,
  };
}

/** What must hold of whoever runs a backfill: asked before anything is made that it is to fill. */
export function asksOf({ isSilent }: Pick<Passage, 'isSilent'>): Question[] {
  return isSilent ? [{ run: `SELECT ${SILENCE}`, expect: 'replica' }] : [];
}

function progressName(table: Table, column: string): string {
  return `${PROGRESS_MARK}${shortHash(table, column)}`;
}

/** What tells the helpers of one column from those of another. */
export function shortHash({ schema, name }: Pick<Table, 'schema' | 'name'>, column: string): string {
  return hashOf([schema, name, column], 10);
}
