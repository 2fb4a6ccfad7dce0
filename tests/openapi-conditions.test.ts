import { describe, expect, test } from 'vitest';
import { checkCompatibility } from '../src/index.js';

type Schema = Readonly<Record<string, unknown>>;

/** What a check says of two schemas of a request, with the value that shows it. */
function found(before: Schema, after: Schema, components: object = {}): string[] {
  const describe = (schema: Schema) => ({
    openapi: '3.1.0',
    paths: { '/things': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
    components: { schemas: components },
  });
  return checkCompatibility(describe(before), describe(after), { type: 'api' }).issues.map(
    ({ type, severity, witness }) => [type, severity, ...(witness ? [JSON.stringify(witness.value)] : [])].join(' '),
  );
}

const string = { type: 'string' };
const integer = { type: 'integer' };
const object = (properties: Schema, more: Schema = {}) => ({ type: 'object', properties, ...more });
const when = (condition: Schema, then: Schema): Schema => ({ if: condition, then });

type Row = [name: string, before: Schema, after: Schema, expected: string[]];
const rows = (cases: Row[]) =>
  test.each(cases)('%s', (_, before, after, expected) => {
    expect(found(before, after)).toEqual(expected);
  });

describe('a condition is no declaration: it restricts what an open object lets pass', () => {
  const named = object({ name: string });
  const mail = { properties: { mail: string } };
  rows([
    [
      'dependentSchemas of a property that nothing declares',
      named,
      { ...named, dependentSchemas: { name: mail } },
      ['schema_keyword_changed breaking {"name":"a","mail":null}'],
    ],
    ['and back', { ...named, dependentSchemas: { name: mail } }, named, []],
    [
      'of one that comes with it',
      named,
      { ...object({ name: string, mail: {} }), dependentSchemas: { name: mail } },
      [],
    ],
    ['of an object that is closed', { ...named, additionalProperties: false }, { ...named, ...closedWith(mail) }, []],
    [
      'then of a property that nothing declares',
      named,
      { ...named, ...when({ required: ['name'] }, mail) },
      ['schema_keyword_changed breaking {"name":"a","mail":null}'],
    ],
    [
      'another then',
      { ...named, ...when({ required: ['name'] }, mail) },
      { ...named, ...when({ required: ['name'] }, { properties: { mail: { ...string, maxLength: 3 } } }) },
      ['schema_keyword_changed breaking {"name":"a","mail":"abcd"}'],
    ],
    ['a property that only allOf declares', named, { allOf: [named, mail] }, []],
  ]);

  function closedWith(schema: Schema): Schema {
    return { additionalProperties: false, dependentSchemas: { name: schema } };
  }
});

describe('not', () => {
  rows([
    [
      'of less than before',
      object({ a: {} }, { not: { required: ['a'], properties: { a: { ...string, minLength: 5 } } } }),
      object({ a: {} }, { not: { required: ['a'], properties: { a: { ...string, minLength: 4 } } } }),
      ['schema_keyword_changed breaking {"a":"abcd"}'],
    ],
    ['of the same in other words', { ...string, maxLength: 2 }, { ...string, not: { minLength: 6 }, maxLength: 2 }, []],
    [
      'of the same, where null may pass',
      { anyOf: [{ ...string, maxLength: 2 }, { type: 'null' }] },
      { anyOf: [{ ...string, maxLength: 2, not: { minLength: 6 } }, { type: 'null' }] },
      [],
    ],
    [
      'of a property that the other one does not name',
      object({}, { not: { required: ['a'], properties: { a: string } } }),
      object({}, { not: { required: ['a'] } }),
      ['schema_keyword_changed breaking {"a":null}'],
    ],
  ]);
});

describe('contains', () => {
  const list = (more: Schema) => ({ type: 'array', contains: integer, ...more });
  rows([
    ['more of them', list({ minContains: 1 }), list({ minContains: 2 }), ['schema_keyword_changed breaking [0]']],
    [
      'fewer of them',
      list({ maxContains: 6 }),
      list({ maxContains: 5 }),
      ['schema_keyword_changed breaking [0,1,-1,2,2147483648,-2147483649]'],
    ],
    ['fewer at least', list({ minContains: 2 }), list({ minContains: 1 }), []],
    [
      'no more than two of another kind',
      { type: 'array', contains: { ...integer, minimum: 5 } },
      { type: 'array', contains: integer, maxContains: 2 },
      ['schema_keyword_changed breaking [5,6,2147483648]'],
    ],
  ]);
});

describe('names', () => {
  const map = (propertyNames?: unknown) => ({
    type: 'object',
    additionalProperties: string,
    ...(propertyNames !== undefined && { propertyNames }),
  });
  rows([
    ['of which nothing is said, in words', map(), map(true), []],
    [
      'fewer than the pattern allows',
      map({ pattern: '^[a-z]$' }),
      map({ enum: ['a', 'b'] }),
      ['schema_keyword_changed breaking {"c":"a"}'],
    ],
  ]);
});

describe('what is unevaluated sees its own parts only', () => {
  const base = { properties: { a: string } };
  rows([
    ['those of a member', { allOf: [base] }, { allOf: [base, { unevaluatedProperties: true }] }, []],
    [
      'not those of a member beside it',
      { type: 'object', properties: { a: {} } },
      { type: 'object', properties: { a: {} }, allOf: [{ unevaluatedProperties: string }] },
      ['schema_openness_changed breaking {"other":null}', 'schema_type_changed breaking {"a":null}'],
    ],
    [
      'an alternative that was chosen',
      { anyOf: [object({ a: string }), object({ b: string })], unevaluatedProperties: false },
      { anyOf: [object({ a: string }), object({ b: string })], unevaluatedProperties: false, description: 'same' },
      [],
    ],
  ]);
});

describe('exactly one', () => {
  const either = (keyword: string) => ({
    [keyword]: [
      object({ a: string, b: string }, { required: ['a'] }),
      object({ a: string, b: string }, { required: ['b'] }),
    ],
  });
  rows([
    [
      'of alternatives that what was sent is both of',
      object({ a: string, b: string }, { required: ['a', 'b'] }),
      either('oneOf'),
      ['schema_branches_changed breaking {"a":"a","b":"a"}'],
    ],
    ['at least', object({ a: string, b: string }, { required: ['a', 'b'] }), either('anyOf'), []],
    [
      'within other alternatives',
      { anyOf: [string, either('anyOf')] },
      { anyOf: [string, either('oneOf')] },
      ['schema_branches_changed breaking {"a":"a","b":"a"}'],
    ],
    ['of alternatives that exclude each other', integer, { oneOf: [integer, string] }, []],
  ]);
});

describe('a discriminator', () => {
  const models = { Cat: object({ kind: string, lives: integer }), Dog: object({ kind: string, tail: string }) };
  const pets = ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const told = (cat: string) => ({
    oneOf: pets,
    discriminator: { propertyName: 'kind', mapping: { [cat]: pets[0]?.$ref, dog: pets[1]?.$ref } },
  });

  test('that comes is a hint to generated code', () => {
    const severities = found({ oneOf: pets }, told('cat'), models).map((one) => one.split(' ')[1]);
    expect(new Set(severities)).toEqual(new Set(['potentially_breaking']));
  });

  test('that knows a name no longer refuses it', () => {
    expect(found(told('cat'), told('cats'), models)).toContainEqual(
      expect.stringMatching(/^schema_enum_narrowed breaking/),
    );
  });
});

describe('what is promised of a property', () => {
  const until = (date: unknown) => object({ a: { deprecated: true, 'x-sunset': date } });
  const level = (name: unknown) => object({ a: { 'x-stability-level': name } });
  const plain = object({ a: {} });
  rows([
    ['an end that nobody can read', plain, until('soon'), ['schema_keyword_changed breaking']],
    [
      'an end that nobody could read',
      until('soon'),
      until('2030-01-01'),
      ['schema_keyword_changed potentially_breaking'],
    ],
    ['an end', plain, until('2030-01-01'), []],
    ['an earlier end', until('2030-01-02'), until('2030-01-01'), ['schema_keyword_changed breaking']],
    ['a later end', until('2030-01-01'), until('2030-01-02'), []],
    [
      'no end any more, though deprecated',
      until('2030-01-01'),
      object({ a: { deprecated: true } }),
      ['schema_keyword_changed breaking'],
    ],
    ['no end any more', until('2030-01-01'), plain, []],
    ['an end of what is not deprecated', plain, object({ a: { 'x-sunset': 'soon' } }), []],
    ['a level that nobody knows', plain, level('ga'), ['schema_keyword_changed breaking']],
    ['a level that nobody knew', level('ga'), plain, ['schema_keyword_changed potentially_breaking']],
  ]);
});

describe('a response', () => {
  const answers = (schema: Schema, mediaType = 'application/json') => ({
    openapi: '3.1.0',
    paths: { '/things': { get: { responses: { 200: { description: 'ok', content: { [mediaType]: { schema } } } } } } },
  });
  const severities = (before: Schema, after: Schema, mediaType?: string) =>
    checkCompatibility(answers(before, mediaType), answers(after, mediaType), { type: 'api' })
      .issues.filter(({ type }) => type !== 'response_schema_changed')
      .map(({ type, severity }) => `${type} ${severity}`);

  test.each<[string, Schema, Schema, string[]]>([
    [
      'with one more value',
      { enum: ['a', 'b'] },
      { enum: ['a', 'b', 'c'] },
      ['schema_enum_widened potentially_breaking'],
    ],
    ['with another value for two', { enum: ['a', 'b'] }, { enum: ['c'] }, ['schema_enum_widened potentially_breaking']],
    ['with another constant', { const: 'a' }, { const: 'b' }, ['schema_enum_widened breaking']],
    ['with any value', { ...string, enum: ['a', 'b'] }, string, ['schema_enum_widened breaking']],
  ])('%s', (_, before, after, expected) => {
    expect(severities(before, after)).toEqual(expected);
  });

  test.each<[string, Schema, Schema, string[]]>([
    ['a text for a number', string, integer, ['schema_type_changed potentially_breaking']],
    ['a number for a text', integer, string, ['schema_type_changed breaking']],
    ['an element with nothing in it for a text', string, { type: 'object' }, []],
    ['an element with elements in it for a text', string, object({ a: string }), ['schema_type_changed breaking']],
  ])('in XML: %s', (_, before, after, expected) => {
    expect(severities(before, after, 'application/xml')).toEqual(expected);
    expect(severities(before, after, 'application/atom+xml')).toEqual(expected);
  });
});
