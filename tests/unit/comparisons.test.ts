import { expect, test, vi } from 'vitest';
import { findOpenApiChanges } from '../../src/diff/openapi/find-changes.js';
import type { OpenApiDescription } from '../../src/model/openapi.js';

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

/** Models that all refer to the next ones, around in a circle, each with a bound of its own. */
function description(models: number, maximum: number): OpenApiDescription {
  const name = (index: number) => `Model${index % models}`;
  const schemas = Array.from({ length: models }, (_, index) => {
    const references = Array.from({ length: PROPERTIES }, (_unused, step) => {
      return [`p${step}`, { $ref: `#/components/schemas/${name(index + step + 1)}` }];
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

test.each([50, 500])('%d models that refer to each other are compared once each, and so are their bounds', (models) => {
  counter.comparisons = 0;
  const changes = findOpenApiChanges(description(models, 9), description(models, 5));
  expect(changes.filter(({ kind }) => kind === 'schema_limit_changed')).toHaveLength(models);
  expect(counter.comparisons).toBe(2 * models);
});
