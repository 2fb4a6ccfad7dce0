import { describe, expect, test } from 'vitest';
import { RULES } from '../src/cli/rule-pages.js';
import { checkGraphql } from '../src/index.js';
import type { Profile } from '../src/rules/rule.js';

const rules = RULES.filter(({ family }) => family === 'graphql').map((rule) => ({
  ...rule,
  example: rule.example as { readonly before: string; readonly after: string },
}));

/** How bad each rule finds its example, by contract, client and strict; changing a severity is a decision that shows here. */
const SEVERITY: Readonly<Record<string, string>> = {
  root_type_removed: 'breaking breaking breaking',
  root_type_added: 'additive additive additive',
  root_type_changed: 'breaking breaking breaking',
  type_removed: 'breaking breaking breaking',
  type_added: 'additive additive additive',
  type_changed_kind: 'breaking breaking breaking',
  value_removed_from_enum: 'breaking breaking breaking',
  value_added_to_enum: 'additive potentially_breaking breaking',
  type_removed_from_union: 'breaking breaking breaking',
  type_added_to_union: 'additive potentially_breaking breaking',
  implemented_interface_removed: 'breaking breaking breaking',
  implemented_interface_added: 'additive potentially_breaking potentially_breaking',
  one_of_added: 'breaking breaking breaking',
  one_of_removed: 'non_breaking non_breaking non_breaking',
  specified_by_changed: 'potentially_breaking potentially_breaking breaking',
  description_changed: 'non_breaking non_breaking non_breaking',
  deprecation_added: 'non_breaking non_breaking non_breaking',
  deprecation_removed: 'non_breaking non_breaking non_breaking',
  deprecation_reason_changed: 'non_breaking non_breaking non_breaking',
  field_removed: 'breaking breaking breaking',
  field_added: 'additive additive additive',
  field_changed_kind: 'breaking breaking breaking',
  field_changed_kind_safe: 'non_breaking non_breaking non_breaking',
  arg_removed: 'breaking breaking breaking',
  required_arg_added: 'breaking breaking breaking',
  optional_arg_added: 'additive potentially_breaking potentially_breaking',
  arg_changed_kind: 'breaking breaking breaking',
  arg_changed_kind_safe: 'non_breaking non_breaking non_breaking',
  arg_default_value_change: 'potentially_breaking potentially_breaking breaking',
  arg_default_value_added: 'non_breaking non_breaking potentially_breaking',
  required_input_field_added: 'breaking breaking breaking',
  optional_input_field_added: 'additive potentially_breaking potentially_breaking',
  input_field_default_value_change: 'potentially_breaking potentially_breaking breaking',
  input_field_default_value_added: 'non_breaking non_breaking potentially_breaking',
  directive_removed: 'breaking breaking breaking',
  directive_added: 'additive additive additive',
  directive_arg_removed: 'breaking breaking breaking',
  required_directive_arg_added: 'breaking breaking breaking',
  optional_directive_arg_added: 'additive additive additive',
  directive_repeatable_removed: 'breaking breaking breaking',
  directive_repeatable_added: 'non_breaking non_breaking non_breaking',
  directive_location_removed: 'breaking breaking breaking',
  directive_location_added: 'non_breaking non_breaking non_breaking',
  directive_usage_removed: 'breaking breaking breaking',
  directive_usage_added: 'breaking breaking breaking',
  directive_usage_changed: 'breaking breaking breaking',
};

/** Breaking, and yet every operation stays valid: what arrives is another thing, or no operation sees it. */
const WITHOUT_WITNESS = new Set([
  ...['field_changed_kind', 'directive_usage_removed', 'directive_usage_added', 'directive_usage_changed'],
]);

const check = async (before: string, after: string, profile: Profile = 'client') => {
  const texts = [before, after].map((text, index) => [{ name: `${index}.graphql`, text }]);
  return (await checkGraphql(texts[0] ?? [], texts[1] ?? [], { detail: 'full', profile })).issues;
};

test('every kind of change has a rule', () => {
  expect(rules.map(({ id }) => id).sort()).toEqual(Object.keys(SEVERITY).sort());
});

describe.each(rules)('$id', ({ id, example: { before, after }, summary, reason, instead }) => {
  test('finds its example, as badly as it should', async () => {
    const severities: string[] = [];
    for (const profile of ['contract', 'client', 'strict'] as const) {
      const found = (await check(before, after, profile)).filter(({ type }) => type === id);
      severities.push(...found.map(({ severity }) => severity));
    }
    expect(severities.join(' ')).toBe(SEVERITY[id]);
  });

  test('says what it finds, and shows what it breaks', async () => {
    for (const one of (await check(before, after)).filter(({ type }) => type === id)) {
      expect([one.description, one.impact, one.suggested_migration].every((text) => /^[@A-Z]/.test(text))).toBe(true);
      expect([one.impact, one.suggested_migration].every((text) => !text.endsWith('.'))).toBe(true);
      expect(one.before_location ?? one.after_location).toBeDefined();
      expect(one.witness !== undefined).toBe(one.severity === 'breaking' && !WITHOUT_WITNESS.has(id));
    }
  });

  test('finds nothing where nothing changed', async () => {
    for (const schema of [before, after]) expect(await check(schema, schema)).toEqual([]);
  });

  test('says what it is in whole sentences', () => {
    for (const text of [summary, reason, instead]) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});

describe('who sees a change', () => {
  const severities = async (before: string, after: string) => {
    return (await check(before, after)).map(({ type, severity }) => `${type} ${severity}`);
  };

  test('what no operation can reach breaks nobody', async () => {
    const found = await severities('type Query { a: Int }\ntype Lost { b: Int }\n', 'type Query { a: Int }\n');
    expect(found).toEqual(['type_removed non_breaking']);
  });

  test('a schema without roots is a part of one', async () => {
    expect(await severities('type User { a: Int, b: Int }\n', 'type User { a: Int }\n')).toEqual([
      'field_removed breaking',
    ]);
  });

  test('a value of an enum is sent, received, or both', async () => {
    const schema = (query: string, values: string) => `type Query { ${query} }\nenum E { ${values} }\n`;
    const change = async (query: string) => [
      ...(await severities(schema(query, 'A B'), schema(query, 'A'))),
      ...(await severities(schema(query, 'A'), schema(query, 'A B'))),
    ];
    expect(await change('f: E')).toEqual([
      'value_removed_from_enum potentially_breaking',
      'value_added_to_enum potentially_breaking',
    ]);
    expect(await change('f(e: E): Int')).toEqual(['value_removed_from_enum breaking', 'value_added_to_enum additive']);
  });

  test('a default that goes makes what may not be null required', async () => {
    const found = await check('type Query { f(a: Int! = 1): Int }\n', 'type Query { f(a: Int!): Int }\n');
    expect(found.map(({ type, severity, witness }) => [type, severity, witness?.value])).toEqual([
      ['arg_default_value_change', 'breaking', 'query { f }'],
    ]);
  });

  test.each([
    [
      'the only type that implements it',
      'type User implements Node { id: ID }',
      'field_changed_kind_safe non_breaking',
    ],
    [
      'one of two',
      'type User implements Node { id: ID } type Team implements Node { id: ID }',
      'field_changed_kind breaking',
    ],
    ['one that does not', 'type User { id: ID } type Team implements Node { id: ID }', 'field_changed_kind breaking'],
  ])('an interface gives way to an object: %s', async (_, types, expected) => {
    const schema = (type: string) => `type Query { all: [${type}!], nodes: Node } interface Node { id: ID } ${types}`;
    expect(await severities(schema('Node'), schema('User'))).toEqual([expected]);
  });

  test('an interface gives way to its only type, whose field may be asked less', async () => {
    const types = `interface Owner { id: ID } type A implements Owner { id: ID } type B implements Owner { id: ID }
interface Node { owner: Owner } type User implements Node { owner: A }`;
    const schema = (type: string) => `type Query { one: ${type}, node: Node, owner: Owner } ${types}`;
    const [found] = await check(schema('Node'), schema('User'));
    expect([found?.type, found?.severity]).toEqual(['field_changed_kind', 'breaking']);
  });

  test.each([
    ['the only one', 'union U = User', 'field_changed_kind_safe non_breaking'],
    ['one of two', 'union U = User | Query', 'field_changed_kind breaking'],
  ])('a union gives way to a member: %s', async (_, union, expected) => {
    const schema = (type: string) => `type Query { one: ${type}, u: U } type User { id: ID } ${union}`;
    expect(await severities(schema('U'), schema('User'))).toEqual([expected]);
  });

  test('one finding for an interface and the types that implement it, and for a type and what led to it', async () => {
    const before = `type Query { node: Node, old(by: By): Old }
interface Node { id: ID, at: Int }
type User implements Node { id: ID, at: Int }
type Team implements Node { id: ID, at: Int }
type Old { a: Int }
input By { a: Int }
`;
    const after = before
      .replace(/, at: Int/g, '')
      .replace(', old(by: By): Old', '')
      .replace(/type Old.*\n|input By.*\n/g, '');
    const found = await check(before, after);
    expect(found.map(({ description, affected_operations: reached }) => [description, reached])).toEqual([
      ['Field Query.old was removed, and with it the types Old and By', ['Old', 'By']],
      ['Field Node.at was removed, and those of the 2 types that implement it', ['User.at', 'Team.at']],
    ]);
  });
});
