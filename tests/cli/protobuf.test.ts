import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  DescriptorProtoSchema,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { folderWith, refusalOf, run } from '../support/cli.js';

const USER = 'syntax = "proto3";\nmessage User { string name = 1; }\n';
const check = (before: string, after: string) => ['check', '--before', before, '--after', after, '--format', 'json'];
const refusal = (files: Readonly<Record<string, string>>, before: string) => {
  return refusalOf(check(before, 'good.proto'), { cwd: folderWith({ 'good.proto': USER, ...files }) });
};

describe('a check of Protobuf refuses', () => {
  it.each([
    [
      'what is no Protobuf',
      'syntax = "proto3";\nmessage User { string name 1; }\n',
      '2:28: not Protobuf: expected "=", not "1"',
    ],
    [
      'a type that is not there',
      'syntax = "proto3";\nmessage A { Missing a = 1; }\n',
      '2:13: there is no type "Missing"',
    ],
    [
      'an import that is not there',
      'syntax = "proto3";\nimport "x/y.proto";\n',
      '2:1: the file "x/y.proto", which is imported here, is not there',
    ],
    ['an import of itself', 'syntax = "proto3";\nimport "bad.proto";\n', 'in a circle'],
    [
      'a number twice',
      'syntax = "proto3";\nmessage A { int32 a = 1; int32 b = 1; }\n',
      '2:36: the number 1 is that of a already',
    ],
    ['a name twice', 'syntax = "proto3";\nmessage A {}\nmessage A {}\n', '3:1: "A" is declared in bad.proto:2 already'],
    ['what is nested too deep', `syntax = "proto3";\n${'message A {'.repeat(100_000)}`, 'nested too deep'],
    ['a comment without end', 'syntax = "proto3"; /* x', '1:20: not Protobuf: this comment is not closed'],
  ])('%s', async (_, text, expected) => {
    expect(await refusal({ 'bad.proto': text }, 'bad.proto')).toContain(expected);
  });

  it('bytes that are no set of descriptors', async () => {
    const said = await refusal({ 'bad.binpb': '\x0a\xff\xff\x01garbage' }, 'bad.binpb');
    expect(said).toContain('error: bad.binpb: not a set of file descriptors');
  });
});

it('a folder and its imports, whose root is within it', async () => {
  const files = {
    'v1/proto/a/a.proto':
      'syntax = "proto3";\npackage a;\nimport "b/b.proto";\nmessage A { b.B b = 1; google.protobuf.Any any = 2; }\nimport "google/protobuf/any.proto";\n',
    'v1/proto/b/b.proto': 'syntax = "proto3";\npackage b;\nmessage B { int32 id = 1; }\n',
  };
  const after = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace('v1', 'v2'), text.replace('int32 id', 'int64 id')]),
  );
  const { stdout, status } = await run(check('v1', 'v2'), { cwd: folderWith({ ...files, ...after }) });
  // JSON has a number of 32 bits as a number, and one of 64 as a text.
  expect(status).toBe(2);
  expect(JSON.parse(stdout).issues).toMatchObject([
    {
      type: 'field_type_changed',
      severity: 'breaking',
      breaks: ['json', 'source'],
      before_location: { file: 'v1/proto/b/b.proto', line: 3, column: 13 },
    },
  ]);
});

it('imports from elsewhere, below the folders that --proto-path names', async () => {
  const api = (type: string) =>
    `syntax = "proto3"; import "x/money.proto"; message A { x.Money price = 1; ${type} n = 2; }\n`;
  const money = (type: string) => `syntax = "proto3"; package x; message Money { ${type} units = 1; }\n`;
  const cwd = folderWith({
    'old/api/a.proto': api('int32'),
    'new/api/a.proto': api('string'),
    'vendor/one/x/money.proto': money('int32'),
    'vendor/two/x/money.proto': money('string'),
    'p.json': '{"proto_path": ["vendor/one"]}',
  });
  const args = check('old/api', 'new/api');
  expect(await refusalOf(args, { cwd })).toContain('"x/money.proto", which is imported here, is not there');
  expect(await refusalOf([...args, '-I', 'vendor/none'], { cwd })).toBe(
    'error: --proto-path vendor/none: there is no such folder\n  name the folder that imports start from, as protoc takes it with -I\n',
  );
  for (const more of [
    ['--proto-path', 'vendor/one'],
    ['-I', 'vendor/two', '-I', 'vendor/one'],
    ['--config', 'p.json'],
  ]) {
    const { stdout } = await run([...args, ...more], { cwd });
    const { issues } = JSON.parse(stdout) as { issues: { type: string; field_path: string }[] };
    expect(issues.map(({ type, field_path: path }) => [type, path])).toEqual([['field_type_changed', 'A.n']]);
  }
  const other = ['check', '--before', 'a.graphql', '--after', 'a.graphql', '-I', 'vendor/one'];
  expect(await refusalOf(other, { cwd: folderWith({ 'a.graphql': 'type Query { a: Int }' }) })).toBe(
    'error: --proto-path says nothing of GraphQL schemas\n  leave it out\n',
  );
});

const A = 'syntax = "proto3";\npackage api.v1;\nimport "api/v1/b.proto";\nmessage A { B b = 1; string n = 2; }\n';
const B = 'syntax = "proto3";\npackage api.v1;\nmessage B { int32 x = 1; }\n';

it('imports in the history of the repository', async () => {
  const cwd = folderWith({ 'api/v1/a.proto': A, 'api/v1/b.proto': B });
  const git = (...args: readonly string[]) => execFileSync('git', [...args], { cwd, stdio: 'pipe' });
  git('init', '-q');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'a');
  writeFileSync(join(cwd, 'api/v1/a.proto'), A.replace('string n', 'int32 n'));
  for (const path of ['api/v1/a.proto', 'api', 'api/v1', 'api/**/*.proto', '.']) {
    const { stdout } = await run(check(`git:HEAD:${path}`, path), { cwd });
    expect(JSON.parse(stdout).issues, path).toMatchObject([{ type: 'field_type_changed', field_path: 'api.v1.A.n' }]);
  }
  writeFileSync(join(cwd, 'api/v1/b.proto'), B.replace('int32', 'string'));
  const { stdout } = await run(check('git:HEAD:api/v1/a.proto', 'api/v1/a.proto'), { cwd });
  expect(JSON.parse(stdout).issues).toHaveLength(2);
});

it('a set of descriptors on standard input', async () => {
  const file = (type: number) => {
    const field = create(FieldDescriptorProtoSchema, { name: 'n', number: 2, label: 1, type });
    const messageType = [create(DescriptorProtoSchema, { name: 'A', field: [field] })];
    return create(FileDescriptorProtoSchema, { name: 'a.proto', package: 'p', syntax: 'proto3', messageType });
  };
  const set = (type: number) => {
    return Buffer.from(toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: [file(type)] })));
  };
  const cwd = folderWith({ 'a.proto': 'syntax = "proto3"; package p; message A { string n = 2; }\n' });
  writeFileSync(join(cwd, 'set'), set(5));
  const outcomes = [
    await run(check('a.proto', '-'), { cwd, input: set(5) }),
    await run(check('a.proto', 'set'), { cwd }),
    await run(check('a.proto', '-'), { cwd, input: set(9) }),
  ].map(({ stdout }) => (JSON.parse(stdout) as { issues: { type: string }[] }).issues.map(({ type }) => type));
  expect(outcomes).toEqual([['field_type_changed'], ['field_type_changed'], []]);
});

it('a finding about an option stands at the option', async () => {
  const text = (name: string, number: number, level: string) =>
    `syntax = "proto2";
message A {
  optional int32 a = 1 [
    json_name = "${name}",
    default = ${number}
  ];
}
service S {
  rpc Get(A) returns (A) {
    option idempotency_level = ${level};
  }
}
`;
  const cwd = folderWith({ 'a.proto': text('b', 1, 'IDEMPOTENT'), 'b.proto': text('c', 2, 'NO_SIDE_EFFECTS') });
  const { stdout } = await run(check('a.proto', 'b.proto'), { cwd });
  type Issue = { type: string; after_location: { line: number } };
  expect((JSON.parse(stdout) as { issues: Issue[] }).issues.map((one) => [one.type, one.after_location.line])).toEqual([
    ['field_json_name_changed', 4],
    ['field_default_changed', 5],
    ['method_idempotency_changed', 10],
  ]);
});
