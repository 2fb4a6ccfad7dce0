import type { DdlFact, TableOperation } from '../model/migration/online-ddl.js';

const INSTANT: DdlFact = { algorithm: 'INSTANT', lock: 'NONE' };
/** Indexes only, or the description with a look at the rows. */
const NOCOPY: DdlFact = { algorithm: 'NOCOPY', lock: 'NONE' };
const NOCOPY_SHARED: DdlFact = { algorithm: 'NOCOPY', lock: 'SHARED' };
/** Every row is written, while others read and write. */
const REBUILD: DdlFact = { algorithm: 'INPLACE', lock: 'NONE' };
const REBUILD_SHARED: DdlFact = { algorithm: 'INPLACE', lock: 'SHARED' };
const COPY: DdlFact = { algorithm: 'COPY', lock: 'SHARED' };

/** What an operation costs on either server, the oldest version first. */
interface Facts {
  readonly mysql: readonly DdlFact[];
  readonly mariadb: readonly DdlFact[];
}

const both = (...facts: readonly DdlFact[]): Facts => ({ mysql: facts, mariadb: facts });

/**
 * What InnoDB does for each operation. MySQL 9.7.4 and MariaDB 10.11 were measured; what MySQL did before 8.0.12,
 * 8.0.28 and 8.0.29 is from its manual (8.0, "Online DDL Operations"), what MariaDB did before 10.3 and 10.4 from
 * its own ("Instant ADD COLUMN for InnoDB", "InnoDB Online DDL Operations with the INSTANT Alter Algorithm").
 * NOCOPY stands for MySQL's INPLACE without a rebuild, INPLACE for one with it.
 */
export const ONLINE_DDL_FACTS = {
  add_column: {
    mysql: [REBUILD, { since: 80012, ...INSTANT }],
    mariadb: [REBUILD, { since: 100302, ...INSTANT }],
  },
  add_column_placed: {
    mysql: [REBUILD, { since: 80029, ...INSTANT }],
    mariadb: [REBUILD, { since: 100400, ...INSTANT }],
  },
  add_column_constant_expression: { mysql: [COPY], mariadb: [REBUILD, { since: 100302, ...INSTANT }] },
  add_column_varying_default: both(COPY),
  add_column_auto_increment: both(REBUILD_SHARED),
  add_column_virtual: {
    mysql: [NOCOPY, { since: 80012, ...INSTANT }],
    mariadb: [NOCOPY, { since: 100302, ...INSTANT }],
  },
  add_column_virtual_placed: { mysql: [COPY], mariadb: [COPY] },
  add_column_stored: both(COPY),
  add_column_checked: { mysql: [COPY], mariadb: [REBUILD, { since: 100302, ...INSTANT }] },
  drop_column: {
    mysql: [REBUILD, { since: 80029, ...INSTANT }],
    mariadb: [REBUILD, { since: 100400, ...INSTANT }],
  },
  drop_column_indexed: { mysql: [REBUILD], mariadb: [REBUILD, { since: 100400, ...NOCOPY }] },
  drop_column_virtual: {
    mysql: [NOCOPY, { since: 80012, ...INSTANT }],
    mariadb: [NOCOPY, { since: 100302, ...INSTANT }],
  },
  drop_column_virtual_indexed: { mysql: [REBUILD], mariadb: [REBUILD, { since: 100400, ...NOCOPY }] },
  drop_column_before_virtual: {
    mysql: [REBUILD, { since: 80029, ...INSTANT }],
    mariadb: [REBUILD, { since: 100400, ...INSTANT }],
  },
  rename_column: { mysql: [NOCOPY, { since: 80028, ...INSTANT }], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  reorder_columns: { mysql: [REBUILD], mariadb: [REBUILD, { since: 100400, ...INSTANT }] },
  reorder_virtual_columns: both(COPY),
  set_default: { mysql: [NOCOPY, { since: 80012, ...INSTANT }], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_on_update: { mysql: [NOCOPY, { since: 80012, ...INSTANT }], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_comment: { mysql: [NOCOPY, { since: 80012, ...INSTANT }], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_column_visibility: { mysql: [INSTANT], mariadb: [INSTANT] },
  keep_type: { mysql: [NOCOPY, { since: 80012, ...INSTANT }], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  change_type: both(COPY),
  widen_varchar: { mysql: [NOCOPY], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  widen_varchar_length_byte: { mysql: [COPY], mariadb: [COPY, { since: 100403, ...INSTANT }] },
  append_values: { mysql: [NOCOPY, { since: 80012, ...INSTANT }], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_not_null: both(REBUILD),
  drop_not_null: both(REBUILD),
  widen_charset: { mysql: [NOCOPY], mariadb: [COPY, { since: 100403, ...INSTANT }] },
  widen_charset_indexed: { mysql: [COPY], mariadb: [COPY, { since: 100403, ...INSTANT }] },
  widen_charset_length_byte: both(COPY),
  change_collation: { mysql: [NOCOPY], mariadb: [COPY, { since: 100403, ...INSTANT }] },
  change_collation_indexed: { mysql: [COPY], mariadb: [COPY, { since: 100403, ...NOCOPY }] },
  set_default_charset: { mysql: [NOCOPY], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  make_auto_increment: both(COPY),
  drop_auto_increment: { mysql: [COPY], mariadb: [COPY, { since: 100403, ...INSTANT }] },
  // MariaDB does not compare what it has written down with what it is told again.
  restate_computed: { mysql: [NOCOPY, { since: 80012, ...INSTANT }], mariadb: [COPY] },
  change_stored_expression: both(COPY),
  change_virtual_expression: { mysql: [COPY], mariadb: [INSTANT] },
  add_index: both(NOCOPY),
  add_functional_index: { mysql: [NOCOPY_SHARED], mariadb: [NOCOPY_SHARED] },
  add_fulltext_first: both(REBUILD_SHARED),
  add_fulltext: both(NOCOPY_SHARED),
  add_spatial: both(NOCOPY_SHARED),
  drop_index: both(NOCOPY),
  rename_index: { mysql: [NOCOPY], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_index_visibility: { mysql: [NOCOPY], mariadb: [INSTANT] },
  add_primary_key: both(REBUILD),
  drop_primary_key: both(COPY),
  replace_primary_key: both(REBUILD),
  add_foreign_key: both(COPY),
  add_foreign_key_unchecked: { mysql: [NOCOPY], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  drop_foreign_key: { mysql: [NOCOPY], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  add_check: both(COPY),
  add_check_unenforced: both(INSTANT),
  drop_check: both(INSTANT),
  rename_table: { mysql: [NOCOPY, { since: 80012, ...INSTANT }], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_table_comment: { mysql: [NOCOPY], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_auto_increment: { mysql: [NOCOPY], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_statistics: { mysql: [NOCOPY], mariadb: [NOCOPY, { since: 100302, ...INSTANT }] },
  set_row_format: both(REBUILD),
  rebuild: both(REBUILD),
  // MariaDB takes ALGORITHM=INSTANT for these, and copies all the same.
  set_engine: both(COPY),
  partition_table: both(COPY),
  order_rows: both(COPY),
  remove_partitioning: both(COPY),
  set_versioning: both(COPY),
  add_partition: both(NOCOPY),
  add_hash_partition: both(NOCOPY_SHARED),
  drop_partition: both(NOCOPY),
  truncate_partition: both(INSTANT),
  reorganize_partition: both(NOCOPY_SHARED),
  exchange_partition: both(INSTANT),
  change_unknown: both(COPY),
} as const satisfies Record<TableOperation, Facts>;

/** The versions whose facts were measured, as in 80029. */
export const NEWEST_MEASURED = { mysql: 90704, mariadb: 101100 } as const;

/** What an operation costs on a version of the server. Before the first that has it, what that one does. */
export function ddlFactOf(operation: TableOperation, dialect: keyof Facts, version: number): DdlFact {
  const facts: readonly DdlFact[] = ONLINE_DDL_FACTS[operation][dialect];
  return facts.findLast(({ since = 0 }) => since <= version) ?? (facts[0] as DdlFact);
}
