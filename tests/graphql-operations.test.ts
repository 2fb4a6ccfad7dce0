import { describe, expect, test } from 'vitest';
import { checkGraphqlSchemas } from '../src/check/check-graphql.js';
import { settingsOf } from '../src/library/settings.js';
import { embeddedDocuments } from '../src/read/graphql/embedded.js';
import { readClientDocuments } from '../src/read/graphql/read-operations.js';
import { readGraphqlTexts } from '../src/read/graphql/read-schema.js';
import { folderWith } from './support/cli.js';

const SCHEMA = `type Query { me: User, node(id: ID!): Node, users(order: Order, by: By): [User], any: Any }
interface Node { id: ID! }
type User implements Node { id: ID!, name: String, nick: String, state: State }
type Team implements Node { id: ID!, title: String }
union Any = User | Team
enum State { A B }
enum Order { X Y }
input By { a: Int = 1, b: String, sub: Sub }
input Sub { order: Order }
directive @live on QUERY | FIELD
`;

const NO_NICK = [' nick: String,', ''] as const;

/** What is found of a change of the schema, with the operations that it concerns, and what is told of them. */
async function found(change: readonly [string, string], files: Readonly<Record<string, string>>, from = SCHEMA) {
  const cwd = folderWith(files);
  const documents = await readClientDocuments([cwd], async () => Buffer.alloc(0));
  const clients = documents.map((one) => ({ ...one, file: one.file.slice(cwd.length + 1) }));
  const notes: string[] = [];
  const [before, after] = [from, from.replace(...change)].map((text) => readGraphqlTexts([{ name: 'schema', text }]));
  expect(from.replace(...change)).not.toBe(from);
  const { issues } = checkGraphqlSchemas(
    before as never,
    after as never,
    settingsOf({ detail: 'full' }),
    clients,
    (note) => notes.push(note),
  );
  const findings = issues.map(({ type, severity, affected_operations: all }) => [severity, type, ...all].join(' '));
  return notes.length === 0 ? findings : { findings, notes };
}

/** The same of documents in one file. */
const ofOperations = (change: readonly [string, string], ...operations: readonly string[]) => {
  return found(change, { 'all.graphql': operations.join('\n') });
};

describe('which operations a change concerns', () => {
  test('those that send what is refused, and those with variables that may hold it', async () => {
    expect(
      await ofOperations(
        ['enum Order { X Y }', 'enum Order { X }'],
        'query Kept { users(order: X) { id } }',
        'query Written { users(order: Y) { id } }',
        'query Variable($o: Order) { users(order: $o) { id } }',
        'query Within($by: By) { users(by: $by) { id } }',
        'query Other { users(by: { sub: { order: X } }) { id } }',
      ),
    ).toEqual([
      'breaking value_removed_from_enum Written (all.graphql:2) Variable (all.graphql:3) Within (all.graphql:4)',
    ]);
    expect(
      await ofOperations(
        ['input Sub { ', 'input Sub { more: Int!, '],
        'query Variable($by: By) { users(by: $by) { id } }',
        'query LeftOut { users(by: { a: 1 }) { id } }',
        'query Given { users(by: { sub: { order: X } }) { id } }',
      ),
    ).toEqual(['breaking required_input_field_added Variable (all.graphql:1) Given (all.graphql:3)']);
    expect(
      await ofOperations(
        ['input By {', 'input By @oneOf {'],
        'query One { users(by: { b: "b" }) { id } }',
        'query Two { users(by: { a: 1, b: "b" }) { id } }',
        'query Variable($by: By) { users(by: $by) { id } }',
      ),
    ).toEqual(['breaking one_of_added Two (all.graphql:2) Variable (all.graphql:3)']);
    expect(
      await ofOperations(
        ['a: Int = 1', 'a: Int = 2'],
        'query LeftOut { users(by: { b: "b" }) { id } }',
        'query Given { users(by: { a: 1 }) { id } }',
      ),
    ).toEqual(['potentially_breaking input_field_default_value_change LeftOut (all.graphql:1)']);
  });

  test('an enum that operations receive and none sends only arrives', async () => {
    const both = SCHEMA.replace('id: ID!): Node', 'id: ID!, state: State): Node');
    const change = ['enum State { A B }', 'enum State { A }'] as const;
    expect(await found(change, { 'a.gql': 'query Me { me { state } }' }, both)).toEqual([
      'potentially_breaking value_removed_from_enum Me (a.gql:1)',
    ]);
    expect(await found(change, { 'a.gql': 'query Id { node(id: 1, state: B) { id } }' }, both)).toEqual([
      'breaking value_removed_from_enum Id (a.gql:1)',
    ]);
    expect(await found(change, { 'a.gql': 'query Id { node(id: 1) { id } }' }, both)).toEqual([
      'non_breaking value_removed_from_enum',
    ]);
  });

  test('those that name a type that goes, and not those that could receive it', async () => {
    const without = SCHEMA.replace('union Any = User | Team', 'union Any = User');
    expect(
      await found(
        ['type Team implements Node { id: ID!, title: String }\n', ''],
        {
          'all.graphql': [
            'query Any { any { __typename } }',
            'query Node { node(id: 1) { id } }',
            'query Team { node(id: 1) { ... on Team { title } } }',
          ].join('\n'),
        },
        without,
      ),
    ).toEqual(['breaking type_removed Team (all.graphql:3)']);
  });
});

describe('fragments', () => {
  test('of any file, by alias, and through other fragments', async () => {
    const files = {
      'a.graphql': 'query Q { self: me { ...F } }',
      'b.graphql': 'fragment F on User { ...G }',
      'c.graphql': 'fragment G on User { known: nick }',
    };
    expect(await found(NO_NICK, files)).toEqual(['breaking field_removed Q (a.graphql:1)']);
  });

  test('that are not the same everywhere are told', async () => {
    const files = {
      'a.graphql': 'query Q { me { ...F } }',
      'b.graphql': 'fragment F on User { name }',
      'c.graphql': 'fragment F on User { nick }',
      'd.graphql': 'query Own { me { ...F } }\nfragment F on User { id }\nfragment F on User { id }',
    };
    expect(await found(NO_NICK, files)).toEqual({
      findings: ['non_breaking field_removed'],
      notes: ['fragment F is not the same in c.graphql:1 and in d.graphql:2; the last one is taken'],
    });
  });

  test('of no operation are used by nobody', async () => {
    expect(await found(NO_NICK, { 'a.graphql': 'fragment F on User { nick }' })).toEqual({
      findings: ['breaking field_removed'],
      notes: ['no operation is valid on the schema before: findings are as without any'],
    });
  });
});

test('what clients keep to themselves does not go to the server', async () => {
  const operations = [
    'query Local { me { nick @client } }',
    'query Both { me { seen @client { at } nick @connection(key: "k") } }',
    'query Spread($n: Int) { me { name ...L @unmask } users @rest(n: $n) { id } }\nfragment L on User { seen @client }',
    'query Relay { me { ...A @arguments(order: Y) } }\nfragment A on User @argumentDefinitions(order: { type: "Order" }) { nick @include(if: true) }',
    'query Live @live { me { id } }',
  ];
  expect(await ofOperations(NO_NICK, ...operations)).toEqual({
    findings: ['breaking field_removed Both (all.graphql:2) Relay (all.graphql:5)'],
    notes: [
      'the schema before has no @client, @connection, @unmask, @rest, @arguments, @argumentDefinitions: taken for what clients keep to themselves',
    ],
  });
});

test('an argument of a fragment is a variable of the operation', async () => {
  const operation = `query Q { ...A @arguments(order: Y) }
fragment A on Query @argumentDefinitions(order: { type: "Order", defaultValue: X }, no: { type: "[" }) { users(order: $order) { id } }`;
  expect(await ofOperations(['enum Order { X Y }', 'enum Order { X }'], operation)).toMatchObject({
    findings: ['breaking value_removed_from_enum Q (all.graphql:1)'],
  });
});

describe('documents within other files', () => {
  const FRAGMENT =
    "import { gql } from 'graphql-tag';\nexport const CARD = gql`\n  fragment Card on User { nick }\n`;\n";

  test('templates of programs, in their places', async () => {
    const files = {
      'src/card.ts': FRAGMENT,
      'src/page.tsx': `// gql is a tag\nconst a = <T,>() => \`x\`;\nconst Q = gql\`\n  # the \\\`{ user\n  query Page { me { ...Card } }\n  $\{CARD}\n\`;\n`,
      'src/generated.js':
        'const q = graphql(/* GraphQL */ `query Call { me { name } }`), r = /* GraphQL */ `{ me { nick } }`;',
      'src/none.ts': 'export const graphql = 1;',
      'src/empty.ts': '',
      'src/App.vue': '<script>\nconst Q = gql(`query Vue { me { nick } }`)\n</script>',
    };
    expect(await found(NO_NICK, files)).toEqual([
      'breaking field_removed Vue (src/App.vue:2) a query without a name (src/generated.js:1) Page (src/page.tsx:5)',
    ]);
  });

  test.each(['gql(/*', 'gql<', 'graphql ', 'gql`', '`'])('programs of any text, in proportion to it: %s', (part) => {
    const timeOf = (times: number) => {
      const text = part.repeat(times);
      const start = performance.now();
      expect(embeddedDocuments({ name: 'a.ts', text })?.trim() ?? '').toMatch(/^[gqlrap`( ]*$/);
      return performance.now() - start;
    };
    timeOf(1000);
    // Quadratic time would be four hundred times as long.
    expect(timeOf(100_000)).toBeLessThan(100 * Math.max(timeOf(5000), 5));
  });

  test('manifests of persisted queries', async () => {
    const manifest = (value: object) => JSON.stringify(value, null, 2);
    const apollo = manifest({
      format: 'apollo-persisted-query-manifest',
      operations: [
        { id: '1', name: 'A', body: 'query A { me { name } }' },
        { id: '2', name: 'B', body: 'query B {\n  me { nick } }' },
      ],
    });
    const relay = manifest({ 12: 'query R { me { nick } }', a: 'query S { me { id } }' });
    const cwd = folderWith({ 'apollo.json': apollo, 'relay.json': relay });
    const documents = await readClientDocuments([`${cwd}/*.json`], async () => Buffer.alloc(0));
    const [before, after] = [SCHEMA, SCHEMA.replace(...NO_NICK)].map((text) => readGraphqlTexts([{ name: 's', text }]));
    const { issues } = checkGraphqlSchemas(before as never, after as never, settingsOf({}), documents);
    expect(issues.map(({ affected_operations: all }) => all.map((one) => one.replace(cwd, '')))).toEqual([
      ['B (/apollo.json:12)', 'R (/relay.json:2)'],
    ]);
  });

  test.each([
    [
      'a.ts',
      `const q = gql\`\n  query A { me { $\{fields} } }\`;`,
      `a.ts:2:18: "$\{fields}" is put into the middle of a definition, and nobody can read here what it stands for`,
    ],
    [
      'a.ts',
      'const q = gql`\n  query A { me { name }\n`;',
      'a.ts:3:1: not GraphQL: the text ends here, and something is missing',
    ],
    ['a.ts', 'const q = 1;', 'a.ts: there are no operations of GraphQL here'],
    ['a.json', '{"name": "a", "version": "1"}', 'a.json: expected operations, but this is JSON that has none'],
    [
      'a.json',
      '{"1": "query A { me { name"}',
      'a.json: 1:1:20: not GraphQL: the text ends here, and something is missing',
    ],
    ['a.json', '{"1": 5', 'a.json:1:8: not JSON'],
    ['a.graphql', 'query A { me { name } }\n}', 'a.graphql:2:1: not GraphQL: unexpected "}"'],
  ])('%s: %s', async (name, text, message) => {
    const cwd = folderWith({ [name]: text });
    const read = readClientDocuments([`${cwd}/${name}`], async () => Buffer.alloc(0));
    await expect(read).rejects.toThrow(`${cwd}/${message}`);
  });
});
