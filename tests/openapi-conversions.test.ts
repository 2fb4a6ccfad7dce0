import { describe, expect, test } from 'vitest';
import { checkCompatibility } from '../src/index.js';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';
const list = (items: object = { type: 'string' }) => ({ type: 'array', items });
const done = { responses: { 204: { description: 'done' } } };

const swagger = (operation: object, rest: object = {}) => ({
  swagger: '2.0',
  info: { title: 'a', version: '1' },
  paths: { '/a': { post: { ...done, ...operation } } },
  ...rest,
});
const openapi = (version: string, operation: object, rest: object = {}) => ({
  openapi: version,
  info: { title: 'a', version: '1' },
  paths: { '/a': { post: { ...done, ...operation } } },
  ...rest,
});

const query = (more: object) => ({ parameters: [{ name: 'p', in: 'query', ...more }] });
const form = (...fields: object[]) => ({
  consumes: [FORM],
  parameters: fields.map((field) => ({ in: 'formData', ...field })),
});
const formOf = (properties: object, more: object = {}) => ({
  requestBody: { content: { [FORM]: { schema: { type: 'object', properties }, ...more } } },
});
const tags = (collectionFormat?: string) =>
  form({ name: 'tags', ...list(), ...(collectionFormat === undefined ? {} : { collectionFormat }) });
const styled = (style: string, explode: boolean) => ({ encoding: { tags: { style, explode } } });
const answer = (media: string, schema: object) => ({ responses: { 200: { content: { [media]: { schema } } } } });
const text = { type: 'string' };

/** Some operation of version 2.0, and what it is in version 3. */
const SAME: [name: string, before: object, after: object][] = [
  ['a list in the query', query(list()), query({ explode: false, schema: list() })],
  ['one that is repeated', query({ ...list(), collectionFormat: 'multi' }), query({ schema: list() })],
  ['with pipes', query({ ...list(), collectionFormat: 'pipes' }), query({ style: 'pipeDelimited', schema: list() })],
  [
    'with blanks',
    query({ ...list(), collectionFormat: 'ssv' }),
    query({ style: 'spaceDelimited', explode: false, schema: list() }),
  ],
  [
    'a list in a header',
    { parameters: [{ name: 'X-A', in: 'header', ...list() }] },
    { parameters: [{ name: 'X-A', in: 'header', schema: list() }] },
  ],
  ['a form', form({ name: 'a', ...text, maxLength: 3 }), formOf({ a: { ...text, maxLength: 3 } })],
  ['a list in a form that is repeated', tags('multi'), formOf({ tags: list() })],
  ['and is so in words', tags('multi'), formOf({ tags: list() }, styled('form', true))],
  ['a list in a form with commas', tags('csv'), formOf({ tags: list() }, styled('form', false))],
  ['a list in a form of which nothing is said', tags(), formOf({ tags: list() })],
  ['or that has commas then', tags(), formOf({ tags: list() }, styled('form', false))],
  [
    'a style that a single value does not have',
    form({ name: 'a', ...text }),
    formOf({ a: text }, { encoding: { a: { style: 'form', explode: false } } }),
  ],
  [
    'a file',
    { consumes: [MULTIPART], parameters: [{ name: 'f', in: 'formData', type: 'file', required: true }] },
    {
      requestBody: {
        required: true,
        content: {
          [MULTIPART]: {
            schema: { type: 'object', required: ['f'], properties: { f: { type: 'string', format: 'binary' } } },
          },
        },
      },
    },
  ],
  ['an answer of any type', { responses: { 200: { schema: text } } }, answer('*/*', text)],
  ['an answer of JSON, which tools take it for', { responses: { 200: { schema: text } } }, answer(JSON_TYPE, text)],
  ['an answer of a type', { produces: ['text/csv'], responses: { 200: { schema: text } } }, answer('text/csv', text)],
  [
    'a body',
    { parameters: [{ name: 'b', in: 'body', required: true, schema: list() }] },
    { requestBody: { required: true, content: { [JSON_TYPE]: { schema: list() } } } },
  ],
  [
    'what a header may be',
    { responses: { 204: { headers: { 'X-A': { type: 'integer', minimum: 1 } } } } },
    { responses: { 204: { headers: { 'X-A': { schema: { type: 'integer', minimum: 1 } } } } } },
  ],
];

describe.each(['3.0.3', '3.1.0'])('version 2.0 and %s say the same of', (version) => {
  test.each(SAME)('%s', (_, before, after) => {
    const sides = [swagger(before), openapi(version, after)] as const;
    for (const [from, to] of [sides, sides.toReversed()] as [object, object][]) {
      expect(checkCompatibility(from, to, { type: 'api', detail: 'full' }).issues).toEqual([]);
    }
  });
});

test.each<[string, object, object, string[]]>([
  ['a list with commas that is repeated now', tags('csv'), formOf({ tags: list() }), ['encoding_changed']],
  [
    'a list with pipes that has commas now',
    tags('pipes'),
    formOf({ tags: list() }, styled('form', false)),
    ['encoding_changed'],
  ],
  [
    'an answer of JSON that is any now',
    { produces: [JSON_TYPE], responses: { 200: { schema: text } } },
    answer('*/*', text),
    ['response_schema_changed', 'media_type_generalized'],
  ],
])('but not of %s', (_, before, after, expected) => {
  const { issues } = checkCompatibility(swagger(before), openapi('3.0.3', after), { type: 'api', detail: 'full' });
  expect(issues.map(({ type }) => type)).toEqual(expected);
});
