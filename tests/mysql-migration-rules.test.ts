import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../src/cli/rule-pages.js';
import { checkMysqlSql, foundInMysql } from './support/mysql-migrations.js';

const rules = RULES.filter(({ family, id }) => family === 'mysql_migration' && !id.startsWith('suppression_'));
const HELPERS = new Set(['registry', 'words', 'mysql-rule']);

/** How bad each rule finds its example; changing a severity is a decision that shows here. */
const SEVERITY: Readonly<Record<string, string>> = {
  added_column_required: 'breaking',
  algorithm_refused: 'breaking',
  algorithm_unstated: 'non_breaking',
  attributes_dropped: 'breaking',
  column_dropped: 'breaking',
  database_dropped: 'breaking',
  ddl_commits: 'potentially_breaking',
  duplicates_deleted: 'breaking',
  foreign_key_unchecked: 'potentially_breaking',
  lock_timeout_missing: 'potentially_breaking',
  not_null_dropped: 'potentially_breaking',
  object_broken: 'breaking',
  object_dropped: 'breaking',
  object_renamed: 'breaking',
  partitioning_changed: 'potentially_breaking',
  privilege_revoked: 'breaking',
  relation_missing: 'potentially_breaking',
  rows_truncated: 'breaking',
  rows_written_at_once: 'potentially_breaking',
  server_setting_changed: 'potentially_breaking',
  statement_refused: 'breaking',
  statement_unread: 'potentially_breaking',
  table_copied: 'breaking',
  table_dropped: 'breaking',
  table_rebuilt: 'potentially_breaking',
  tables_locked: 'potentially_breaking',
  transaction_unbalanced: 'potentially_breaking',
  type_change_loses: 'potentially_breaking',
  writes_blocked: 'breaking',
};

test('every rule has a file of its name, and every file a rule', () => {
  const files = readdirSync('src/rules/migration/mysql').map((name) => name.replace('.ts', ''));
  const ids = rules.map(({ id }) => id.replaceAll('_', '-'));
  expect(files.filter((name) => !HELPERS.has(name)).sort()).toEqual(ids.sort());
  expect(Object.keys(SEVERITY).sort()).toEqual(rules.map(({ id }) => id).sort());
});

describe.each(rules)('$id', (rule) => {
  const { before, migration, dialect } = rule.example as {
    before: string;
    migration: string;
    dialect: 'mysql' | 'mariadb';
  };

  test('finds its example, as badly as it should, and says where', () => {
    const { issues } = checkMysqlSql(before, migration, { dialect });
    const own = issues.filter(({ type }) => type === rule.id);
    expect(own.map(({ severity }) => severity)).toEqual([SEVERITY[rule.id]]);
    expect(own[0]?.after_location).toMatchObject({ file: 'migration.sql' });
  });

  test('says what it finds in whole sentences', () => {
    for (const text of [rule.summary, rule.reason, rule.instead]) expect(text).toMatch(/^[A-Za-z].*\.$/);
  });
});

test('a foreign key may lead to a table of a database of which nothing is known', () => {
  const migration = `CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users (id));
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES people (id);`;
  expect(foundInMysql(undefined, migration)).not.toContain('breaking statement_refused');
  expect(foundInMysql('', migration).filter((each) => each === 'breaking statement_refused')).toHaveLength(2);
});
