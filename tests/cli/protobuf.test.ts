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
