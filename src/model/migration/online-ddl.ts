/**
 * How a server changes a table, the least work first: its description alone; indexes but no rows; rows too, beside the
 * table; all of it in a copy (MySQL 9.7, "Online DDL Operations"; MariaDB, "InnoDB Online DDL Overview"). NOCOPY is
 * MariaDB's word: MySQL calls that INPLACE as well.
 */
export const ALGORITHMS = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** What others cannot do meanwhile: nothing, write, read and write. */
export const TABLE_LOCKS = ['NONE', 'SHARED', 'EXCLUSIVE'] as const;
export type TableLock = (typeof TABLE_LOCKS)[number];

/** What a change of a table costs at best. */
export interface DdlCost {
  readonly algorithm: Algorithm;
  readonly lock: TableLock;
}

/** What an operation costs on the servers from a version on. */
export interface DdlFact extends DdlCost {
  /** As in 80029; absent for every version. */
  readonly since?: number;
}

/** What a clause of ALTER TABLE comes down to, given the table. */
export const TABLE_OPERATIONS = [
  ...(['add_column', 'add_column_placed', 'add_column_constant_expression', 'add_column_varying_default'] as const),
  ...(['add_column_auto_increment', 'add_column_virtual', 'add_column_virtual_placed'] as const),
  ...(['add_column_stored', 'add_column_checked'] as const),
  ...(['drop_column', 'drop_column_indexed', 'drop_column_virtual', 'drop_column_virtual_indexed'] as const),
  ...(['drop_column_before_virtual', 'rename_column', 'reorder_columns', 'reorder_virtual_columns'] as const),
  ...(['set_default', 'set_on_update', 'set_comment', 'set_column_visibility', 'keep_type', 'change_type'] as const),
  ...(['widen_varchar', 'widen_varchar_length_byte', 'append_values', 'set_not_null', 'drop_not_null'] as const),
  ...(['widen_charset', 'widen_charset_indexed', 'widen_charset_length_byte', 'change_collation'] as const),
  ...(['change_collation_indexed', 'set_default_charset', 'make_auto_increment', 'drop_auto_increment'] as const),
  ...(['restate_computed', 'change_stored_expression', 'change_virtual_expression'] as const),
  ...(['add_index', 'add_functional_index'] as const),
  ...(['add_fulltext_first', 'add_fulltext', 'add_spatial', 'drop_index', 'rename_index'] as const),
  ...(['set_index_visibility', 'add_primary_key', 'drop_primary_key', 'replace_primary_key'] as const),
  ...([
    'add_foreign_key',
    'add_foreign_key_unchecked',
    'drop_foreign_key',
    'add_check',
    'add_check_unenforced',
  ] as const),
  ...(['drop_check', 'rename_table', 'set_table_comment', 'set_auto_increment', 'set_statistics'] as const),
  ...(['set_row_format', 'rebuild', 'set_engine', 'order_rows', 'add_partition', 'add_hash_partition'] as const),
  ...(['drop_partition', 'truncate_partition', 'reorganize_partition', 'exchange_partition'] as const),
  ...(['partition_table', 'remove_partitioning', 'set_versioning'] as const),
  /** Nobody knows what the column is now. */
  'change_unknown',
] as const;
export type TableOperation = (typeof TABLE_OPERATIONS)[number];
