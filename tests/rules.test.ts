import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../src/cli/rule-pages.js';
import { checkCompatibility, type DocumentType, type JsonObject } from '../src/index.js';

const rules = RULES.filter(({ family }) => family === 'database' || family === 'api');
const HELPERS = new Set([
  ...['registry', 'constraint-rule', 'effect', 'shown', 'capitalized', 'examples', 'removal', 'sunset'],
]);

/** How bad each rule finds its example; changing a severity is a decision that shows here. */
const SEVERITY: Readonly<Record<string, string>> = {
  table_removed: 'breaking',
  table_added: 'additive',
  optional_column_added: 'additive',
  nullability_relaxed: 'non_breaking',
  enum_added: 'additive',
  view_added: 'additive',
  procedure_added: 'additive',
  table_attribute_changed: 'potentially_breaking',
  column_removed: 'breaking',
  required_column_added: 'breaking',
  incompatible_type_change: 'breaking',
  risky_type_change: 'potentially_breaking',
  nullability_restriction: 'breaking',
  length_reduction: 'potentially_breaking',
  length_limit_added: 'potentially_breaking',
  precision_reduction: 'potentially_breaking',
  scale_reduction: 'potentially_breaking',
  default_removed: 'breaking',
  default_changed: 'potentially_breaking',
  auto_increment_removed: 'breaking',
  column_unique_added: 'potentially_breaking',
  column_unique_removed: 'potentially_breaking',
  column_primary_key_changed: 'breaking',
  column_attribute_changed: 'potentially_breaking',
  enum_value_removed: 'breaking',
  enum_reordered: 'potentially_breaking',
  enum_removed: 'breaking',
  primary_key_removed: 'breaking',
  foreign_key_removed: 'potentially_breaking',
  unique_removed: 'non_breaking',
  check_removed: 'non_breaking',
  primary_key_added: 'breaking',
  foreign_key_added: 'potentially_breaking',
  unique_added: 'potentially_breaking',
  check_added: 'potentially_breaking',
  unique_index_removed: 'potentially_breaking',
  unique_index_added: 'potentially_breaking',
  unique_index_changed: 'potentially_breaking',
  view_removed: 'breaking',
  view_column_removed: 'breaking',
  view_changed: 'potentially_breaking',
  procedure_removed: 'breaking',
  procedure_signature_changed: 'breaking',
  procedure_changed: 'potentially_breaking',
  schema_attribute_changed: 'potentially_breaking',
  endpoint_removed: 'breaking',
  operation_removed: 'breaking',
  operation_added: 'additive',
  operation_id_changed: 'potentially_breaking',
  tags_changed: 'non_breaking',
  deprecated: 'non_breaking',
  reactivated: 'non_breaking',
  sunset_invalid: 'breaking',
  sunset_moved_earlier: 'breaking',
  sunset_deleted: 'breaking',
  sunset_set: 'non_breaking',
  stability_decreased: 'breaking',
  stability_increased: 'non_breaking',
  stability_invalid: 'breaking',
  webhook_removed: 'breaking',
  webhook_added: 'additive',
  callback_removed: 'breaking',
  callback_added: 'additive',
  security_changed: 'breaking',
  security_scheme_removed: 'non_breaking',
  security_scheme_added: 'additive',
  security_scheme_changed: 'breaking',
  security_scope_removed: 'potentially_breaking',
  security_scope_added: 'additive',
  server_removed: 'potentially_breaking',
  server_added: 'additive',
  server_variable_changed: 'potentially_breaking',
  required_parameter_removed: 'breaking',
  optional_parameter_removed: 'potentially_breaking',
  required_parameter_added: 'breaking',
  optional_parameter_added: 'additive',
  parameter_moved: 'breaking',
  parameter_made_required: 'breaking',
  parameter_made_optional: 'non_breaking',
  parameter_encoding_changed: 'breaking',
  parameter_default_changed: 'potentially_breaking',
  request_body_added: 'breaking',
  request_body_removed: 'breaking',
  request_body_made_required: 'breaking',
  request_body_made_optional: 'non_breaking',
  media_type_removed: 'breaking',
  media_type_added: 'additive',
  media_type_generalized: 'breaking',
  media_type_specialized: 'breaking',
  encoding_changed: 'breaking',
  response_removed: 'breaking',
  response_added: 'additive',
  response_schema_changed: 'non_breaking',
  header_removed: 'breaking',
  header_added: 'additive',
  header_made_required: 'non_breaking',
  header_made_optional: 'breaking',
  link_removed: 'potentially_breaking',
  link_added: 'additive',
  link_changed: 'potentially_breaking',
  model_removed: 'breaking',
  reference_unresolved: 'potentially_breaking',
  property_removed: 'breaking',
  property_added: 'breaking',
  property_made_required: 'breaking',
  property_made_optional: 'breaking',
  property_type_changed: 'breaking',
  property_access_changed: 'non_breaking',
  schema_type_changed: 'breaking',
  schema_enum_narrowed: 'breaking',
  schema_enum_widened: 'potentially_breaking',
  schema_limit_changed: 'breaking',
  schema_format_changed: 'breaking',
  schema_pattern_changed: 'breaking',
  schema_openness_changed: 'breaking',
  schema_branches_changed: 'breaking',
  subtype_removed: 'breaking',
  subtype_added: 'potentially_breaking',
  schema_keyword_changed: 'breaking',
};

test('every rule has a file of its name, and every file a rule', () => {
  for (const [folder, family] of [
    ['relational', 'database'],
    ['openapi', 'api'],
  ] as const) {
    const files = readdirSync(`src/rules/${folder}`).map((name) => name.replace('.ts', ''));
    const ids = rules.filter((rule) => rule.family === family).map((rule) => rule.id.replaceAll('_', '-'));
    expect(files.filter((name) => !HELPERS.has(name)).sort()).toEqual(ids.sort());
  }
});

test('ids are unique over both families', () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
  expect(rules.length).toBeGreaterThan(60);
});

describe.each(rules)('$id', (rule) => {
  const { before, after } = rule.example as { before: JsonObject; after: JsonObject };
  const found = (rules: 'all' | 'classic') => {
    return checkCompatibility(before, after, { type: rule.family as DocumentType, rules }).issues.map(
      (issue) => issue.type,
    );
  };

  test('finds its example, as badly as it should', () => {
    const { issues } = checkCompatibility(before, after, { type: rule.family as DocumentType, detail: 'full' });
    const severities = issues.filter((issue) => issue.type === rule.id).map((issue) => issue.severity);
    expect(severities).toEqual([SEVERITY[rule.id]]);
  });

  test('is in classic only when the original has it', () => {
    expect(found('classic').includes(rule.id)).toBe(rule.classic);
  });

  test('finds nothing where nothing changed', () => {
    for (const schema of [before, after]) {
      expect(checkCompatibility(schema, schema, { type: rule.family as DocumentType, detail: 'full' }).issues).toEqual(
        [],
      );
    }
  });

  test('says what it finds in whole sentences', () => {
    for (const text of [rule.summary, rule.reason, rule.instead]) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});
