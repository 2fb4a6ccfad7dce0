import { expect, test } from 'vitest';
import { checkCompatibility, parseJson } from '../../src/index.js';

/** The witness of the one finding when the schema of a request changes so. */
function witnessOf(before: object, after: object) {
  const description = (schema: object) =>
    parseJson(
      JSON.stringify({
        openapi: '3.1.0',
        paths: { '/a': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
      }),
    ) as object;
  const { issues } = checkCompatibility(description(before), description(after), { type: 'api' });
  expect(issues).toHaveLength(1);
  const { value, refusal } = issues[0]?.witness ?? {};
  return [JSON.stringify(value), refusal];
}

const number = (maximum: number) => ({ type: 'integer', maximum });

test.each<[string, object, object, unknown[]]>([
  [
    'the alternative that changed says why, not the one before it',
    { oneOf: [{ type: 'string' }, number(10)] },
    { oneOf: [{ type: 'string' }, number(5)] },
    ['10', 'the value must be <= 5'],
  ],
  [
    'so it does below a property',
    { properties: { x: { anyOf: [{ type: 'string' }, number(10)] } } },
    { properties: { x: { anyOf: [{ type: 'string' }, number(5)] } } },
    ['{"x":10}', 'the value/x must be <= 5'],
  ],
  [
    'where no alternative is left, none of them says why',
    { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    { oneOf: [{ type: 'string' }, { type: 'array' }] },
    ['0', 'the value must match exactly one schema in oneOf'],
  ],
  [
    'a property may be called __proto__',
    JSON.parse('{"required": ["__proto__"], "properties": {"__proto__": {"maxLength": 2, "type": "string"}}}'),
    JSON.parse('{"required": ["__proto__"], "properties": {"__proto__": {"maxLength": 1, "type": "string"}}}'),
    ['{"__proto__":"ab"}', 'the value/__proto__ must NOT have more than 1 characters'],
  ],
  [
    'and may have to be there',
    {},
    JSON.parse('{"required": ["__proto__"]}'),
    ['{}', "the value must have required property '__proto__'"],
  ],
])('%s', (_, before, after, expected) => {
  expect(witnessOf(before, after)).toEqual(expected);
});
