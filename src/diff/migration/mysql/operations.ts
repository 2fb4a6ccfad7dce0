import type { Constraint, Index, Table } from '../../../model/catalog/table.js';
import type { TableOperation } from '../../../model/migration/online-ddl.js';
import type { TableClause, TableStep } from '../../../model/migration/table-step.js';
import { changedColumn, columnAddition, columnNamed, droppedColumn, reordered } from './column-operations.js';
import { addedUnique, droppedKey } from './row-key.js';

/** A step of a table that is there before and after it. */
export type AlterStep = TableStep & { readonly before: Table; readonly after: Table };

/** What a clause comes down to, given the table. */
export function operationsOf(step: AlterStep, isUnchecked: boolean): TableOperation[] {
  const { clause, before, after } = step;
  switch (clause.kind) {
    case 'add_column': {
      const column = columnNamed(after, clause.column);
      if (column === undefined || columnNamed(before, clause.column) !== undefined) return [];
      const added = columnAddition(after, column, clause.isPlaced);
      // Its numbers need a key, which comes with them.
      const keys = added.includes('add_column_auto_increment')
        ? []
        : addedKeys(step, isUnchecked, 'add_column_checked');
      return [...added, ...keys];
    }
    case 'drop_column':
      return isThere(step, clause.column) ? [droppedColumn(before, clause.column)] : [];
    case 'modify_column':
      return modified(step, clause, isUnchecked);
    case 'add_key':
    case 'add_foreign_key':
    case 'add_check':
      return addedKeys(step, isUnchecked, 'add_check');
    case 'drop_key':
      return [droppedKey(before, clause.name)];
    case 'drop_constraint':
      return [DROPPING[before.constraints.find(({ name }) => isSame(name, clause.name))?.type ?? 'foreign_key']];
    case 'convert_charset':
      return ['set_default_charset', ...converted(before, after)];
    case 'set_options':
      return clause.names.map((name) => optionOperation(name, before, after));
    case 'add_partition':
      return [/hash|key/.test(before.partitioning?.strategy ?? '') ? 'add_hash_partition' : 'add_partition'];
    case 'maintain_partition':
      return MAINTENANCE[clause.verb] === undefined ? [] : [MAINTENANCE[clause.verb] as TableOperation];
    case 'enforce_check':
      return [before.constraints.some(({ isEnforced }) => !isEnforced) ? 'add_check' : 'drop_check'];
    default:
      return Object.hasOwn(PLAIN, clause.kind) ? [PLAIN[clause.kind as keyof typeof PLAIN]] : [];
  }
}

const PLAIN = {
  rename_table: 'rename_table',
  rename_column: 'rename_column',
  set_default: 'set_default',
  set_column_visibility: 'set_column_visibility',
  drop_foreign_key: 'drop_foreign_key',
  drop_check: 'drop_check',
  rename_index: 'rename_index',
  set_index_visibility: 'set_index_visibility',
  order_rows: 'order_rows',
  rebuild: 'rebuild',
  set_versioning: 'set_versioning',
  add_period: 'set_versioning',
  drop_period: 'set_versioning',
  partition_table: 'partition_table',
  remove_partitioning: 'remove_partitioning',
  drop_partition: 'drop_partition',
} as const satisfies Partial<Record<TableClause['kind'], TableOperation>>;

const MAINTENANCE: Readonly<Record<string, TableOperation>> = {
  truncate: 'truncate_partition',
  reorganize: 'reorganize_partition',
  rebuild: 'reorganize_partition',
  optimize: 'reorganize_partition',
  coalesce: 'add_hash_partition',
  exchange: 'exchange_partition',
};

const DROPPING = {
  primary_key: 'drop_primary_key',
  unique: 'drop_index',
  foreign_key: 'drop_foreign_key',
  check: 'drop_check',
  exclusion: 'drop_index',
} as const satisfies Record<Constraint['type'], TableOperation>;

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether a column is there, or nothing says that it is not. */
function isThere({ before, isKnown }: AlterStep, column: string): boolean {
  return !isKnown || columnNamed(before, column) !== undefined;
}

function modified(
  step: AlterStep,
  clause: Extract<TableClause, { kind: 'modify_column' }>,
  isUnchecked: boolean,
): TableOperation[] {
  const { before, after } = step;
  const [from, to] = [columnNamed(before, clause.column), columnNamed(after, clause.name)];
  if (from === undefined || to === undefined) return step.isKnown ? [] : ['change_unknown'];
  const order = (table: Table, name: string) => table.columns.findIndex((column) => isSame(column.name, name));
  const isMoved = clause.isPlaced && order(before, clause.column) !== order(after, clause.name);
  const found = [
    ...changedColumn(before, after, from, to),
    ...(isMoved ? [reordered(before.columns, after.columns)] : []),
    // What is stored where it is computed is written anew in another place: measured.
    ...(isMoved && to.generated?.isStored ? (['change_type'] as const) : []),
    ...addedKeys(step, isUnchecked, 'add_check'),
  ];
  return found.length === 0 ? ['keep_type'] : found;
}

/** The keys, foreign keys and checks that a clause brings. */
function addedKeys(
  { before, after }: AlterStep,
  isUnchecked: boolean,
  check: 'add_check' | 'add_column_checked',
): TableOperation[] {
  const known = new Set([
    ...before.constraints.map(({ type, name }) => `${type} ${name}`),
    ...before.indexes.map(({ name }) => `index ${name}`),
  ]);
  const constraints = after.constraints.filter(({ type, name }) => !known.has(`${type} ${name}`));
  const indexes = after.indexes.filter(({ name }) => !known.has(`index ${name}`));
  return [
    ...constraints.map((constraint): TableOperation => {
      // Beside a key without overlaps, and for one, MariaDB copies: measured on 10.11.
      if ('withoutOverlaps' in constraint && constraint.withoutOverlaps) return 'change_type';
      if (constraint.type === 'primary_key') return 'add_primary_key';
      if (constraint.type === 'foreign_key') return isUnchecked ? 'add_foreign_key_unchecked' : 'add_foreign_key';
      if (constraint.type === 'check') return constraint.isEnforced ? check : 'add_check_unenforced';
      return constraint.type === 'unique' ? addedUnique(before, constraint) : 'add_index';
    }),
    ...indexes.map((index) => indexOperation(before, index)),
  ];
}

function indexOperation({ indexes }: Table, { method, keys }: Index): TableOperation {
  if (method === 'fulltext') {
    return indexes.some((index) => index.method === 'fulltext') ? 'add_fulltext' : 'add_fulltext_first';
  }
  if (method === 'spatial') return 'add_spatial';
  return keys.some(({ expression }) => expression !== undefined) ? 'add_functional_index' : 'add_index';
}

function converted(before: Table, after: Table): TableOperation[] {
  return before.columns.flatMap((from) => {
    const to = columnNamed(after, from.name);
    return to === undefined ? [] : changedColumn(before, after, from, to);
  });
}

const OPTIONS: Readonly<Record<string, TableOperation>> = {
  auto_increment: 'set_auto_increment',
  comment: 'set_table_comment',
  character: 'set_default_charset',
  charset: 'set_default_charset',
  char: 'set_default_charset',
  collate: 'set_default_charset',
  row_format: 'set_row_format',
  key_block_size: 'set_row_format',
  page_compressed: 'set_row_format',
  encrypted: 'set_row_format',
  encryption_key_id: 'set_row_format',
  encryption: 'set_engine',
  tablespace: 'set_engine',
};

/** What the options that differ between two tables come down to; those of its texts and rows that it remembers apart. */
export function optionOperations(before: Table, after: Table): TableOperation[] {
  const names = new Set([...Object.keys(before.options), ...Object.keys(after.options)]);
  const apart = new Set(['charset', 'collate', 'system_versioning']);
  const changed = [...names].filter((name) => !apart.has(name) && before.options[name] !== after.options[name]);
  const comment: TableOperation[] = before.comment === after.comment ? [] : ['set_table_comment'];
  return [
    ...changed.map((name) => (name.startsWith('period ') ? 'set_versioning' : optionOperation(name, before, after))),
    ...comment,
  ];
}

function optionOperation(name: string, before: Table, after: Table): TableOperation {
  if (name === 'engine') return engineOf(before) === engineOf(after) ? 'rebuild' : 'set_engine';
  return OPTIONS[name] ?? 'set_statistics';
}

/** The engine of a table, in lower case. */
export function engineOf({ options }: Table): string {
  const engine = options['engine'] ?? '';
  return engine === '' ? 'innodb' : engine;
}
