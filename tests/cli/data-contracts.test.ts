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
  ['IDL', 'x.avdl', 'protocol P {}', 'Avro IDL'],
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
