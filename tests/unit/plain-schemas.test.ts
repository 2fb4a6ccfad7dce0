import { expect, test } from 'vitest';
import { checkCompatibility } from '../../src/index.js';

/** An API that takes a thing with an id, whose schema stands elsewhere. */
function describing(id: object): object {
  const thing = { type: 'object', required: ['id'], properties: { id: { $ref: '#/components/schemas/Id' } } };
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
  return {
    openapi: '3.0.3',
    paths: { '/things': { post: { requestBody: { content } } } },
    components: { schemas: { Thing: thing, Id: id } },
  };
}

test('what a schema refers to may become part of requests, where the schema itself stays as it is written', () => {
  const readOnly = describing({ type: 'string', readOnly: true });
  const { issues } = checkCompatibility(readOnly, describing({ type: 'string' }), { type: 'api' });
  expect(issues.map(({ type, severity }) => `${severity} ${type}`)).toEqual(['breaking property_made_required']);
});

test('parameters that are written alike are looked into where what they refer to changed', () => {
  const listing = (maximum: number) => ({
    openapi: '3.0.3',
    paths: { '/things': { get: { parameters: [{ $ref: '#/components/parameters/Size' }] } } },
    components: { parameters: { Size: { name: 'size', in: 'query', schema: { type: 'integer', maximum } } } },
  });
  const { issues } = checkCompatibility(listing(9), listing(5), { type: 'api' });
  expect(issues.map(({ type, severity }) => `${severity} ${type}`)).toEqual(['breaking schema_limit_changed']);
});
