import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkCatalog } from '../src/check/check-catalog.js';
import { RULES } from '../src/cli/rule-pages.js';
import type { Catalog } from '../src/model/catalog/catalog.js';
import { readMysqlDdl } from '../src/read/mysql/read-ddl.js';
import { readPostgresqlSql } from '../src/read/postgresql/read-sql.js';
import type { Example } from '../src/rules/rule.js';

type SqlExample = Extract<Example, { after: string }>;

const rules = RULES.filter(({ family }) => family === 'sql').map((rule) => ({
  ...rule,
  example: rule.example as SqlExample,
}));
const SETTINGS = { rules: 'all', profile: 'client', detail: 'full', now: '2026-11-20', maxFindings: 1000 } as const;

/** How bad each rule finds its example; changing a severity is a decision that shows here. */
const SEVERITY: Readonly<Record<string, string>> = {
  schema_removed: 'breaking',
  object_added: 'additive',
  comment_changed: 'non_breaking',
  owner_changed: 'potentially_breaking',
  privilege_granted: 'additive',
  privilege_revoked: 'breaking',
  extension_removed: 'breaking',
  extension_changed: 'potentially_breaking',
  type_removed: 'breaking',
  enum_reordered: 'potentially_breaking',
  enum_value_added: 'additive',
  enum_value_removed: 'breaking',
  domain_relaxed: 'non_breaking',
  domain_restricted: 'potentially_breaking',
  domain_changed: 'potentially_breaking',
  composite_type_changed: 'breaking',
  sequence_removed: 'breaking',
  sequence_changed: 'potentially_breaking',
  sequence_owner_column_changed: 'non_breaking',
  table_removed: 'breaking',
  table_added: 'additive',
  partitioning_changed: 'potentially_breaking',
  replica_identity_changed: 'potentially_breaking',
  row_security_enabled: 'breaking',
  row_security_prepared: 'non_breaking',
  row_security_relaxed: 'potentially_breaking',
  engine_changed: 'potentially_breaking',
  storage_changed: 'non_breaking',
  versioning_changed: 'breaking',
  table_kind_changed: 'potentially_breaking',
  table_made_logged: 'non_breaking',
  table_made_unlogged: 'potentially_breaking',
  table_renamed: 'breaking',
  column_removed: 'breaking',
  optional_column_added: 'additive',
  required_column_added: 'breaking',
  auto_increment_added: 'non_breaking',
  auto_increment_removed: 'breaking',
  collation_changed: 'potentially_breaking',
  column_order_changed: 'potentially_breaking',
  column_renamed: 'breaking',
  column_visibility_changed: 'potentially_breaking',
  default_added: 'non_breaking',
  default_changed: 'potentially_breaking',
  default_removed: 'breaking',
  default_replaced: 'non_breaking',
  null_default_changed: 'non_breaking',
  generated_changed: 'breaking',
  identity_changed: 'potentially_breaking',
  incompatible_type_change: 'breaking',
  risky_type_change: 'potentially_breaking',
  type_widened: 'non_breaking',
  not_null_constraint_changed: 'non_breaking',
  nullability_relaxed: 'non_breaking',
  nullability_restriction: 'breaking',
  on_update_changed: 'potentially_breaking',
  check_removed: 'non_breaking',
  exclusion_removed: 'potentially_breaking',
  foreign_key_removed: 'non_breaking',
  primary_key_removed: 'breaking',
  unique_removed: 'potentially_breaking',
  check_added: 'potentially_breaking',
  exclusion_added: 'potentially_breaking',
  foreign_key_added: 'potentially_breaking',
  primary_key_added: 'breaking',
  unique_added: 'potentially_breaking',
  constraint_renamed: 'potentially_breaking',
  constraint_deferral_changed: 'potentially_breaking',
  constraint_enforced: 'potentially_breaking',
  constraint_unenforced: 'non_breaking',
  covering_columns_changed: 'non_breaking',
  key_changed: 'potentially_breaking',
  foreign_key_action_changed: 'potentially_breaking',
  foreign_key_changed: 'potentially_breaking',
  check_changed: 'potentially_breaking',
  check_inheritance_changed: 'potentially_breaking',
  exclusion_changed: 'potentially_breaking',
  index_removed: 'non_breaking',
  unique_index_removed: 'potentially_breaking',
  index_added: 'additive',
  unique_index_added: 'potentially_breaking',
  index_changed: 'non_breaking',
  unique_index_changed: 'potentially_breaking',
  index_renamed: 'non_breaking',
  trigger_removed: 'potentially_breaking',
  trigger_added: 'potentially_breaking',
  trigger_changed: 'potentially_breaking',
  policy_removed: 'breaking',
  policy_added: 'additive',
  policy_changed: 'potentially_breaking',
  rewrite_rule_changed: 'potentially_breaking',
  view_column_removed: 'breaking',
  view_removed: 'breaking',
  view_added: 'additive',
  view_column_added: 'additive',
  view_changed: 'potentially_breaking',
  view_column_comment_changed: 'non_breaking',
  view_column_order_changed: 'potentially_breaking',
  view_column_type_changed: 'breaking',
  procedure_removed: 'breaking',
  procedure_added: 'additive',
  procedure_changed: 'potentially_breaking',
  procedure_hint_changed: 'non_breaking',
  procedure_signature_changed: 'breaking',
  event_changed: 'potentially_breaking',
  publication_changed: 'breaking',
  default_privilege_changed: 'potentially_breaking',
  other_object_changed: 'breaking',
};

async function read(text: string): Promise<Catalog> {
  const source = { name: 'schema.sql', text };
  return text.includes('`') ? readMysqlDdl([source], 'mariadb') : readPostgresqlSql([source]);
}

async function check({ before, after, renames }: SqlExample) {
  const dialect = [before, after].find((text) => text !== '') ?? '';
  const both = (text: string) => (text === '' && dialect.includes('`') ? '-- ``' : text);
  return checkCatalog(await read(both(before)), await read(both(after)), SETTINGS, renames).issues;
}

test('every rule is in a file of its name', () => {
  for (const { id } of rules) {
    const text = readFileSync(`src/rules/catalog/${id.replaceAll('_', '-')}.ts`, 'utf8');
    expect(text).toContain('Rule<');
  }
  const named = new Set(rules.map(({ id }) => `${id.replaceAll('_', '-')}.ts`));
  const helpers = readdirSync('src/rules/catalog').filter((name) => !named.has(name));
  expect(helpers.sort()).toEqual([
    ...[
      'callable.ts',
      'compared-values.ts',
      'named-partitions.ts',
      'privileges.ts',
      'queries.ts',
      'registry.ts',
      'renames.ts',
      'routine-options.ts',
      'row-security.ts',
      'subject.ts',
    ],
    ...['unconvertible.ts', 'unfit.ts', 'words.ts'],
  ]);
});

test.each([
  // What gives another result, or less, is told as that.
  [
    "CREATE AGGREGATE a(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')",
    "CREATE AGGREGATE a(int) (SFUNC = int4pl, STYPE = int, INITCOND = '1')",
    ['potentially_breaking procedure_changed'],
  ],
  [
    "CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a'",
    "CREATE FUNCTION f(a int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT a'",
    ['potentially_breaking procedure_signature_changed'],
  ],
  [
    'CREATE TABLE `t` (`k` int) PARTITION BY RANGE (`k`) (PARTITION a VALUES LESS THAN (1), PARTITION b VALUES LESS THAN (2))',
    'CREATE TABLE `t` (`k` int) PARTITION BY RANGE (`k`) (PARTITION a VALUES LESS THAN (1))',
    ['breaking partitioning_changed'],
  ],
  [
    'CREATE TABLE `t` (`k` int) PARTITION BY LIST (`k`) (PARTITION a VALUES IN (1), PARTITION b VALUES IN (2))',
    'CREATE TABLE `t` (`k` int) PARTITION BY LIST (`k`) (PARTITION b VALUES IN (2))',
    ['breaking partitioning_changed'],
  ],
  // What went may have come into another one.
  [
    'CREATE TABLE `t` (`k` int) PARTITION BY RANGE (`k`) (PARTITION a VALUES LESS THAN (1), PARTITION b VALUES LESS THAN (2))',
    'CREATE TABLE `t` (`k` int) PARTITION BY RANGE (`k`) (PARTITION b VALUES LESS THAN (2))',
    ['potentially_breaking partitioning_changed'],
  ],
  ['CREATE TABLE `t` (`k` int) WITH SYSTEM VERSIONING', 'CREATE TABLE `t` (`k` int)', ['breaking versioning_changed']],
  [
    'CREATE TABLE `t` (`a` date, `b` date, PERIOD FOR p (`a`, `b`))',
    'CREATE TABLE `t` (`a` date NOT NULL, `b` date NOT NULL)',
    ['breaking versioning_changed'],
  ],
  ['CREATE TABLE `t` (`a` varchar(9))', 'CREATE TABLE `t` (`a` char(9))', ['potentially_breaking risky_type_change']],
  ['CREATE TABLE `t` (`a` geometry)', 'CREATE TABLE `t` (`a` point)', ['potentially_breaking risky_type_change']],
  [
    'CREATE FUNCTION `f`(x int) RETURNS int RETURN x',
    'CREATE FUNCTION `f`(x bigint) RETURNS int RETURN x',
    ['potentially_breaking procedure_signature_changed'],
  ],
  [
    'CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TABLE t (a int)',
    'CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TABLE t (a d)',
    ['potentially_breaking risky_type_change'],
  ],
  [
    'CREATE TABLE t (a int); GRANT SELECT ON t TO x WITH GRANT OPTION',
    'CREATE TABLE t (a int); GRANT SELECT ON t TO x',
    ['potentially_breaking privilege_revoked'],
  ],
  [
    '',
    'ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
    ['potentially_breaking default_privilege_changed'],
  ],
  // What harms nobody is told as that.
  ['CREATE SEQUENCE s AS int', 'CREATE SEQUENCE s AS bigint CACHE 20', ['non_breaking sequence_changed']],
  [
    'CREATE SEQUENCE s MAXVALUE 9 CYCLE',
    'CREATE SEQUENCE s MAXVALUE 99 CYCLE',
    ['potentially_breaking sequence_changed'],
  ],
  [
    'CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TABLE t (a d)',
    'CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TABLE t (a int)',
    ['non_breaking type_widened'],
  ],
  [
    'CREATE DOMAIN d AS int; CREATE TABLE t (a int)',
    'CREATE DOMAIN d AS int; CREATE TABLE t (a d)',
    ['non_breaking type_widened'],
  ],
  [
    'CREATE TABLE t (a int, b int); CREATE STATISTICS s ON a, b FROM t',
    'CREATE TABLE t (a int, b int)',
    ['non_breaking other_object_changed'],
  ],
  [
    'CREATE TABLE t (a timestamptz DEFAULT now())',
    'CREATE TABLE t (a timestamptz DEFAULT CURRENT_TIMESTAMP)',
    ['non_breaking default_changed'],
  ],
  [
    'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w',
    'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN SERVER s TO x',
    ['additive privilege_granted'],
  ],
  [
    'CREATE TABLE `t` (`k` int) PARTITION BY RANGE (`k`) (PARTITION a VALUES LESS THAN (1))',
    'CREATE TABLE `t` (`k` int) PARTITION BY RANGE (`k`) (PARTITION a VALUES LESS THAN (1), PARTITION b VALUES LESS THAN (2))',
    ['additive partitioning_changed'],
  ],
  ['CREATE TABLE `t` (`a` char(9))', 'CREATE TABLE `t` (`a` varchar(9))', ['non_breaking type_widened']],
  ['CREATE TABLE `t` (`a` point)', 'CREATE TABLE `t` (`a` geometry)', ['non_breaking type_widened']],
  [
    'CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1)',
    'CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q (a int)',
    ['potentially_breaking partitioning_changed'],
  ],
])('%s → %s', async (before, after, expected) => {
  expect((await check({ before, after })).map(({ severity, type }) => `${severity} ${type}`)).toEqual(expected);
});

describe.each(rules)('$id', ({ id, example, summary, reason, instead }) => {
  test('finds its example, as badly as it should', async () => {
    const found = (await check(example)).filter(({ type }) => type === id);
    expect(found.map(({ severity }) => severity)).toEqual([SEVERITY[id]]);
    for (const { description, impact, suggested_migration: migration } of found) {
      expect(description).toMatch(/^[A-Z]/);
      expect([impact, migration].every((text) => /^[A-Z]/.test(text) && !text.endsWith('.'))).toBe(true);
    }
  });

  test('finds nothing where nothing changed', async () => {
    for (const schema of [example.before, example.after]) {
      expect(await check({ before: schema, after: schema })).toEqual([]);
    }
  });

  test('says what it finds in whole sentences', () => {
    for (const text of [summary, reason, instead]) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});

test('the sequence of an identity has a name, which a renamed table takes along', async () => {
  const table = (name: string, options = '') => `CREATE TABLE ${name} (id int GENERATED ALWAYS AS IDENTITY${options});`;
  const said = async (before: string, after: string, renames?: SqlExample['renames']) =>
    (await check({ before, after, ...(renames && { renames }) }))
      .filter(({ type }) => type === 'identity_changed')
      .map(({ description }) => description.split(': ')[1]);
  const renamed = ['t=u'];
  const moved = `${table('t')} ALTER TABLE t RENAME TO u;`;
  expect(await said(table('t'), table('t', ' (SEQUENCE NAME t_id_seq)'))).toEqual([]);
  expect(await said(table('t'), table('t', ' (SEQUENCE NAME counts)'))).toEqual(['t_id_seq, now counts']);
  expect(await said(table('t'), table('u'), renamed)).toEqual(['t_id_seq, now u_id_seq']);
  expect(await said(table('t'), moved, renamed)).toEqual([]);
});
