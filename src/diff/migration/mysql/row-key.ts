import type { Index, KeyConstraint, Table } from '../../../model/catalog/table.js';
import type { TableOperation } from '../../../model/migration/online-ddl.js';
import { columnNamed } from './column-operations.js';
import { bytesOf, extentOf } from './types.js';

/**
 * The keys in the order of one of which InnoDB keeps the rows, the first: the primary one, else a unique one that no
 * row is without (MySQL 8.4, "Clustered and Secondary Indexes").
 */
function rowKeys(table: Table): KeyConstraint[] {
  const keys = table.constraints.filter(
    (each): each is KeyConstraint => each.type === 'primary_key' || each.type === 'unique',
  );
  const primary = keys.find(({ type }) => type === 'primary_key');
  const others = keys.filter((key) => key !== primary && isWhole(table, key));
  return primary === undefined ? others : [primary, ...others];
}

/** Whether every row has a value of its own in a key. */
function isWhole(table: Table, { columns, keys, options }: KeyConstraint): boolean {
  const isPlain = keys?.every(({ column, prefix }) => column !== undefined && prefix === undefined) !== false;
  return (
    isPlain && options['using'] !== 'hash' && columns.every((name) => columnNamed(table, name)?.nullable === false)
  );
}

/** Bytes that a tree holds of a key at most. */
const MOST_BYTES = 3072;

/** Whether MariaDB keeps a unique key as hashes, for it is asked to or its values may be too long for a tree. */
export function isHashed(table: Table, { columns, keys, options }: KeyConstraint): boolean {
  if (options['using'] === 'hash') return true;
  const parts = keys ?? columns.map((column) => ({ column, prefix: undefined }));
  const lengths = parts.map(({ column: name, prefix }) => {
    const column = columnNamed(table, name ?? '');
    if (column === undefined) return 0;
    const { type, ...rest } = extentOf(table, column);
    if (prefix !== undefined) return bytesOf({ ...rest, type: { ...type, args: [String(prefix)] } });
    if (/text$|blob$|^json$/.test(type.name)) return Number.POSITIVE_INFINITY;
    return /char$|binary$/.test(type.name) ? bytesOf({ ...rest, type }) : 0;
  });
  return lengths.reduce((sum, each) => sum + each, 0) > MOST_BYTES;
}

/** Whether a table has such a key, which is a hidden column that is computed. */
export function hasHashed(table: Table): boolean {
  return table.constraints.some((each) => each.type === 'unique' && isHashed(table, each));
}

/** Whether the rows of a table are kept in the order of a column that may have no value then. */
export function keepsRows(table: Table, name: string): boolean {
  const [key] = rowKeys(table);
  return key?.columns.some((column) => column.toLowerCase() === name.toLowerCase()) === true;
}

/** What dropping a key or an index of a table comes down to. */
export function droppedKey(table: Table, name: string): TableOperation {
  const [first, next] = rowKeys(table);
  if (first?.name.toLowerCase() !== name.toLowerCase()) return 'drop_index';
  return first.type === 'primary_key' || next === undefined ? 'drop_primary_key' : 'replace_primary_key';
}

/** What adding a unique key to a table comes down to. */
export function addedUnique(table: Table, key: KeyConstraint | Index): TableOperation {
  if (key.keys?.some(({ expression }) => expression !== undefined)) return 'add_functional_index';
  const isFirst = 'columns' in key && rowKeys(table).length === 0 && isWhole(table, key);
  return isFirst ? 'add_primary_key' : 'add_index';
}

/** Whether a table has a key without overlaps, beside which MariaDB changes nothing but by a copy: measured on 10.11. */
export function hasWithoutOverlaps({ constraints }: Table): boolean {
  return constraints.some((each) => each.type !== 'check' && 'withoutOverlaps' in each && each.withoutOverlaps);
}
