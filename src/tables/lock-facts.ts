import type { LockFact, Operation } from '../model/migration/lock.js';

const AE = 'ACCESS EXCLUSIVE';
const SRE = 'SHARE ROW EXCLUSIVE';
const SUE = 'SHARE UPDATE EXCLUSIVE';

const SHORT: LockFact = { locks: { table: AE } };
const SCAN: LockFact = { locks: { table: AE }, scans: ['table'] };
const REWRITE: LockFact = { locks: { table: AE }, rewrites: 'table', rebuilds: 'all', scans: ['table'] };
const NOTHING: LockFact = { locks: {} };
const QUIET: LockFact = { locks: { table: SUE } };

/**
 * What PostgreSQL does for each kind of statement, oldest version first. Measured on 10 to 18 by
 * `npm run record:lock-facts`; tests compare this table with what was measured, and a server with both.
 */
export const POSTGRESQL_FACTS = {
  create_table: [NOTHING],
  create_table_referencing: [{ locks: { referenced: SRE } }],
  create_partition: [{ locks: { parent: AE } }],
  create_partition_beside_default: [
    { since: 11, locks: { parent: AE, default_partition: AE }, scans: ['default_partition'] },
  ],
  drop_table: [SHORT],
  drop_table_referencing: [{ locks: { table: AE, referenced: AE } }],
  drop_table_referenced: [{ locks: { table: AE, referencing: AE } }],
  drop_table_viewed: [{ locks: { table: AE, view: AE } }],
  drop_part: [SHORT],
  rename_part: [SHORT],
  drop_partition: [{ locks: { table: AE, parent: AE } }],
  truncate: [{ locks: { table: AE }, rewrites: 'table', rebuilds: 'all' }],
  rename_table: [SHORT],
  rename_column: [SHORT],
  rename_constraint: [SHORT],
  rename_index: [{ locks: { index: AE } }, { since: 12, locks: { index: SUE } }],
  rename_view: [{ locks: { view: AE } }],
  set_schema: [SHORT],
  add_column: [SHORT],
  add_column_default: [REWRITE, { since: 11, ...SHORT }],
  add_column_volatile_default: [REWRITE],
  add_column_serial: [REWRITE],
  add_column_identity: [REWRITE],
  add_column_generated_stored: [{ since: 12, ...REWRITE }],
  add_column_generated_virtual: [{ since: 18, ...SHORT }],
  add_column_constrained_domain: [REWRITE],
  add_column_check: [SCAN],
  add_column_unique: [SCAN],
  add_column_references: [{ locks: { table: AE, referenced: SRE } }],
  add_column_default_references: [
    { ...REWRITE, locks: { table: AE, referenced: SRE }, scans: ['referenced', 'table'] },
    { since: 11, locks: { table: AE, referenced: SRE }, scans: ['referenced', 'table'] },
  ],
  drop_column: [SHORT],
  drop_column_referencing: [{ locks: { table: AE, referenced: AE } }],
  alter_type_kept: [SHORT],
  alter_type_rechecked: [SCAN],
  alter_type_kept_referencing: [{ locks: { table: AE, referenced: AE } }],
  alter_type_reindexed: [{ ...SCAN, rebuilds: 'some' }],
  alter_type_rewritten: [REWRITE],
  alter_type_rewritten_referencing: [
    { ...REWRITE, locks: { table: AE, referenced: AE }, scans: ['referenced', 'table'] },
  ],
  set_default: [SHORT],
  drop_default: [SHORT],
  set_not_null: [SCAN],
  set_not_null_proven: [SCAN, { since: 12, ...SHORT }],
  drop_not_null: [SHORT],
  add_not_null: [{ since: 18, ...SCAN }],
  add_not_null_not_valid: [{ since: 18, ...SHORT }],
  validate_not_null: [{ since: 18, locks: { table: SUE }, scans: ['table'] }],
  set_statistics: [QUIET],
  set_storage: [SHORT],
  set_compression: [{ since: 14, ...SHORT }],
  set_table_options: [QUIET],
  set_unlogged: [REWRITE],
  set_logged: [{ locks: { table: AE }, rewrites: 'table' }],
  set_tablespace: [{ locks: { table: AE }, rewrites: 'table' }],
  set_access_method: [{ since: 15, ...REWRITE }],
  cluster_on: [QUIET],
  set_replica_identity: [SHORT],
  set_row_type: [SHORT],
  set_owner: [SHORT],
  add_identity: [SHORT],
  drop_identity: [SHORT],
  drop_expression: [{ since: 13, ...SHORT }],
  set_expression: [{ since: 17, locks: { table: AE }, rewrites: 'table' }],
  add_check: [SCAN],
  add_check_not_valid: [SHORT],
  validate_check: [{ locks: { table: SUE }, scans: ['table'] }],
  add_foreign_key: [{ locks: { table: SRE, referenced: SRE }, scans: ['referenced', 'table'] }],
  add_foreign_key_not_valid: [{ locks: { table: SRE, referenced: SRE } }],
  validate_foreign_key: [{ locks: { table: SUE, referenced: 'ROW SHARE' }, scans: ['referenced', 'table'] }],
  alter_constraint: [SHORT],
  add_unique: [SCAN],
  add_unique_using_index: [SHORT],
  add_primary_key: [SCAN],
  add_primary_key_using_index: [SHORT],
  add_primary_key_using_nullable_index: [SCAN],
  add_exclusion: [SCAN],
  drop_constraint: [SHORT],
  drop_foreign_key: [{ locks: { table: AE, referenced: AE } }],
  create_index: [{ locks: { table: 'SHARE' }, scans: ['table'] }],
  create_index_concurrently: [{ locks: { table: SUE }, isAlone: true }],
  create_index_on_partitioned: [{ since: 11, locks: { parent: 'SHARE', partition: 'SHARE' }, scans: ['partition'] }],
  create_index_on_only: [{ since: 11, locks: { parent: 'SHARE' } }],
  drop_index: [{ locks: { table: AE, index: AE } }],
  drop_index_concurrently: [{ locks: { table: SUE, index: SUE }, isAlone: true }],
  attach_index: [
    { since: 11, locks: { index: AE, parent_index: AE, parent: 'ACCESS SHARE', partition: 'ACCESS SHARE' } },
    { since: 12, locks: { index: AE, parent_index: SUE, parent: 'ACCESS SHARE', partition: 'ACCESS SHARE' } },
  ],
  // Queries of the table open each of its indexes, and so wait for it.
  move_index: [{ locks: { index: AE }, rewrites: 'index' }],
  set_index_options: [{ locks: { index: SUE } }],
  reindex_index: [{ locks: { table: 'SHARE', index: AE }, rebuilds: 'some', scans: ['table'] }],
  reindex_table: [{ locks: { table: 'SHARE', index: AE }, rebuilds: 'all', scans: ['table'] }],
  reindex_concurrently: [{ since: 12, locks: { table: SUE }, rebuilds: 'all', isAlone: true }],
  create_view: [{ locks: { source: 'ACCESS SHARE' } }],
  replace_view: [{ locks: { source: 'ACCESS SHARE', view: AE } }],
  drop_view: [{ locks: { view: AE } }],
  create_materialized_view: [{ locks: { source: 'ACCESS SHARE' }, scans: ['source'] }],
  refresh: [
    { locks: { source: 'ACCESS SHARE', view: AE }, rewrites: 'view', rebuilds: 'all', scans: ['source', 'view'] },
  ],
  refresh_concurrently: [{ locks: { source: 'ACCESS SHARE', view: 'EXCLUSIVE' }, scans: ['source', 'view'] }],
  create_trigger: [{ locks: { table: SRE } }],
  drop_trigger: [SHORT],
  set_trigger: [{ locks: { table: SRE } }],
  set_rule: [SHORT],
  create_rule: [SHORT],
  create_policy: [SHORT],
  alter_policy: [SHORT],
  drop_policy: [SHORT],
  set_row_security: [SHORT],
  create_statistics: [QUIET],
  drop_statistics: [QUIET],
  comment: [QUIET],
  grant: [NOTHING, { since: 18, locks: { table: 'ACCESS SHARE' } }],
  analyze: [QUIET],
  cluster: [REWRITE],
  vacuum: [{ locks: { table: SUE }, isAlone: true }],
  vacuum_full: [{ locks: { table: AE }, rewrites: 'table', rebuilds: 'all', isAlone: true }],
  lock_table: [NOTHING],
  attach_partition: [
    { locks: { parent: AE, partition: AE }, scans: ['partition'] },
    { since: 12, locks: { parent: SUE, partition: AE }, scans: ['partition'] },
  ],
  attach_partition_proven: [
    { locks: { parent: AE, partition: AE } },
    { since: 12, locks: { parent: SUE, partition: AE } },
  ],
  attach_partition_beside_default: [
    { since: 11, locks: { parent: AE, partition: AE, default_partition: AE }, scans: ['default_partition'] },
    { since: 12, locks: { parent: SUE, partition: AE, default_partition: AE }, scans: ['default_partition'] },
  ],
  // Keys that the partition gets or leaves: of what they refer to, and of what refers to the table.
  attach_partition_keyed: [{ since: 11, locks: { referenced: SRE, referencing: SRE } }],
  attach_partition_adopting_key: [{ since: 11, locks: { referenced: AE, referencing: SRE } }],
  detach_partition: [{ locks: { parent: AE, partition: SUE } }, { since: 14, locks: { parent: AE, partition: AE } }],
  detach_partition_keyed: [{ since: 11, locks: { referenced: SRE, referencing: AE } }],
  detach_partition_beside_default: [{ since: 11, locks: { default_partition: AE } }],
  // While it waits it holds nothing; it takes the partition at the end, when no query uses it through the parent.
  detach_partition_concurrently: [{ since: 14, locks: {}, isAlone: true }],
  add_inherit: [{ locks: { table: AE, parent: SUE } }],
  add_enum_value: [
    { locks: {}, isAlone: true },
    { since: 12, ...NOTHING },
  ],
  rename_enum_value: [NOTHING],
  add_domain_check: [{ locks: { table: 'SHARE' }, scans: ['table'] }],
  add_domain_check_not_valid: [NOTHING],
  validate_domain_check: [{ locks: { table: 'SHARE' }, scans: ['table'] }],
  set_domain_not_null: [{ locks: { table: 'SHARE' }, scans: ['table'] }],
  alter_sequence: [{ locks: { sequence: SRE }, rewrites: 'sequence' }],
  own_sequence: [{ locks: { sequence: SRE, table: 'ACCESS SHARE' } }],
  move_sequence: [{ locks: { sequence: AE } }],
  drop_sequence: [{ locks: { sequence: AE } }],
  insert: [{ locks: { table: 'ROW EXCLUSIVE' } }],
  update: [{ locks: { table: 'ROW EXCLUSIVE' }, scans: ['table'] }],
  select: [{ locks: { table: 'ACCESS SHARE' }, scans: ['table'] }],
  select_for_update: [{ locks: { table: 'ROW SHARE' }, scans: ['table'] }],
} as const satisfies Record<Operation, readonly LockFact[]>;

/** The versions that the facts were measured on. */
export const POSTGRESQL_VERSIONS = [10, 11, 12, 13, 14, 15, 16, 17, 18] as const;
/** The oldest major version that was measured. */
export const OLDEST_POSTGRESQL = 10;
export const NEWEST_POSTGRESQL = 18;

/** What an operation does on a version of the server. Before the first that has it, what that one does. */
export function lockFactOf(operation: Operation, version: number): LockFact {
  const facts: readonly LockFact[] = POSTGRESQL_FACTS[operation];
  return facts.findLast(({ since = 0 }) => since <= version) ?? (facts[0] as LockFact);
}
