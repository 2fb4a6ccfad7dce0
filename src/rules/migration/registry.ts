import type { MigrationFact } from '../../model/migration/fact.js';
import type { Registry } from '../rule.js';
import { addedColumnRequired } from './added-column-required.js';
import { addedColumnRewrites } from './added-column-rewrites.js';
import { attachScansPartition } from './attach-scans-partition.js';
import { checkScansTable } from './check-scans-table.js';
import { codeBroken } from './code-broken.js';
import { columnDropped } from './column-dropped.js';
import { columnTypeAdvice } from './column-type-advice.js';
import { databaseDropped } from './database-dropped.js';
import { defaultPrivilegeChanged } from './default-privilege-changed.js';
import { defaultRemoved } from './default-removed.js';
import { dependentsDropped } from './dependents-dropped.js';
import { detachBlocks } from './detach-blocks.js';
import { domainConstrained } from './domain-constrained.js';
import { domainScansTables } from './domain-scans-tables.js';
import { enumValueUnplaced } from './enum-value-unplaced.js';
import { enumValueUsedEarly } from './enum-value-used-early.js';
import { foreignKeyDropLocksParent } from './foreign-key-drop-locks-parent.js';
import { foreignKeyScansTables } from './foreign-key-scans-tables.js';
import { identifierCut } from './identifier-cut.js';
import { indexBlocksWrites } from './index-blocks-writes.js';
import { indexDropBlocks } from './index-drop-blocks.js';
import { indexMoved } from './index-moved.js';
import { invalidIndexLeft } from './invalid-index-left.js';
import { keyBuildsIndex } from './key-builds-index.js';
import { lockTimeoutMissing } from './lock-timeout-missing.js';
import { locksHeldTogether } from './locks-held-together.js';
import { notNullDropped } from './not-null-dropped.js';
import { notNullScansTable } from './not-null-scans-table.js';
import { objectDropped } from './object-dropped.js';
import { objectRenamed } from './object-renamed.js';
import { ownerChanged } from './owner-changed.js';
import { policyAdded } from './policy-added.js';
import { policyChanged } from './policy-changed.js';
import { policyRemoved } from './policy-removed.js';
import { primaryKeyRemoved } from './primary-key-removed.js';
import { privilegeRevoked } from './privilege-revoked.js';
import { publicationChanged } from './publication-changed.js';
import { refreshBlocksReads } from './refresh-blocks-reads.js';
import { refusedInTransaction } from './refused-in-transaction.js';
import { reindexBlocks } from './reindex-blocks.js';
import { relationMissing } from './relation-missing.js';
import { replicaIdentityChanged } from './replica-identity-changed.js';
import { rewriteRuleChanged } from './rewrite-rule-changed.js';
import { rowSecurityEnabled } from './row-security-enabled.js';
import { rowSecurityRelaxed } from './row-security-relaxed.js';
import { rowsTruncated } from './rows-truncated.js';
import { rowsWrittenAtOnce } from './rows-written-at-once.js';
import { statementRefused } from './statement-refused.js';
import { statementUnread } from './statement-unread.js';
import { suppressionExpired } from './suppression-expired.js';
import { suppressionUnreasoned } from './suppression-unreasoned.js';
import { suppressionUnused } from './suppression-unused.js';
import { tableDropped } from './table-dropped.js';
import { tableWrittenAnew } from './table-written-anew.js';
import { transactionUnbalanced } from './transaction-unbalanced.js';
import { triggerAdded } from './trigger-added.js';
import { triggerChanged } from './trigger-changed.js';
import { triggerRemoved } from './trigger-removed.js';
import { typeChangeLoses } from './type-change-loses.js';
import { typeChangeRewrites } from './type-change-rewrites.js';
import { typeChangeWorksThroughTable } from './type-change-works-through-table.js';
import { uniqueIndexRemoved } from './unique-index-removed.js';
import { uniqueRemoved } from './unique-removed.js';
import { validatedWithLock } from './validated-with-lock.js';

/** The rules for migrations by the kind of fact; what only takes a lock for a moment is left to lock_timeout_missing. */
export const MIGRATION_RULES: Registry<MigrationFact> = {
  create_table: [],
  create_table_referencing: [],
  create_partition: [],
  create_partition_beside_default: [attachScansPartition],
  drop_table: [tableDropped],
  drop_table_referencing: [tableDropped, foreignKeyDropLocksParent],
  drop_table_referenced: [tableDropped, foreignKeyDropLocksParent],
  drop_table_viewed: [],
  drop_part: [],
  rename_part: [],
  drop_partition: [tableDropped, foreignKeyDropLocksParent],
  truncate: [rowsTruncated],
  rename_table: [objectRenamed],
  rename_column: [objectRenamed],
  rename_constraint: [],
  rename_index: [],
  rename_view: [objectRenamed],
  set_schema: [objectRenamed],
  add_column: [addedColumnRequired],
  add_column_default: [addedColumnRewrites],
  add_column_volatile_default: [addedColumnRewrites],
  add_column_serial: [addedColumnRewrites],
  add_column_identity: [addedColumnRewrites],
  add_column_generated_stored: [addedColumnRewrites],
  add_column_generated_virtual: [],
  add_column_constrained_domain: [addedColumnRewrites],
  add_column_check: [checkScansTable],
  add_column_unique: [keyBuildsIndex],
  add_column_references: [foreignKeyScansTables],
  add_column_default_references: [foreignKeyScansTables],
  drop_column: [columnDropped],
  drop_column_referencing: [columnDropped, foreignKeyDropLocksParent],
  alter_type_kept: [],
  alter_type_rechecked: [typeChangeWorksThroughTable],
  alter_type_kept_referencing: [],
  alter_type_reindexed: [typeChangeWorksThroughTable, typeChangeLoses],
  alter_type_rewritten: [typeChangeRewrites, typeChangeLoses],
  alter_type_rewritten_referencing: [typeChangeRewrites, typeChangeLoses],
  set_default: [],
  drop_default: [],
  set_not_null: [notNullScansTable],
  set_not_null_proven: [notNullScansTable],
  drop_not_null: [notNullDropped],
  add_not_null: [checkScansTable],
  add_not_null_not_valid: [],
  validate_not_null: [validatedWithLock],
  set_statistics: [],
  set_storage: [],
  set_compression: [],
  set_table_options: [],
  set_unlogged: [tableWrittenAnew],
  set_logged: [tableWrittenAnew],
  set_tablespace: [tableWrittenAnew],
  set_access_method: [tableWrittenAnew],
  cluster_on: [],
  set_replica_identity: [],
  set_row_type: [],
  set_owner: [],
  add_identity: [],
  drop_identity: [],
  drop_expression: [],
  set_expression: [tableWrittenAnew],
  add_check: [checkScansTable],
  add_check_not_valid: [],
  validate_check: [validatedWithLock],
  add_foreign_key: [foreignKeyScansTables],
  add_foreign_key_not_valid: [],
  validate_foreign_key: [validatedWithLock],
  alter_constraint: [],
  add_unique: [keyBuildsIndex],
  add_unique_using_index: [],
  add_primary_key: [keyBuildsIndex],
  add_primary_key_using_index: [],
  add_primary_key_using_nullable_index: [notNullScansTable],
  add_exclusion: [keyBuildsIndex],
  drop_constraint: [],
  drop_foreign_key: [foreignKeyDropLocksParent],
  create_index: [indexBlocksWrites],
  create_index_concurrently: [invalidIndexLeft],
  create_index_on_partitioned: [indexBlocksWrites],
  create_index_on_only: [],
  drop_index: [indexDropBlocks],
  drop_index_concurrently: [],
  attach_index: [],
  move_index: [indexMoved],
  set_index_options: [],
  reindex_index: [reindexBlocks],
  reindex_table: [reindexBlocks],
  reindex_concurrently: [],
  create_view: [],
  replace_view: [],
  drop_view: [],
  create_materialized_view: [],
  refresh: [refreshBlocksReads],
  refresh_concurrently: [],
  create_trigger: [],
  drop_trigger: [],
  set_trigger: [],
  set_rule: [],
  create_rule: [],
  create_policy: [],
  alter_policy: [],
  drop_policy: [],
  set_row_security: [],
  create_statistics: [],
  drop_statistics: [],
  comment: [],
  grant: [],
  analyze: [],
  cluster: [tableWrittenAnew],
  vacuum: [],
  vacuum_full: [tableWrittenAnew],
  lock_table: [],
  attach_partition: [attachScansPartition],
  attach_partition_proven: [],
  attach_partition_beside_default: [attachScansPartition],
  attach_partition_keyed: [],
  attach_partition_adopting_key: [],
  detach_partition: [detachBlocks],
  detach_partition_keyed: [],
  detach_partition_beside_default: [],
  detach_partition_concurrently: [],
  add_inherit: [],
  add_enum_value: [enumValueUnplaced],
  rename_enum_value: [],
  add_domain_check: [domainScansTables],
  add_domain_check_not_valid: [],
  validate_domain_check: [],
  set_domain_not_null: [domainScansTables],
  alter_sequence: [],
  own_sequence: [],
  move_sequence: [],
  drop_sequence: [],
  insert: [],
  update: [rowsWrittenAtOnce],
  select: [],
  select_for_update: [],
  lock_timeout_missing: [lockTimeoutMissing],
  locks_held_together: [locksHeldTogether],
  refused_in_transaction: [refusedInTransaction],
  transaction_left_open: [transactionUnbalanced],
  transaction_nested: [transactionUnbalanced],
  transaction_not_begun: [transactionUnbalanced],
  enum_value_used_early: [enumValueUsedEarly],
  identifier_cut: [identifierCut],
  statement_refused: [statementRefused],
  statement_unread: [statementUnread],
  dependents_dropped: [dependentsDropped],
  code_broken: [codeBroken],
  object_dropped: [objectDropped],
  name_changed: [objectRenamed],
  relation_missing: [relationMissing],
  column_typed: [columnTypeAdvice],
  database_dropped: [databaseDropped],
  schema_dropped: [databaseDropped],
  domain_constrained: [domainConstrained],
  row_security_changed: [rowSecurityEnabled, rowSecurityRelaxed],
  policy_changed: [policyAdded, policyChanged, policyRemoved],
  trigger_changed: [triggerAdded, triggerRemoved, triggerChanged],
  rewrite_rule_changed: [rewriteRuleChanged],
  privileges_revoked: [privilegeRevoked],
  role_revoked: [privilegeRevoked],
  role_dropped: [privilegeRevoked],
  default_privileges_revoked: [defaultPrivilegeChanged],
  publication_changed: [publicationChanged],
  subscription_changed: [publicationChanged],
  replica_identity_lost: [replicaIdentityChanged],
  default_dropped: [defaultRemoved],
  uniqueness_dropped: [uniqueRemoved, primaryKeyRemoved, uniqueIndexRemoved],
  owner_changed: [ownerChanged],
  suppression_unused: [suppressionUnused],
  suppression_expired: [suppressionExpired],
  suppression_unreasoned: [suppressionUnreasoned],
};
