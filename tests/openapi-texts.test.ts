import { describe, expect, test } from 'vitest';
import { checkCompatibility, type Finding, type Profile } from '../src/index.js';

const integer = { type: 'integer' };
const number = { type: 'number' };
const text = { type: 'string' };
const flag = { type: 'boolean' };
const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
const either = (...types: string[]) => ({ type: types });
const date = { type: 'string', format: 'date' };
const digits = { type: 'string', pattern: '^[0-9]+$' };

/** The places in which a client sends texts, each with a description of a schema there. */
const PLACES: [name: string, at: (schema: object) => object][] = [
  ['the query', (schema) => ({ parameters: [{ name: 'p', in: 'query', schema }] })],
  ['a header', (schema) => ({ parameters: [{ name: 'p', in: 'header', schema }] })],
  [
    'a list in the query',
    (schema) => ({ parameters: [{ name: 'p', in: 'query', schema: list(schema), style: 'pipeDelimited' }] }),
  ],
  [
    'a property in the query',
    (schema) => ({
      parameters: [
        { name: 'p', in: 'query', schema: { type: 'object', properties: { q: schema } }, style: 'deepObject' },
      ],
    }),
  ],
  ['a form', (schema) => form('application/x-www-form-urlencoded', { type: 'object', properties: { p: schema } })],
  ['a multipart body', (schema) => form('multipart/form-data', { type: 'object', properties: { p: schema } })],
  ['a list in a form', (schema) => form('multipart/form-data', { type: 'object', properties: { p: list(schema) } })],
  ['a form that is a model', (schema) => form('multipart/form-data', { $ref: '#/components/schemas/Form' }, schema)],
];

function form(mediaType: string, schema: object, property?: object): object {
  const Form = property && { type: 'object', properties: { p: property } };
  return { requestBody: { content: { [mediaType]: { schema } } }, ...(Form && { model: Form }) };
}

function check(before: object, after: object, profile: Profile = 'client'): readonly Finding[] {
  const api = ({ model, ...operation }: { model?: object }) => ({
    openapi: '3.1.0',
    paths: { '/a': { post: operation } },
    ...(model && { components: { schemas: { Form: model } } }),
  });
  const { issues } = checkCompatibility(api(before), api(after), { type: 'api', profile });
  // The original reports every other type of a property of a model.
  return issues.filter(({ severity }) => severity !== 'non_breaking');
}

/** What is sent in the old way is read in the new one. */
const WIDER: [string, object, object][] = [
  ['a number, then any text', integer, text],
  ['a flag, then any text', flag, text],
  ['a date, then any text', date, text],
  ['a number or a flag, then any text', either('integer', 'boolean'), text],
  ['a number, then a number or a text', integer, either('boolean', 'string')],
  ['a number, then one of two schemas', integer, { anyOf: [flag, text] }],
  ['one of two schemas, then any text', { oneOf: [integer, flag] }, text],
  ['a number in bounds, then any text', { ...integer, minimum: 1, maximum: 1000 }, text],
  ['listed numbers, then any text', { enum: [1, 2] }, text],
  ['listed numbers, then the same as texts', { enum: [1, 2] }, { enum: ['1', '2', 'all'] }],
  ['listed texts of numbers, then numbers', { enum: ['1', '2'] }, integer],
  ['a flag, then its names', flag, { enum: ['true', 'false', 'maybe'] }],
  ['a positive number, then digits', { ...integer, minimum: 0 }, digits],
  ['digits, then a number', digits, integer],
  ['a number of two digits, then a short text', { ...integer, minimum: 0, maximum: 99 }, { ...text, maxLength: 2 }],
  [
    'a number or a text, of which only the number gets a bound',
    either('integer', 'string'),
    { ...either('integer', 'string'), maximum: 10 },
  ],
];

/** What is sent in the old way is refused. */
const NARROWER: [string, object, object][] = [
  ['any text, then a number', text, integer],
  ['any text, then a flag', text, flag],
  ['any text, then a date', text, date],
  ['any number, then a whole one', number, integer],
  ['a number or a text, then a number', either('integer', 'string'), integer],
  ['one of two schemas, then a number', { oneOf: [flag, text] }, integer],
  ['any text, then a number or a flag', text, { anyOf: [integer, flag] }],
  ['a number, then a flag', integer, flag],
  ['a number, then digits without a sign', integer, digits],
  ['a number, then a text of letters', { ...integer, minimum: 60 }, { ...text, pattern: '^[a-z]+$' }],
  ['a number, then a short text', integer, { ...text, maxLength: 2 }],
  ['listed numbers, then fewer as texts', { enum: [1, 2] }, { enum: ['1'] }],
  ['a bound of a number', { ...integer, maximum: 10 }, { ...integer, maximum: 9 }],
  ['a flag, then one of its names', flag, { enum: ['true'] }],
];

test.each([
  ['a number', integer, 1],
  ['a flag', flag, 1],
  ['a number or a text', either('integer', 'string'), 1],
  ['a text', { ...text, maxLength: 9 }, 0],
])('%s that becomes any text is another type to typed clients', (_, before, count) => {
  const at = (schema: object) => ({ parameters: [{ name: 'p', in: 'query', schema }] });
  const types = check(at(before), at(text)).map(({ type, severity }) => `${severity} ${type}`);
  expect(types).toEqual(Array.from({ length: count }, () => 'potentially_breaking schema_type_changed'));
});

describe.each(PLACES)('in %s', (_, at) => {
  test.each(WIDER)('%s', (_, before, after) => {
    expect(check(at(before), at(after), 'contract')).toEqual([]);
    // Typed clients can no longer pass a number where only texts are named.
    const typed = check(at(before), at(after)).map(({ severity }) => severity);
    expect(typed.filter((severity) => severity !== 'potentially_breaking')).toEqual([]);
  });

  test.each(NARROWER)('%s', (_, before, after) => {
    const issues = check(at(before), at(after));
    expect(issues.map(({ severity }) => severity)).toEqual(['breaking']);
    expect(issues[0]).toHaveProperty('witness.accepted', 'before');
  });
});

test('the reason is that of the text', () => {
  const query = PLACES[0]?.[1] as (schema: object) => object;
  const [one] = check(query({ ...integer, minimum: 60 }), query({ ...text, pattern: '^[a-z]+$' }));
  expect(one?.witness?.refusal).toBe('the value must match pattern "^[a-z]+$"');
  const [other] = check(query(number), query(either('integer', 'boolean')));
  expect(other?.witness?.refusal).toBe('the value must be integer,boolean');
});

describe('what is sent as JSON is no text', () => {
  const json = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } } });
  test.each<[string, (schema: object) => object]>([
    ['a body', json],
    [
      'an object in a part of a form',
      (schema) => form('multipart/form-data', { properties: { p: { type: 'object', properties: { q: schema } } } }),
    ],
    [
      'a parameter with a media type',
      (schema) => ({ parameters: [{ name: 'p', in: 'query', ...json(schema).requestBody }] }),
    ],
  ])('%s', (_, at) => {
    expect(check(at(integer), at(text)).map(({ severity }) => severity)).toEqual(['breaking']);
  });

  test('a model that is sent in both ways', () => {
    const api = (schema: object) => ({
      openapi: '3.1.0',
      paths: {
        '/a': {
          get: { parameters: [{ name: 'p', in: 'query', schema: { $ref: '#/components/schemas/Id' } }] },
          post: json({ type: 'object', properties: { id: { $ref: '#/components/schemas/Id' } } }),
        },
        '/b': { get: { parameters: [{ name: 'p', in: 'query', schema: { $ref: '#/components/schemas/Other' } }] } },
      },
      components: { schemas: { Id: schema, Other: { ...schema } } },
    });
    const { issues } = checkCompatibility(api(integer), api(text), { type: 'api' });
    expect(
      issues.map(({ type, severity, field_path, affected_operations }) => [
        type,
        severity,
        field_path,
        affected_operations,
      ]),
    ).toEqual([
      ['schema_type_changed', 'breaking', 'components.schemas.Id.type', expect.arrayContaining(['POST /a'])],
      ['schema_type_changed', 'potentially_breaking', 'components.schemas.Other.type', ['GET /b']],
    ]);
  });
});
