/** The modes in which PostgreSQL locks tables, weakest first (PostgreSQL 18, "Explicit Locking"). */
export const LOCK_MODES = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;
export type LockMode = (typeof LOCK_MODES)[number];

/** What of an application waits for a lock of a mode: a read takes ACCESS SHARE, a write ROW EXCLUSIVE. */
export const BLOCKS = {
  'ACCESS SHARE': 'nothing',
  'ROW SHARE': 'nothing',
  'ROW EXCLUSIVE': 'nothing',
  'SHARE UPDATE EXCLUSIVE': 'nothing',
  SHARE: 'writes',
  'SHARE ROW EXCLUSIVE': 'writes',
  EXCLUSIVE: 'writes',
  'ACCESS EXCLUSIVE': 'reads and writes',
} as const satisfies Record<LockMode, string>;
export type Blocked = (typeof BLOCKS)[LockMode];

/** Which part a relation has in a statement. */
export const LOCK_ROLES = [
  ...([
    'table',
    'referenced',
    'referencing',
    'parent',
    'partition',
    'default_partition',
    'index',
    'parent_index',
  ] as const),
  ...(['view', 'source', 'sequence'] as const),
] as const;
export type LockRole = (typeof LOCK_ROLES)[number];

/** What a statement does to the relations concerned, from a version on. */
export interface LockFact {
  /** The first version of the server that does so; 10 when it is absent. */
  readonly since?: number;
  readonly locks: { readonly [Role in LockRole]?: LockMode };
  /** Every row is written into a new file. */
  readonly rewrites?: LockRole;
  /** Indexes that are built anew: of the table, or those concerned. */
  readonly rebuilds?: 'all' | 'some';
  /** Every row is read. */
  readonly scans?: readonly LockRole[];
  /** The server refuses it within a transaction. */
  readonly isAlone?: boolean;
}

/** Kinds of statements by what they do to tables. */
export const OPERATIONS = [
  ...(['create_table', 'create_table_referencing', 'create_partition', 'create_partition_beside_default'] as const),
  ...([
    'drop_table',
    'drop_table_referencing',
    'drop_table_referenced',
    'drop_table_viewed',
    'drop_part',
    'rename_part',
    'drop_partition',
  ] as const),
  ...(['truncate', 'rename_table', 'rename_column', 'rename_constraint', 'rename_index', 'rename_view'] as const),
  ...(['set_schema', 'add_column', 'add_column_default', 'add_column_volatile_default', 'add_column_serial'] as const),
  ...([
    'add_column_identity',
    'add_column_generated_stored',
    'add_column_generated_virtual',
    'add_column_constrained_domain',
  ] as const),
  ...(['add_column_check', 'add_column_unique', 'add_column_references', 'add_column_default_references'] as const),
  ...([
    'drop_column',
    'drop_column_referencing',
    'alter_type_kept',
    'alter_type_rechecked',
    'alter_type_kept_referencing',
  ] as const),
  ...(['alter_type_reindexed', 'alter_type_rewritten', 'alter_type_rewritten_referencing', 'set_default'] as const),
  ...([
    'drop_default',
    'set_not_null',
    'set_not_null_proven',
    'drop_not_null',
    'add_not_null',
    'add_not_null_not_valid',
  ] as const),
  ...(['validate_not_null', 'set_statistics', 'set_storage', 'set_compression', 'set_table_options'] as const),
  ...([
    'set_unlogged',
    'set_logged',
    'set_tablespace',
    'set_access_method',
    'cluster_on',
    'set_replica_identity',
    'set_row_type',
  ] as const),
  ...(['set_owner', 'add_identity', 'drop_identity', 'drop_expression', 'set_expression', 'add_check'] as const),
  ...([
    'add_check_not_valid',
    'validate_check',
    'add_foreign_key',
    'add_foreign_key_not_valid',
    'validate_foreign_key',
  ] as const),
  ...([
    'alter_constraint',
    'add_unique',
    'add_unique_using_index',
    'add_primary_key',
    'add_primary_key_using_index',
  ] as const),
  ...(['add_primary_key_using_nullable_index', 'add_exclusion', 'drop_constraint', 'drop_foreign_key'] as const),
  ...(['create_index', 'create_index_concurrently', 'create_index_on_partitioned', 'create_index_on_only'] as const),
  ...([
    'drop_index',
    'drop_index_concurrently',
    'attach_index',
    'move_index',
    'set_index_options',
    'reindex_index',
  ] as const),
  ...([
    'reindex_table',
    'reindex_concurrently',
    'create_view',
    'replace_view',
    'drop_view',
    'create_materialized_view',
  ] as const),
  ...([
    'refresh',
    'refresh_concurrently',
    'create_trigger',
    'drop_trigger',
    'set_trigger',
    'set_rule',
    'create_rule',
  ] as const),
  ...(['create_policy', 'alter_policy', 'drop_policy', 'set_row_security', 'comment'] as const),
  ...(['create_statistics', 'drop_statistics'] as const),
  ...([
    'grant',
    'analyze',
    'cluster',
    'vacuum',
    'vacuum_full',
    'lock_table',
    'attach_partition',
    'attach_partition_proven',
  ] as const),
  ...(['attach_partition_beside_default', 'attach_partition_keyed', 'attach_partition_adopting_key'] as const),
  ...([
    'detach_partition',
    'detach_partition_keyed',
    'detach_partition_beside_default',
    'detach_partition_concurrently',
    'add_inherit',
  ] as const),
  ...([
    'add_enum_value',
    'rename_enum_value',
    'add_domain_check',
    'add_domain_check_not_valid',
    'validate_domain_check',
  ] as const),
  ...([
    'set_domain_not_null',
    'alter_sequence',
    'own_sequence',
    'move_sequence',
    'drop_sequence',
    'insert',
    'update',
    'select',
    'select_for_update',
  ] as const),
] as const;
export type Operation = (typeof OPERATIONS)[number];
