import { expect, test } from 'vitest';
import { checkCompatibility, type Finding } from '../src/index.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const body = (schema: object) => ({ content: { 'application/json': { schema } } });

function check(before: object, after: object): readonly Finding[] {
  const api = (schemas: object) => ({
    openapi: '3.0.3',
    paths: { '/a': { post: { requestBody: body(ref('A')), responses: { 200: body(ref('A')) } } } },
    components: { schemas },
  });
  const { issues } = checkCompatibility(api(before), api(after), { type: 'api' });
  return issues.filter(({ severity }) => severity !== 'non_breaking');
}

const customer = (properties: object) => ({ type: 'object', required: ['id'], properties: { id: {}, ...properties } });
const charge = (more: object, properties: object = {}) => ({
  A: { type: 'object', properties: { customer: { anyOf: [{ type: 'string' }, ref('Customer')], ...more } } },
  Customer: customer(properties),
});

test('a property that goes from an alternative is told of the alternative, with who uses it', () => {
  const issues = check(charge({}, { name: { type: 'string' } }), charge({}));
  expect(issues.map(({ type, severity, affected_operations }) => [type, severity, affected_operations])).toEqual([
    ['property_removed', 'potentially_breaking', ['POST /a']],
  ]);
});

test('the reason of a witness is that of the property, in the alternative that changed', () => {
  const issues = check(charge({}, { name: { type: 'string' } }), charge({}, { name: { type: 'integer' } }));
  expect(issues.map(({ type, witness }) => [type, witness?.refusal])).toEqual([
    ['property_type_changed', 'the value/customer/name must be integer'],
  ]);
});

test.each<[string, object, object, [string, string]]>([
  [
    'nullable',
    charge({ nullable: true }),
    charge({}),
    ['schema_keyword_changed', "'nullable' of property 'customer' of model 'A' changed"],
  ],
  [
    'an alternative',
    { A: { oneOf: [{ type: 'string' }, { type: 'integer' }, { enum: [null] }] } },
    { A: { oneOf: [{ type: 'string' }, { type: 'integer' }] } },
    ['schema_branches_changed', "The alternatives of model 'A' changed (3 before, 2 after)"],
  ],
])('that nothing may be null is one finding: %s', (_, before, after, expected) => {
  expect(check(before, after).map(({ type, description }) => [type, description])).toEqual([expected]);
});

test('schemas that hold themselves without end are compared without a witness', () => {
  const [P, Q] = [{ allOf: [ref('Q')], discriminator: { propertyName: 'k' } }, { allOf: [ref('P')] }];
  const issues = check({ A: ref('P'), P, Q }, { A: ref('P'), P, Q: { ...Q, required: ['z'] } });
  expect(issues.map(({ type }) => type)).toContain('property_made_required');
});
