/**
 * Measures how far the check of migrations agrees with cases that somebody else has labelled.
 *
 *     npx tsx tests/measure/migration-agreement.ts cases.jsonl
 *
 * Each line of the file is `{ name, sql, rule, kind, pg }`: the rule must fire (`err`) or must not (`ok`). Nothing is
 * known of the schema before. Prints every case in which we differ, then the counts; rules that we have no like of, and
 * cases without a rule, are counted apart.
 */
import { readFileSync } from 'node:fs';
import { checkMigration } from '../../src/check/check-migration.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { SETTINGS } from '../support/migrations.js';

/** Our rules that look for the same. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  AddingFieldWithDefault: ['added_column_rewrites'],
  AddingForeignKeyConstraint: ['foreign_key_scans_tables'],
  AddingNotNullableField: ['not_null_scans_table'],
  AddingRequiredField: ['added_column_required'],
  AddingSerialPrimaryKeyField: ['key_builds_index'],
  BanAlterDomainWithAddConstraint: ['domain_scans_tables'],
  BanCharField: ['column_type_advice'],
  BanConcurrentIndexCreationInTransaction: ['refused_in_transaction'],
  BanCreateDomainWithConstraint: ['domain_constrained'],
  BanDropColumn: ['column_dropped'],
  BanDropDatabase: ['database_dropped'],
  BanDropNotNull: ['not_null_dropped'],
  BanDropTable: ['table_dropped'],
  BanTruncateCascade: ['rows_truncated'],
  BanUncommittedTransaction: ['transaction_unbalanced'],
  ChangingColumnType: ['type_change_rewrites', 'type_change_works_through_table'],
  ConstraintMissingNotValid: ['check_scans_table', 'foreign_key_scans_tables', 'validated_with_lock'],
  DisallowedUniqueConstraint: ['key_builds_index'],
  IdentifierTooLong: ['identifier_cut'],
  PreferBigintOverInt: ['column_type_advice'],
  PreferBigintOverSmallint: ['column_type_advice'],
  PreferIdentity: ['column_type_advice'],
  PreferRepack: ['table_written_anew'],
  PreferTextField: ['column_type_advice', 'type_change_rewrites'],
  PreferTimestampTz: ['column_type_advice', 'type_change_rewrites'],
  RenamingColumn: ['object_renamed'],
  RenamingTable: ['object_renamed'],
  RequireConcurrentIndexCreation: ['index_blocks_writes'],
  RequireConcurrentIndexDeletion: ['index_drop_blocks'],
  RequireConcurrentPartitionDetach: ['detach_blocks'],
  RequireConcurrentReindex: ['reindex_blocks'],
  RequireEnumValueOrdering: ['enum_value_unplaced'],
  RequireLockTimeout: ['lock_timeout_missing'],
  RequireTimeoutSettings: ['lock_timeout_missing'],
  TransactionNesting: ['transaction_unbalanced'],
};

interface Case {
  readonly name: string;
  readonly sql: string;
  readonly rule: string | null;
  readonly kind: string;
  readonly pg: string | null;
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: migration-agreement.ts <cases.jsonl>');
const counts = new Map<string, number>();
for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
  const { name, sql, rule, kind, pg } = JSON.parse(line) as Case;
  const ids = rule === null ? undefined : RULES[rule];
  if (ids === undefined || (kind !== 'err' && kind !== 'ok')) {
    count('no rule like it, or no label');
    continue;
  }
  try {
    const version = pg === null ? undefined : Number.parseInt(pg, 10);
    const migration = await readMigration({ name, text: sql });
    const settings = { ...SETTINGS, ...(version !== undefined && { serverVersion: version }) };
    const types = checkMigration(undefined, [migration], settings).issues.map(({ type }) => type);
    const fires = ids.some((id) => types.includes(id));
    if (fires === (kind === 'err')) count('agree');
    else {
      count('differ');
      console.log(`${name}: ${kind} ${rule}, ours: ${types.join(' ')}`);
    }
  } catch (error) {
    count('not read');
    console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
for (const [what, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${what}`);

function count(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
