import type { Index, Table } from '../../../model/catalog/table.js';
import type { AlterPart, Demand, MysqlDialect } from '../../../model/migration/mysql-fact.js';
import { ALGORITHMS, type DdlCost, TABLE_LOCKS, type TableOperation } from '../../../model/migration/online-ddl.js';
import { ddlFactOf } from '../../../tables/online-ddl.js';
import { isIndexed } from './column-operations.js';
import { engineOf } from './operations.js';
import { hasHashed, hasWithoutOverlaps } from './row-key.js';

export interface CostSettings {
  readonly dialect: MysqlDialect;
  /** As in 80029. */
  readonly version: number;
  /** Whether the server refuses values that do not fit (`sql_mode`). */
  readonly isStrict: boolean;
}

export const COPY: DdlCost = { algorithm: 'COPY', lock: 'SHARED' };
const REBUILD: DdlCost = { algorithm: 'INPLACE', lock: 'NONE' };
const INSTANT: DdlCost = { algorithm: 'INSTANT', lock: 'NONE' };

/** What engines other than InnoDB do without a copy, measured on MyISAM. */
const DESCRIPTION_ONLY: ReadonlySet<TableOperation> = new Set<TableOperation>([
  ...(['rename_table', 'rename_column', 'rename_index', 'set_default', 'set_comment', 'set_table_comment'] as const),
  ...(['keep_type', 'drop_foreign_key', 'drop_check', 'append_values', 'set_on_update'] as const),
]);

/** What changes which columns there are, or their order. */
const STRUCTURAL: ReadonlySet<TableOperation> = new Set<TableOperation>([
  ...(['add_column', 'add_column_placed', 'add_column_constant_expression', 'add_column_checked'] as const),
  ...(['drop_column', 'drop_column_indexed', 'drop_column_before_virtual', 'reorder_columns'] as const),
]);
/** What MariaDB copies a table for that has partitions. */
const PARTITIONED_ANEW: ReadonlySet<TableOperation> = new Set<TableOperation>([
  ...([
    'add_column_virtual',
    'drop_column_virtual',
    'add_primary_key',
    'replace_primary_key',
    'drop_column_before_virtual',
  ] as const),
]);
const BUILDS: ReadonlySet<TableOperation> = new Set<TableOperation>([
  ...(['add_index', 'add_functional_index', 'add_fulltext', 'add_spatial'] as const),
]);

/** What an operation on a table costs by itself. */
export function costOf(operation: TableOperation, table: Table, settings: CostSettings): DdlCost {
  const { dialect, version, isStrict } = settings;
  if (operation === 'set_engine' || operation === 'change_unknown') return COPY;
  if (engineOf(table) !== 'innodb') return DESCRIPTION_ONLY.has(operation) ? INSTANT : COPY;
  const { algorithm, lock } = ddlFactOf(operation, dialect, version);
  if (algorithm === 'COPY' || (dialect === 'mariadb' && (hasHashed(table) || hasWithoutOverlaps(table)))) return COPY;
  const isOfIndex = hasIndexed(table) && dialect === 'mariadb';
  // 9.7, "Online DDL Operations": a NOT NULL is set in place by a strict server only.
  if (operation === 'set_not_null' && (!isStrict || has(table, 'stored') || isOfIndex)) return COPY;
  const row = table.options['row_format'] ?? '';
  const isCompressed = row === 'compressed' || (table.options['key_block_size'] ?? '') !== '';
  const isWritten = isOfIndex || (dialect === 'mariadb' && (hasFulltext(table) || isCompressed));
  if (operation === 'drop_column_before_virtual' && isWritten) return COPY;
  if (operation === 'drop_not_null' && row === 'redundant' && dialect === 'mariadb') return INSTANT;
  if (PARTITIONED_ANEW.has(operation) && table.partitioning !== undefined && dialect === 'mariadb') return COPY;
  if (operation === 'add_column_placed' && has(table, 'virtual') && dialect === 'mariadb') return COPY;
  const isInstant = algorithm === 'INSTANT' && !isCompressed && !hasFulltext(table);
  const isRebuilt = STRUCTURAL.has(operation) && (isOfIndex || (algorithm === 'INSTANT' && !isInstant));
  const cost = rebuilt(table, isRebuilt ? REBUILD : { algorithm, lock }, settings);
  // What is looked up by words is sorted by them.
  const isSorted = operation === 'change_collation_indexed' && hasFulltext(table);
  return isSorted ? worse(cost, { algorithm: 'NOCOPY', lock: 'SHARED' }) : cost;
}

/** What the parts of a statement cost together: the worst of them, and what keeps them from being done apart. */
export function costTogether(parts: readonly AlterPart[], table: Table, settings: CostSettings): DdlCost {
  const { dialect } = settings;
  const alone = parts.reduce((cost: DdlCost, part) => worse(cost, part.cost), INSTANT);
  const worst =
    dialect === 'mariadb' && isCharsetBeside(parts) ? worse(alone, { algorithm: 'NOCOPY', lock: 'NONE' }) : alone;
  if (worst.algorithm === 'COPY' || parts.length < 2) return worst;
  const includes = (...wanted: readonly TableOperation[]) => parts.some(({ operation }) => wanted.includes(operation));
  const isStructural = parts.some(({ operation }) => STRUCTURAL.has(operation));
  const builds = parts.some(({ operation }) => BUILDS.has(operation));
  const drops = includes('drop_column', 'drop_column_indexed', 'drop_column_before_virtual');
  const adds = includes('add_column', 'add_column_placed');
  if (includes('add_column_virtual') && isStructural) return COPY;
  if (dialect === 'mariadb' && has(table, 'virtual') && drops && (adds || builds)) return COPY;
  if (includes('add_column_virtual') && builds) return worse(worst, { algorithm: 'NOCOPY', lock: 'SHARED' });
  const isRebuilt = dialect === 'mysql' ? worst.algorithm !== 'INSTANT' : builds;
  return isStructural && isRebuilt ? rebuilt(table, worse(worst, REBUILD), settings) : worst;
}

/** Whether a table gets another character set, and a column another definition in a clause of its own. */
function isCharsetBeside(parts: readonly AlterPart[]): boolean {
  const charset = parts.find(({ operation }) => operation === 'set_default_charset');
  return charset !== undefined && parts.some(({ text }) => text !== charset.text);
}

/** Indexes of words, places or computed values cannot be kept up while rows are written beside them. */
function rebuilt(table: Table, cost: DdlCost, { dialect }: CostSettings): DdlCost {
  const isOther =
    dialect === 'mariadb' && (hasIndexed(table) || table.indexes.some(({ method }) => method === 'spatial'));
  return cost.algorithm === 'INPLACE' && (hasFulltext(table) || isOther)
    ? { algorithm: 'INPLACE', lock: 'SHARED' }
    : cost;
}

/** Whether an index holds what is computed when it is read. */
function hasIndexed(table: Table): boolean {
  return table.columns.some(({ name, generated }) => generated?.isStored === false && isIndexed(table, name));
}

export function hasFulltext({ indexes }: Table): boolean {
  return indexes.some(isFulltext);
}

export function isFulltext({ method }: Index): boolean {
  return method === 'fulltext';
}

export function has({ columns }: Table, kind: 'stored' | 'virtual'): boolean {
  return columns.some(({ generated }) => generated !== undefined && generated.isStored === (kind === 'stored'));
}

export function worse(one: DdlCost, other: DdlCost): DdlCost {
  return {
    algorithm: rank(one) >= rank(other) ? one.algorithm : other.algorithm,
    lock: TABLE_LOCKS.indexOf(one.lock) >= TABLE_LOCKS.indexOf(other.lock) ? one.lock : other.lock,
  };
}

function rank({ algorithm }: DdlCost): number {
  return ALGORITHMS.indexOf(algorithm);
}

/** Whether the server takes ALGORITHM and LOCK of a statement that costs so much at best. */
export function isTaken(
  { algorithm, lock }: Demand,
  best: DdlCost,
  parts: readonly AlterPart[],
  dialect: MysqlDialect,
) {
  // MariaDB takes any ALGORITHM for another engine or for partitions, and copies.
  const isAny =
    dialect === 'mariadb' &&
    parts.some(({ operation }) => operation === 'set_engine' || operation === 'partition_table');
  if (isAny) return true;
  const demanded = ALGORITHMS.find((one) => one === algorithm);
  const asked: DdlCost = { ...best, algorithm: demanded ?? best.algorithm };
  if (rank(asked) < rank(best)) return false;
  return lock !== 'NONE' || (best.lock === 'NONE' && asked.algorithm !== 'COPY');
}

/**
 * What the server does with what is asked for. MySQL that is told INPLACE does nothing at once, as before it could;
 * MariaDB does its best: measured on 10.11.
 */
export function costAsked(
  { algorithm, lock }: Demand,
  best: DdlCost,
  parts: readonly AlterPart[],
  dialect: MysqlDialect,
): DdlCost {
  const isInPlace = algorithm === 'INPLACE' && dialect === 'mysql';
  const slower = isInPlace ? parts.map(({ operation }) => ddlFactOf(operation, dialect, 0)) : [];
  const inPlace = slower.filter((fact) => fact.algorithm !== 'COPY').reduce(worse, best);
  const cost = algorithm === 'COPY' ? COPY : inPlace;
  return { ...cost, lock: TABLE_LOCKS.find((one) => one === lock && one !== 'NONE') ?? cost.lock };
}
