import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../src/cli/rule-pages.js';
import { checkTexts } from './support/protobuf.js';

const rules = RULES.filter(({ family }) => family === 'protobuf').map((rule) => ({
  ...rule,
  example: rule.example as { readonly before: string; readonly after: string },
}));
const HELPERS = ['levels', 'registry', 'removal', 'words'];

/** How bad each rule finds its example; changing a severity is a decision that shows here. */
const SEVERITY: Readonly<Record<string, string>> = {
  package_removed: 'potentially_breaking',
  file_removed: 'potentially_breaking',
  file_added: 'additive',
  file_package_changed: 'breaking',
  file_syntax_changed: 'potentially_breaking',
  file_option_changed: 'potentially_breaking',
  message_removed: 'potentially_breaking',
  message_added: 'additive',
  enum_removed: 'potentially_breaking',
  enum_added: 'additive',
  extension_removed: 'potentially_breaking',
  extension_added: 'additive',
  service_removed: 'breaking',
  service_added: 'additive',
  declaration_moved: 'potentially_breaking',
  deprecation_changed: 'non_breaking',
  message_json_format_changed: 'breaking',
  enum_json_format_changed: 'breaking',
  message_set_changed: 'breaking',
  descriptor_accessor_removed: 'potentially_breaking',
  extension_range_removed: 'potentially_breaking',
  oneof_removed: 'potentially_breaking',
  oneof_added: 'additive',
  reserved_removed: 'breaking',
  field_removed: 'breaking',
  required_field_removed: 'breaking',
  field_number_changed: 'breaking',
  field_added: 'additive',
  required_field_added: 'breaking',
  field_renamed: 'breaking',
  field_json_name_changed: 'breaking',
  field_type_changed: 'breaking',
  field_cardinality_changed: 'breaking',
  field_oneof_changed: 'breaking',
  field_default_changed: 'breaking',
  field_packed_changed: 'non_breaking',
  field_utf8_changed: 'potentially_breaking',
  field_java_utf8_changed: 'potentially_breaking',
  field_cpp_string_changed: 'potentially_breaking',
  field_js_type_changed: 'potentially_breaking',
  enum_openness_changed: 'potentially_breaking',
  enum_value_removed: 'breaking',
  enum_value_added: 'additive',
  enum_value_renamed: 'breaking',
  method_removed: 'breaking',
  method_added: 'additive',
  method_request_changed: 'breaking',
  method_response_changed: 'breaking',
  method_client_streaming_changed: 'breaking',
  method_server_streaming_changed: 'breaking',
  method_idempotency_changed: 'breaking',
};

test('every rule is in a file of its name, and every file has a rule', () => {
  const files = readdirSync('src/rules/protobuf').map((name) => name.replace('.ts', ''));
  const ids = rules.map(({ id }) => id.replaceAll('_', '-'));
  expect(files.filter((name) => !HELPERS.includes(name)).sort()).toEqual(ids.sort());
});

describe.each(rules)('$id', ({ id, example: { before, after }, summary, reason, instead }) => {
  test('finds its example, as badly as it should', async () => {
    const found = (await checkTexts(before, after)).filter(({ type }) => type === id);
    expect(found.map(({ severity }) => severity)).toEqual([SEVERITY[id]]);
    for (const { description, impact, suggested_migration: migration } of found) {
      expect(description).toMatch(/^[A-Z]/);
      expect([impact, migration].every((text) => /^[A-Z]/.test(text) && !text.endsWith('.'))).toBe(true);
    }
  });

  test('finds nothing where nothing changed', async () => {
    for (const schema of [before, after]) expect(await checkTexts(schema, schema)).toEqual([]);
  });

  test('says what it finds in whole sentences', () => {
    for (const text of [summary, reason, instead]) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});
