import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CompatibilityReport, checkGraphql } from '../../src/index.js';
import { folderWith, PATHS, refusalOf, run, TABLES } from '../support/cli.js';

const BEFORE = 'type Query { me: User }\ntype User { name: String, nick: String }\n';
const AFTER = 'type Query { me: User }\ntype User { name: String }\n';

const check = async (cwd: string, args: readonly string[], input?: string) => {
  const { stdout, stderr, status } = await run(['check', ...args, '--format', 'json'], {
    cwd,
    ...(input && { input }),
  });
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as CompatibilityReport);
  return { found: report?.issues.map(({ type, field_path: path }) => `${type} ${path}`), report, stderr, status };
};

const REMOVED = { found: ['field_removed User.nick'], stderr: '', status: 2 };
const outcome = ({ found, stderr, status }: Awaited<ReturnType<typeof check>>) => ({ found, stderr, status });

describe('where a schema may be', () => {
  test('a file, a folder, a pattern, standard input, and another name', async () => {
    const cwd = folderWith({
      'a.graphql': BEFORE,
      'b.graphqls': AFTER,
      'any.txt': BEFORE,
      'parts/query.gql': 'type Query { me: User }\n',
      'parts/deep/user.gql': 'type User { name: String, nick: String }\n',
      'parts/README.md': 'no schema',
      'parts/.hidden/x.gql': 'not GraphQL',
    });
    for (const before of ['a.graphql', 'any.txt', 'parts', 'parts/**/*.gql', '{a,z}.graphql']) {
      expect(outcome(await check(cwd, ['--before', before, '--after', 'b.graphqls']))).toEqual(REMOVED);
    }
    expect(outcome(await check(cwd, ['--before', '-', '--after', 'b.graphqls'], BEFORE))).toEqual(REMOVED);
    const { report } = await check(cwd, ['--before', 'parts', '--after', 'b.graphqls']);
    expect(report?.issues[0]?.before_location).toEqual({ file: 'parts/deep/user.gql', line: 1, column: 27 });
  });

  test('the history of the repository', async () => {
    const cwd = folderWith({ 'api/schema.graphql': BEFORE });
    const git = (...args: readonly string[]) => execFileSync('git', [...args], { cwd, stdio: 'pipe' });
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'a');
    writeFileSync(join(cwd, 'api/schema.graphql'), AFTER);
    for (const before of ['git:HEAD:api', 'git:HEAD:api/schema.graphql', 'git:HEAD:api/*.graphql']) {
      expect(outcome(await check(cwd, ['--before', before, '--after', 'api']))).toEqual(REMOVED);
    }
  });

  test('an introspection, by its content', async () => {
    const type = (name: string, fields: readonly string[]) => ({
      kind: 'OBJECT',
      name,
      fields: fields.map((field) => ({ name: field, args: [], type: { kind: 'SCALAR', name: 'String' } })),
    });
    const json = (fields: readonly string[]) =>
      JSON.stringify({
        data: { __schema: { queryType: { name: 'Query' }, types: [type('Query', fields)], directives: [] } },
      });
    const cwd = folderWith({ 'a.json': json(['a', 'b']), 'b.graphql': 'type Query { a: String }' });
    const { found, status } = await check(cwd, ['--before', 'a.json', '--after', 'b.graphql']);
    expect({ found, status }).toEqual({ found: ['field_removed Query.b'], status: 2 });
    expect((await check(cwd, ['--before', 'b.graphql', '--after', 'a.json'])).found).toEqual([]);
    // Of a folder, where it has no files of the language.
    const folders = folderWith({
      'a/schema.json': json(['a', 'b']),
      'a/package.json': '{"name": "a"}',
      'b/schema.json': json(['a', 'b']),
      'b/schema.graphql': 'type Query { a: String }',
    });
    expect((await check(folders, ['--before', 'a', '--after', 'b'])).found).toEqual(['field_removed Query.b']);
  });
});

test('an introspection that was not asked for what is deprecated does not say that it is gone', async () => {
  const sdl = `type Query { a(old: Int @deprecated, gone: Int): Int, b(by: By): Int }
input By { old: Int @deprecated, x: Int }
`;
  const int = { kind: 'SCALAR', name: 'Int' };
  const value = (name: string, more: object = {}) => ({ name, type: int, ...more });
  const json = (more: object) => {
    const by = { kind: 'INPUT_OBJECT', name: 'By' };
    const fields = [
      { name: 'a', args: [value('one', more)], type: int },
      { name: 'b', args: [{ name: 'by', type: by, ...more }], type: int },
    ];
    const query = { kind: 'OBJECT', name: 'Query', fields };
    const types = [query, { ...by, inputFields: [value('x', more)] }];
    return JSON.stringify({ __schema: { queryType: { name: 'Query' }, types } });
  };
  const cwd = folderWith({ 'a.graphql': sdl, 'b.json': json({}), 'c.json': json({ isDeprecated: false }) });
  const findings = async (before: string, after: string) => {
    const { report, stderr } = await check(cwd, ['--before', before, '--after', after]);
    return { stderr, issues: report?.issues.map(({ severity, description }) => `${severity} ${description}`) };
  };
  const gone = 'breaking Argument Query.a(gone:) was removed';
  const added = 'potentially_breaking Argument Query.a(one:), which may be left out, was added';
  const said = 'it was deprecated: No longer supported';
  const untold = `${said}, and the schema after does not tell what is`;
  expect(await findings('a.graphql', 'b.json')).toEqual({
    stderr: expect.stringContaining('note: b.json tells nothing of arguments and input fields that are deprecated'),
    issues: [
      `potentially_breaking Argument Query.a(old:) was removed; ${untold}`,
      gone,
      added,
      `potentially_breaking Input field By.old was removed; ${untold}`,
    ],
  });
  expect(await findings('a.graphql', 'c.json')).toEqual({
    stderr: '',
    issues: [
      `breaking Argument Query.a(old:) was removed; ${said}`,
      gone,
      added,
      `breaking Input field By.old was removed; ${said}`,
    ],
  });
  expect((await findings('b.json', 'a.graphql')).issues).toEqual([
    'breaking Argument Query.a(one:) was removed',
    'potentially_breaking Argument Query.a(gone:), which may be left out, was added',
  ]);
});

describe('operations of clients', () => {
  const cwd = () =>
    folderWith({
      'a.graphql': BEFORE,
      'b.graphql': AFTER,
      'ops/name.graphql': 'query Name { me { ...N } }\n\nfragment N on User { name }\n',
      'ops/nick.graphql': '\nquery Nick { me { nick } }\n',
      'ops/old.graphql': 'query Old { gone }\n',
    });

  test('name what breaks, and where', async () => {
    const { report, stderr, status } = await check(cwd(), [
      '--before',
      'a.graphql',
      '--after',
      'b.graphql',
      '--operations',
      'ops',
    ]);
    expect(report?.issues.map(({ severity, affected_operations: all }) => [severity, all])).toEqual([
      ['breaking', ['Nick (ops/nick.graphql:2)']],
    ]);
    expect(stderr).toBe(
      'note: Old (ops/old.graphql:1) is not valid on the schema before, and is left out: Cannot query field "gone" on type "Query".\n',
    );
    expect(status).toBe(2);
  });

  test('what none of them uses breaks nobody', async () => {
    const args = [
      '--before',
      'a.graphql',
      '--after',
      'b.graphql',
      '--operations',
      'ops/na*.graphql',
      '--detail',
      'full',
    ];
    const { report, status } = await check(cwd(), args);
    expect(report?.issues.map(({ severity, impact }) => [severity, impact])).toEqual([
      ['non_breaking', 'The one operation that was given does not use it'],
    ]);
    expect(status).toBe(0);
  });
});

describe('what is no schema', () => {
  const refusal = (text: string, name = 'x.graphql') => {
    return refusalOf(['check', '--before', name, '--after', 'good.graphql'], {
      cwd: folderWith({ [name]: text, 'good.graphql': AFTER }),
    });
  };

  test.each([
    [
      'an error',
      'type Query {\n  a: Int\n  b Int\n}\n',
      'x.graphql:3:5: not GraphQL: expected ":", found Name "Int"\n      b Int\n        ^\n  mend the text there',
    ],
    [
      'an end',
      'type Query {\n  a: Int\n',
      'x.graphql:3:1: not GraphQL: the text ends here, and something is missing\n    \n    ^\n  mend the text there',
    ],
    ['nothing', ' \n', 'x.graphql: is empty\n  the command that wrote it may have failed'],
    [
      'an operation',
      'query A { a }\n',
      'x.graphql:1:1: expected the definition of a type, but this is an operation\n  give the schema to --before and --after, and the documents of clients to --operations',
    ],
    [
      'a type that nothing defines',
      'type Query {\n  a(of: Any): Int\n}\n',
      'x.graphql:2:5: Query.a(of:) is of the type "Any", which nothing defines\n  give the files that define it as well: a folder, or a pattern',
    ],
    [
      'a nest of lists',
      `type Query {\n  a: ${'['.repeat(100_000)}Int${']'.repeat(100_000)}\n}\n`,
      'x.graphql:2:505: this is nested too deep (more than 500 levels)\n  break it up',
    ],
    [
      'a nest of values',
      `type Query { a(b: Int = ${'['.repeat(100_000)}): Int }`,
      'x.graphql:1:523: this is nested too deep (more than 500 levels)\n  break it up',
    ],
  ])('%s', async (_, text, message) => {
    expect(await refusal(text)).toBe(`error: ${message}\n`);
  });

  test.each([
    [
      'a name',
      '{"__schema": {"types": [{"kind": "OBJECT", "name": 5}]}}',
      ':1:44: __schema.types[0].name: expected a name',
    ],
    [
      'an answer with errors',
      '{"errors": [{"message": "introspection is off"}]}',
      ':1:1: data: expected an object, but the server answered: introspection is off',
    ],
  ])('an introspection that is none: %s', async (_, text, message) => {
    const cwd = folderWith({ 'x.json': text, 'good.graphql': AFTER });
    expect(await refusalOf(['check', '--before', 'x.json', '--after', 'good.graphql'], { cwd })).toBe(
      `error: x.json${message}\n  mend the value there; migrate-arch schema lists the schemas and prints them\n`,
    );
  });

  test('a document of another kind, an option for others, a folder without any', async () => {
    for (const text of [TABLES, PATHS]) {
      const cwd = folderWith({ 'x.json': text, 'good.graphql': AFTER });
      expect(await refusalOf(['check', '--before', 'x.json', '--after', 'good.graphql'], { cwd })).toBe(
        'error: x.json: expected a GraphQL schema, but this is a document\n  compare two of one kind; --type says what both are\n',
      );
    }
    const cwd = folderWith({ 'a.graphql': BEFORE, 'b.graphql': AFTER });
    mkdirSync(join(cwd, 'none'));
    const files = ['--before', 'a.graphql', '--after', 'b.graphql'];
    for (const [args, message] of [
      [['--rename', 'a=b'], '--rename is for SQL and servers, and these are GraphQL schemas\n  leave it out'],
      [['--rules', 'classic'], '--rules classic: the original reads no GraphQL schemas\n  leave it out'],
      [
        ['--before', 'a.graphql'],
        '--before: given more than once, and these are GraphQL schemas\n  give it once, and the version that is in use',
      ],
      [
        ['--operations', 'a.graphql'],
        'a.graphql:1:1: expected an operation or a fragment, but this is the definition of a schema\n  give the documents of clients to --operations, and the schema to --before and --after',
      ],
      [
        ['--operations', 'z*'],
        'z*: no file matches this pattern\n  check the folder; * stays within a name, ** goes over folders',
      ],
    ] as const) {
      expect(await refusalOf(['check', ...files, ...args], { cwd })).toBe(`error: ${message}\n`);
    }
    for (const [before, after] of [
      ['a.graphql', 'none'],
      ['none', 'a.graphql'],
    ] as const) {
      const none = ['check', '--before', before, '--after', after];
      expect(await refusalOf(none, { cwd })).toBe(
        'error: none: there are no GraphQL schemas in this folder\n  name the folder that the files (.graphql, .graphqls, .gql, .gqls) are in\n',
      );
    }
  });
});

test('a schema that is formally wrong is read with a note', async () => {
  const cwd = folderWith({
    'a.graphql': `type Query {\n  a: Int\n  a: Int\n}\n`,
    'b.graphql': 'type Query { a: Int }',
  });
  const { status, stderr } = await check(cwd, ['--before', 'a.graphql', '--after', 'b.graphql']);
  expect(status).toBe(0);
  expect(stderr).toBe('note: a.graphql:3:3: Query.a is defined again; the last one is taken\n');
});

test('names and words that mean something elsewhere are names and words', async () => {
  const text = `"""\n\u001b[31m *\\/ ${'"'.repeat(2)} %s $\{x}\n"""\ntype Query { constructor(toString: Int): __proto__ }\nscalar __proto__\nenum hasOwnProperty { valueOf }\n`;
  const { issues } = await checkGraphql([{ name: 'a', text }], [{ name: 'b', text: 'type Query { a: Int }' }], {
    detail: 'full',
  });
  expect(issues.map(({ type, field_path: path }) => `${type} ${path}`)).toEqual([
    ...['type_removed hasOwnProperty', 'description_changed Query', 'field_removed Query.constructor'],
    'field_added Query.a',
  ]);
});
