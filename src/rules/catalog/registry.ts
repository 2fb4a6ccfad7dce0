import type { CatalogChange } from '../../model/catalog/change.js';
import type { Registry } from '../rule.js';
import { autoIncrementAdded } from './auto-increment-added.js';
import { autoIncrementRemoved } from './auto-increment-removed.js';
import { checkAdded } from './check-added.js';
import { checkChanged } from './check-changed.js';
import { checkInheritanceChanged } from './check-inheritance-changed.js';
import { checkRemoved } from './check-removed.js';
import { collationChanged } from './collation-changed.js';
import { columnOrderChanged } from './column-order-changed.js';
import { columnRemoved } from './column-removed.js';
import { columnRenamed } from './column-renamed.js';
import { columnVisibilityChanged } from './column-visibility-changed.js';
import { commentChanged } from './comment-changed.js';
import { compositeTypeChanged } from './composite-type-changed.js';
import { constraintDeferralChanged } from './constraint-deferral-changed.js';
import { constraintEnforced } from './constraint-enforced.js';
import { constraintRenamed } from './constraint-renamed.js';
import { constraintUnenforced } from './constraint-unenforced.js';
import { coveringColumnsChanged } from './covering-columns-changed.js';
import { defaultAdded } from './default-added.js';
import { defaultChanged } from './default-changed.js';
import { defaultPrivilegeChanged } from './default-privilege-changed.js';
import { defaultRemoved } from './default-removed.js';
import { defaultReplaced } from './default-replaced.js';
import { domainChanged } from './domain-changed.js';
import { domainRelaxed } from './domain-relaxed.js';
import { domainRestricted } from './domain-restricted.js';
import { engineChanged } from './engine-changed.js';
import { enumReordered } from './enum-reordered.js';
import { enumValueAdded } from './enum-value-added.js';
import { enumValueRemoved } from './enum-value-removed.js';
import { eventChanged } from './event-changed.js';
import { exclusionAdded } from './exclusion-added.js';
import { exclusionChanged } from './exclusion-changed.js';
import { exclusionRemoved } from './exclusion-removed.js';
import { extensionChanged } from './extension-changed.js';
import { extensionRemoved } from './extension-removed.js';
import { foreignKeyActionChanged } from './foreign-key-action-changed.js';
import { foreignKeyAdded } from './foreign-key-added.js';
import { foreignKeyChanged } from './foreign-key-changed.js';
import { foreignKeyRemoved } from './foreign-key-removed.js';
import { generatedChanged } from './generated-changed.js';
import { identityChanged } from './identity-changed.js';
import { incompatibleTypeChange } from './incompatible-type-change.js';
import { indexAdded } from './index-added.js';
import { indexChanged } from './index-changed.js';
import { indexRemoved } from './index-removed.js';
import { indexRenamed } from './index-renamed.js';
import { keyChanged } from './key-changed.js';
import { notNullConstraintChanged } from './not-null-constraint-changed.js';
import { nullDefaultChanged } from './null-default-changed.js';
import { nullabilityRelaxed } from './nullability-relaxed.js';
import { nullabilityRestriction } from './nullability-restriction.js';
import { objectAdded } from './object-added.js';
import { onUpdateChanged } from './on-update-changed.js';
import { optionalColumnAdded } from './optional-column-added.js';
import { otherObjectChanged } from './other-object-changed.js';
import { ownerChanged } from './owner-changed.js';
import { partitioningChanged } from './partitioning-changed.js';
import { policyAdded } from './policy-added.js';
import { policyChanged } from './policy-changed.js';
import { policyRemoved } from './policy-removed.js';
import { primaryKeyAdded } from './primary-key-added.js';
import { primaryKeyRemoved } from './primary-key-removed.js';
import { privilegeGranted } from './privilege-granted.js';
import { privilegeRevoked } from './privilege-revoked.js';
import { procedureAdded } from './procedure-added.js';
import { procedureChanged } from './procedure-changed.js';
import { procedureHintChanged } from './procedure-hint-changed.js';
import { procedureRemoved } from './procedure-removed.js';
import { procedureSignatureChanged } from './procedure-signature-changed.js';
import { publicationChanged } from './publication-changed.js';
import { replicaIdentityChanged } from './replica-identity-changed.js';
import { requiredColumnAdded } from './required-column-added.js';
import { rewriteRuleChanged } from './rewrite-rule-changed.js';
import { riskyTypeChange } from './risky-type-change.js';
import { rowSecurityEnabled } from './row-security-enabled.js';
import { rowSecurityPrepared } from './row-security-prepared.js';
import { rowSecurityRelaxed } from './row-security-relaxed.js';
import { schemaRemoved } from './schema-removed.js';
import { sequenceChanged } from './sequence-changed.js';
import { sequenceOwnerColumnChanged } from './sequence-owner-column-changed.js';
import { sequenceRemoved } from './sequence-removed.js';
import { storageChanged } from './storage-changed.js';
import { tableAdded } from './table-added.js';
import { tableKindChanged } from './table-kind-changed.js';
import { tableMadeLogged } from './table-made-logged.js';
import { tableMadeUnlogged } from './table-made-unlogged.js';
import { tableRemoved } from './table-removed.js';
import { tableRenamed } from './table-renamed.js';
import { triggerAdded } from './trigger-added.js';
import { triggerChanged } from './trigger-changed.js';
import { triggerRemoved } from './trigger-removed.js';
import { typeRemoved } from './type-removed.js';
import { typeWidened } from './type-widened.js';
import { uniqueAdded } from './unique-added.js';
import { uniqueIndexAdded } from './unique-index-added.js';
import { uniqueIndexChanged } from './unique-index-changed.js';
import { uniqueIndexRemoved } from './unique-index-removed.js';
import { uniqueRemoved } from './unique-removed.js';
import { versioningChanged } from './versioning-changed.js';
import { viewAdded } from './view-added.js';
import { viewChanged } from './view-changed.js';
import { viewColumnAdded } from './view-column-added.js';
import { viewColumnCommentChanged } from './view-column-comment-changed.js';
import { viewColumnOrderChanged } from './view-column-order-changed.js';
import { viewColumnRemoved } from './view-column-removed.js';
import { viewColumnTypeChanged } from './view-column-type-changed.js';
import { viewRemoved } from './view-removed.js';

/** The rules of databases, by kind of change. */
export const CATALOG_RULES: Registry<CatalogChange> = {
  schema_removed: [schemaRemoved],
  schema_added: [objectAdded],
  schema_comment_changed: [commentChanged],
  schema_owner_changed: [ownerChanged],
  schema_privileges_changed: [privilegeGranted, privilegeRevoked],
  extension_removed: [extensionRemoved],
  extension_added: [objectAdded],
  extension_comment_changed: [commentChanged],
  extension_schema_changed: [extensionChanged],
  extension_version_changed: [extensionChanged],
  type_removed: [typeRemoved],
  type_added: [objectAdded],
  enum_comment_changed: [commentChanged],
  enum_values_changed: [enumReordered, enumValueAdded, enumValueRemoved],
  enum_owner_changed: [ownerChanged],
  enum_privileges_changed: [privilegeGranted, privilegeRevoked],
  domain_constraint_removed: [domainRelaxed],
  domain_constraint_added: [domainRestricted],
  domain_constraint_changed: [domainChanged],
  domain_comment_changed: [commentChanged],
  domain_base_changed: [domainChanged],
  domain_default_changed: [domainChanged],
  domain_collation_changed: [domainChanged],
  domain_nullable_changed: [domainRelaxed, domainRestricted],
  domain_owner_changed: [ownerChanged],
  domain_privileges_changed: [privilegeGranted, privilegeRevoked],
  composite_comment_changed: [commentChanged],
  composite_attribute_comments_changed: [commentChanged],
  composite_attributes_changed: [compositeTypeChanged],
  composite_owner_changed: [ownerChanged],
  composite_privileges_changed: [privilegeGranted, privilegeRevoked],
  range_comment_changed: [commentChanged],
  range_subtype_changed: [compositeTypeChanged],
  range_options_changed: [compositeTypeChanged],
  range_owner_changed: [ownerChanged],
  range_privileges_changed: [privilegeGranted, privilegeRevoked],
  sequence_removed: [sequenceRemoved],
  sequence_added: [objectAdded],
  sequence_comment_changed: [commentChanged],
  sequence_owner_changed: [ownerChanged],
  sequence_privileges_changed: [privilegeGranted, privilegeRevoked],
  sequence_options_changed: [sequenceChanged],
  sequence_persistence_changed: [sequenceChanged],
  sequence_owned_by_changed: [sequenceOwnerColumnChanged],
  table_removed: [tableRemoved],
  table_added: [tableAdded],
  table_comment_changed: [commentChanged],
  table_owner_changed: [ownerChanged],
  table_partitioning_changed: [partitioningChanged],
  table_partition_of_changed: [partitioningChanged],
  table_inherits_changed: [partitioningChanged],
  table_privileges_changed: [privilegeGranted, privilegeRevoked],
  table_replica_identity_changed: [replicaIdentityChanged],
  table_row_security_changed: [rowSecurityEnabled, rowSecurityPrepared, rowSecurityRelaxed],
  table_options_changed: [engineChanged, storageChanged, versioningChanged],
  table_tablespace_changed: [storageChanged],
  table_access_method_changed: [storageChanged],
  table_of_type_changed: [tableKindChanged],
  table_foreign_changed: [tableKindChanged],
  table_persistence_changed: [tableMadeLogged, tableMadeUnlogged],
  table_renamed: [tableRenamed],
  column_removed: [columnRemoved],
  column_added: [optionalColumnAdded, requiredColumnAdded],
  column_is_auto_increment_changed: [autoIncrementAdded, autoIncrementRemoved],
  column_collation_changed: [collationChanged],
  column_order_changed: [columnOrderChanged],
  column_renamed: [columnRenamed],
  column_is_invisible_changed: [columnVisibilityChanged],
  column_comment_changed: [commentChanged],
  column_default_changed: [defaultAdded, defaultChanged, defaultRemoved, defaultReplaced, nullDefaultChanged],
  column_generated_changed: [generatedChanged],
  column_identity_changed: [identityChanged],
  column_type_changed: [incompatibleTypeChange, riskyTypeChange, typeWidened],
  column_not_null_changed: [notNullConstraintChanged],
  column_nullable_changed: [nullabilityRelaxed, nullabilityRestriction],
  column_on_update_changed: [onUpdateChanged],
  column_is_inherited_changed: [partitioningChanged],
  column_privileges_changed: [privilegeGranted, privilegeRevoked],
  column_storage_changed: [storageChanged],
  column_compression_changed: [storageChanged],
  column_statistics_changed: [storageChanged],
  column_options_changed: [storageChanged, versioningChanged],
  constraint_removed: [checkRemoved, exclusionRemoved, foreignKeyRemoved, primaryKeyRemoved, uniqueRemoved],
  constraint_added: [checkAdded, exclusionAdded, foreignKeyAdded, primaryKeyAdded, uniqueAdded],
  constraint_renamed: [constraintRenamed],
  key_comment_changed: [commentChanged],
  key_index_comment_changed: [commentChanged],
  key_is_deferrable_changed: [constraintDeferralChanged],
  key_is_initially_deferred_changed: [constraintDeferralChanged],
  key_is_validated_changed: [constraintEnforced, constraintUnenforced],
  key_is_enforced_changed: [constraintEnforced, constraintUnenforced],
  key_include_changed: [coveringColumnsChanged],
  key_columns_changed: [keyChanged],
  key_keys_changed: [keyChanged],
  key_nulls_not_distinct_changed: [keyChanged],
  key_without_overlaps_changed: [keyChanged],
  key_options_changed: [storageChanged],
  key_tablespace_changed: [storageChanged],
  key_is_clustered_changed: [storageChanged],
  key_attached_to_changed: [indexChanged],
  key_is_unbuilt_changed: [indexChanged],
  foreign_key_comment_changed: [commentChanged],
  foreign_key_is_deferrable_changed: [constraintDeferralChanged],
  foreign_key_is_initially_deferred_changed: [constraintDeferralChanged],
  foreign_key_is_validated_changed: [constraintEnforced, constraintUnenforced],
  foreign_key_is_enforced_changed: [constraintEnforced, constraintUnenforced],
  foreign_key_on_update_changed: [foreignKeyActionChanged],
  foreign_key_on_delete_changed: [foreignKeyActionChanged],
  foreign_key_set_columns_changed: [foreignKeyActionChanged],
  foreign_key_columns_changed: [foreignKeyChanged],
  foreign_key_references_changed: [foreignKeyChanged],
  foreign_key_referenced_columns_changed: [foreignKeyChanged],
  foreign_key_match_changed: [foreignKeyChanged],
  foreign_key_is_period_changed: [foreignKeyChanged],
  check_expression_changed: [checkChanged],
  check_no_inherit_changed: [checkInheritanceChanged],
  check_comment_changed: [commentChanged],
  check_is_deferrable_changed: [constraintDeferralChanged],
  check_is_initially_deferred_changed: [constraintDeferralChanged],
  check_is_validated_changed: [constraintEnforced, constraintUnenforced],
  check_is_enforced_changed: [constraintEnforced, constraintUnenforced],
  exclusion_comment_changed: [commentChanged],
  exclusion_index_comment_changed: [commentChanged],
  exclusion_is_deferrable_changed: [constraintDeferralChanged],
  exclusion_is_initially_deferred_changed: [constraintDeferralChanged],
  exclusion_is_validated_changed: [constraintEnforced, constraintUnenforced],
  exclusion_is_enforced_changed: [constraintEnforced, constraintUnenforced],
  exclusion_include_changed: [coveringColumnsChanged],
  exclusion_method_changed: [exclusionChanged],
  exclusion_elements_changed: [exclusionChanged],
  exclusion_predicate_changed: [exclusionChanged],
  exclusion_options_changed: [storageChanged],
  exclusion_tablespace_changed: [storageChanged],
  exclusion_is_clustered_changed: [storageChanged],
  exclusion_attached_to_changed: [indexChanged],
  exclusion_is_unbuilt_changed: [indexChanged],
  index_removed: [indexRemoved, uniqueIndexRemoved],
  index_added: [indexAdded, uniqueIndexAdded],
  index_comment_changed: [commentChanged],
  index_include_changed: [coveringColumnsChanged],
  index_keys_changed: [indexChanged, uniqueIndexChanged],
  index_predicate_changed: [indexChanged, uniqueIndexChanged],
  index_method_changed: [indexChanged],
  index_is_valid_changed: [indexChanged],
  index_attached_to_changed: [indexChanged],
  index_is_invisible_changed: [indexChanged],
  index_renamed: [indexRenamed],
  index_options_changed: [storageChanged],
  index_tablespace_changed: [storageChanged],
  index_is_clustered_changed: [storageChanged],
  index_statistics_changed: [storageChanged],
  index_is_unique_changed: [uniqueIndexChanged],
  index_nulls_not_distinct_changed: [uniqueIndexChanged],
  trigger_removed: [triggerRemoved],
  trigger_added: [triggerAdded],
  trigger_comment_changed: [commentChanged],
  trigger_timing_changed: [triggerChanged],
  trigger_events_changed: [triggerChanged],
  trigger_columns_changed: [triggerChanged],
  trigger_level_changed: [triggerChanged],
  trigger_when_changed: [triggerChanged],
  trigger_action_changed: [triggerChanged],
  trigger_old_table_changed: [triggerChanged],
  trigger_new_table_changed: [triggerChanged],
  trigger_constraint_changed: [triggerChanged],
  trigger_enabled_changed: [triggerChanged],
  trigger_definer_changed: [triggerChanged],
  trigger_sql_mode_changed: [triggerChanged],
  policy_removed: [policyRemoved],
  policy_added: [policyAdded],
  policy_comment_changed: [commentChanged],
  policy_command_changed: [policyChanged],
  policy_is_permissive_changed: [policyChanged],
  policy_roles_changed: [policyChanged],
  policy_using_changed: [policyChanged],
  policy_check_changed: [policyChanged],
  rule_removed: [rewriteRuleChanged],
  rule_added: [rewriteRuleChanged],
  rule_comment_changed: [commentChanged],
  rule_definition_changed: [rewriteRuleChanged],
  rule_enabled_changed: [rewriteRuleChanged],
  view_column_removed: [viewColumnRemoved],
  view_removed: [viewRemoved],
  view_added: [viewAdded],
  view_column_added: [viewColumnAdded],
  view_comment_changed: [commentChanged],
  view_owner_changed: [ownerChanged],
  view_privileges_changed: [privilegeGranted, privilegeRevoked],
  view_tablespace_changed: [storageChanged],
  view_access_method_changed: [storageChanged],
  view_query_changed: [viewChanged],
  view_options_changed: [viewChanged],
  view_defaults_changed: [viewChanged],
  view_column_privileges_changed: [privilegeGranted, privilegeRevoked],
  view_column_comment_changed: [viewColumnCommentChanged],
  view_column_order_changed: [viewColumnOrderChanged],
  view_column_type_changed: [viewColumnTypeChanged],
  routine_removed: [procedureRemoved],
  routine_added: [procedureAdded],
  routine_comment_changed: [commentChanged],
  routine_owner_changed: [ownerChanged],
  routine_privileges_changed: [privilegeGranted, privilegeRevoked],
  routine_language_changed: [procedureChanged],
  routine_body_changed: [procedureChanged],
  routine_volatility_changed: [procedureChanged],
  routine_is_strict_changed: [procedureChanged],
  routine_is_security_definer_changed: [procedureChanged],
  routine_settings_changed: [procedureChanged],
  routine_is_leakproof_changed: [procedureHintChanged],
  routine_parallel_changed: [procedureHintChanged],
  routine_options_changed: [procedureChanged, procedureHintChanged],
  routine_type_changed: [procedureSignatureChanged],
  routine_parameters_changed: [procedureSignatureChanged],
  routine_returns_changed: [procedureSignatureChanged],
  event_removed: [eventChanged],
  event_added: [eventChanged],
  event_comment_changed: [commentChanged],
  event_schedule_changed: [eventChanged],
  event_is_enabled_changed: [eventChanged],
  event_is_preserved_changed: [eventChanged],
  event_body_changed: [eventChanged],
  event_definer_changed: [eventChanged],
  event_sql_mode_changed: [eventChanged],
  publication_removed: [publicationChanged],
  publication_added: [objectAdded],
  publication_comment_changed: [commentChanged],
  publication_owner_changed: [ownerChanged],
  publication_all_tables_changed: [publicationChanged],
  publication_tables_changed: [publicationChanged],
  publication_schemas_changed: [publicationChanged],
  publication_options_changed: [publicationChanged],
  default_privilege_removed: [defaultPrivilegeChanged],
  default_privilege_added: [defaultPrivilegeChanged],
  other_removed: [otherObjectChanged],
  other_added: [objectAdded],
  other_changed: [otherObjectChanged],
  other_owner_changed: [ownerChanged],
  other_privileges_changed: [privilegeGranted, privilegeRevoked],
  other_comment_changed: [commentChanged],
};
