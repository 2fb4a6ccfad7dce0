import { expect, test } from 'vitest';
import { folderWith, refusalOf, run } from '../support/cli.js';

const RECORD = '{"type": "record", "name": "R", "fields": []}';
const SCHEMA = '{"$schema": "http://json-schema.org/draft-07/schema#"}';
const at = (file: string) => `${file}:1:`;

test.each([
  [
    'an unknown name',
    'x.avsc',
    '{"type": "record", "name": "R", "fields": [{"name": "a", "type": "Foo"}]}',
    'there is no type "Foo"',
  ],
  [
    'a default of another type',
    'x.avsc',
    '{"type": "record", "name": "R", "fields": [{"name": "a", "type": "int", "default": "x"}]}',
    '#/fields/0/default: the default does not fit',
  ],
  ['a type defined twice', 'x.avsc', `[${RECORD}, ${RECORD}]`, 'R is defined twice'],
  ['a union in a union', 'x.avsc', '["null", ["int"]]', 'a union may not hold another one directly'],
  ['IDL that is none', 'x.avdl', 'protocol P {\n  record A { int a }\n}', '2:20: not Avro IDL: expected ";", not "}"'],
  [
    'an import that is not there',
    'x.avdl',
    'protocol P { import idl "y.avdl"; }',
    'the file "y.avdl", which is imported',
  ],
  ['an unknown name of IDL', 'x.avdl', 'protocol P {\n  record A { Foo a; } }', 'x.avdl:2:18: there is no type "Foo"'],
  [
    'a reference to nothing',
    'x.schema.json',
    `{"$ref": "#/definitions/no"}`,
    'the reference "#/definitions/no" leads nowhere',
  ],
  ['a type that is none', 'x.schema.json', '{"type": "int"}', '#/type: expected one of null'],
  [
    'a draft that is not read',
    'x.schema.json',
    '{"$schema": "http://json-schema.org/draft-03/schema#"}',
    'expected draft 4, 6, 7',
  ],
] as const)('%s is refused with its place', async (_, name, text, problem) => {
  const good = name.endsWith('.json') ? 'good.schema.json' : 'good.avsc';
  const cwd = folderWith({ [name]: text, [good]: good === 'good.avsc' ? RECORD : SCHEMA });
  const refusal = await refusalOf(['check', '--before', name, '--after', good], { cwd });
  expect(refusal).toContain(problem);
  if (name !== 'x.avdl') expect(refusal).toContain(at(name));
});

test('folders are compared by the paths of their files, names across them', async () => {
  const cwd = folderWith({
    'a/money.avsc':
      '{"type": "record", "name": "Money", "namespace": "shop", "fields": [{"name": "cents", "type": "long"}]}',
    'a/order.avsc':
      '{"type": "record", "name": "Order", "namespace": "shop", "fields": [{"name": "total", "type": "Money"}]}',
    'b/money.avsc':
      '{"type": "record", "name": "Money", "namespace": "shop", "fields": [{"name": "cents", "type": "int"}]}',
    'b/order.avsc':
      '{"type": "record", "name": "Order", "namespace": "shop", "fields": [{"name": "total", "type": "Money"}]}',
  });
  const { stdout, status } = await run(['check', '--before', 'a', '--after', 'b', '--format', 'json'], { cwd });
  const { issues } = JSON.parse(stdout) as { issues: { type: string; after_location: { file: string } }[] };
  expect(issues.map(({ type, after_location }) => [type, after_location.file])).toEqual([
    ['type_changed', 'b/money.avsc'],
  ]);
  expect(status).toBe(2);
});

test('a name that two files define otherwise is refused, and one that they agree on is read', async () => {
  const money = (type: string, doc: string) =>
    `{"type": "record", "name": "Money", "doc": "${doc}", "fields": [{"name": "cents", "type": "${type}"}]}`;
  const order = (type: string) =>
    `{"type": "record", "name": "Order", "fields": [{"name": "total", "type": ${money(type, 'Here')}}]}`;
  const cwd = folderWith({
    'good/money.avsc': money('long', 'There'),
    'good/order.avsc': order('long'),
    'bad/money.avsc': money('int', 'There'),
    'bad/order.avsc': order('long'),
  });
  expect((await run(['check', '--before', 'good', '--after', 'good', '--format', 'json'], { cwd })).status).toBe(0);
  const refusal = await refusalOf(['check', '--before', 'good', '--after', 'bad'], { cwd });
  expect(refusal).toContain('bad/order.avsc:1:');
  expect(refusal).toContain('#/fields/0/type/name: Money is defined otherwise in money.avsc');
});

test('what a protocol may fail with is compared', async () => {
  const protocol = (errors: string) => `{"protocol": "Shop",
    "types": [{"type": "error", "name": "Closed", "fields": []}, {"type": "error", "name": "Full", "fields": []}],
    "messages": {"buy": {"request": [], "response": "null"${errors}}}}`;
  const cwd = folderWith({
    'before.avpr': protocol(', "errors": ["Closed", "Full"]'),
    'same.avpr': protocol(', "errors": ["string", "Closed", "Full"]'),
    'after.avpr': protocol(', "errors": ["Closed"]'),
  });
  const found = async (after: string) => {
    const { stdout } = await run(['check', '--before', 'before.avpr', '--after', after, '--format', 'json'], { cwd });
    return (JSON.parse(stdout) as { issues: { type: string; description: string; witness: unknown }[] }).issues;
  };
  expect(await found('same.avpr')).toEqual([]);
  expect(await found('after.avpr')).toMatchObject([
    {
      type: 'union_branch_removed',
      description: "The errors of message 'buy' may no longer be Full",
      witness: { value: { Full: {} }, accepted: 'before', refusal: 'cannot read "Full" as ["string","Closed"]' },
    },
  ]);
});

test('a schema that a folder no longer has may break, and one that it has now breaks nobody', async () => {
  const cwd = folderWith({
    'a/kept.schema.json': SCHEMA,
    'a/gone.schema.json': SCHEMA,
    'b/kept.schema.json': SCHEMA,
    'b/new.schema.json': SCHEMA,
  });
  const args = ['check', '--before', 'a', '--after', 'b', '--format', 'json', '--detail', 'full'];
  const { stdout, status } = await run(args, { cwd });
  const { issues } = JSON.parse(stdout) as { issues: { type: string; severity: string; description: string }[] };
  expect(issues.map(({ type, severity, description }) => [type, severity, description])).toEqual([
    ['schema_removed', 'potentially_breaking', expect.stringContaining('gone.schema.json')],
    ['schema_added', 'additive', expect.stringContaining('new.schema.json')],
  ]);
  expect(status).toBe(1);
});

test('a $dynamicRef to an anchor that nothing has is refused', async () => {
  const dynamic = (name: string) =>
    `{"$schema": "https://json-schema.org/draft/2020-12/schema", "$dynamicRef": "#${name}", "$defs": {"a": {"$dynamicAnchor": "node", "type": "string"}}}`;
  const cwd = folderWith({ 'good.schema.json': dynamic('node'), 'bad.schema.json': dynamic('nobody') });
  const refusal = await refusalOf(['check', '--before', 'good.schema.json', '--after', 'bad.schema.json'], { cwd });
  expect(refusal).toContain('bad.schema.json:1:61: the reference "#nobody" leads nowhere');
  expect(refusal).toContain('(#/$dynamicRef)');
});

test.each([
  ['an introspection', '{"data": {"__schema": {"queryType": {"name": "Q"}, "types": [TYPES]}}}', 'field_removed'],
  [
    'a database',
    '{"tables": {"users": {"columns": {"id": {"type": "int"}, COLUMN "age": {"type": "int"}}}}}',
    'column_removed',
  ],
  ['a schema of Avro', '{"type": "record", "name": "A", "fields": [FIELDS]}', 'field_added'],
  ['a schema', '{"type": "string", "maxLength": LENGTH}', 'schema_limit_changed'],
])('a file is called .schema.json, and is %s', async (_, template, type) => {
  const field = '{"name": "a", "args": [], "type": {"kind": "SCALAR", "name": "Int"}}';
  const query = (fields: string) => `{"kind": "OBJECT", "name": "Q", "interfaces": [], "fields": [${fields}]}`;
  const parts = {
    TYPES: [query(`${field}, ${field.replace('"a"', '"b"')}`), query(field)],
    COLUMN: ['"mail": {"type": "text"},', ''],
    FIELDS: ['{"name": "a", "type": "int"}', '{"name": "b", "type": "int"}'],
    LENGTH: ['8', '7'],
  };
  const texts = [0, 1].map((at) => {
    return Object.entries(parts).reduce((text, [name, sides]) => text.replace(name, sides[at] as string), template);
  });
  const [before = '', after = ''] = texts;
  const cwd = folderWith({ 'old/x.schema.json': before, 'new/x.schema.json': after });
  const { stdout } = await run(
    ['check', '--before', 'old/x.schema.json', '--after', 'new/x.schema.json', '--format', 'json'],
    { cwd },
  );
  const issues = (JSON.parse(stdout) as { issues: { type: string }[] }).issues.map((issue) => issue.type);
  expect(issues).toContain(type);
});
