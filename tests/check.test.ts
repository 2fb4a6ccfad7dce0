import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCompatibility, createPlan } from '../src/index.js';

/** The findings of a check, as `type severity`. */
function found(before: object, after: object): string[] {
  return checkCompatibility(copy(before), copy(after)).issues.map(({ type, severity }) => `${type} ${severity}`);
}

/** As read from a file: no two places are one object. */
function copy(document: object): object {
  return JSON.parse(JSON.stringify(document)) as object;
}

const table = (columns: object, rest: object = {}) => ({ tables: { users: { columns, ...rest } } });
const api = (paths: object, schemas?: object) => ({
  openapi: '3.0.3',
  paths,
  ...(schemas && { components: { schemas } }),
});
const get = (operation: object, schemas?: object) => api({ '/users': { get: operation } }, schemas);
const body = (schema: object) => ({ content: { 'application/json': { schema } } });
const response = (schema: object, schemas?: object) => get({ responses: { 200: body(schema) } }, schemas);
const request = (schema: object, schemas?: object) =>
  api({ '/users': { post: { requestBody: body(schema) } } }, schemas);
const query = (parameter: object) => get({ parameters: [{ name: 'page', in: 'query', ...parameter }] });
const user = { $ref: '#/components/schemas/User' };

describe('databases: what the original does not see', () => {
  test.each<[string, object, object, string[]]>([
    [
      'precision reduced',
      table({ price: { type: 'decimal', precision: 12, scale: 2 } }),
      table({ price: { type: 'decimal', precision: 10, scale: 2 } }),
      ['precision_reduction potentially_breaking'],
    ],
    [
      'scale reduced',
      table({ price: { type: 'decimal', precision: 12, scale: 4 } }),
      table({ price: { type: 'decimal', precision: 12, scale: 2 } }),
      ['scale_reduction potentially_breaking'],
    ],
    [
      'scale raised at the cost of the digits before the point',
      table({ price: { type: 'decimal', precision: 10, scale: 2 } }),
      table({ price: { type: 'decimal', precision: 10, scale: 4 } }),
      ['precision_reduction potentially_breaking'],
    ],
    [
      'default removed from a NOT NULL column',
      table({ kind: { type: 'varchar', nullable: false, default: 'web' } }),
      table({ kind: { type: 'varchar', nullable: false } }),
      ['default_removed breaking'],
    ],
    [
      'default removed from a nullable column',
      table({ kind: { type: 'varchar', default: 'web' } }),
      table({ kind: { type: 'varchar', default: null } }),
      ['default_removed potentially_breaking'],
    ],
    [
      'default changed',
      table({ kind: { type: 'varchar', default: 'web' } }),
      table({ kind: { type: 'varchar', default: 'api' } }),
      ['default_changed potentially_breaking'],
    ],
    [
      'auto_increment removed',
      table({ id: { type: 'bigint', nullable: false, auto_increment: true } }),
      table({ id: { type: 'bigint', nullable: false, auto_increment: false } }),
      ['auto_increment_removed breaking'],
    ],
    [
      'enum value removed',
      table({ mood: { type: 'enum', values: ['sad', 'ok', 'happy'] } }),
      table({ mood: { type: 'enum', values: ['sad', 'happy'] } }),
      ['enum_value_removed breaking'],
    ],
    [
      'enum type loses a value',
      { enums: { mood: ['sad', 'happy'] } },
      { enums: { mood: ['sad'] } },
      ['enum_value_removed breaking'],
    ],
    ['enum value added', table({ mood: { enum: ['sad'] } }), table({ mood: { enum: ['sad', 'happy'] } }), []],
    ['view removed', { views: { active: { definition: 'SELECT 1' } } }, { views: {} }, ['view_removed breaking']],
    [
      'view column removed',
      { views: { active: { definition: 'SELECT id, name FROM users', columns: ['id', 'name'] } } },
      { views: { active: { definition: 'SELECT id FROM users', columns: ['id'] } } },
      ['view_column_removed breaking', 'view_changed potentially_breaking'],
    ],
    [
      'view restricted',
      { views: { active: { definition: 'SELECT id FROM users', columns: ['id'] } } },
      { views: { active: { definition: 'SELECT id FROM users WHERE active', columns: ['id'] } } },
      ['view_changed potentially_breaking'],
    ],
    [
      'view gets columns behind those it has',
      { views: { active: { definition: 'SELECT id FROM users WHERE active', columns: ['id'] } } },
      { views: { active: { definition: 'select id, name\nfrom users where active;', columns: ['id', 'name'] } } },
      [],
    ],
    [
      'view gets a column before those it has',
      { views: { active: { definition: 'SELECT id FROM users', columns: ['id'] } } },
      { views: { active: { definition: 'SELECT name, id FROM users', columns: ['name', 'id'] } } },
      ['view_changed potentially_breaking'],
    ],
    ['procedure removed', { procedures: [{ name: 'clean' }] }, { procedures: [] }, ['procedure_removed breaking']],
    [
      'procedure with another parameter',
      { procedures: [{ name: 'clean', parameters: ['days INT'] }] },
      { procedures: [{ name: 'clean', parameters: ['days BIGINT'] }] },
      ['procedure_signature_changed breaking'],
    ],
    [
      'procedure written otherwise',
      { procedures: [{ name: 'clean', parameters: ['days  INT'], definition: 'DELETE FROM a' }] },
      { procedures: [{ name: 'clean', parameters: ['days int'], definition: 'delete  from a;' }] },
      [],
    ],
    [
      'unique index changed',
      table({}, { indexes: [{ name: 'i', columns: ['a', 'b'], unique: true }] }),
      table({}, { indexes: [{ name: 'i', columns: ['a'], unique: true }] }),
      ['unique_index_changed potentially_breaking'],
    ],
    [
      'index that is not unique removed',
      table({}, { indexes: [{ name: 'i', columns: ['a'] }] }),
      table({}, { indexes: [] }),
      [],
    ],
    [
      'key of a column and of its table changed: one finding',
      table({ id: {}, t: {} }, { constraints: { primary_key: ['id'] } }),
      table({ id: {}, t: { primary_key: true } }, { constraints: { primary_key: ['id', 't'] } }),
      ['primary_key_added breaking'],
    ],
    [
      'a table called __proto__ removed',
      JSON.parse('{"tables": {"__proto__": {}}}'),
      { tables: {} },
      ['table_removed breaking'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(found(before, after)).toEqual(expected);
  });
});

describe('APIs: what the original does not see', () => {
  test.each<[string, object, object, string[]]>([
    [
      'operation removed',
      api({ '/users': { get: {}, delete: {} } }),
      api({ '/users': { get: {} } }),
      ['operation_removed breaking'],
    ],
    ['parameter made required', query({}), query({ required: true }), ['parameter_made_required breaking']],
    ['parameter made optional', query({ required: true }), query({}), []],
    ['parameter moved', query({ in: 'query' }), query({ in: 'header' }), ['parameter_moved breaking']],
    [
      'parameter with another type',
      query({ schema: { type: 'string' } }),
      query({ schema: { type: 'integer' } }),
      ['schema_type_changed breaking'],
    ],
    ['parameter that takes more', query({ schema: { type: 'integer' } }), query({ schema: { type: 'number' } }), []],
    [
      'parameter of the path overridden by the operation: no change',
      api({ '/users': { parameters: [{ name: 'id', in: 'path', required: true }], get: {} } }),
      api({ '/users': { get: { parameters: [{ name: 'id', in: 'path', required: true }] } } }),
      [],
    ],
    [
      'response status removed',
      get({ responses: { 200: {}, 404: {} } }),
      get({ responses: { 404: {} } }),
      ['response_removed breaking'],
    ],
    [
      'response property removed',
      response({ properties: { id: {}, name: {} } }),
      response({ properties: { id: {} } }),
      ['response_schema_changed non_breaking', 'property_removed potentially_breaking'],
    ],
    [
      'response property removed after its sunset',
      response({ properties: { id: {}, name: { deprecated: true, 'x-sunset': '2020-01-01' } } }),
      response({ properties: { id: {} } }),
      ['response_schema_changed non_breaking', 'property_removed non_breaking'],
    ],
    [
      'a property that promises less than before',
      request({ properties: { id: { 'x-stability-level': 'beta' } } }),
      request({ properties: { id: { 'x-stability-level': 'alpha' } } }),
      ['schema_keyword_changed breaking'],
    ],
    [
      'a property that says nothing of its stability any more, and so is stable',
      request({ properties: { id: { 'x-stability-level': 'beta' } } }),
      request({ properties: { id: {} } }),
      [],
    ],
    [
      'one more alternative of a request, whose properties nobody sends',
      request({ oneOf: [{ type: 'object', required: ['a'], properties: { a: {} } }] }),
      request({
        oneOf: [
          { type: 'object', required: ['a'], properties: { a: {} } },
          { type: 'object', required: ['b'], properties: { b: {} } },
        ],
      }),
      [],
    ],
    [
      'response property that may be missing',
      response({ properties: { id: {} }, required: ['id'] }),
      response({ properties: { id: {} } }),
      ['response_schema_changed non_breaking', 'property_made_optional breaking'],
    ],
    [
      'request body appears as required',
      api({ '/users': { post: {} } }),
      api({ '/users': { post: { requestBody: { required: true, content: {} } } } }),
      ['request_body_added breaking'],
    ],
    [
      'request body appears',
      api({ '/users': { post: {} } }),
      api({ '/users': { post: { requestBody: { content: {} } } } }),
      [],
    ],
    [
      'enum shrinks in a request',
      request({ enum: ['a', 'b'] }),
      request({ enum: ['a'] }),
      ['schema_enum_narrowed breaking'],
    ],
    ['enum grows in a request', request({ enum: ['a'] }), request({ enum: ['a', 'b'] }), []],
    [
      'enum grows in a response',
      response({ enum: ['a'] }),
      response({ enum: ['a', 'b'] }),
      ['response_schema_changed non_breaking', 'schema_enum_widened potentially_breaking'],
    ],
    [
      'enum shrinks behind a reference',
      request(user, { User: { properties: { kind: { enum: ['a', 'b'] } } } }),
      request(user, { User: { properties: { kind: { enum: ['a'] } } } }),
      ['schema_enum_narrowed breaking'],
    ],
    [
      'a model that nobody uses may change its values',
      response({}, { User: { properties: { kind: { enum: ['a', 'b'] } } } }),
      response({}, { User: { properties: { kind: { enum: ['a'] } } } }),
      [],
    ],
    [
      'a change in a circle of references is found once',
      request(user, { User: { properties: { boss: user, pal: { properties: { age: { maximum: 9 } } } } } }),
      request(user, { User: { properties: { boss: user, pal: { properties: { age: { maximum: 5 } } } } } }),
      ['schema_limit_changed breaking'],
    ],
    [
      'references that lead around in a circle end',
      request(user, { User: { $ref: '#/components/schemas/Other' }, Other: user }),
      request({ type: 'string' }, { User: { $ref: '#/components/schemas/Other' }, Other: user }),
      [],
    ],
    [
      'a reference inlined is no change',
      request(user, { User: { type: 'object', properties: { id: { type: 'string' } } } }),
      request({ type: 'object', properties: { id: { type: 'string' } } }),
      [],
    ],
    [
      'model removed while still referenced',
      response(user, { User: { type: 'object' } }),
      response(user, {}),
      ['model_removed breaking'],
    ],
    [
      'a model that allowed anything allows nothing',
      request(user, { User: true }),
      request(user, { User: false }),
      ['schema_type_changed breaking'],
    ],
    [
      'a response that is gone behind its reference',
      {
        ...get({ responses: { 200: { $ref: '#/components/responses/Ok' } } }),
        components: { responses: { Ok: body({}) } },
      },
      get({ responses: { 200: { $ref: '#/components/responses/Ok' } } }),
      ['reference_unresolved potentially_breaking'],
    ],
    [
      'a path that is a reference removed',
      { ...api({ '/u': { $ref: '#/components/pathItems/U' } }), components: { pathItems: { U: { get: {} } } } },
      api({}),
      ['endpoint_removed breaking'],
    ],
    [
      'a model that becomes a circle',
      request(user, { User: { type: 'string' } }),
      request(user, { User: { $ref: '#/components/schemas/A' }, A: user }),
      ['reference_unresolved potentially_breaking'],
    ],
    [
      'a keyword beside a reference, from 3.1 on',
      { ...request(user, { User: { type: 'string' } }), openapi: '3.1.0' },
      { ...request({ ...user, maxLength: 2 }, { User: { type: 'string' } }), openapi: '3.1.0' },
      ['schema_limit_changed breaking'],
    ],
    [
      'anyOf where there was none',
      request({ type: 'object' }),
      request({ type: 'object', anyOf: [{ required: ['a'] }] }),
      ['property_made_required breaking'],
    ],
    ['anyOf that goes from a request', request({ anyOf: [{ type: 'string' }] }), request({}), []],
    [
      'items that become impossible',
      request({ items: {} }),
      request({ items: false }),
      ['schema_openness_changed breaking'],
    ],
    ['a bound that says nothing', request({ type: 'string' }), request({ type: 'string', minLength: 0 }), []],
    ['a type that the values had', request({ enum: ['a', 'b'] }), request({ type: 'string', enum: ['a', 'b'] }), []],
    ['explicit defaults of a parameter', query({}), query({ style: 'form', explode: true, allowReserved: false }), []],
    [
      'another way to write a list',
      query({}),
      query({ explode: false }),
      ['parameter_encoding_changed potentially_breaking'],
    ],
    [
      'not with another schema',
      request({ not: { enum: ['a'] } }),
      request({ not: { enum: ['a', 'b'] } }),
      ['schema_keyword_changed breaking'],
    ],
    [
      'what else changed about a property of a model that has another type',
      request(user, { User: { properties: { kind: { type: 'string', enum: ['a', 'b'] } } } }),
      request(user, { User: { properties: { kind: { type: ['string'], enum: ['a'] } } } }),
      ['schema_enum_narrowed breaking'],
    ],
    [
      'a pattern that goes from a response',
      response({ pattern: '^a' }),
      response({}),
      ['response_schema_changed non_breaking', 'schema_pattern_changed breaking'],
    ],
    ['a pattern that goes from a request', request({ pattern: '^a' }), request({}), []],
    ['a pattern that comes to a request', request({}), request({ pattern: '^a' }), ['schema_pattern_changed breaking']],
    ['scopes in another order', get({ security: [{ o: ['a', 'b'] }] }), get({ security: [{ o: ['b', 'a'] }] }), []],
    ['fewer scopes', get({ security: [{ o: ['a', 'b'] }] }), get({ security: [{ o: ['a'] }] }), []],
    [
      'more scopes',
      get({ security: [{ o: ['a'] }] }),
      get({ security: [{ o: ['a', 'b'] }] }),
      ['security_changed breaking'],
    ],
    [
      'authentication required of all operations',
      get({}),
      { ...get({}), security: [{ token: [] }] },
      ['security_changed breaking'],
    ],
    ['a status that a range stands for', get({ responses: { 200: {} } }), get({ responses: { '2XX': {} } }), []],
    ['an error status that goes', get({ responses: { 404: {} } }), get({ responses: {} }), []],
    ['an extension among the responses', get({ responses: { 'x-a': 1 } }), get({ responses: {} }), []],
    [
      'a parameter of a media type',
      get({ responses: { 200: { content: { 'application/json': {} } } } }),
      get({ responses: { 200: { content: { 'Application/JSON; charset=utf-8': {} } } } }),
      [],
    ],
    [
      'a read-only property that a request need not carry',
      request({ properties: { id: { readOnly: true } } }),
      request({ properties: { id: { readOnly: true } }, required: ['id'] }),
      [],
    ],
    [
      '3.0 nullable goes from a request',
      request({ type: 'string', nullable: true }),
      request({ type: 'string' }),
      ['schema_type_changed breaking'],
    ],
    ['null respelled', request({ type: 'string', nullable: true }), request({ type: ['string', 'null'] }), []],
    [
      'a parameter of the operation wins over the one of its path',
      api({
        '/u': {
          parameters: [{ name: 'a', in: 'query' }],
          get: { parameters: [{ name: 'a', in: 'query', required: true }] },
        },
      }),
      api({ '/u': { get: { parameters: [{ name: 'a', in: 'query', required: true }] } } }),
      [],
    ],
    [
      'a reference with escapes',
      request({ $ref: '#/components/schemas/a~1b~01' }, { 'a/b~1': { enum: ['x', 'y'] } }),
      request({ $ref: '#/components/schemas/a~1b~01' }, { 'a/b~1': { enum: ['x'] } }),
      ['schema_enum_narrowed breaking'],
    ],
    [
      'headers, servers, webhooks and callbacks that go',
      {
        ...get({ responses: { 200: { headers: { 'X-A': {} } } }, callbacks: { done: { u: {} } } }),
        servers: [{ url: 'https://a' }],
        webhooks: { w: {} },
      },
      get({ responses: { 200: {} } }),
      [
        'header_removed potentially_breaking',
        'callback_removed breaking',
        'webhook_removed breaking',
        'server_removed potentially_breaking',
      ],
    ],
    [
      'nothing where there may be something',
      api({ '/u': { post: { requestBody: null, responses: { 204: null } } } }),
      api({ '/u': { post: { responses: { 204: {} } } } }),
      [],
    ],
    [
      'a parameter that is required in another place as well',
      query({}),
      get({
        parameters: [
          { name: 'page', in: 'query' },
          { name: 'page', in: 'header', required: true },
        ],
      }),
      ['required_parameter_added breaking'],
    ],
    [
      'a parameter that goes from one of its places',
      get({
        parameters: [
          { name: 'page', in: 'query' },
          { name: 'page', in: 'header' },
        ],
      }),
      query({}),
      ['optional_parameter_removed potentially_breaking'],
    ],
    [
      'a model that only a discriminator names removed',
      response(
        { discriminator: { propertyName: 't', mapping: { a: '#/components/schemas/M', b: 'N' } } },
        { M: {}, N: {} },
      ),
      response({ discriminator: { propertyName: 't', mapping: { a: '#/components/schemas/M', b: 'N' } } }, {}),
      ['model_removed breaking', 'model_removed breaking'],
    ],
    [
      'a keyword beside a reference inside a model, from 3.1 on',
      {
        ...response(user, { User: { $ref: '#/components/schemas/A', properties: { x: {} } }, A: {} }),
        openapi: '3.1.0',
      },
      { ...response(user, { User: { $ref: '#/components/schemas/A', properties: {} }, A: {} }), openapi: '3.1.0' },
      ['property_removed potentially_breaking'],
    ],
    [
      'a reference below a keyword that is compared as it is written',
      request({ prefixItems: [{ $ref: '#/components/x/T' }] }, {}),
      request({ prefixItems: [{ $ref: '#/components/x/T' }] }, {}),
      [],
    ],
    [
      'what a reference leads to below a keyword that is compared as it is written',
      { ...request({ prefixItems: [{ $ref: '#/x-t' }] }), 'x-t': { type: 'string' } },
      { ...request({ prefixItems: [{ $ref: '#/x-t' }] }), 'x-t': { type: 'number' } },
      ['schema_type_changed breaking'],
    ],
    [
      'what a webhook refers to',
      {
        ...api({}, { M: { enum: ['a'] } }),
        webhooks: { w: { post: { requestBody: body({ $ref: '#/components/schemas/M' }) } } },
      },
      {
        ...api({}, { M: { enum: ['a', 'b'] } }),
        webhooks: { w: { post: { requestBody: body({ $ref: '#/components/schemas/M' }) } } },
      },
      ['schema_enum_widened potentially_breaking'],
    ],
    [
      'an operation beside the reference of its path',
      {
        ...api({ '/a': { $ref: '#/components/pathItems/X', post: {} } }),
        components: { pathItems: { X: { get: {} } } },
      },
      { ...api({ '/a': { $ref: '#/components/pathItems/X' } }), components: { pathItems: { X: { get: {} } } } },
      ['operation_removed breaking'],
    ],
    [
      'media types that differ in a version',
      get({ responses: { 200: { content: { 'application/json;v=1': {}, 'application/json; v=2': {} } } } }),
      get({ responses: { 200: { content: { 'application/json; v=2': {} } } } }),
      ['media_type_removed breaking'],
    ],
    [
      'a reference that gets a description, as 3.0 writes it',
      request(user, { User: { type: 'object' } }),
      request({ allOf: [user], description: 'the user' }, { User: { type: 'object' } }),
      [],
    ],
    [
      'a property that a closed request no longer takes',
      request({ properties: { a: {} }, additionalProperties: false }),
      request({ properties: {}, additionalProperties: false }),
      ['property_removed breaking'],
    ],
    ['model removed that nobody refers to', response({}, { User: {} }), response({}, {}), []],
    ['authentication required', get({}), get({ security: [{ token: [] }] }), ['security_changed breaking']],
    ['another way to authenticate', get({ security: [{ a: [] }] }), get({ security: [{ a: [] }, { b: [] }] }), []],
  ])('%s', (_, before, after, expected) => {
    expect(found(before, after)).toEqual(expected);
  });

  test('properties in another order that refer to what changed', () => {
    const schemas = (maximum: number, order: readonly string[]) => ({
      User: {
        type: 'object',
        properties: Object.fromEntries(order.map((key) => [key, { $ref: `#/components/schemas/${key}` }])),
      },
      Age: { type: 'integer', maximum },
      Name: { type: 'string' },
    });
    const before = request(user, schemas(9, ['Age', 'Name']));
    expect(found(before, request(user, schemas(5, ['Name', 'Age'])))).toEqual(['schema_limit_changed breaking']);
  });

  test('a finding in a model names every operation that reaches it', () => {
    const schemas = (values: string[]) => ({
      User: { properties: { address: { $ref: '#/components/schemas/Address' } } },
      Address: { enum: values },
    });
    const paths = {
      '/a': { post: { requestBody: body(user) } },
      '/b': { put: { requestBody: body({ items: user }) } },
    };
    const { issues } = checkCompatibility(api(paths, schemas(['x', 'y'])), api(paths, schemas(['x'])));
    expect(issues).toEqual([
      {
        type: 'schema_enum_narrowed',
        severity: 'breaking',
        description: "Values no longer accepted in model 'Address': y",
        field_path: 'components.schemas.Address.enum',
        old_value: ['x', 'y'],
        new_value: ['x'],
        impact: 'Client requests with these values will fail',
        suggested_migration: 'Keep accepting the values and map them to new ones',
        affected_operations: ['POST /a', 'PUT /b'],
        directions: ['request'],
        witness: { value: 'y', accepted: 'before', refusal: 'the value must be equal to one of the allowed values' },
      },
    ]);
  });
});

describe('bounds: what tightens a request breaks it, and what loosens a response', () => {
  const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
  const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
  test.each([...lower.map((keyword) => [keyword, 3, 5] as const), ...upper.map((keyword) => [keyword, 5, 3] as const)])(
    '%s',
    (keyword, loose, tight) => {
      const [from, to] = [{ [keyword]: loose }, { [keyword]: tight }];
      const changed = 'response_schema_changed non_breaking';
      expect(found(request(from), request(to))).toEqual(['schema_limit_changed breaking']);
      expect(found(request(to), request(from))).toEqual([]);
      expect(found(response(from), response(to))).toEqual(['response_schema_changed non_breaking']);
      expect(found(response(to), response(from))).toEqual([changed, 'schema_limit_changed breaking']);
      expect(found(request({}), request(to))).toEqual(['schema_limit_changed breaking']);
      expect(found(request(to), request({}))).toEqual([]);
    },
  );
});

const name = fc.constantFrom('id', 'name', 'kind', '__proto__', 'constructor', '200', 'größe');
const dictionary = <T>(value: fc.Arbitrary<T>) => {
  return fc
    .uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 4 })
    .map((entries) => Object.fromEntries(entries));
};
const column = fc.record(
  {
    type: fc.constantFrom('int', 'bigint', 'varchar', 'decimal'),
    nullable: fc.boolean(),
    default: fc.constantFrom<unknown>(null, 0, 'x', true),
    length: fc.integer({ min: 1, max: 9 }),
    precision: fc.integer({ min: 1, max: 9 }),
    values: fc.subarray(['a', 'b', 'c']),
    unique: fc.boolean(),
    auto_increment: fc.boolean(),
    collation: fc.constantFrom('C', 'de'),
  },
  { requiredKeys: [] },
);
const database = fc.record({
  tables: dictionary(
    fc.record({ columns: dictionary(column), constraints: fc.record({ unique: fc.subarray(['a', 'b']) }) }),
  ),
  views: dictionary(fc.record({ definition: fc.constantFrom('SELECT 1', 'SELECT 2') })),
});
const { schema } = fc.letrec((tie) => ({
  schema: fc.record(
    {
      type: fc.constantFrom('object', 'string', 'integer'),
      enum: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
      maximum: fc.integer({ min: 0, max: 3 }),
      properties: dictionary(
        fc.oneof({ maxDepth: 2 }, fc.constant({ $ref: '#/components/schemas/id' }), tie('schema')),
      ),
      required: fc.subarray(['id', 'name']),
      oneOf: fc.array(fc.constantFrom({ type: 'string' }, { type: 'integer' }), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
}));
const description = fc
  .record({ models: dictionary(schema), input: schema, output: schema })
  .map(({ models, input, output }) => {
    return api(
      { '/users': { post: { requestBody: body(input as object), responses: { 200: body(output as object) } } } },
      { id: {}, ...models },
    );
  });

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

describe.each([
  ['databases', database],
  ['APIs', description],
] as [string, fc.Arbitrary<object>][])('laws: %s', (_, arbitrary) => {
  test('what is compared with itself has no findings', () => {
    fc.assert(
      fc.property(arbitrary, (one) => {
        expect(found(one, one)).toEqual([]);
      }),
    );
  });

  test('the order of keys does not matter', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (before, after) => {
        expect(found(shuffled(before) as object, shuffled(after) as object).sort()).toEqual(
          found(before, after).sort(),
        );
      }),
    );
  });

  test('every sentence is one', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (before, after) => {
        for (const issue of checkCompatibility(before, after).issues) {
          for (const text of [issue.description, issue.field_path, issue.impact, issue.suggested_migration]) {
            expect(text).toMatch(/^\S/);
            expect(text).not.toMatch(/undefined|\[object/);
          }
        }
      }),
    );
  });
});

test('what is added in one direction is removed in the other', () => {
  const named = (texts: string[], pattern: RegExp) => texts.flatMap((text) => pattern.exec(text)?.[1] ?? []).sort();
  fc.assert(
    fc.property(database, database, (before, after) => {
      const forwards = checkCompatibility(before, after).migration_scripts.map(({ description }) => description);
      const backwards = checkCompatibility(after, before).issues.map((issue) => issue.description);
      expect(named(forwards, /^Create new table (.*)$/)).toEqual(named(backwards, /^Table '(.*)' has been removed$/));
      expect(named(forwards, /^Add column (.* to table .*)$/)).toEqual(
        named(
          backwards.map((text) => text.replace("' removed from table '", ' to table ')),
          /^Column '(.* to table .*)'$/,
        ),
      );
    }),
  );
});

test('a chain of references may be longer than any stack', () => {
  const chain = (end: object) => {
    const links = Array.from({ length: 20_000 }, (_, index) => [
      `m${index}`,
      { properties: { next: { $ref: `#/x-chain/m${index + 1}` } } },
    ]);
    return { ...request({ $ref: '#/x-chain/m0' }), 'x-chain': { ...Object.fromEntries(links), m20000: end } };
  };
  expect(found(chain({ type: 'string' }), chain({ type: 'string' }))).toEqual([]);
  expect(found(chain({ type: 'string' }), chain({ type: 'number' }))).toEqual(['schema_type_changed breaking']);
});

test('circles of references that meet in too many pairs are refused', () => {
  const circle = (name: string, length: number) => {
    const links = Array.from({ length }, (_, index) => [
      `${name}${index}`,
      { properties: { next: { $ref: `#/components/schemas/${name}${(index + 1) % length}` } } },
    ]);
    return request({ $ref: `#/components/schemas/${name}0` }, Object.fromEntries(links));
  };
  expect(found(circle('a', 30), circle('b', 31))).toEqual([]);
  expect(() => found(circle('a', 500), circle('b', 501))).toThrow(expect.objectContaining({ code: 'TOO_MANY_PAIRS' }));
});

describe('what is no choice or no document', () => {
  const check = (options: object) => () => checkCompatibility({ tables: {} }, { tables: {} }, options);

  test('an unknown rule set or type is refused with the nearest', () => {
    expect(check({ rules: 'clasic' })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_CHOICE', remedy: 'did you mean classic? it is one of: all, classic' }),
    );
    expect(check({ type: 'constructor' })).toThrow(expect.objectContaining({ code: 'UNKNOWN_CHOICE' }));
  });

  test('a document that holds itself is refused', () => {
    const circle: Record<string, unknown> = { type: 'data', source: 'a', target: 'b' };
    circle.extra = [circle];
    expect(() => createPlan(circle as never)).toThrow(
      expect.objectContaining({
        code: 'WRONG_SHAPE',
        message: 'specification: the document: nested deeper than 520 levels',
      }),
    );
  });

  test('a document of another kind is refused, unless the type is given', () => {
    const spec = { type: 'database', source: 'a', target: 'b' };
    expect(() => checkCompatibility(spec, spec)).toThrow(
      expect.objectContaining({ message: 'before: expected a schema, but this is a migration specification' }),
    );
    expect(checkCompatibility(spec, spec, { type: 'database' }).overall_compatibility).toBe('fully_compatible');
  });

  test('OpenAPI 2 is converted and stays as it was; the rules of the original read it as it is', () => {
    const description = (type: string) => ({
      swagger: '2.0',
      paths: { '/a': { get: { parameters: [{ name: 'q', in: 'query', type }] } } },
    });
    const [before, after] = [description('string'), description('integer')];
    expect(checkCompatibility(before, after).issues.map(({ type }) => type)).toEqual(['schema_type_changed']);
    expect(checkCompatibility(before, after, { rules: 'classic' }).issues).toEqual([]);
    expect(before).toEqual(description('string'));
  });

  test('a version that is not read is refused', () => {
    for (const version of [
      { openapi: '4.0.0' },
      { openapi: '3' },
      { openapi: 3 },
      { swagger: '1.2' },
      { openapi: {} },
    ]) {
      expect(() => checkCompatibility({ ...version, paths: {} }, { openapi: '3.2.0', paths: {} })).toThrow(
        expect.objectContaining({
          message: expect.stringMatching(
            /^before: expected OpenAPI 2.0, 3.0, 3.1 or 3.2, but this is (OpenAPI|Swagger) /,
          ),
        }),
      );
    }
  });
});
