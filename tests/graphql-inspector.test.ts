// What GraphQL Inspector says of changes (its criticality levels), in pairs of ours, and where the check judges otherwise.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkGraphql, type Severity } from '../src/index.js';

type Criticality = 'BREAKING' | 'DANGEROUS' | 'NON_BREAKING';

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly says: Criticality;
  /** The heading in references/rules/disagreements.md under which another verdict is argued, and the verdict. */
  readonly argued?: readonly [heading: string, verdict: Criticality];
}

const query = (fields: string, rest = '') => `type Query { ${fields} } ${rest}`;
const of = (name: string, before: string, after: string, says: Criticality, argued?: Case['argued']): Case => ({
  ...{ name, before, after, says },
  ...(argued && { argued }),
});
const [BREAKING, DANGEROUS, SAFE] = ['BREAKING', 'DANGEROUS', 'NON_BREAKING'] as const;

const CASES: readonly Case[] = [
  of('FIELD_REMOVED', query('a: Int, b: Int'), query('a: Int'), BREAKING),
  of('FIELD_REMOVED, deprecated', query('a: Int, b: Int @deprecated'), query('a: Int'), BREAKING),
  of('FIELD_ADDED', query('a: Int'), query('a: Int, b: Int'), SAFE),
  of('FIELD_TYPE_CHANGED', query('a: Int'), query('a: String'), BREAKING),
  of('FIELD_TYPE_CHANGED, to non-null', query('a: Int'), query('a: Int!'), SAFE),
  of('FIELD_TYPE_CHANGED, from non-null', query('a: Int!'), query('a: Int'), BREAKING),
  of('FIELD_TYPE_CHANGED, items to non-null', query('a: [Int]'), query('a: [Int!]'), SAFE),
  of('FIELD_TYPE_CHANGED, to a list', query('a: Int'), query('a: [Int]'), BREAKING),
  of('FIELD_ARGUMENT_ADDED', query('a: Int'), query('a(x: Int): Int'), DANGEROUS),
  of('FIELD_ARGUMENT_ADDED, required', query('a: Int'), query('a(x: Int!): Int'), BREAKING),
  of('FIELD_ARGUMENT_ADDED, with a default', query('a: Int'), query('a(x: Int! = 1): Int'), DANGEROUS),
  of('FIELD_ARGUMENT_REMOVED', query('a(x: Int): Int'), query('a: Int'), BREAKING),
  of('FIELD_ARGUMENT_TYPE_CHANGED', query('a(x: Int): Int'), query('a(x: String): Int'), BREAKING),
  of('FIELD_ARGUMENT_TYPE_CHANGED, to nullable', query('a(x: Int!): Int'), query('a(x: Int): Int'), SAFE),
  of('FIELD_ARGUMENT_DEFAULT_CHANGED', query('a(x: Int = 1): Int'), query('a(x: Int = 2): Int'), DANGEROUS),
  of('FIELD_ARGUMENT_DEFAULT_CHANGED, from none', query('a(x: Int): Int'), query('a(x: Int = 2): Int'), DANGEROUS, [
    'A default where there was none',
    SAFE,
  ]),
  of('FIELD_DEPRECATION_ADDED', query('a: Int'), query('a: Int @deprecated'), SAFE),
  of('FIELD_DESCRIPTION_CHANGED', query('"A" a: Int'), query('"B" a: Int'), SAFE),
  of(
    'INPUT_FIELD_REMOVED',
    query('a(i: I): Int', 'input I { x: Int, y: Int }'),
    query('a(i: I): Int', 'input I { x: Int }'),
    BREAKING,
  ),
  of(
    'INPUT_FIELD_ADDED, required',
    query('a(i: I): Int', 'input I { x: Int }'),
    query('a(i: I): Int', 'input I { x: Int, y: Int! }'),
    BREAKING,
  ),
  of(
    'INPUT_FIELD_ADDED',
    query('a(i: I): Int', 'input I { x: Int }'),
    query('a(i: I): Int', 'input I { x: Int, y: Int }'),
    SAFE,
    ['An optional argument or input field', DANGEROUS],
  ),
  of(
    'INPUT_FIELD_TYPE_CHANGED',
    query('a(i: I): Int', 'input I { x: Int }'),
    query('a(i: I): Int', 'input I { x: Int! }'),
    BREAKING,
  ),
  of(
    'INPUT_FIELD_DEFAULT_VALUE_CHANGED',
    query('a(i: I): Int', 'input I { x: Int = 1 }'),
    query('a(i: I): Int', 'input I { x: Int = 2 }'),
    DANGEROUS,
  ),
  of('ENUM_VALUE_REMOVED', query('a(e: E): Int', 'enum E { A B }'), query('a(e: E): Int', 'enum E { A }'), BREAKING),
  of('ENUM_VALUE_REMOVED, of an answer', query('a: E', 'enum E { A B }'), query('a: E', 'enum E { A }'), BREAKING, [
    'A value that goes from an enum that only arrives',
    DANGEROUS,
  ]),
  of('ENUM_VALUE_ADDED', query('a: E', 'enum E { A }'), query('a: E', 'enum E { A B }'), DANGEROUS),
  of(
    'ENUM_VALUE_ADDED, of an argument',
    query('a(e: E): Int', 'enum E { A }'),
    query('a(e: E): Int', 'enum E { A B }'),
    DANGEROUS,
    ['A value that goes from an enum that only arrives', SAFE],
  ),
  of(
    'UNION_MEMBER_REMOVED',
    query('a: U, b: B', 'union U = A | B type A { x: Int } type B { x: Int }'),
    query('a: U, b: B', 'union U = A type A { x: Int } type B { x: Int }'),
    BREAKING,
  ),
  of(
    'UNION_MEMBER_ADDED',
    query('a: U, b: B', 'union U = A type A { x: Int } type B { x: Int }'),
    query('a: U, b: B', 'union U = A | B type A { x: Int } type B { x: Int }'),
    DANGEROUS,
  ),
  of(
    'OBJECT_TYPE_INTERFACE_REMOVED',
    query('a: A, n: N', 'interface N { x: Int } type A implements N { x: Int }'),
    query('a: A, n: N', 'interface N { x: Int } type A { x: Int }'),
    BREAKING,
  ),
  of(
    'OBJECT_TYPE_INTERFACE_ADDED',
    query('a: A, n: N', 'interface N { x: Int } type A { x: Int }'),
    query('a: A, n: N', 'interface N { x: Int } type A implements N { x: Int }'),
    DANGEROUS,
  ),
  of('TYPE_REMOVED', query('a: Int, b: B', 'type B { x: Int }'), query('a: Int'), BREAKING),
  of('TYPE_REMOVED, of no use', query('a: Int', 'type B { x: Int }'), query('a: Int'), BREAKING, [
    'What nobody can reach',
    SAFE,
  ]),
  of('TYPE_ADDED', query('a: Int'), query('a: Int', 'type B { x: Int }'), SAFE),
  of('TYPE_KIND_CHANGED', query('a: A', 'type A { x: Int }'), query('a: A', 'interface A { x: Int }'), BREAKING),
  of('TYPE_DESCRIPTION_ADDED', query('a: Int'), `"A" ${query('a: Int')}`, SAFE),
  of(
    'SCHEMA_QUERY_TYPE_CHANGED',
    'schema { query: A } type A { a: Int } type B { b: Int }',
    'schema { query: B } type A { a: Int } type B { b: Int }',
    BREAKING,
  ),
  of('DIRECTIVE_REMOVED', query('a: Int', 'directive @d on FIELD'), query('a: Int'), BREAKING),
  of('DIRECTIVE_ADDED', query('a: Int'), query('a: Int', 'directive @d on FIELD'), SAFE),
  of(
    'DIRECTIVE_LOCATION_REMOVED',
    query('a: Int', 'directive @d on FIELD | QUERY'),
    query('a: Int', 'directive @d on FIELD'),
    BREAKING,
  ),
  of(
    'DIRECTIVE_LOCATION_ADDED',
    query('a: Int', 'directive @d on FIELD'),
    query('a: Int', 'directive @d on FIELD | QUERY'),
    SAFE,
  ),
  of(
    'DIRECTIVE_ARGUMENT_ADDED',
    query('a: Int', 'directive @d on FIELD'),
    query('a: Int', 'directive @d(x: Int!) on FIELD'),
    BREAKING,
  ),
  of(
    'DIRECTIVE_ARGUMENT_REMOVED',
    query('a: Int', 'directive @d(x: Int) on FIELD'),
    query('a: Int', 'directive @d on FIELD'),
    BREAKING,
  ),
  of(
    'DIRECTIVE_REPEATABLE_REMOVED',
    query('a: Int', 'directive @d repeatable on FIELD'),
    query('a: Int', 'directive @d on FIELD'),
    DANGEROUS,
    ['`repeatable` that goes from a directive', BREAKING],
  ),
  of(
    'DIRECTIVE_USAGE_FIELD_DEFINITION_ADDED',
    query('a: Int', 'directive @d on FIELD_DEFINITION'),
    query('a: Int @d', 'directive @d on FIELD_DEFINITION'),
    DANGEROUS,
  ),
];

const WORST: Readonly<Record<Severity | 'compatible', Criticality>> = {
  ...{ breaking: BREAKING, potentially_breaking: DANGEROUS, non_breaking: SAFE, additive: SAFE, compatible: SAFE },
};
const disagreements = readFileSync('references/rules/disagreements.md', 'utf8');

test.each(CASES)('$name', async ({ before, after, says, argued }) => {
  const { issues } = await checkGraphql([{ name: 'a', text: before }], [{ name: 'b', text: after }], {
    detail: 'full',
  });
  expect(issues.length).toBeGreaterThan(0);
  const found = issues.map(({ severity }) => WORST[severity]);
  const verdict = [BREAKING, DANGEROUS, SAFE].find((one) => found.includes(one));
  expect(verdict).toBe(argued?.[1] ?? says);
  if (argued === undefined) return;
  expect(verdict).not.toBe(says);
  expect(disagreements).toContain(`**${argued[0]}`);
});
