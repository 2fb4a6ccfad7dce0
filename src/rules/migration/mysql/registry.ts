import type { MysqlFact } from '../../../model/migration/mysql-fact.js';
import type { Registry } from '../../rule.js';
import { suppressionExpired } from '../suppression-expired.js';
import { suppressionUnreasoned } from '../suppression-unreasoned.js';
import { suppressionUnused } from '../suppression-unused.js';
import { addedColumnRequired } from './added-column-required.js';
import { algorithmRefused } from './algorithm-refused.js';
import { algorithmUnstated } from './algorithm-unstated.js';
import { attributesDropped } from './attributes-dropped.js';
import { columnDropped } from './column-dropped.js';
import { databaseDropped } from './database-dropped.js';
import { ddlCommits } from './ddl-commits.js';
import { duplicatesDeleted } from './duplicates-deleted.js';
import { foreignKeyUnchecked } from './foreign-key-unchecked.js';
import { lockTimeoutMissing } from './lock-timeout-missing.js';
import { notNullDropped } from './not-null-dropped.js';
import { objectBroken } from './object-broken.js';
import { objectDropped } from './object-dropped.js';
import { objectRenamed } from './object-renamed.js';
import { partitioningChanged } from './partitioning-changed.js';
import { privilegeRevoked } from './privilege-revoked.js';
import { relationMissing } from './relation-missing.js';
import { rowsTruncated } from './rows-truncated.js';
import { rowsWrittenAtOnce } from './rows-written-at-once.js';
import { serverSettingChanged } from './server-setting-changed.js';
import { statementRefused } from './statement-refused.js';
import { statementUnread } from './statement-unread.js';
import { tableCopied } from './table-copied.js';
import { tableDropped } from './table-dropped.js';
import { tableRebuilt } from './table-rebuilt.js';
import { tablesLocked } from './tables-locked.js';
import { transactionUnbalanced } from './transaction-unbalanced.js';
import { typeChangeLoses } from './type-change-loses.js';
import { writesBlocked } from './writes-blocked.js';

/** The rules for migrations of MySQL and MariaDB by the kind of fact. */
export const MYSQL_MIGRATION_RULES: Registry<MysqlFact> = {
  table_altered: [tableCopied, tableRebuilt, writesBlocked, algorithmRefused, algorithmUnstated],
  statement_refused: [statementRefused],
  statement_unread: [statementUnread],
  object_dropped: [objectDropped],
  object_broken: [objectBroken],
  table_dropped: [tableDropped],
  table_renamed: [objectRenamed],
  column_dropped: [columnDropped],
  column_renamed: [objectRenamed],
  column_required: [addedColumnRequired],
  attributes_lost: [attributesDropped],
  type_narrowed: [typeChangeLoses],
  nullability_relaxed: [notNullDropped],
  foreign_key_unchecked: [foreignKeyUnchecked],
  duplicates_deleted: [duplicatesDeleted],
  partition_exchanged: [partitioningChanged],
  rows_truncated: [rowsTruncated],
  rows_written: [rowsWrittenAtOnce],
  // Judged by the rules for two schemas.
  schema_changed: [],
  privileges_revoked: [privilegeRevoked],
  account_changed: [privilegeRevoked],
  database_dropped: [databaseDropped],
  tables_locked: [tablesLocked],
  server_setting_changed: [serverSettingChanged],
  lock_wait_unlimited: [lockTimeoutMissing],
  ddl_in_transaction: [ddlCommits],
  ddl_repeated: [ddlCommits],
  relation_missing: [relationMissing],
  transaction_left_open: [transactionUnbalanced],
  transaction_nested: [transactionUnbalanced],
  transaction_not_begun: [transactionUnbalanced],
  suppression_unused: [suppressionUnused],
  suppression_expired: [suppressionExpired],
  suppression_unreasoned: [suppressionUnreasoned],
};
