import { describe, expect, test } from 'vitest';
import { RULES } from '../src/cli/rule-pages.js';
import { checkAvroSchemas, checkJsonSchemas, type JsonObject, type Mode } from '../src/index.js';

const CHECKS = { avro: checkAvroSchemas, 'json-schema': checkJsonSchemas } as const;
type Family = keyof typeof CHECKS;

/** How bad each rule finds its example, backward and forward; changing a severity is a decision that shows here. */
const SEVERITY: Readonly<Record<Family, Readonly<Record<string, readonly [backward: string, forward: string]>>>> = {
  avro: {
    schema_removed: ['potentially_breaking', 'potentially_breaking'],
    schema_added: ['additive', 'additive'],
    message_removed: ['breaking', 'breaking'],
    message_added: ['additive', 'additive'],
    message_kind_changed: ['breaking', 'breaking'],
    type_renamed: ['breaking', 'breaking'],
    namespace_changed: ['non_breaking', 'non_breaking'],
    field_added: ['breaking', 'additive'],
    field_removed: ['non_breaking', 'breaking'],
    field_renamed: ['non_breaking', 'breaking'],
    field_default_changed: ['non_breaking', 'non_breaking'],
    type_changed: ['breaking', 'non_breaking'],
    union_branch_removed: ['breaking', 'none'],
    union_branch_added: ['non_breaking', 'breaking'],
    enum_symbols_removed: ['breaking', 'non_breaking'],
    enum_symbols_added: ['non_breaking', 'breaking'],
    fixed_size_changed: ['breaking', 'breaking'],
    logical_type_changed: ['breaking', 'breaking'],
    sort_order_changed: ['non_breaking', 'non_breaking'],
  },
  'json-schema': {
    property_added_to_open_content: ['breaking', 'none'],
    property_removed_from_open_content: ['none', 'breaking'],
    property_added: ['additive', 'breaking'],
    property_removed: ['breaking', 'non_breaking'],
    property_made_required: ['breaking', 'non_breaking'],
    property_made_optional: ['non_breaking', 'breaking'],
    schema_type_changed: ['breaking', 'non_breaking'],
    schema_enum_narrowed: ['breaking', 'non_breaking'],
    schema_enum_widened: ['non_breaking', 'breaking'],
    schema_limit_changed: ['breaking', 'non_breaking'],
    schema_pattern_changed: ['breaking', 'non_breaking'],
    schema_format_changed: ['potentially_breaking', 'non_breaking'],
    schema_openness_changed: ['breaking', 'non_breaking'],
    schema_branches_changed: ['breaking', 'non_breaking'],
    schema_keyword_changed: ['breaking', 'non_breaking'],
  },
};

/** Of whole files, which no two documents show. */
const OF_FILES = new Set(['schema_removed', 'schema_added']);

describe.each(['avro', 'json-schema'] as const)('%s', (family) => {
  const rules = RULES.filter((rule) => rule.family === family);
  const judged = rules.filter(({ id }) => family === 'avro' || !OF_FILES.has(id));

  test('every rule is listed here', () => {
    expect(judged.map(({ id }) => id).sort()).toEqual(Object.keys(SEVERITY[family]).sort());
  });

  test.each(judged)('$id finds its example, as badly as it should', async ({ id, example }) => {
    const { before, after } = example as { before: JsonObject; after: JsonObject };
    const severityIn = async (mode: Mode) => {
      const { issues } = await CHECKS[family](before, after, { mode, detail: 'full' });
      const found = issues.filter(({ type }) => type === id);
      expect(found.length).toBeLessThan(2);
      return found[0]?.severity ?? 'none';
    };
    expect([await severityIn('backward'), await severityIn('forward')]).toEqual(SEVERITY[family][id]);
  });

  test.each(judged)('$id finds nothing where nothing changed', async ({ example }) => {
    const { before, after } = example as { before: JsonObject; after: JsonObject };
    for (const one of [before, after]) {
      expect((await CHECKS[family](one, one, { mode: 'full', detail: 'full' })).issues).toEqual([]);
    }
  });

  test.each(rules)('$id says what it finds in whole sentences', ({ summary, reason, instead }) => {
    for (const text of [summary, reason, instead]) expect(text).toMatch(/^[A-Z`].*\.$/);
  });
});
