import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CompatibilityOptions, checkCompatibility } from '../src/index.js';

const NOW = '2026-06-01T12:00:00Z';

/** The findings that are about anything but schemas as they are written, as `type severity`. */
function found(before: object, after: object, options: CompatibilityOptions = {}): string[] {
  const [from, to] = [before, after].map((one) => JSON.parse(JSON.stringify(one)) as object) as [object, object];
  return checkCompatibility(from, to, { type: 'api', now: NOW, ...options })
    .issues.filter(({ type }) => type !== 'response_schema_changed')
    .map(({ type, severity }) => `${type} ${severity}`);
}

const full = { detail: 'full' } as const;
const api = (paths: object, rest: object = {}) => ({ openapi: '3.1.0', paths, ...rest });
const get = (operation: object, rest: object = {}) => api({ '/users': { get: operation } }, rest);
const components = (parts: object) => ({ components: parts });
const webhook = (operation: object, rest: object = {}) =>
  api({}, { webhooks: { event: { post: operation } }, ...rest });
const callback = (operation: object) => get({ callbacks: { done: { '{$request.query.url}': { post: operation } } } });
const parameters = (...list: object[]) => ({ parameters: list });
const page = (more: object = {}) => parameters({ name: 'page', in: 'query', ...more });
const responses = (response: object) => ({ responses: { 200: response } });
const header = (more: object) => responses({ headers: { 'X-A': more } });
const types = (...names: string[]) => ({ content: Object.fromEntries(names.map((name) => [name, {}])) });

type Row = [name: string, before: object, after: object, expected: string[], options?: CompatibilityOptions];
const rows = (cases: Row[]) =>
  test.each(cases)('%s', (_, before, after, expected, options) => {
    expect(found(before, after, options)).toEqual(expected);
  });

describe('paths', () => {
  const path = (template: string, name: string, more: object = {}) => {
    return api({ [template]: { get: parameters({ name, in: 'path', required: true, ...more }) } });
  };
  rows([
    ['a parameter of the template renamed', path('/x/{id}', 'id'), path('/x/{name}', 'name'), [], full],
    [
      'a parameter renamed, and another schema',
      path('/x/{id}', 'id', { schema: { type: 'string' } }),
      path('/x/{name}', 'name', { schema: { type: 'string', maxLength: 3 } }),
      ['schema_limit_changed breaking'],
    ],
    [
      'the original sees two paths',
      path('/x/{id}', 'id'),
      path('/x/{name}', 'name'),
      ['endpoint_removed breaking'],
      { rules: 'classic' },
    ],
    [
      'two templates of one shape side by side',
      api({ '/x/{id}': { get: {} }, '/x/{name}': { post: {} } }),
      api({ '/x/{id}': { get: {}, post: {} } }),
      [],
      full,
    ],
    [
      'two templates of one shape that answer alike',
      api({ '/x/{a}': { get: {} }, '/x/{b}': { get: {} } }),
      api({ '/x/{a}': { get: {} } }),
      [],
      full,
    ],
    [
      'a slash at the end',
      api({ '/x': { get: {} } }),
      api({ '/x/': { get: {} } }),
      ['endpoint_removed breaking', 'operation_added additive'],
      full,
    ],
    [
      'a path that moves behind a reference',
      api({ '/x': { get: {} } }),
      api({ '/x': { $ref: '#/components/pathItems/X' } }, components({ pathItems: { X: { get: {} } } })),
      [],
      full,
    ],
    [
      'a method of additionalOperations goes',
      api({ '/x': { additionalOperations: { LINK: {}, COPY: {} } } }),
      api({ '/x': { additionalOperations: { LINK: {} } } }),
      ['operation_removed breaking'],
    ],
    [
      'a path of additionalOperations goes',
      api({ '/x': { additionalOperations: { LINK: {} } } }),
      api({}),
      ['endpoint_removed breaking'],
    ],
    ['QUERY goes', api({ '/x': { query: {}, get: {} } }), api({ '/x': { get: {} } }), ['operation_removed breaking']],
    [
      'an operation comes',
      api({ '/x': { get: {} } }),
      api({ '/x': { get: {}, put: {} } }),
      ['operation_added additive'],
      full,
    ],
    [
      'in outline, what breaks nothing is left out',
      api({ '/x': { get: {} } }),
      api({ '/x': { get: {}, put: {} } }),
      [],
    ],
  ]);
});

describe('an end that was announced', () => {
  const gone = (operation: object) => api({ '/x': { get: operation, put: {} } });
  const left = api({ '/x': { put: {} } });
  const sunset = (date: unknown) => ({ deprecated: true, 'x-sunset': date });
  rows([
    ['and has come', gone(sunset('2026-05-31')), left, []],
    ['and has come, in full', gone(sunset('2026-05-31')), left, ['operation_removed non_breaking'], full],
    ['and has come this minute', gone(sunset('2026-06-01T14:00:00+02:00')), left, []],
    ['and is a second ahead', gone(sunset('2026-06-01T12:00:01Z')), left, ['operation_removed breaking']],
    ['of a whole path', api({ '/x': { get: sunset('2026-05-31') } }), api({}), ['endpoint_removed non_breaking']],
    [
      'to the original means nothing',
      api({ '/x': { get: sunset('2026-05-31') } }),
      api({}),
      ['endpoint_removed breaking'],
      { rules: 'classic' },
    ],
    ['without a date', gone({ deprecated: true }), left, ['operation_removed potentially_breaking']],
    ['for no day', gone(sunset('2026-02-30')), left, ['operation_removed breaking']],
    ['without deprecation', gone({ 'x-sunset': '2020-01-01' }), left, ['operation_removed breaking']],
    [
      'of a parameter',
      get(page({ required: true, ...sunset('2026-01-01') })),
      get({}),
      ['required_parameter_removed non_breaking'],
    ],
    ['is set', get({}), get(sunset('2030-01-01')), ['deprecated non_breaking'], full],
    ['is no date', get({}), get(sunset('soon')), ['sunset_invalid breaking']],
    ['is a date no longer', get(sunset('2030-01-01')), get(sunset('soon')), ['sunset_invalid breaking']],
    ['becomes a date', get(sunset('soon')), get(sunset('2030-01-01')), ['sunset_invalid potentially_breaking']],
    ['moves earlier', get(sunset('2030-01-02')), get(sunset('2030-01-01')), ['sunset_moved_earlier breaking']],
    ['moves later', get(sunset('2030-01-01')), get(sunset('2030-01-02')), ['sunset_set non_breaking'], full],
    ['is deleted', get(sunset('2030-01-01')), get({ deprecated: true }), ['sunset_deleted breaking']],
    ['is taken back with the deprecation', get(sunset('2030-01-01')), get({}), ['reactivated non_breaking'], full],
    [
      'of a parameter moves earlier',
      get(page(sunset('2030-01-02'))),
      get(page(sunset('2030-01-01'))),
      ['sunset_moved_earlier breaking'],
    ],
  ]);
});

describe('stability', () => {
  const shared = (name: string, schema: object) => {
    const body = { requestBody: { $ref: '#/components/requestBodies/B' } };
    const put = { 'x-stability-level': name, ...body };
    const bodies = { B: { content: { 'a/b': { schema } } } };
    return api({ '/users': { put, post: body } }, components({ requestBodies: bodies }));
  };
  const level = (name: unknown, more: object = {}) => get({ 'x-stability-level': name, ...more });
  rows([
    ['decreases from nothing said', get({}), level('beta'), ['stability_decreased breaking']],
    ['is said where it was meant', get({}), level('stable'), [], full],
    ['is no level', get({}), level('ga'), ['stability_invalid breaking']],
    ['an alpha that goes', level('alpha'), api({ '/users': {} }), ['operation_removed non_breaking'], full],
    ['a beta that goes', level('beta'), api({ '/users': {} }), ['operation_removed breaking']],
    ['a draft whose path goes', level('draft'), api({}), ['endpoint_removed non_breaking']],
    ['a draft that changes', level('draft', page()), level('draft', page({ required: true })), []],
    [
      'a schema of a draft',
      level('draft', page({ schema: { type: 'string' } })),
      level('draft', page({ schema: { type: 'integer' } })),
      [],
    ],
    [
      'a schema of an alpha that a stable operation has, too',
      shared('alpha', { type: 'string' }),
      shared('alpha', { type: 'integer' }),
      ['schema_type_changed breaking'],
    ],
    ['what changes while an alpha becomes stable', level('alpha', page()), get(page({ required: true })), []],
    [
      'what changes while it becomes an alpha',
      get(page()),
      level('alpha', page({ required: true })),
      ['stability_decreased breaking', 'parameter_made_required breaking'],
    ],
  ]);
});

describe('parameters', () => {
  const one = (parameter: object) => get(parameters({ name: 'a', in: 'query', ...parameter }));
  const array = { schema: { type: 'array', items: { type: 'string' } } };
  const text = { schema: { type: 'string' } };
  rows([
    [
      'a header in other case',
      one({ name: 'X-A', in: 'header', required: true }),
      one({ name: 'x-a', in: 'header', required: true }),
      [],
      full,
    ],
    [
      'a header in other case, to the original',
      one({ name: 'X-A', in: 'header', required: true }),
      one({ name: 'x-a', in: 'header', required: true }),
      ['required_parameter_removed breaking', 'required_parameter_added breaking'],
      { rules: 'classic' },
    ],
    [
      'headers that mean nothing',
      get({}),
      get(
        parameters(
          ...['Accept', 'content-type', 'AUTHORIZATION'].map((name) => ({ name, in: 'header', required: true })),
        ),
      ),
      [],
      full,
    ],
    [
      'a cookie of that name',
      get({}),
      one({ name: 'Accept', in: 'cookie', required: true }),
      ['required_parameter_added breaking'],
    ],
    ['an optional one comes', get({}), one({}), ['optional_parameter_added additive'], full],
    ['explode of text', one({ ...text }), one({ ...text, explode: false }), []],
    [
      'explode of a list',
      one({ ...array }),
      one({ ...array, explode: false }),
      ['parameter_encoding_changed breaking'],
    ],
    [
      'another style of a list: one finding',
      one({ ...array }),
      one({ ...array, style: 'pipeDelimited' }),
      ['parameter_encoding_changed breaking'],
    ],
    [
      'another style of a part of the path',
      one({ in: 'path', ...text }),
      one({ in: 'path', style: 'label', ...text }),
      ['parameter_encoding_changed breaking'],
    ],
    [
      'reserved characters no longer',
      one({ allowReserved: true }),
      one({}),
      ['parameter_encoding_changed potentially_breaking'],
    ],
    ['empty values no longer', one({ allowEmptyValue: true }), one({}), ['parameter_encoding_changed breaking']],
    ['empty values now', one({}), one({ allowEmptyValue: true }), []],
    [
      'content in place of a schema',
      one({ schema: { type: 'object' } }),
      one({ content: { 'application/json': {} } }),
      ['parameter_encoding_changed breaking'],
    ],
    [
      'another schema of content',
      one({ content: { 'application/json': { schema: { type: 'string' } } } }),
      one({ content: { 'application/json': { schema: { type: 'integer' } } } }),
      ['schema_type_changed breaking'],
    ],
    [
      'another media type of content',
      one({ content: { 'application/json': {} } }),
      one({ content: { 'text/csv': {} } }),
      ['media_type_removed breaking'],
    ],
    [
      'another default',
      one({ schema: { default: 1 } }),
      one({ schema: { default: 2 } }),
      ['parameter_default_changed potentially_breaking'],
    ],
    [
      'another default of what must be sent',
      one({ required: true, schema: { default: 1 } }),
      one({ required: true, schema: { default: 2 } }),
      [],
    ],
    ['a list where a text was', one({ ...text }), one({ ...array }), []],
    [
      'a list of two where a text was',
      one({ ...text }),
      one({ schema: { type: 'array', items: { type: 'string' }, minItems: 2 } }),
      ['schema_type_changed breaking'],
    ],
    ['a text where a list was', one({ ...array }), one({ ...text }), ['schema_type_changed breaking']],
    [
      'the whole query string',
      get(parameters({ name: 'q', in: 'querystring', content: { 'application/json': { schema: { maxLength: 5 } } } })),
      get(
        parameters({ name: 'other', in: 'querystring', content: { 'application/json': { schema: { maxLength: 4 } } } }),
      ),
      ['schema_limit_changed breaking'],
    ],
  ]);

  test('a component is one cause with all its operations', () => {
    const document = (required: boolean) => {
      const use = { get: parameters({ $ref: '#/components/parameters/Page' }) };
      return api(
        { '/a': use, '/b': use },
        components({ parameters: { Page: { name: 'page', in: 'query', required } } }),
      );
    };
    expect(checkCompatibility(document(false), document(true), { type: 'api' }).issues).toEqual([
      {
        type: 'parameter_made_required',
        severity: 'breaking',
        description: "Component parameter 'Page' is now required",
        field_path: 'components.parameters.Page.required',
        old_value: false,
        new_value: true,
        impact: 'Client requests without this parameter will fail',
        suggested_migration: 'Keep the parameter optional and give it a default',
        affected_operations: ['GET /a', 'GET /b'],
      },
    ]);
  });

  test('so is a parameter of a path', () => {
    const document = (required: boolean) => api({ '/a': { ...page({ required }), get: {}, put: {} } });
    const { issues } = checkCompatibility(document(false), document(true), { type: 'api' });
    expect(issues.map((issue) => [issue.field_path, issue.affected_operations])).toEqual([
      ['paths./a.parameters.page.required', ['GET /a', 'PUT /a']],
    ]);
  });
});

describe('bodies', () => {
  const request = (...names: string[]) => get({ requestBody: types(...names) });
  const response = (...names: string[]) => get(responses(types(...names)));
  const form = (encoding: object) =>
    get({ requestBody: { content: { 'multipart/form-data': { encoding: { a: encoding } } } } });
  rows([
    ['goes', get({ requestBody: {} }), get({}), ['request_body_removed breaking']],
    [
      'may be missing',
      get({ requestBody: { required: true } }),
      get({ requestBody: {} }),
      ['request_body_made_optional non_breaking'],
      full,
    ],
    ['one more media type', request('a/b'), request('a/b', 'a/c'), ['media_type_added additive'], full],
    ['a range in a request', request('a/b'), request('a/*'), ['media_type_generalized additive'], full],
    ['any type in a request', request('a/b'), request('*/*'), ['media_type_generalized additive'], full],
    ['one of a range in a request', request('a/*'), request('a/b'), ['media_type_specialized breaking']],
    ['a range in a response', response('a/b'), response('a/*'), ['media_type_generalized breaking']],
    ['one of a range in a response', response('a/*'), response('a/b'), ['media_type_specialized non_breaking'], full],
    ['a type that a range stands for', request('a/b', 'a/*'), request('a/*'), [], full],
    ['a type that a range stood for', request('a/*'), request('a/*', 'a/b'), [], full],
    [
      'a format made of JSON in a response',
      response('application/json'),
      response('application/hal+json'),
      ['media_type_specialized potentially_breaking'],
    ],
    [
      'a format made of JSON in a request',
      request('application/json'),
      request('application/hal+json'),
      ['media_type_specialized breaking'],
    ],
    [
      'JSON for a format made of it',
      response('application/hal+json'),
      response('application/json'),
      ['media_type_generalized breaking'],
    ],
    ['another way to write a type', request('Application/JSON; Charset=UTF-8'), request('application/json'), [], full],
    [
      'the schema of a type that a range stands for now',
      get({ requestBody: { content: { 'a/b': { schema: { maxLength: 5 } } } } }),
      get({ requestBody: { content: { 'a/*': { schema: { maxLength: 4 } } } } }),
      ['schema_limit_changed breaking'],
    ],
    [
      'the items of a stream',
      get(responses({ content: { 'application/jsonl': { itemSchema: { maxLength: 4 } } } })),
      get(responses({ content: { 'application/jsonl': { itemSchema: { maxLength: 5 } } } })),
      ['schema_limit_changed breaking'],
    ],
    [
      'fewer types of a part',
      form({ contentType: 'image/png, image/gif' }),
      form({ contentType: 'image/png' }),
      ['encoding_changed breaking'],
    ],
    [
      'more types of a part',
      form({ contentType: 'image/png' }),
      form({ contentType: 'image/gif, image/png' }),
      ['encoding_changed non_breaking'],
      full,
    ],
    [
      'another style of a part',
      form({ style: 'form' }),
      form({ style: 'deepObject', explode: true }),
      ['encoding_changed potentially_breaking'],
    ],
    [
      'a part by position',
      get({ requestBody: { content: { 'multipart/mixed': { prefixEncoding: [{ contentType: 'a/b' }] } } } }),
      get({ requestBody: { content: { 'multipart/mixed': { prefixEncoding: [{ contentType: 'a/c' }] } } } }),
      ['encoding_changed breaking'],
    ],
  ]);
});

describe('responses', () => {
  const statuses = (...names: string[]) => get({ responses: Object.fromEntries(names.map((name) => [name, {}])) });
  const errors = (lengths: object) => {
    const bodies = Object.entries(lengths).map(([name, maxLength]) => [
      name,
      maxLength === undefined ? {} : { content: { 'a/b': { schema: { maxLength } } } },
    ]);
    return get({ responses: { 200: {}, ...Object.fromEntries(bodies) } });
  };
  const status = (name: string, schema: object) => get({ responses: { [name]: { content: { 'a/b': { schema } } } } });
  rows([
    ['a success goes', statuses('200', '202'), statuses('200'), ['response_removed breaking']],
    [
      'a success goes and default stays',
      statuses('200', 'default'),
      statuses('default'),
      ['response_removed breaking'],
    ],
    ['an error goes', statuses('200', '404'), statuses('200'), ['response_removed non_breaking'], full],
    ['a redirect goes', statuses('200', '302'), statuses('200'), ['response_removed potentially_breaking']],
    ['default goes', statuses('200', 'default'), statuses('200'), ['response_removed potentially_breaking']],
    ['a status comes', statuses('200'), statuses('200', '202'), ['response_added additive'], full],
    [
      'a status comes, strictly',
      statuses('200'),
      statuses('200', '202'),
      ['response_added potentially_breaking'],
      { profile: 'strict' },
    ],
    [
      'a range becomes one of its statuses',
      statuses('2XX'),
      statuses('200'),
      ['response_removed potentially_breaking'],
    ],
    [
      'the schema of a status that a range stands for now',
      status('200', { maxLength: 4 }),
      status('2xx', { maxLength: 5 }),
      ['schema_limit_changed breaking'],
    ],
    ['success is default now', status('200', { maxLength: 5 }), status('default', { maxLength: 5 }), []],
    [
      'success was default',
      status('default', { maxLength: 4 }),
      status('200', { maxLength: 5 }),
      ['response_removed potentially_breaking', 'schema_limit_changed breaking'],
    ],
    ['an error that default stands for now', errors({ 404: 4, default: 4 }), errors({ default: 4 }), [], full],
    [
      'an error that default stands for now, with more values',
      errors({ 404: 4, default: 5 }),
      errors({ default: 5 }),
      ['schema_limit_changed breaking'],
    ],
    [
      'an error that default stood for',
      errors({ default: 5 }),
      errors({ 404: 4, default: 5 }),
      ['schema_limit_changed non_breaking'],
      full,
    ],
    [
      'an error that default stood for, with more values',
      errors({ default: 4 }),
      errors({ 404: 5, default: 4 }),
      ['schema_limit_changed breaking'],
    ],
    [
      'an error of which only the status is said',
      errors({ default: 4 }),
      errors({ 404: undefined, default: 4 }),
      [],
      full,
    ],
    [
      'a range that default stands for now',
      errors({ '4XX': 4, default: 5 }),
      errors({ default: 5 }),
      ['schema_limit_changed breaking'],
    ],
    [
      'an error that a range stands for, not default',
      errors({ 404: 4, '4XX': 4, default: 9 }),
      errors({ '4XX': 4, default: 9 }),
      [],
      full,
    ],
    [
      'default in place of errors',
      errors({ 404: 4, 500: 4 }),
      errors({ default: 5 }),
      ['schema_limit_changed breaking', 'schema_limit_changed breaking', 'response_added additive'],
      full,
    ],
    [
      'default goes, and what it stood for has more values',
      errors({ default: 4 }),
      errors({ 404: 5 }),
      ['response_removed potentially_breaking', 'schema_limit_changed breaking'],
    ],
    [
      'a success beside another one, which default was not for',
      errors({ default: 4 }),
      errors({ 204: 9, default: 4 }),
      ['response_added additive'],
      full,
    ],
    [
      'a header in other case',
      get(responses({ headers: { 'X-A': {} } })),
      get(responses({ headers: { 'x-a': {} } })),
      [],
      full,
    ],
    [
      'a header goes that was always there',
      get(header({ required: true })),
      get(responses({})),
      ['header_removed breaking'],
    ],
    ['a header goes', get(header({})), get(responses({})), ['header_removed potentially_breaking']],
    [
      'a header goes, by contract',
      get(header({})),
      get(responses({})),
      ['header_removed non_breaking'],
      { ...full, profile: 'contract' },
    ],
    ['a header may be missing', get(header({ required: true })), get(header({})), ['header_made_optional breaking']],
    [
      'a header is always there',
      get(header({})),
      get(header({ required: true })),
      ['header_made_required non_breaking'],
      full,
    ],
    [
      'a header that means nothing',
      get(responses({ headers: { 'Content-Type': { required: true } } })),
      get(responses({})),
      [],
      full,
    ],
    [
      'a header of another schema',
      get(header({ schema: { maxLength: 4 } })),
      get(header({ schema: { maxLength: 5 } })),
      ['schema_limit_changed breaking'],
    ],
    [
      'a link goes',
      get(responses({ links: { a: { operationId: 'x' } } })),
      get(responses({})),
      ['link_removed potentially_breaking'],
    ],
    [
      'a link says more to people',
      get(responses({ links: { a: { operationId: 'x' } } })),
      get(responses({ links: { a: { operationId: 'x', description: 'y' } } })),
      [],
      full,
    ],
  ]);
});

describe.each([
  ['webhooks', webhook],
  ['callbacks', callback],
])('%s turn the directions round', (_, call) => {
  rows([
    [
      'a body that is sent must be read: more types',
      call({ requestBody: types('a/b') }),
      call({ requestBody: types('a/b', 'a/c') }),
      ['media_type_added breaking'],
    ],
    [
      'fewer types',
      call({ requestBody: types('a/b', 'a/c') }),
      call({ requestBody: types('a/b') }),
      ['media_type_removed non_breaking'],
      full,
    ],
    [
      'the body may be missing',
      call({ requestBody: { required: true } }),
      call({ requestBody: {} }),
      ['request_body_made_optional breaking'],
    ],
    [
      'the body is always there',
      call({ requestBody: {} }),
      call({ requestBody: { required: true } }),
      ['request_body_made_required non_breaking'],
      full,
    ],
    ['a body comes', call({}), call({ requestBody: { required: true } }), ['request_body_added additive'], full],
    ['a parameter comes', call({}), call(page({ required: true })), ['required_parameter_added additive'], full],
    ['a parameter may be missing', call(page({ required: true })), call(page()), ['parameter_made_optional breaking']],
    [
      'what is sent widens',
      call({ requestBody: { content: { 'a/b': { schema: { maxLength: 4 } } } } }),
      call({ requestBody: { content: { 'a/b': { schema: { maxLength: 5 } } } } }),
      ['schema_limit_changed breaking'],
    ],
    [
      'what is sent narrows',
      call({ requestBody: { content: { 'a/b': { schema: { maxLength: 5 } } } } }),
      call({ requestBody: { content: { 'a/b': { schema: { maxLength: 4 } } } } }),
      [],
    ],
    [
      'what is answered narrows',
      call(responses({ content: { 'a/b': { schema: { maxLength: 5 } } } })),
      call(responses({ content: { 'a/b': { schema: { maxLength: 4 } } } })),
      ['schema_limit_changed breaking'],
    ],
    ['an answer must have a header', call(responses({})), call(header({ required: true })), ['header_added breaking']],
    [
      'an answer is no longer taken',
      call({ responses: { 200: {}, 202: {} } }),
      call({ responses: { 200: {} } }),
      ['response_removed breaking'],
    ],
    [
      'an answer of another media type',
      call(responses(types('a/b'))),
      call(responses(types('a/b', 'a/c'))),
      ['media_type_added additive'],
      full,
    ],
    [
      'nothing of it to the original',
      call(page()),
      call(parameters({ name: 'x', in: 'query', required: true })),
      [],
      { rules: 'classic' },
    ],
  ]);
});

describe('webhooks and callbacks', () => {
  const at = (expression: string) => get({ callbacks: { done: { [expression]: { post: {} } } } });
  const shared = (required: boolean) => ({
    ...api({ '/a': { get: { callbacks: { done: { $ref: '#/components/callbacks/Done' } } } } }),
    ...components({
      callbacks: {
        Done: {
          '{$url}': {
            post: { callbacks: { done: { $ref: '#/components/callbacks/Done' } }, requestBody: { required } },
          },
        },
      },
    }),
  });
  rows([
    ['a webhook goes', webhook({}), api({}), ['webhook_removed breaking']],
    ['a webhook comes', api({}), webhook({}), ['webhook_added additive'], full],
    [
      'a method of a webhook goes',
      api({}, { webhooks: { e: { post: {}, put: {} } } }),
      api({}, { webhooks: { e: { post: {} } } }),
      ['operation_removed breaking'],
    ],
    ['a callback goes elsewhere', at('{$request.query.a}'), at('{$request.query.b}'), ['callback_removed breaking']],
    [
      'the requirements of the description are not those of a webhook',
      webhook({}),
      webhook({}, { security: [{ a: [] }] }),
      ['security_changed non_breaking'],
      full,
    ],
    ['a callback that leads to itself', shared(true), shared(false), ['request_body_made_optional breaking']],
  ]);
});

describe('security', () => {
  const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
  const login = (more: object, flow = 'implicit') => ({ type: 'oauth2', flows: { [flow]: { scopes: {}, ...more } } });
  const secured = (schemes: object, security: object[] = Object.keys(schemes).map((name) => ({ [name]: [] }))) => {
    return get({ security }, components({ securitySchemes: schemes }));
  };
  rows([
    ['a scheme of another name', secured({ a: key }), secured({ b: key }), []],
    [
      'a scheme that is another',
      secured({ a: key }),
      secured({ b: { ...key, name: 'X-Token' } }),
      ['security_changed breaking'],
    ],
    ['a header in other case', secured({ a: key }), secured({ a: { ...key, name: 'x-key' } }), [], full],
    [
      'a parameter of the query in other case',
      secured({ a: { ...key, in: 'query' } }),
      secured({ a: { ...key, in: 'query', name: 'x-key' } }),
      ['security_scheme_changed breaking'],
    ],
    [
      'bearer in capitals',
      secured({ a: { type: 'http', scheme: 'bearer' } }),
      secured({ a: { type: 'http', scheme: 'Bearer', bearerFormat: 'JWT' } }),
      ['security_scheme_changed non_breaking'],
      full,
    ],
    [
      'another kind',
      secured({ a: key }),
      secured({ a: { type: 'http', scheme: 'basic' } }),
      ['security_scheme_changed breaking'],
    ],
    [
      'another kind that nobody requires',
      secured({ a: key }, []),
      secured({ a: { type: 'http', scheme: 'basic' } }, []),
      [],
    ],
    [
      'another address',
      secured({ a: login({ tokenUrl: 'https://a' }) }),
      secured({ a: login({ tokenUrl: 'https://b' }) }),
      ['security_scheme_changed potentially_breaking'],
    ],
    [
      'a flow goes',
      secured({ a: login({}) }),
      secured({ a: login({}, 'clientCredentials') }),
      ['security_scheme_changed breaking'],
    ],
    [
      'a scope goes',
      secured({ a: login({ scopes: { r: '' } }) }),
      secured({ a: login({}) }),
      ['security_scope_removed potentially_breaking'],
    ],
    ['nobody need prove anything', secured({ a: key }), secured({ a: key }, [{}]), []],
    [
      'both where one was enough',
      secured({ a: key, b: login({}) }),
      secured({ a: key, b: login({}) }, [{ a: [], b: [] }]),
      ['security_changed breaking'],
    ],
    [
      'one where both were needed',
      secured({ a: key, b: login({}) }, [{ a: [], b: [] }]),
      secured({ a: key, b: login({}) }),
      [],
    ],
    ['optional no longer', secured({ a: key }, [{}, { a: [] }]), secured({ a: key }), ['security_changed breaking']],
    [
      'the requirement of the description, said by the operation',
      get({}, { security: [{ a: [] }] }),
      get({ security: [{ a: [] }] }, { security: [{ a: [] }] }),
      [],
      full,
    ],
    [
      'of the description, that nobody inherits',
      get({ security: [] }),
      get({ security: [] }, { security: [{ a: [] }] }),
      [],
    ],
  ]);

  test('the requirements of the description are one cause', () => {
    const before = api({ '/a': { get: {} }, '/b': { get: {}, put: { security: [] } } });
    const { issues } = checkCompatibility(before, { ...before, security: [{ a: [] }] }, { type: 'api' });
    expect(issues.map((issue) => [issue.type, issue.affected_operations])).toEqual([
      ['security_changed', ['GET /a', 'GET /b']],
    ]);
  });
});

describe('servers, ids and tags', () => {
  const servers = (...urls: string[]) => ({ servers: urls.map((url) => ({ url })) });
  const region = (more: object) =>
    get({}, { servers: [{ url: 'https://{r}', variables: { r: { default: 'a', ...more } } }] });
  rows([
    [
      'an address goes',
      get({}, servers('https://a', 'https://b')),
      get({}, servers('https://a')),
      ['server_removed potentially_breaking'],
    ],
    ['a slash at its end', get({}, servers('https://a/')), get({}, servers('https://a')), [], full],
    ['of an operation', get(servers('https://a')), get(servers('https://b')), ['server_removed potentially_breaking']],
    [
      'of an operation, as of all',
      get({}, servers('https://a')),
      get(servers('https://a'), servers('https://a')),
      [],
      full,
    ],
    [
      'of an operation, not as of all',
      get({}, servers('https://a')),
      get(servers('https://b'), servers('https://a')),
      ['server_removed potentially_breaking'],
    ],
    [
      'a value of a variable goes',
      region({ enum: ['a', 'b'] }),
      region({ enum: ['a'] }),
      ['server_variable_changed potentially_breaking'],
    ],
    ['a value of a variable comes', region({ enum: ['a'] }), region({ enum: ['a', 'b'] }), []],
    ['another id', get({ operationId: 'a' }), get({ operationId: 'b' }), ['operation_id_changed potentially_breaking']],
    [
      'another id, strictly',
      get({ operationId: 'a' }),
      get({ operationId: 'b' }),
      ['operation_id_changed breaking'],
      { profile: 'strict' },
    ],
    ['another id, by contract', get({ operationId: 'a' }), get({ operationId: 'b' }), [], { profile: 'contract' }],
    ['tags in another order', get({ tags: ['a', 'b'] }), get({ tags: ['b', 'a'] }), [], full],
  ]);
});

describe('how much is listed', () => {
  const before = get(page());
  const after = get(parameters({ name: 'a', in: 'query', required: true }, { name: 'b', in: 'query' }));

  test('the worst are kept, in their order, and the rest is counted', () => {
    const all = checkCompatibility(before, after, { now: NOW, detail: 'full' });
    expect(all.issues.map(({ type }) => type)).toEqual([
      'optional_parameter_removed',
      'required_parameter_added',
      'optional_parameter_added',
    ]);
    const { issues, ...some } = checkCompatibility(before, after, { now: NOW, detail: 'full', maxFindings: 2 });
    const { issues: _, ...rest } = all;
    expect(issues).toEqual(all.issues.slice(0, 2));
    expect(some).toEqual({ ...rest, omitted_findings: 1 });
    const none = checkCompatibility(before, after, { now: NOW, maxFindings: 0 });
    expect([none.issues, none.omitted_findings, none.overall_compatibility]).toEqual([[], 2, 'breaking_changes']);
  });

  test('the original lists all', () => {
    const classic = checkCompatibility(before, after, { rules: 'classic', maxFindings: 0 });
    expect([classic.issues.length, Object.hasOwn(classic, 'omitted_findings')]).toEqual([1, false]);
  });

  test.each([[{ profile: 'klient' }], [{ detail: 'ful' }], [{ maxFindings: -1 }], [{ maxFindings: 1.5 }]])(
    '%j is refused',
    (options) => {
      expect(() => checkCompatibility(before, after, options as CompatibilityOptions)).toThrow(
        expect.objectContaining({ name: 'UserError' }),
      );
    },
  );
});

/** What an action gives, or the message of the user's error that it throws. */
function attempt<T>(action: () => T): T | string {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && error.name === 'UserError') return error.message;
    throw error;
  }
}

describe('what is not as it must be', () => {
  const values = [null, 1, 'x', [], [null], {}, { a: null }, true];
  const whole = {
    ...page({ content: { 'a/b': {} } }),
    requestBody: { content: { 'a/b': { encoding: { a: {} }, prefixEncoding: [{}] } } },
    responses: { 200: { headers: { 'X-A': { schema: {} } }, links: { l: {} }, content: {} } },
    callbacks: { done: { u: { post: {} } } },
    security: [{ a: ['r'] }],
    servers: [{ url: 'u', variables: { v: { enum: ['a'] } } }],
    tags: ['a'],
  };

  test.each(Object.keys(whole))('%s of a webhook', (key) => {
    for (const value of values) {
      const [right, odd] = [webhook(whole), webhook({ ...whole, [key]: value })];
      // It is refused with its path, or borne.
      expect(attempt(() => found(odd, odd, full))).toEqual(
        expect.toBeOneOf([[], expect.stringMatching(`post[./]${key}`)]),
      );
      for (const pair of [[right, odd] as const, [odd, right] as const]) {
        expect(attempt(() => found(...pair))).toEqual(
          expect.toBeOneOf([expect.any(Array), expect.stringMatching(`post[./]${key}`)]),
        );
      }
    }
  });
});

describe('laws', () => {
  const schema = fc.constantFrom({ type: 'string' }, { type: 'array', items: { type: 'string' } }, { maxLength: 3 });
  const some = <T>(value: fc.Arbitrary<T>, ...names: string[]) => {
    return fc
      .uniqueArray(fc.tuple(fc.constantFrom(...names), value), { selector: ([name]) => name, maxLength: 3 })
      .map((entries) => Object.fromEntries(entries));
  };
  const content = some(fc.record({ schema }), 'application/json', 'application/*', '*/*', 'text/csv');
  const headers = some(fc.record({ required: fc.boolean(), schema }), 'X-A', 'x-b', 'Content-Type');
  const parameter = fc.record({
    name: fc.constantFrom('a', 'A', 'b', 'Accept'),
    in: fc.constantFrom('query', 'header', 'cookie'),
    required: fc.boolean(),
    deprecated: fc.boolean(),
    schema,
  });
  const list = fc.uniqueArray(parameter, { selector: (one) => `${one.in} ${one.name.toLowerCase()}`, maxLength: 3 });
  const operation = fc.record(
    {
      parameters: list,
      requestBody: fc.record({ required: fc.boolean(), content }),
      responses: some(fc.record({ content, headers }), '200', '2XX', '404', 'default'),
      security: fc.subarray([{}, { a: [] }, { a: ['r'] }, { b: [] }]),
      deprecated: fc.boolean(),
      'x-sunset': fc.constantFrom('2020-01-01', '2030-01-01', 'soon'),
      'x-stability-level': fc.constantFrom('alpha', 'beta', 'ga'),
      servers: fc.subarray([{ url: 'https://a' }, { url: 'https://b' }]),
    },
    { requiredKeys: [] },
  );
  const item = some(operation, 'get', 'post');
  const description = fc.record({
    openapi: fc.constant('3.1.0'),
    paths: some(item, '/a', '/a/{x}', '/a/{y}'),
    webhooks: some(item, 'w', 'v'),
    security: fc.subarray([{ a: [] }]),
  });

  test('what is compared with itself has no findings', () => {
    fc.assert(
      fc.property(description, (one) => {
        expect(found(one, one, full)).toEqual([]);
      }),
    );
  });

  test('neither the order of keys nor components matter', () => {
    fc.assert(
      fc.property(description, description, (before, after) => {
        const expected = found(before, after, full).sort();
        expect(found(reversed(before) as object, reversed(after) as object, full).sort()).toEqual(expected);
        const spread = [extracted(before), extracted(after)] as const;
        expect(new Set(found(...spread, full))).toEqual(new Set(expected));
      }),
    );
  });

  test('the outline is what breaks somebody, and what the original reports', () => {
    fc.assert(
      fc.property(description, description, (before, after) => {
        const breaks = found(before, after, full).filter((one) => / (?:potentially_)?breaking$/.test(one));
        expect(found(before, after).filter((one) => !/ (?:non_breaking|additive)$/.test(one))).toEqual(breaks);
      }),
    );
  });

  test('every sentence is one', () => {
    fc.assert(
      fc.property(description, description, (before, after) => {
        for (const issue of checkCompatibility(before, after, { now: NOW, ...full }).issues) {
          for (const text of [issue.description, issue.field_path, issue.impact, issue.suggested_migration]) {
            expect(text).toMatch(/^\S/);
            expect(text).not.toMatch(/undefined|\[object|\s$/);
          }
        }
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
}

/** The same description with every parameter, request body and response as a component of its own. */
function extracted(document: object): object {
  const parts: Record<string, Record<string, unknown>> = { parameters: {}, requestBodies: {}, responses: {} };
  const refer = (section: string, value: unknown, name: string) => {
    (parts[section] as Record<string, unknown>)[name] = value;
    return { $ref: `#/components/${section}/${name}` };
  };
  const visit = (value: unknown, at: string): unknown => {
    if (Array.isArray(value)) return value.map((inner, index) => visit(inner, `${at}-${index}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const name = `${at}-${key}`.replace(/[^\w-]/g, '_');
        if (key === 'requestBody') return [key, refer('requestBodies', inner, name)];
        if (key === 'parameters') {
          return [key, (inner as unknown[]).map((one, index) => refer('parameters', one, `${name}-${index}`))];
        }
        if (key !== 'responses') return [key, visit(inner, name)];
        const all = Object.entries(inner as object);
        return [
          key,
          Object.fromEntries(all.map(([status, one]) => [status, refer('responses', one, `${name}-${status}`)])),
        ];
      }),
    );
  };
  return { ...(visit(document, '') as object), components: parts };
}
