/**
 * Measures how far the check of migrations agrees with cases that somebody else has labelled.
 *
 *     npx tsx tests/measure/migration-agreement.ts cases.jsonl [pattern]
 *
 * Each line of the file is `{ name, sql, kind, rule, pg }`: `kind` is `err` when the rule finds something, `ok` when
 * it must not. Prints every case in which we judge otherwise, then the counts. There is no schema before: every
 * table counts as full. The labels are opinions: what is left is argued in references/rules/disagreements.md.
 */
import { readFileSync } from 'node:fs';
import { checkMigration } from '../../src/check/check-migration.js';
import { UserError } from '../../src/index.js';
import { readMigration } from '../../src/read/postgresql/migration/read-migration.js';
import { SETTINGS } from '../support/migrations.js';

interface Case {
  readonly name: string;
  readonly sql: string;
  readonly kind: string;
  readonly rule: string | null;
  readonly pg: string | null;
}

/** Which of our rules says what another tool's rule says; none where we want none. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  adding_field_with_default: ['added_column_rewrites'],
  adding_foreign_key_constraint: ['foreign_key_scans_tables'],
  adding_not_null_field: ['not_null_scans_table'],
  adding_primary_key_constraint: ['key_builds_index', 'added_column_rewrites'],
  adding_required_field: ['added_column_required'],
  ban_alter_domain_with_add_constraint: ['domain_scans_tables'],
  ban_char_field: ['column_type_advice'],
  ban_concurrent_index_creation_in_transaction: ['refused_in_transaction'],
  ban_create_domain_with_constraint: ['domain_constrained'],
  ban_drop_column: ['column_dropped'],
  ban_drop_database: ['database_dropped'],
  ban_drop_not_null: ['not_null_dropped'],
  ban_drop_table: ['table_dropped'],
  ban_truncate_cascade: ['rows_truncated'],
  ban_uncommitted_transaction: ['transaction_unbalanced'],
  changing_column_type: ['type_change_rewrites'],
  constraint_missing_not_valid: ['check_scans_table', 'foreign_key_scans_tables', 'validated_with_lock'],
  disallow_unique_constraint: ['key_builds_index'],
  identifier_too_long: ['identifier_cut'],
  prefer_bigint_over_int: ['column_type_advice'],
  prefer_bigint_over_smallint: ['column_type_advice'],
  prefer_identity: ['column_type_advice'],
  prefer_repack: ['table_written_anew'],
  prefer_text_field: ['column_type_advice', 'type_change_rewrites'],
  prefer_timestamptz: ['column_type_advice', 'type_change_rewrites'],
  renaming_column: ['object_renamed'],
  renaming_table: ['object_renamed'],
  require_concurrent_index_creation: ['index_blocks_writes'],
  require_concurrent_index_deletion: ['index_drop_blocks'],
  require_concurrent_partition_detach: ['detach_blocks'],
  require_concurrent_reindex: ['reindex_blocks'],
  require_enum_value_ordering: ['enum_value_unplaced'],
  require_timeout_settings: ['lock_timeout_missing'],
  transaction_nesting: ['transaction_unbalanced'],
};

/** What a quiet finding has to say to be about the same. */
const WORDS: Readonly<Record<string, RegExp>> = {
  ban_char_field: /char\(n\)/,
  prefer_bigint_over_int: /runs out/,
  prefer_bigint_over_smallint: /runs out/,
  prefer_identity: /identity/,
  prefer_text_field: /use text|another type/i,
  prefer_timestamptz: /timestamptz|another type/i,
};

async function main([file, pattern = '']: readonly string[]): Promise<void> {
  if (file === undefined) throw new Error('usage: migration-agreement.ts <cases.jsonl> [pattern]');
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const one = JSON.parse(line) as Case;
    const rule = one.name.split('/')[0] as string;
    if (!new RegExp(pattern).test(one.name)) continue;
    const ours = Object.hasOwn(RULES, rule) ? RULES[rule] : undefined;
    if (ours === undefined || !/^(?:err|ok)$/.test(one.kind)) {
      count(ours === undefined ? 'no such rule of ours' : 'without a label');
      continue;
    }
    const { verdict, found } = await judge(one, ours, WORDS[rule] ?? /./);
    count(verdict === one.kind ? 'agree' : 'disagree');
    if (verdict === one.kind) continue;
    console.log(`${one.name}: ${one.kind}, but we say ${verdict}\n${one.sql.trim().replaceAll(/^/gm, '    ')}`);
    for (const text of found) console.log(`  ours ${text}`);
  }
  for (const [name, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${name}`);
}

async function judge({ name, sql, pg }: Case, ours: readonly string[], words: RegExp) {
  try {
    const isWrapped = /assum\w*_(?:in_)?transaction/.test(name) && !/squawk_disable/.test(name);
    const version = /^\d+/.exec(pg ?? '')?.[0];
    const options = {
      ...SETTINGS,
      ...(isWrapped && { inTransaction: 'yes' as const }),
      ...(version && { serverVersion: Number(version) }),
    };
    const { issues } = checkMigration(undefined, [await readMigration({ name: 'case.sql', text: sql })], options);
    const matching = issues.filter(({ type, description }) => ours.includes(type) && words.test(description));
    const found = issues.map(({ severity, type, description }) => `${severity} ${type}: ${description}`);
    return { verdict: matching.length > 0 ? 'err' : 'ok', found };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { verdict: 'refused', found: [error.message] };
  }
}

main(process.argv.slice(2));
