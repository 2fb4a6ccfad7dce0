import { describe, expect, test } from 'vitest';
import { type CompatibilityOptions, checkCompatibility, type Finding } from '../src/index.js';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const base = (discriminator: object = {}) =>
  object(
    { kind: { type: 'string' } },
    { required: ['kind'], discriminator: { propertyName: 'kind', ...discriminator } },
  );
const heir = (properties: object = {}, parent = 'Pet') => ({ allOf: [ref(parent), object(properties)] });
const body = (schema: object) => ({ content: { 'application/json': { schema } } });

/** A description whose operation takes, or answers with, a schema. */
const api = (way: 'request' | 'response', schemas: object, schema: object = ref('Pet')) => ({
  openapi: '3.0.3',
  paths: {
    '/pets': { post: way === 'request' ? { requestBody: body(schema) } : { responses: { 200: body(schema) } } },
  },
  components: { schemas },
});

function check(before: object, after: object, options: CompatibilityOptions = {}): readonly Finding[] {
  const [from, to] = [before, after].map((one) => JSON.parse(JSON.stringify(one)) as object) as [object, object];
  return checkCompatibility(from, to, { type: 'api', ...options }).issues;
}

function found(before: object, after: object, options: CompatibilityOptions = {}): string[] {
  return check(before, after, options)
    .filter(({ type }) => type !== 'response_schema_changed')
    .map(({ type, severity, field_path }) => `${type} ${severity} ${field_path.replace('components.schemas.', '')}`);
}

const mapping = { mapping: { cat: '#/components/schemas/Cat', dog: 'Dog' } };
const text = { type: 'string' };
const short = { type: 'string', maxLength: 3 };

describe('a subtype', () => {
  const shapes = (discriminator: object, dog: object | undefined) => ({
    Pet: base(discriminator),
    Cat: heir(),
    ...(dog && { Dog: dog }),
  });

  describe.each([
    ['by its name', {}],
    ['by the mapping', mapping],
  ])('%s', (_, discriminator) => {
    test('changes where only the base is used', () => {
      const [wide, narrow] = [
        shapes(discriminator, heir({ name: text })),
        shapes(discriminator, heir({ name: short })),
      ];
      const expected = ['schema_limit_changed breaking Dog.properties.name.maxLength'];
      expect(found(api('request', wide), api('request', narrow))).toEqual(expected);
      expect(found(api('response', wide), api('response', narrow))).toEqual([]);
      expect(found(api('response', narrow), api('response', wide))).toEqual(expected);
    });

    test.each([
      ['a list', { type: 'array', items: ref('Pet') }],
      ['a property', object({ pet: ref('Pet') })],
      ['a reference with more beside it', { nullable: true, allOf: [ref('Pet')] }],
      ['an alternative', { oneOf: [ref('Pet'), { type: 'integer' }] }],
    ])('changes below %s', (_, schema) => {
      const issues = check(
        api('request', shapes(discriminator, heir({ name: text })), schema),
        api('request', shapes(discriminator, heir({ name: short })), schema),
      );
      expect(issues.map(({ type, severity, affected_operations }) => [type, severity, affected_operations])).toEqual([
        ['schema_limit_changed', 'breaking', ['POST /pets']],
      ]);
    });
  });

  test('goes from the mapping', () => {
    const [both, one] = [shapes(mapping, heir()), shapes({ mapping: { cat: 'Cat', Dog: 'Dog' } }, heir())];
    expect(found(api('request', both), api('request', one))).toEqual([
      'subtype_removed breaking Pet.discriminator.mapping.dog',
    ]);
    expect(found(api('response', both), api('response', one))).toEqual([
      'subtype_added potentially_breaking Pet.discriminator.mapping.Dog',
    ]);
  });

  test('goes and comes by its name', () => {
    const [both, one] = [shapes({}, heir()), shapes({}, undefined)];
    const [removed, added] = ['subtype_removed breaking', 'subtype_added potentially_breaking'];
    const path = 'Pet.discriminator.mapping.Dog';
    expect(found(api('request', both), api('request', one))).toEqual([`${removed} ${path}`]);
    expect(found(api('response', one), api('response', both))).toEqual([`${added} ${path}`]);
    expect(found(api('response', one), api('response', both), { profile: 'contract' })).toEqual([
      `subtype_added breaking ${path}`,
    ]);
    expect(found(api('response', both), api('response', one))).toEqual([]);
    expect(found(api('request', one), api('request', both), { detail: 'full' })).toEqual([
      `subtype_added additive ${path}`,
    ]);
  });

  test('of a subtype, which is found once for both', () => {
    const hierarchy = (name: object) => ({
      Pet: base(),
      Dog: heir(),
      Puppy: heir({ name }, 'Dog'),
      Litter: { type: 'array', items: ref('Dog') },
    });
    const schema = object({ any: ref('Pet'), litter: ref('Litter') });
    expect(found(api('request', hierarchy(text), schema), api('request', hierarchy(short), schema))).toEqual([
      'schema_limit_changed breaking Puppy.properties.name.maxLength',
    ]);
    const { Puppy: _, ...rest } = hierarchy(text);
    expect(found(api('request', hierarchy(text), schema), api('request', rest, schema))).toEqual([
      'subtype_removed breaking Pet.discriminator.mapping.Puppy',
    ]);
  });

  test('of another name that stands for the same value', () => {
    const pinned = { kind: { enum: ['dog'] } };
    const shapes = (name: string) => ({ Pet: base(), Cat: heir(), [name]: heir(pinned) });
    expect(found(api('request', shapes('Dog')), api('request', shapes('Hound')), { detail: 'full' })).toEqual([]);
  });

  test('stands for a value that another one stood for', () => {
    const shapes = (target: string) => ({
      Pet: base({ mapping: { dog: target } }),
      Dog: heir({ name: text }),
      Hound: heir({ name: { type: 'integer' } }),
    });
    const types = check(api('request', shapes('Dog')), api('request', shapes('Hound'))).map(({ type }) => type);
    expect(types).toContain('schema_type_changed');
  });

  test('that is used itself is no other subtype', () => {
    const shapes = (name: object) => ({ Pet: base(), Cat: heir({ name }), Dog: heir() });
    expect(
      check(api('request', shapes(text), ref('Dog')), api('request', shapes(short), ref('Dog')), { detail: 'full' }),
    ).toEqual([]);
  });

  test('in OpenAPI 2.0', () => {
    const swagger = (name: object) => ({
      swagger: '2.0',
      paths: { '/pets': { post: { parameters: [{ name: 'b', in: 'body', schema: { $ref: '#/definitions/Pet' } }] } } },
      definitions: {
        Pet: { ...object({ kind: text }), required: ['kind'], discriminator: 'kind' },
        Dog: { allOf: [{ $ref: '#/definitions/Pet' }, object({ name })] },
      },
    });
    expect(found(swagger(text), swagger(short))).toEqual([
      'schema_limit_changed breaking Dog.properties.name.maxLength',
    ]);
  });

  test('that holds its base ends', () => {
    const shapes = (name: object) => ({ Pet: base(), Dog: heir({ mother: ref('Pet'), name }) });
    expect(found(api('request', shapes(text)), api('request', shapes(short)))).toEqual([
      'schema_limit_changed breaking Dog.properties.name.maxLength',
    ]);
    expect(check(api('request', shapes(text)), api('request', shapes(text)), { detail: 'full' })).toEqual([]);
  });
});
