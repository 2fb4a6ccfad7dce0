import { describe, expect, test, vi } from 'vitest';
import { findOpenApiChanges } from '../../src/diff/openapi/find-changes.js';
import type { OpenApiDescription } from '../../src/model/openapi.js';
import type { SchemaChange } from '../../src/model/schema-change.js';

const counter = vi.hoisted(() => ({ comparisons: 0 }));

vi.mock('../../src/containment/containment.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/containment/containment.js')>();
  return {
    ...original,
    createContainment: (...args: Parameters<typeof original.createContainment>) => {
      const containment = original.createContainment(...args);
      return {
        ...containment,
        compare: (...pair: Parameters<typeof containment.compare>) => {
          counter.comparisons++;
          return containment.compare(...pair);
        },
      };
    },
  };
});

const PROPERTIES = 40;

/** How a property refers to a model. */
const SPELLINGS = {
  plainly: (reference: object) => reference,
  'or are null, as 3.0 says it': (reference: object) => ({ allOf: [reference], nullable: true }),
  'or are null by oneOf': (reference: object) => ({ oneOf: [reference, { type: 'null' }], description: 'Or none.' }),
  'or are null by anyOf': (reference: object) => ({ anyOf: [{ type: 'null' }, reference] }),
} as const;
type Spelling = keyof typeof SPELLINGS;

/** Models that all refer to the next ones, around in a circle, each with a bound of its own. */
function description(models: number, maximum: number, spelling: Spelling): OpenApiDescription {
  const name = (index: number) => `Model${index % models}`;
  const schemas = Array.from({ length: models }, (_, index) => {
    const references = Array.from({ length: PROPERTIES }, (_unused, step) => {
      const reference = { $ref: `#/components/schemas/${name(index + step + 1)}` };
      return [`p${step}`, SPELLINGS[spelling](reference)];
    });
    return [name(index), { properties: { size: { type: 'integer', maximum }, ...Object.fromEntries(references) } }];
  });
  const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Model0' } } } };
  return {
    openapi: '3.0.3',
    paths: { '/a': { post: { requestBody: body } } },
    components: { schemas: Object.fromEntries(schemas) },
  };
}

describe.each(Object.keys(SPELLINGS) as Spelling[])('models that refer to each other %s', (spelling) => {
  test.each([50, 500])('are compared once each, and so are their bounds: %d of them', (models) => {
    counter.comparisons = 0;
    const changes = findOpenApiChanges(description(models, 9, spelling), description(models, 5, spelling));
    expect(changes.filter(({ kind }) => kind === 'schema_limit_changed')).toHaveLength(models);
    expect(counter.comparisons).toBe(2 * models);
  });
});

test.each([
  [
    'does not matter where it passes all the same',
    { allOf: [{ $ref: '#/components/schemas/One' }], nullable: true },
    0,
  ],
  ['matters where it does not', { $ref: '#/components/schemas/One' }, 1],
])('a null that a model no longer lets pass %s', (_, schema, flows) => {
  const describing = (nullable: boolean) => ({
    openapi: '3.0.3',
    paths: { '/a': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
    components: { schemas: { One: { type: 'string', nullable } } },
  });
  const [change, ...others] = findOpenApiChanges(describing(true), describing(false));
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: 'schema_type_changed', place: { model: 'One' } });
  expect((change as SchemaChange).place.usage.flows.size).toBe(flows);
});

describe('what is said to people', () => {
  const words = ['summary', 'description', 'title', 'externalDocs', 'example', 'examples', '$comment'];

  /** An API in which every object says something, and in which the same words are names and data. */
  const describing = (said: (word: string) => unknown, named: object, data: unknown): OpenApiDescription => {
    const saying = Object.fromEntries(words.map((word) => [word, said(word)]));
    const names = Object.fromEntries(words.map((word) => [word, named]));
    const schema = { ...saying, type: 'object', properties: names, default: data };
    const body = { ...saying, content: { 'application/json': { ...saying, schema } } };
    const headers = Object.fromEntries(words.map((word) => [word, { ...saying, schema: named }]));
    const parameters = [{ ...saying, name: 'q', in: 'query', schema }];
    const operation = { ...saying, parameters, requestBody: body, responses: { 200: { ...body, headers } } };
    // What is one object in two places is compared once.
    return JSON.parse(JSON.stringify({ openapi: '3.0.3', paths: { '/a': { post: operation } } })) as OpenApiDescription;
  };
  const kinds = (before: OpenApiDescription, after: OpenApiDescription) =>
    findOpenApiChanges(before, after).map(({ kind }) => kind);

  test('changes nothing, and is not compared', () => {
    counter.comparisons = 0;
    const [before, after] = [1, 2].map((version) =>
      describing((word) => ({ [word]: version }), { type: 'string' }, { title: 'one' }),
    ) as [OpenApiDescription, OpenApiDescription];
    expect(kinds(before, after)).toEqual([]);
    expect(counter.comparisons).toBe(0);
  });

  test('counts as the name of a property or a header', () => {
    const [before, after] = ['string', 'integer'].map((type) => describing(String, { type }, {})) as [
      OpenApiDescription,
      OpenApiDescription,
    ];
    const found = findOpenApiChanges(before, after).flatMap((change) =>
      change.kind === 'schema_type_changed' ? [change.place.path] : [],
    );
    for (const word of words) {
      expect(found.filter((path) => path.endsWith(`.properties.${word}`))).toHaveLength(3);
      expect(found.filter((path) => `${path}.`.includes(`.headers.${word}.`))).toHaveLength(1);
    }
  });

  test.each(words)('counts in data that have %s', (word) => {
    const [before, after] = [1, 2].map((value) => describing(String, { type: 'string' }, { [word]: value })) as [
      OpenApiDescription,
      OpenApiDescription,
    ];
    expect(new Set(kinds(before, after))).toEqual(new Set(['parameter_default_changed', 'schema_keyword_changed']));
  });
});
