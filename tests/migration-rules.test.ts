import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../src/cli/rule-pages.js';
import { checkSql } from './support/migrations.js';

const rules = RULES.filter(({ family }) => family === 'migration');
const HELPERS = new Set([
  'queries',
  'registry',
  'objects',
  'words',
  'unknown',
  'migration-rule',
  'suppressions',
  'mysql',
]);

/** How bad each rule finds its example; changing a severity is a decision that shows here. */
const SEVERITY: Readonly<Record<string, string>> = {
  added_column_rewrites: 'breaking',
  added_column_required: 'breaking',
  check_scans_table: 'breaking',
  foreign_key_scans_tables: 'breaking',
  key_builds_index: 'breaking',
  not_null_scans_table: 'breaking',
  type_change_rewrites: 'breaking',
  type_change_works_through_table: 'breaking',
  type_change_loses: 'potentially_breaking',
  index_blocks_writes: 'breaking',
  index_moved: 'breaking',
  index_drop_blocks: 'potentially_breaking',
  reindex_blocks: 'breaking',
  invalid_index_left: 'potentially_breaking',
  refused_in_transaction: 'breaking',
  locks_held_together: 'potentially_breaking',
  lock_timeout_missing: 'potentially_breaking',
  table_dropped: 'breaking',
  code_broken: 'potentially_breaking',
  column_dropped: 'breaking',
  rows_truncated: 'breaking',
  database_dropped: 'breaking',
  foreign_key_drop_locks_parent: 'potentially_breaking',
  object_renamed: 'breaking',
  attach_scans_partition: 'breaking',
  detach_blocks: 'potentially_breaking',
  refresh_blocks_reads: 'breaking',
  table_written_anew: 'breaking',
  enum_value_used_early: 'breaking',
  enum_value_unplaced: 'non_breaking',
  domain_scans_tables: 'breaking',
  validated_with_lock: 'breaking',
  not_null_dropped: 'potentially_breaking',
  rows_written_at_once: 'potentially_breaking',
  transaction_unbalanced: 'potentially_breaking',
  identifier_cut: 'potentially_breaking',
  statement_refused: 'breaking',
  statement_unread: 'potentially_breaking',
  dependents_dropped: 'breaking',
  object_dropped: 'breaking',
  relation_missing: 'potentially_breaking',
  column_type_advice: 'non_breaking',
  domain_constrained: 'non_breaking',
  row_security_enabled: 'breaking',
  row_security_relaxed: 'potentially_breaking',
  policy_added: 'potentially_breaking',
  policy_changed: 'potentially_breaking',
  policy_removed: 'breaking',
  trigger_added: 'potentially_breaking',
  trigger_removed: 'potentially_breaking',
  trigger_changed: 'potentially_breaking',
  rewrite_rule_changed: 'potentially_breaking',
  privilege_revoked: 'breaking',
  default_privilege_changed: 'potentially_breaking',
  publication_changed: 'breaking',
  replica_identity_changed: 'breaking',
  default_removed: 'breaking',
  unique_removed: 'potentially_breaking',
  primary_key_removed: 'breaking',
  unique_index_removed: 'potentially_breaking',
  owner_changed: 'potentially_breaking',
  suppression_unused: 'potentially_breaking',
  suppression_expired: 'potentially_breaking',
  suppression_unreasoned: 'potentially_breaking',
};

test('every rule has a file of its name, and every file a rule', () => {
  const files = readdirSync('src/rules/migration').map((name) => name.replace('.ts', ''));
  const ids = rules.map(({ id }) => id.replaceAll('_', '-'));
  expect(files.filter((name) => !HELPERS.has(name)).sort()).toEqual(ids.sort());
  expect(Object.keys(SEVERITY).sort()).toEqual(rules.map(({ id }) => id).sort());
});

describe.each(rules)('$id', (rule) => {
  const { before, migration } = rule.example as { before: string; migration: string };

  test('finds its example, as badly as it should, and says where', async () => {
    const { issues } = await checkSql(before, migration);
    const own = issues.filter(({ type }) => type === rule.id);
    expect(own.map(({ severity }) => severity)).toEqual([SEVERITY[rule.id]]);
    expect(own[0]?.after_location).toMatchObject({ file: 'migration.sql' });
  });

  test('says what it finds in whole sentences', () => {
    for (const text of [rule.summary, rule.reason, rule.instead]) expect(text).toMatch(/^[A-Za-z].*\.$/);
  });
});
