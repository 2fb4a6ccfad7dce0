import { expect, test } from 'vitest';
import { checkJsonSchemas } from '../src/index.js';

const ref = (name: string) => ({ $ref: `#/definitions/${name}` });

/** Two properties that lead by way of alternatives of alternatives to one definition. */
function schema(unit: string, ...more: readonly object[]) {
  const either = { anyOf: [ref('TimeUnit'), ...more, ref('Parameters')] };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    properties: { by: either, of: either },
    definitions: {
      TimeUnit: { description: 'Any of both.', anyOf: [ref('Single'), ref('Local')] },
      Single: { enum: ['year', 'month'] },
      Local: { enum: ['yearmonth', unit] },
      Parameters: { type: 'object', required: ['step'] },
      Binned: { enum: ['binnedyear'] },
    },
  };
}

test.each([
  ['alone', []],
  ['beside an alternative that came', [ref('Binned')]],
])('what changes in a definition is one finding, however many alternatives lead to it: %s', async (_, more) => {
  const { issues } = await checkJsonSchemas(schema('weeksday'), schema('weekday', ...more));
  expect(issues.map(({ description, field_path: path, witness }) => [description, path, witness?.value])).toEqual([
    ["Values no longer allowed in definition 'Local': weeksday", 'definitions.Local.enum', 'weeksday'],
  ]);
});

test('an alternative has the name of the definition that it was', async () => {
  const of = (name: string, type: string) => {
    const definitions = { [name]: { type: 'object', required: ['a'], properties: { a: { type } } } };
    return { properties: { x: { anyOf: [ref(name), { type: 'integer' }] } }, definitions };
  };
  const { issues } = await checkJsonSchemas(of('Old', 'string'), of('New', 'integer'));
  expect(issues.map(({ description }) => description)).toEqual([
    "Type of property 'a' of alternative 'Old' of property 'x' of the schema changed from string to integer",
  ]);
});
