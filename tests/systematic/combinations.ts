// What is varied beyond one keyword on a bare type: keywords that hold schemas, keywords beside others, and formats
// against each other.
import type { Json, Schema, Subject, Version } from './subjects.js';

const NEW: readonly Version[] = ['3.1'];
const OLD: readonly Version[] = ['3.0'];

const string = { type: 'string' };
const integer = { type: 'integer' };
const number = { type: 'number' };
const boolean = { type: 'boolean' };
const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
const object = (properties: Schema, more: Schema = {}): Schema => ({ type: 'object', properties, ...more });
const repeated = (value: Json, count: number): Json => Array<Json>(count).fill(value);

/** What everybody would try: around every bound below. */
const INTEGERS: readonly Json[] = [
  -1000, -100, -11, -10, -9, -6, -5, -4, -1, 0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 15, 20, 25, 30, 50, 99, 100, 101, 1000,
];
const FRACTIONS: readonly Json[] = [
  -0.5, 0.001, 0.01, 0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 1.5, 2.5, 9.99, 10.01, 99.5, 100.5,
];
const TEXTS: readonly Json[] = [
  '',
  ...['a', 'b', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'A', 'AB', 'ABCDEFG', 'ABCDE', '1', '12', '123'],
];
const LONGER: readonly Json[] = [9, 10, 11, 19, 20, 21, 49, 50, 51, 100, 101].map((size) => 'x'.repeat(size));

const bounds: readonly Subject[] = [
  ...[
    { on: 'number', base: number, values: [...INTEGERS, ...FRACTIONS] },
    { on: 'integer', base: integer, values: INTEGERS },
  ].flatMap(({ on, base, values }) =>
    ['minimum', 'maximum'].map(
      (keyword): Subject => ({
        keyword,
        on: `${on}, raised and lowered`,
        base,
        values,
        asText: true,
        variants: Object.fromEntries([-10, 0, 5, 10, 100].map((bound) => [String(bound), { [keyword]: bound }])),
      }),
    ),
  ),
  ...['exclusiveMinimum', 'exclusiveMaximum'].map(
    (keyword): Subject => ({
      keyword,
      on: 'raised and lowered',
      versions: NEW,
      base: number,
      values: [...INTEGERS, ...FRACTIONS],
      asText: true,
      variants: { unset: {}, '0': { [keyword]: 0 }, '5': { [keyword]: 5 }, '10': { [keyword]: 10 } },
    }),
  ),
  ...['Minimum', 'Maximum'].map(
    (bound): Subject => ({
      keyword: `exclusive${bound}`,
      on: 'flags, raised and lowered',
      versions: OLD,
      base: integer,
      values: INTEGERS,
      asText: true,
      variants: {
        unset: {},
        'flag alone': { [`exclusive${bound}`]: true },
        '5': { [bound.toLowerCase()]: 5, [`exclusive${bound}`]: true },
        '10': { [bound.toLowerCase()]: 10, [`exclusive${bound}`]: true },
        'inclusive 10': { [bound.toLowerCase()]: 10 },
      },
    }),
  ),
  {
    keyword: 'exclusiveMinimum',
    on: 'beside minimum',
    versions: NEW,
    base: { ...number, minimum: 0 },
    values: [...INTEGERS, ...FRACTIONS],
    asText: true,
    variants: {
      unset: {},
      lower: { exclusiveMinimum: -5 },
      same: { exclusiveMinimum: 0 },
      '5': { exclusiveMinimum: 5 },
    },
  },
  {
    keyword: 'multipleOf',
    on: 'fractions',
    base: number,
    values: [...INTEGERS, ...FRACTIONS],
    asText: true,
    variants: { unset: {}, '0.01': { multipleOf: 0.01 }, '0.1': { multipleOf: 0.1 }, '0.5': { multipleOf: 0.5 } },
  },
  {
    keyword: 'multipleOf',
    on: 'within a range',
    base: { ...integer, minimum: 0, maximum: 1000 },
    values: INTEGERS,
    asText: true,
    variants: { unset: {}, '5': { multipleOf: 5 }, '10': { multipleOf: 10 }, '15': { multipleOf: 15 } },
  },
  ...['minLength', 'maxLength'].map(
    (keyword): Subject => ({
      keyword,
      on: 'longer, or null',
      versions: NEW,
      base: { type: ['string', 'null'] },
      values: [null, ...TEXTS, ...LONGER],
      variants: { unset: {}, '10': { [keyword]: 10 }, '20': { [keyword]: 20 }, '50': { [keyword]: 50 } },
    }),
  ),
  ...['minLength', 'maxLength'].map(
    (keyword): Subject => ({
      keyword,
      on: 'longer, nullable',
      versions: OLD,
      base: { ...string, nullable: true },
      values: [null, ...TEXTS, ...LONGER],
      variants: { unset: {}, '10': { [keyword]: 10 }, '20': { [keyword]: 20 }, '50': { [keyword]: 50 } },
    }),
  ),
  {
    keyword: 'maxLength',
    on: 'beside a pattern',
    base: { ...string, pattern: '^x*$' },
    values: [...TEXTS, ...LONGER],
    asText: true,
    variants: { unset: {}, '10': { maxLength: 10 }, '50': { maxLength: 50 } },
  },
  {
    keyword: 'pattern',
    on: 'counted letters',
    base: string,
    values: [...TEXTS, 'abcdefg', 'ABC'],
    asText: true,
    variants: {
      two: { pattern: '^[a-z]{2}$' },
      'two to four': { pattern: '^[a-z]{2,4}$' },
      three: { pattern: '^[a-z]{3}$' },
      any: { pattern: '^[a-zA-Z]+$' },
    },
  },
];

/** A text or more of each format. */
const FORMATTED = {
  date: ['2024-02-29', '1999-12-31'],
  'date-time': ['2024-02-29T12:30:00Z', '2024-02-29T12:30:00+02:00'],
  time: ['12:30:00Z'],
  uuid: ['123e4567-e89b-12d3-a456-426614174000'],
  uri: ['https://example.org/a?b=c', 'urn:isbn:1', 'mailto:a@example.org'],
  email: ['someone@example.org'],
  ipv4: ['192.0.2.1'],
  ipv6: ['2001:db8::1', '::1'],
  duration: ['P1DT2H'],
  'json-pointer': ['/a~1b', ''],
} satisfies Record<string, readonly string[]>;

const formats: readonly Subject[] = [
  {
    keyword: 'format',
    on: 'against each other',
    base: string,
    asText: true,
    values: [...Object.values(FORMATTED).flat(), 'not of any, that is certain', 'http:', '1'],
    variants: Object.fromEntries(Object.keys(FORMATTED).map((format) => [format, { format }])),
  },
  {
    keyword: 'format',
    on: 'references',
    base: string,
    asText: true,
    values: [...Object.values(FORMATTED).flat(), '/a/b', '#c', 'not of any, that is certain'],
    variants: { unset: {}, uri: { format: 'uri' }, 'uri-reference': { format: 'uri-reference' } },
  },
  {
    keyword: 'format',
    on: 'annotations of a number',
    base: number,
    undecidable: true,
    asText: true,
    values: [...INTEGERS, ...FRACTIONS],
    variants: { unset: {}, float: { format: 'float' }, double: { format: 'double' } },
  },
  {
    keyword: 'type',
    on: 'texts of a format',
    values: [...Object.values(FORMATTED).flat(), ...INTEGERS, true],
    asText: true,
    variants: {
      uuid: { ...string, format: 'uuid' },
      date: { ...string, format: 'date' },
      integer,
      boolean,
    },
  },
];

const enumerations: readonly Subject[] = [
  {
    keyword: 'enum',
    on: 'mixed types',
    values: ['a', 'b', 1, 2, true, false, null, '1', {}, { a: 1 }, [], [1], [2]],
    variants: {
      'a, 1': { enum: ['a', 1] },
      'a, 1, true': { enum: ['a', 1, true] },
      'a, 1, null': { enum: ['a', 1, null] },
      'a, object': { enum: ['a', { a: 1 }] },
      'a, list': { enum: ['a', [1]] },
    },
  },
  {
    keyword: 'enum',
    on: 'nullable',
    versions: OLD,
    base: { ...string, nullable: true },
    values: ['a', 'b', null],
    variants: { 'a, null': { enum: ['a', null] }, 'a, b, null': { enum: ['a', 'b', null] }, a: { enum: ['a'] } },
  },
  {
    keyword: 'enum',
    on: 'booleans',
    base: boolean,
    asText: true,
    values: [true, false],
    variants: { unset: {}, true: { enum: [true] }, both: { enum: [true, false] } },
  },
  {
    keyword: 'enum',
    on: 'of items',
    base: { type: 'array' },
    asText: true,
    values: [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'a'], ['d']],
    variants: {
      any: { items: string },
      'a, b': { items: { ...string, enum: ['a', 'b'] } },
      'a, b, c': { items: { ...string, enum: ['a', 'b', 'c'] } },
    },
  },
  {
    keyword: 'const',
    on: 'of all types',
    versions: NEW,
    values: ['a', 1, 2, true, null, {}, { a: 1 }, { a: 2 }, [], [1], [2]],
    variants: {
      a: { const: 'a' },
      '1': { const: 1 },
      '1.0': { enum: [1.0] },
      null: { const: null },
      'type null': { type: 'null' },
      object: { const: { a: 1 } },
      list: { const: [1] },
    },
  },
  {
    keyword: 'type',
    on: 'lists of several',
    versions: NEW,
    values: ['a', 1, 1.5, true, null, [], {}],
    variants: {
      'string, integer, null': { type: ['string', 'integer', 'null'] },
      'null, string': { type: ['null', 'string'] },
      'array, object': { type: ['array', 'object'] },
      'all but null': { type: ['string', 'number', 'boolean', 'array', 'object'] },
      all: { type: ['string', 'number', 'boolean', 'array', 'object', 'null'] },
      unset: {},
    },
  },
];

const LISTS: readonly Json[] = [
  ...[0, 1, 2, 3, 4, 5, 6].map((count) => repeated('a', count)),
  ...[1, 2, 3, 4].map((count) => ['b', ...(repeated('a', count) as readonly Json[])]),
  ...[['b'], ['b', 'b'], ['b', 'c'], ['c'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd'], ['abcd'], ['abcdef'], [null]],
  ...[
    [1],
    [2],
    [5],
    [10],
    [11],
    [1, 1],
    [1, 2],
    [1, 2, 3],
    [5, 5],
    [5, 5, 5],
    [0.5],
    [1, 'a'],
    ['abcdef', 1],
    ['a', 1],
    ['a', 1, true],
    ['a', 1, 'b'],
    [true],
  ],
  ...[
    [[]],
    [['a']],
    [['a', 'b']],
    [['a'], ['b']],
    [[1]],
    [[1, 2, 3]],
    [['a', 'b', 'c']],
    [{}],
    [{ a: 'x' }],
    [{ a: 1 }],
  ],
];

const contains = (more: Schema): Schema => ({ contains: { const: 'a' }, ...more });

const arrays: readonly Subject[] = [
  ...[
    { on: 'of texts', base: list(string) },
    { on: 'of anything', base: { type: 'array' } },
  ].flatMap(({ on, base }): Subject[] => [
    {
      keyword: 'minContains',
      on,
      versions: NEW,
      base,
      values: LISTS,
      variants: {
        unset: {},
        one: contains({}),
        two: contains({ minContains: 2 }),
        three: contains({ minContains: 3 }),
        none: contains({ minContains: 0 }),
      },
    },
    {
      keyword: 'maxContains',
      on,
      versions: NEW,
      base,
      values: LISTS,
      variants: {
        unset: {},
        open: contains({}),
        two: contains({ maxContains: 2 }),
        four: contains({ maxContains: 4 }),
        'none to two': contains({ minContains: 0, maxContains: 2 }),
      },
    },
    {
      keyword: 'minContains and maxContains',
      on,
      versions: NEW,
      base,
      values: LISTS,
      variants: {
        'one to two': contains({ minContains: 1, maxContains: 2 }),
        'two to four': contains({ minContains: 2, maxContains: 4 }),
        'two to five': contains({ minContains: 2, maxContains: 5 }),
      },
    },
  ]),
  {
    keyword: 'contains',
    on: 'schemas',
    versions: NEW,
    base: { type: 'array' },
    values: LISTS,
    variants: {
      unset: {},
      integer: { contains: integer },
      'at least 5': { contains: { ...integer, minimum: 5 } },
      number: { contains: number },
      'no more than two': { contains: integer, maxContains: 2 },
      'bounds alone': { minContains: 2, maxContains: 3 },
    },
  },
  {
    keyword: 'items',
    on: 'bounds and lists of values',
    asText: true,
    base: { type: 'array' },
    values: LISTS,
    variants: {
      any: { items: string },
      short: { items: { ...string, maxLength: 4 } },
      unique: { items: string, uniqueItems: true },
      few: { items: string, maxItems: 3 },
    },
  },
  {
    keyword: 'items',
    on: 'integers',
    asText: true,
    base: { type: 'array' },
    values: LISTS,
    variants: {
      any: { items: integer },
      small: { items: { ...integer, maximum: 10 } },
      large: { items: { ...integer, minimum: 5 } },
      unique: { items: integer, uniqueItems: true },
    },
  },
  {
    keyword: 'items',
    on: 'lists of lists',
    base: { type: 'array' },
    values: LISTS,
    variants: {
      any: { items: list({}) },
      texts: { items: list(string) },
      integers: { items: list(integer) },
      'one or more': { items: list(string, { minItems: 1 }) },
      'at most two': { items: list({}, { maxItems: 2 }) },
    },
  },
  {
    keyword: 'items',
    on: 'objects',
    base: { type: 'array' },
    values: LISTS,
    variants: {
      text: { items: object({ a: string }) },
      required: { items: object({ a: string }, { required: ['a'] }) },
      integer: { items: object({ a: integer }) },
    },
  },
  {
    keyword: 'uniqueItems',
    on: 'few values',
    base: list({ ...string, enum: ['a', 'b'] }),
    values: LISTS,
    asText: true,
    variants: { unset: {}, true: { uniqueItems: true }, 'one at most': { maxItems: 1 } },
  },
  {
    keyword: 'prefixItems',
    on: 'members',
    versions: NEW,
    base: { type: 'array' },
    values: LISTS,
    variants: {
      texts: { prefixItems: [string, string] },
      'text, integer': { prefixItems: [string, integer] },
      'short text': { prefixItems: [{ ...string, maxLength: 4 }] },
      'text, closed': { prefixItems: [string], items: false },
      'text, then integers': { prefixItems: [string], items: integer },
      'needs two': { prefixItems: [string, integer], minItems: 2 },
    },
  },
  {
    keyword: 'unevaluatedItems',
    on: 'beside prefixItems',
    versions: NEW,
    base: { type: 'array', prefixItems: [string] },
    values: LISTS,
    variants: {
      unset: {},
      true: { unevaluatedItems: true },
      false: { unevaluatedItems: false },
      integer: { unevaluatedItems: integer },
      'items integer': { items: integer },
    },
  },
];

const INNER: readonly Json[] = [
  ...[{}, { d: 'x' }, { d: 1 }, { d: 'abcdef' }, { e: 'x' }, { d: 'x', e: 'x' }],
  ...[
    { d: 'x', other: 1 },
    { d: 'abcdef', e: 'x' },
  ],
];

const OBJECTS: readonly { readonly [key: string]: Json }[] = [
  ...[{ a: 'y', b: 20 }, { a: 'y', b: null, c: 'x' }, { a: 'z' }, { a: 'z', b: true }, { a: 'x', b: 'abcdef' }],
  {},
  ...[
    { a: 'y', b: 1 },
    { a: 'x', b: null, c: 'x' },
    { a: null, b: 'x' },
    { a: 'y', b: null },
  ],
  ...['', 'x', 'abcd', 'abcdef', 1, 5, 20, true, null].flatMap((value): { [key: string]: Json }[] => [
    { a: value },
    { b: value },
  ]),
  ...['x', 'abcd', 'abcdef', 1, 5, 20, true, null].flatMap((value): { [key: string]: Json }[] => [
    { a: 'x', b: value },
    { a: 'x', other: value },
    { a: 'x', b: 'x', c: value },
    { 'x-1': value },
    { a: 'x', 'x-1': value },
  ]),
  ...[{ c: 'x' }, { b: 'x', c: 'x' }, { a: 'x', c: 'x' }, { a: 'y', b: 'x' }, { a: 'x', b: 'x', other: 'x' }],
  ...[{ A: 'x' }, { abcdef: 'x' }, { 'x-1': 'x', 'x-2': 'x' }, { o1: 'x', o2: 'x', o3: 'x' }, { o1: 1, o2: 2, o3: 3 }],
  ...[
    { o1: 'x', o2: 'x', o3: 'x', o4: 'x', o5: 'x' },
    { y1: 'x' },
    { y1: 1 },
    { d: 'x' },
    { z: 'x' },
    { a: 'abcdef', b: 1 },
    { a: [] },
  ],
  ...INNER.flatMap((inner): { [key: string]: Json }[] => [{ a: inner }, { a: [inner] }, { a: { a: inner } }]),
];

const map = (additionalProperties: Json, more: Schema = {}): Schema => ({
  type: 'object',
  additionalProperties,
  ...more,
});

const objects: readonly Subject[] = [
  {
    keyword: 'additionalProperties',
    on: 'maps',
    values: OBJECTS,
    variants: {
      any: map(true),
      text: map(string),
      'short text': map({ ...string, maxLength: 4 }),
      integer: map(integer),
      small: map({ ...integer, maximum: 5 }),
      'text or null': map({ anyOf: [string, { type: 'integer' }] }),
      none: map(false),
    },
  },
  {
    keyword: 'additionalProperties',
    on: 'beside what is declared and required',
    base: object({ a: string, b: string }, { required: ['a'] }),
    values: OBJECTS,
    variants: {
      unset: {},
      true: { additionalProperties: true },
      text: { additionalProperties: string },
      false: { additionalProperties: false },
    },
  },
  ...['minProperties', 'maxProperties'].map(
    (keyword): Subject => ({
      keyword,
      on: 'maps',
      base: map(string),
      values: OBJECTS,
      variants: { unset: {}, '1': { [keyword]: 1 }, '2': { [keyword]: 2 }, '4': { [keyword]: 4 } },
    }),
  ),
  {
    keyword: 'patternProperties',
    on: 'schemas',
    versions: NEW,
    base: { type: 'object' },
    values: OBJECTS,
    variants: {
      unset: {},
      text: { patternProperties: { '^x-': string } },
      short: { patternProperties: { '^x-': { ...string, maxLength: 4 } } },
      integer: { patternProperties: { '^x-': integer } },
      never: { patternProperties: { '^x-': false } },
      other: { patternProperties: { '^y': string } },
      both: { patternProperties: { '^x-': string, '^y': string } },
    },
  },
  {
    keyword: 'propertyNames',
    on: 'schemas',
    versions: NEW,
    base: map(string),
    values: OBJECTS,
    variants: {
      unset: {},
      true: { propertyNames: true },
      letters: { propertyNames: { pattern: '^[a-z]+$' } },
      letter: { propertyNames: { pattern: '^[a-z]$' } },
      long: { propertyNames: { minLength: 2 } },
      'a, b': { propertyNames: { enum: ['a', 'b'] } },
      'a, b, c': { propertyNames: { enum: ['a', 'b', 'c'] } },
    },
  },
  {
    keyword: 'dependentRequired',
    on: 'several',
    versions: NEW,
    base: object({ a: string, b: string, c: string }),
    values: OBJECTS,
    variants: {
      unset: {},
      none: { dependentRequired: { a: [] } },
      'a needs b': { dependentRequired: { a: ['b'] } },
      'b needs a': { dependentRequired: { b: ['a'] } },
      both: { dependentRequired: { a: ['b'], b: ['a'] } },
      'b required': { required: ['b'] },
    },
  },
  {
    keyword: 'dependentSchemas',
    on: 'declared',
    versions: NEW,
    base: object({ a: string, b: {}, c: string }),
    values: OBJECTS,
    variants: {
      unset: {},
      true: { dependentSchemas: { a: true } },
      false: { dependentSchemas: { a: false } },
      string: { dependentSchemas: { a: { properties: { b: string } } } },
      short: { dependentSchemas: { a: { properties: { b: { ...string, maxLength: 4 } } } } },
      'needs c': { dependentSchemas: { a: { required: ['c'] } } },
      few: { dependentSchemas: { a: { maxProperties: 2 } } },
    },
  },
  {
    keyword: 'dependentSchemas',
    on: 'undeclared',
    versions: NEW,
    base: object({ a: string }),
    values: OBJECTS,
    variants: {
      unset: {},
      string: { dependentSchemas: { a: { properties: { b: string } } } },
      integer: { dependentSchemas: { a: { properties: { b: integer } } } },
      short: { dependentSchemas: { a: { properties: { b: { ...string, maxLength: 4 } } } } },
      'needs b': { dependentSchemas: { a: { required: ['b'] } } },
      closed: { dependentSchemas: { a: { properties: { a: true, b: true }, additionalProperties: false } } },
    },
  },
  {
    keyword: 'unevaluatedProperties',
    on: 'beside alternatives',
    versions: NEW,
    base: { type: 'object', properties: { a: string }, anyOf: [{ properties: { b: string } }, { required: ['a'] }] },
    values: OBJECTS,
    variants: { unset: {}, true: { unevaluatedProperties: true }, false: { unevaluatedProperties: false } },
  },
  {
    keyword: 'unevaluatedProperties',
    on: 'bare',
    versions: NEW,
    base: object({ a: {} }),
    values: OBJECTS,
    variants: {
      unset: {},
      string: { unevaluatedProperties: string },
      integer: { unevaluatedProperties: integer },
      false: { unevaluatedProperties: false },
      'additional false': { additionalProperties: false },
    },
  },
  {
    keyword: 'properties',
    on: 'objects in objects',
    base: { type: 'object' },
    values: OBJECTS,
    variants: {
      text: { properties: { a: object({ d: string, e: string }) } },
      short: { properties: { a: object({ d: { ...string, maxLength: 4 }, e: string }) } },
      integer: { properties: { a: object({ d: integer, e: string }) } },
      required: { properties: { a: object({ d: string, e: string }, { required: ['d'] }) } },
      closed: { properties: { a: object({ d: string, e: string }, { additionalProperties: false }) } },
    },
  },
  {
    keyword: 'properties',
    on: 'lists of objects',
    base: { type: 'object' },
    values: OBJECTS,
    variants: {
      text: { properties: { a: list(object({ d: string, e: string })) } },
      short: { properties: { a: list(object({ d: { ...string, maxLength: 4 }, e: string })) } },
      required: { properties: { a: list(object({ d: string, e: string }, { required: ['e'] })) } },
      some: { properties: { a: list(object({ d: string, e: string }), { minItems: 1 }) } },
    },
  },
  {
    keyword: 'nullable',
    on: 'a property',
    versions: OLD,
    base: { type: 'object' },
    values: OBJECTS,
    variants: {
      never: { properties: { a: string } },
      null: { properties: { a: { ...string, nullable: true } } },
      'null, required': { properties: { a: { ...string, nullable: true } }, required: ['a'] },
    },
  },
  {
    keyword: 'deprecated',
    on: 'a property',
    base: { type: 'object' },
    values: OBJECTS,
    variants: {
      unset: { properties: { a: string } },
      false: { properties: { a: { ...string, deprecated: false } } },
      true: { properties: { a: { ...string, deprecated: true } } },
    },
  },
];

const CONDITIONS: readonly Json[] = [...OBJECTS, ...TEXTS, ...INTEGERS, null, true, [], ['a']];

const logic: readonly Subject[] = [
  {
    keyword: 'not',
    on: 'bounds',
    base: string,
    values: [...TEXTS, ...LONGER],
    asText: true,
    variants: {
      unset: {},
      'longer than 4': { not: { minLength: 5 } },
      'longer than 5': { not: { minLength: 6 } },
      'shorter than 3': { not: { maxLength: 2 } },
      letters: { not: { pattern: '^[a-z]+$' } },
    },
  },
  {
    keyword: 'not',
    on: 'numbers',
    base: integer,
    values: INTEGERS,
    asText: true,
    variants: {
      unset: {},
      'above 10': { not: { minimum: 11 } },
      'above 5': { not: { minimum: 6 } },
      fives: { not: { multipleOf: 5 } },
      tens: { not: { multipleOf: 10 } },
      zero: { not: { enum: [0] } },
    },
  },
  {
    keyword: 'not',
    on: 'objects',
    base: object({ a: {}, b: {}, c: {} }),
    values: OBJECTS,
    variants: {
      unset: {},
      'long a': { not: { required: ['a'], properties: { a: { ...string, minLength: 5 } } } },
      'longish a': { not: { required: ['a'], properties: { a: { ...string, minLength: 4 } } } },
      'a and b': { not: { required: ['a', 'b'] } },
      'a or b': { not: { anyOf: [{ required: ['a'] }, { required: ['b'] }] } },
      'text in a': { not: { required: ['a'], properties: { a: string } } },
      'text or nothing in a': { not: { properties: { a: string } } },
    },
  },
  {
    keyword: 'if',
    on: 'values',
    versions: NEW,
    base: object({ a: {}, b: {}, c: {} }),
    values: CONDITIONS,
    variants: {
      unset: {},
      short: when('x', { properties: { b: { ...string, maxLength: 4 } } }),
      text: when('x', { properties: { b: string } }),
      'of another': when('y', { properties: { b: string } }),
      required: when('x', { required: ['b'] }),
      'else required': when('x', {}, { required: ['b'] }),
      both: when('x', { required: ['b'] }, { required: ['c'] }),
    },
  },
  {
    keyword: 'if',
    on: 'texts',
    versions: NEW,
    base: string,
    values: [...TEXTS, ...LONGER],
    variants: {
      unset: {},
      'letters, short': conditional({ pattern: '^[a-z]+$' }, { maxLength: 4 }),
      'letters, shorter': conditional({ pattern: '^[a-z]+$' }, { maxLength: 3 }),
      'letters, shorter, else long': conditional({ pattern: '^[a-z]+$' }, { maxLength: 3 }, { maxLength: 2 }),
      'if alone': { if: { maxLength: 1 } },
      'else alone': { else: { maxLength: 1 } },
    },
  },
  {
    keyword: 'if',
    on: 'undeclared',
    versions: NEW,
    base: object({ a: string }),
    values: OBJECTS,
    variants: {
      unset: {},
      text: when('x', { properties: { b: string } }),
      required: when('x', { required: ['b'] }),
    },
  },
  ...['allOf', 'anyOf'].map(
    (keyword): Subject => ({
      keyword,
      on: 'members of objects',
      values: OBJECTS,
      variants: {
        text: { [keyword]: [object({ a: string }, { required: ['a'] }), object({ b: integer }, { required: ['b'] })] },
        short: {
          [keyword]: [
            object({ a: { ...string, maxLength: 4 } }, { required: ['a'] }),
            object({ b: integer }, { required: ['b'] }),
          ],
        },
        small: {
          [keyword]: [
            object({ a: string }, { required: ['a'] }),
            object({ b: { ...integer, maximum: 5 } }, { required: ['b'] }),
          ],
        },
        closed: {
          [keyword]: [
            object({ a: string }, { required: ['a'], additionalProperties: keyword === 'allOf' }),
            object({ b: integer }, { required: ['b'], additionalProperties: keyword === 'allOf' }),
          ],
        },
      },
    }),
  ),
  ...['anyOf', 'oneOf'].map(
    (keyword): Subject => ({
      keyword,
      on: 'members of numbers',
      asText: true,
      values: INTEGERS,
      variants: {
        'low or high': {
          [keyword]: [
            { ...integer, maximum: 0 },
            { ...integer, minimum: 10 },
          ],
        },
        'lower or high': {
          [keyword]: [
            { ...integer, maximum: -5 },
            { ...integer, minimum: 10 },
          ],
        },
        'low or higher': {
          [keyword]: [
            { ...integer, maximum: 0 },
            { ...integer, minimum: 20 },
          ],
        },
        'any, twice': { [keyword]: [integer, { ...integer, minimum: 10 }] },
        bare: integer,
      },
    }),
  ),
  ...['anyOf', 'oneOf'].map(
    (keyword): Subject => ({
      keyword,
      on: 'members of many types',
      values: [...TEXTS, ...INTEGERS, ...LISTS, ...OBJECTS, true, null],
      variants: {
        'text, list': { [keyword]: [string, list(string)] },
        'text, list, object': { [keyword]: [string, list(string), object({ a: string }, { required: ['a'] })] },
        'text, integers': { [keyword]: [string, list(integer)] },
        'short text, list': { [keyword]: [{ ...string, maxLength: 4 }, list(string)] },
        'text alone': string,
        'text, boolean': { [keyword]: [string, boolean] },
      },
    }),
  ),
  {
    keyword: 'oneOf',
    on: 'members of objects that exclude each other',
    values: OBJECTS,
    variants: {
      text: { oneOf: [tagged('x', string), tagged('y', integer)] },
      short: { oneOf: [tagged('x', { ...string, maxLength: 4 }), tagged('y', integer)] },
      small: { oneOf: [tagged('x', string), tagged('y', { ...integer, maximum: 5 })] },
      'one more': { oneOf: [tagged('x', string), tagged('y', integer), tagged('z', boolean)] },
      required: { oneOf: [{ ...tagged('x', string), required: ['a', 'b'] }, tagged('y', integer)] },
      'any of them': { anyOf: [tagged('x', string), tagged('y', integer)] },
    },
  },
  {
    keyword: 'oneOf',
    on: 'around what was one',
    values: OBJECTS,
    variants: {
      both: object({ a: string, b: string }, { required: ['a', 'b'] }),
      'exactly one': {
        oneOf: [
          object({ a: string, b: string }, { required: ['a'] }),
          object({ a: string, b: string }, { required: ['b'] }),
        ],
      },
      'one at least': {
        anyOf: [
          object({ a: string, b: string }, { required: ['a'] }),
          object({ a: string, b: string }, { required: ['b'] }),
        ],
      },
    },
  },
  {
    keyword: 'allOf',
    on: 'members beside properties',
    base: object({ a: string, b: integer }),
    values: OBJECTS,
    variants: {
      unset: {},
      required: { allOf: [{ required: ['a'] }] },
      short: { allOf: [{ properties: { a: { maxLength: 4 } } }] },
      small: { allOf: [{ properties: { b: { maximum: 5 } } }] },
      closed: { allOf: [object({ a: true, b: true }, { additionalProperties: false })] },
    },
  },
];

/** An object with a value in `a` that no other one has. */
function tagged(value: string, b: Schema): Schema {
  return object({ a: { ...string, enum: [value] }, b }, { required: ['a'] });
}

function when(value: string, then: Schema, otherwise?: Schema): Schema {
  return conditional({ properties: { a: { const: value } }, required: ['a'] }, then, otherwise);
}

function conditional(condition: Schema, then: Schema, otherwise?: Schema): Schema {
  return { if: condition, then, ...(otherwise && { else: otherwise }) };
}

export const COMBINATIONS: readonly Subject[] = [
  ...bounds,
  ...formats,
  ...enumerations,
  ...arrays,
  ...objects,
  ...logic,
];
