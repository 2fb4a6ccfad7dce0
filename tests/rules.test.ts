import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULE_PAGES } from '../src/cli/rule-pages.js';
import { checkCompatibility, type JsonObject } from '../src/index.js';

const rules = [...RULE_PAGES.values()];
const HELPERS = new Set(['registry', 'constraint-rule', 'endpoint-name', 'worst-of']);

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
    return checkCompatibility(before, after, { type: rule.family, rules }).issues.map((issue) => issue.type);
  };

  test('finds its example', () => {
    expect(found('all')).toContain(rule.id);
  });

  test('is in classic only when the original has it', () => {
    expect(found('classic').includes(rule.id)).toBe(rule.classic);
  });

  test('finds nothing where nothing changed', () => {
    for (const schema of [before, after]) {
      expect(checkCompatibility(schema, schema, { type: rule.family }).issues).toEqual([]);
    }
  });

  test('says what it finds in whole sentences', () => {
    for (const text of [rule.summary, rule.reason, rule.instead]) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});
