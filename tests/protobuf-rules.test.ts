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

/** The rules of `buf breaking` (buf.build/docs/breaking/rules), without one about an option that Protobuf has no more. */
const BUF_RULES = [
  ...[
    'ENUM_NO_DELETE',
    'ENUM_SAME_JSON_FORMAT',
    'ENUM_SAME_TYPE',
    'ENUM_VALUE_NO_DELETE',
    'ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED',
    'ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED',
    'ENUM_VALUE_SAME_NAME',
  ],
  ...['EXTENSION_MESSAGE_NO_DELETE', 'EXTENSION_NO_DELETE'],
  ...[
    'FIELD_NO_DELETE',
    'FIELD_NO_DELETE_UNLESS_NAME_RESERVED',
    'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED',
    'FIELD_SAME_CARDINALITY',
    'FIELD_SAME_CPP_STRING_TYPE',
    'FIELD_SAME_CTYPE',
    'FIELD_SAME_DEFAULT',
    'FIELD_SAME_JAVA_UTF8_VALIDATION',
    'FIELD_SAME_JSON_NAME',
    'FIELD_SAME_JSTYPE',
    'FIELD_SAME_LABEL',
    'FIELD_SAME_NAME',
    'FIELD_SAME_ONEOF',
    'FIELD_SAME_TYPE',
    'FIELD_SAME_UTF8_VALIDATION',
    'FIELD_WIRE_COMPATIBLE_CARDINALITY',
    'FIELD_WIRE_COMPATIBLE_TYPE',
    'FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY',
    'FIELD_WIRE_JSON_COMPATIBLE_TYPE',
  ],
  ...[
    'FILE_NO_DELETE',
    'FILE_SAME_CC_ENABLE_ARENAS',
    'FILE_SAME_CC_GENERIC_SERVICES',
    'FILE_SAME_CSHARP_NAMESPACE',
    'FILE_SAME_GO_PACKAGE',
    'FILE_SAME_JAVA_GENERIC_SERVICES',
    'FILE_SAME_JAVA_MULTIPLE_FILES',
    'FILE_SAME_JAVA_OUTER_CLASSNAME',
    'FILE_SAME_JAVA_PACKAGE',
    'FILE_SAME_JAVA_STRING_CHECK_UTF8',
    'FILE_SAME_OBJC_CLASS_PREFIX',
    'FILE_SAME_OPTIMIZE_FOR',
    'FILE_SAME_PACKAGE',
    'FILE_SAME_PHP_CLASS_PREFIX',
    'FILE_SAME_PHP_METADATA_NAMESPACE',
    'FILE_SAME_PHP_NAMESPACE',
    'FILE_SAME_PY_GENERIC_SERVICES',
    'FILE_SAME_RUBY_PACKAGE',
    'FILE_SAME_SWIFT_PREFIX',
    'FILE_SAME_SYNTAX',
  ],
  ...[
    'MESSAGE_NO_DELETE',
    'MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR',
    'MESSAGE_SAME_JSON_FORMAT',
    'MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT',
    'MESSAGE_SAME_REQUIRED_FIELDS',
  ],
  ...['ONEOF_NO_DELETE'],
  ...[
    'PACKAGE_ENUM_NO_DELETE',
    'PACKAGE_EXTENSION_NO_DELETE',
    'PACKAGE_MESSAGE_NO_DELETE',
    'PACKAGE_NO_DELETE',
    'PACKAGE_SERVICE_NO_DELETE',
  ],
  ...['RESERVED_ENUM_NO_DELETE', 'RESERVED_MESSAGE_NO_DELETE'],
  ...[
    'RPC_NO_DELETE',
    'RPC_SAME_CLIENT_STREAMING',
    'RPC_SAME_IDEMPOTENCY_LEVEL',
    'RPC_SAME_REQUEST_TYPE',
    'RPC_SAME_RESPONSE_TYPE',
    'RPC_SAME_SERVER_STREAMING',
  ],
  ...['SERVICE_NO_DELETE'],
];

test('every rule is in a file of its name, and every file has a rule', () => {
  const files = readdirSync('src/rules/protobuf').map((name) => name.replace('.ts', ''));
  const ids = rules.map(({ id }) => id.replaceAll('_', '-'));
  expect(files.filter((name) => !HELPERS.includes(name)).sort()).toEqual(ids.sort());
});

test('every rule of buf is known', () => {
  const known = new Set(rules.flatMap(({ knownAs }) => knownAs?.ids ?? []));
  expect([...known].sort()).toEqual(BUF_RULES);
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
