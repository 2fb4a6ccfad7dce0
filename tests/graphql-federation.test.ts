import { describe, expect, test } from 'vitest';
import { checkGraphql } from '../src/index.js';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.3"
  import: ["@key", "@shareable", "@inaccessible", "@requires", "@external", { name: "@tag", as: "@label" }]
)
`;
const SUBGRAPH = `${LINK}type Query { me: User }
type User @key(fields: "id") @key(fields: "mail org { id }") { id: ID!, mail: String, org: Org, hidden: Int @inaccessible }
type Org @shareable { id: ID! }
type Product @key(fields: "upc", resolvable: false) { upc: ID!, weight: Int @external, price(in: Unit): Int @requires(fields: "weight") }
enum Unit { CENT EURO @inaccessible }
`;

/** What is found of a change of the subgraph. */
async function found(change: readonly [string, string], from = SUBGRAPH) {
  const to = from.replace(...change);
  expect(to).not.toBe(from);
  const [before, after] = [from, to].map((text) => [{ name: 'schema.graphql', text }]);
  const { issues } = await checkGraphql(before as never, after as never, { detail: 'full' });
  return issues.map(({ severity, type, field_path: path }) => `${severity} ${type} ${path}`);
}

describe('keys', () => {
  test.each([
    ['in another order', ['mail org { id }', 'org {id},  mail'], []],
    ['by the name with its namespace', ['@key(fields: "id")', '@federation__key(fields: "id")'], []],
    ['that are resolved now', [', resolvable: false', ''], ['non_breaking directive_usage_added Product']],
    ['that are resolved as by default', ['(fields: "id")', '(fields: "id", resolvable: true)'], []],
    ['that go', [' @key(fields: "id")', ''], ['breaking directive_usage_removed User']],
    ['of other fields', ['"mail org', '"id org'], ['breaking directive_usage_changed User']],
    [
      'that come',
      ['type Org @shareable', 'type Org @shareable @key(fields: "id")'],
      ['non_breaking directive_usage_added Org'],
    ],
  ] as const)('%s', async (_, change, findings) => {
    expect(await found(change)).toEqual(findings);
  });

  test('lead to types that nothing else does', async () => {
    expect(await found([', weight: Int @external', ''])).toEqual(['breaking field_removed Product.weight']);
    expect(
      await found(
        [', weight: Int @external', ''],
        SUBGRAPH.replace('type Product @key(fields: "upc", resolvable: false)', 'type Product'),
      ),
    ).toEqual(['non_breaking field_removed Product.weight']);
  });
});

test('what is inaccessible is nothing to clients', async () => {
  expect(await found([', hidden: Int @inaccessible', ''])).toEqual(['potentially_breaking field_removed User.hidden']);
  expect(await found([' EURO @inaccessible', ''])).toEqual(['potentially_breaking value_removed_from_enum Unit.EURO']);
  expect(await found(['CENT', 'CENT YEN'])).toEqual(['additive value_added_to_enum Unit.YEN']);
});

test('links say what directives are called, and of another minor version nothing', async () => {
  const labelled = SUBGRAPH.replace('org: Org', 'org: Org @label(name: "a")');
  expect(await found([' @label(name: "a")', ''], labelled)).toEqual([
    'potentially_breaking directive_usage_removed User.org',
  ]);
  expect(await found(['{ name: "@tag", as: "@label" }', '"@tag"'])).toEqual([]);
  expect(await found(['v2.3', 'v2.9'])).toEqual([]);
  expect(await found(['v2.3', 'v3.0'])).toEqual(['potentially_breaking directive_usage_changed schema']);
});

describe('what subgraphs have for their router', () => {
  const MACHINERY = `scalar _Any
scalar FieldSet
union _Entity = User
type _Service { sdl: String }
extend type Query { _entities(representations: [_Any!]!): [_Entity]!, _service: _Service! }
directive @key(fields: FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
`;

  test('may be printed or not', async () => {
    expect(await found(['type Query', `${MACHINERY}type Query`])).toEqual(['additive directive_added @key']);
    expect(await found([MACHINERY, ''], `${MACHINERY}${SUBGRAPH}`)).toEqual(['non_breaking directive_removed @key']);
  });

  test('is missed where no subgraph is left', async () => {
    const plain = 'type Query { me: User }\ntype User { id: ID }\n';
    expect(await found([MACHINERY, ''], `${MACHINERY}${plain}`)).toEqual([
      'non_breaking type_removed FieldSet',
      'breaking field_removed Query._entities',
      'breaking field_removed Query._service',
      'non_breaking directive_removed @key',
    ]);
  });
});

test('which subgraph a router asks is nothing to clients', async () => {
  const supergraph = `schema @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) { query: Query }
directive @join__field(graph: join__Graph) on FIELD_DEFINITION
enum join__Graph { A, B }
type Query { me: Int @join__field(graph: A) }
`;
  expect(await found(['graph: A', 'graph: B'], supergraph)).toEqual(['non_breaking directive_usage_changed Query.me']);
  expect(await found([', B', ''], supergraph)).toEqual(['non_breaking value_removed_from_enum join__Graph.B']);
});
