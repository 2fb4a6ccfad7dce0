import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CompatibilityReport, checkJsonSchemas, type Mode } from '../../src/index.js';
import { pairs, type Vocabulary } from './pairs.js';

const RUNS = { numRuns: 100, seed: 20_240_229 };
const DECIDABLE: Vocabulary = { undecidable: false, logic: false, models: false, modern: false };

const copy = (schema: object) => JSON.parse(JSON.stringify(schema)) as object;
const check = (before: object, after: object, mode: Mode) => checkJsonSchemas(copy(before), copy(after), { mode });
const breaks = ({ issues }: CompatibilityReport) => issues.filter(({ severity }) => severity === 'breaking');
/** OpenAPI's words, which the generator has too, mean nothing here. */
const objects = pairs(DECIDABLE).map((pair) =>
  pair.map((schema) => (typeof schema === 'object' ? schema : {}) as object),
);

test('nothing changes when nothing changes', async () => {
  await fc.assert(
    fc.asyncProperty(objects, async ([schema = {}]) => {
      expect((await check(schema, schema, 'full')).issues).toEqual([]);
    }),
    RUNS,
  );
});

test('forward is backward the other way round, and full is both', async () => {
  await fc.assert(
    fc.asyncProperty(objects, async ([before = {}, after = {}]) => {
      const forward = breaks(await check(before, after, 'forward')).length > 0;
      const backward = breaks(await check(before, after, 'backward')).length > 0;
      expect(forward).toBe(breaks(await check(after, before, 'backward')).length > 0);
      expect(breaks(await check(before, after, 'full')).length > 0).toBe(backward || forward);
    }),
    RUNS,
  );
});

test('a draft that says the same in other words changes nothing', async () => {
  const older = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    id: 'http://example.com/order',
    definitions: { money: { type: 'number', minimum: 0, exclusiveMinimum: true } },
    type: 'object',
    properties: {
      total: { $ref: '#/definitions/money', maximum: 5 },
      pair: { items: [{ type: 'string' }], additionalItems: false },
    },
    dependencies: { total: ['pair'], pair: { required: ['total'] } },
  };
  const newer = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'http://example.com/order',
    $defs: { amount: { type: 'number', exclusiveMinimum: 0 } },
    type: 'object',
    properties: { total: { $ref: '#/$defs/amount' }, pair: { prefixItems: [{ type: 'string' }], items: false } },
    dependentRequired: { total: ['pair'] },
    dependentSchemas: { pair: { required: ['total'] } },
  };
  expect((await check(older, newer, 'full')).issues).toEqual([]);
  expect((await check(newer, older, 'full')).issues).toEqual([]);
});

test.each([
  ['open', {}, 'property_added_to_open_content', { b: null }],
  ['partially open', { additionalProperties: { type: 'integer' } }, 'property_added_to_open_content', { b: 0 }],
] as const)('a property that comes to an %s object may have been something else', async (model, more, type, value) => {
  const before = { type: 'object', properties: { a: {} }, ...more };
  const after = { ...before, properties: { a: {}, b: { type: 'string' } } };
  const { issues } = await check(before, after, 'backward');
  expect(issues).toMatchObject([{ type, severity: 'breaking', witness: { value, accepted: 'before' } }]);
  expect(issues[0]?.description).toContain(model);
  const ajv = new Ajv2020();
  expect([ajv.compile(before)(value), ajv.compile(after)(value)]).toEqual([true, false]);
});

test('a property that comes to a closed object breaks old readers alone', async () => {
  const before = { type: 'object', properties: { a: {} }, additionalProperties: false };
  const after = { ...before, properties: { a: {}, b: { type: 'string' } } };
  expect(breaks(await check(before, after, 'backward'))).toEqual([]);
  expect(breaks(await check(before, after, 'forward'))).toMatchObject([{ type: 'property_added' }]);
});

const DIALECTS = ['http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema'] as const;

test('a schema that says the same in two drafts, or by references, is the same', async () => {
  await fc.assert(
    fc.asyncProperty(objects, async ([schema = {}]) => {
      const whole = { type: 'object', properties: { inner: schema, list: { type: 'array', items: schema } } };
      const [older, newer] = DIALECTS.map(($schema) => ({ $schema, ...whole })) as [object, object];
      expect((await check(older, newer, 'full')).issues).toEqual([]);
      const reference = { $ref: '#/$defs/inner' };
      const extracted = {
        ...{ $schema: DIALECTS[1], type: 'object' },
        properties: { inner: reference, list: { type: 'array', items: reference } },
        $defs: { inner: schema },
      };
      expect((await check(newer, extracted, 'full')).issues).toEqual([]);
      expect((await check(extracted, older, 'full')).issues).toEqual([]);
    }),
    RUNS,
  );
});

test('what breaks has a value that the one schema accepts and the other refuses', async () => {
  await fc.assert(
    fc.asyncProperty(objects, async ([before = {}, after = {}]) => {
      const [from, to] = [before, after].map((schema) => {
        return { $schema: DIALECTS[1], type: 'object', properties: { inner: schema } };
      }) as [object, object];
      for (const { witness, description } of breaks(await check(from, to, 'backward'))) {
        expect(witness?.accepted, description).toBe('before');
      }
    }),
    RUNS,
  );
});
