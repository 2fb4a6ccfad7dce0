// What is varied: for every keyword some schemas that differ in it, and the values that could tell them apart.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Schema = { readonly [key: string]: Json };
export type Version = '3.0' | '3.1';

/** A schema as written, and as JSON Schema 2020-12 where that says something else. */
export type Variant = Schema | { readonly written: Schema; readonly meant: Schema };

export interface Subject {
  readonly keyword: string;
  /** What sets it apart from others of the keyword. */
  readonly on: string;
  /** The versions that have the keyword; both when absent. */
  readonly versions?: readonly Version[];
  /** What all variants say. */
  readonly base?: Schema;
  readonly variants: Readonly<Record<string, Variant>>;
  /** Values on both sides of every bound. */
  readonly values: readonly Json[];
  /** Whether the values can travel as text: scalars and lists of them. */
  readonly asText?: boolean;
  /** The schemas that the variants refer to. */
  readonly components?: Readonly<Record<string, Schema>>;
  /** Nobody need decide what two values of the keyword have in common: a suspicion will do for a break. */
  readonly undecidable?: boolean;
  /** Nothing that JSON Schema asserts, and still not nothing: any verdict is accepted. */
  readonly unjudged?: boolean;
  /** Who leaves the value out of a request gets something else: no break, but worth a suspicion. */
  readonly stepsIn?: boolean;
}

const NEW: readonly Version[] = ['3.1'];
const OLD: readonly Version[] = ['3.0'];

const string = { type: 'string' };
const integer = { type: 'integer' };
const NUMBERS: readonly Json[] = [
  -10, -1, 0, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 5.5, 6, 7, 8, 9, 10, 11, 12, 20, 21, 100, 3e9,
];
const TEXTS: readonly Json[] = ['', 'a', 'b', 'c', 'd', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'a1', '1', 'A', 'x'];
const LISTS: readonly Json[] = [
  [],
  ['a'],
  ['b'],
  ['a', 'a'],
  ['a', 'b'],
  ['a', 'b', 'c'],
  ['a', 'a', 'a'],
  ['a', 'b', 'c', 'd'],
  ['abcd'],
  [1],
  [1, 2],
  [12345],
  ['a', 1],
  ['a', 'b', 1],
  ['a', 1, true],
  [1, 'a'],
  [null],
];
const OBJECTS: readonly Json[] = [
  {},
  { a: 'x' },
  { a: 1 },
  { b: 'x' },
  { b: 'abcdef' },
  { b: 1 },
  { c: 'x' },
  { a: 'x', b: 'x' },
  { a: 'x', b: 'abcdef' },
  { a: 'x', b: 1 },
  { a: 'x', c: 'x' },
  { a: 'x', b: 'x', c: 'x' },
  { a: 'x', b: 'x', c: 'x', d: 'x' },
  { a: 1, b: 'x' },
  { a: 1, b: 'x', c: 'x' },
  { a: 'x', b: 'x', other: 'x' },
  { a: 'x', other: 'x' },
  { a: 'x', b: 'x', other: 1 },
  { a: 'x', other: 1 },
  { other: null },
  { 'x-1': 'x' },
  { 'x-1': 1 },
  { A: 'x' },
  { long: 'x' },
];

/** `a` is a property of all of them, so that there is an object to speak of. */
const object = { type: 'object', properties: { a: string } };
const properties = (more: Schema): Schema => ({ properties: { a: string, ...more } });

const bounds = (lower: string, upper: string, base: Schema, values: readonly Json[], numbers: readonly number[]) =>
  [lower, upper].map((keyword): Subject => {
    const variants = numbers.map((number) => [String(number), { [keyword]: number }]);
    return {
      keyword,
      on: String(base['type']),
      base,
      values,
      asText: base['type'] !== 'object',
      variants: { unset: {}, ...Object.fromEntries(variants) },
    };
  });

const types: readonly Subject[] = [
  {
    keyword: 'type',
    on: 'scalars',
    asText: true,
    values: [...TEXTS, ...NUMBERS, true, false, 'true', '1.5'],
    variants: { string, integer, number: { type: 'number' }, boolean: { type: 'boolean' } },
  },
  {
    keyword: 'type',
    on: 'structures',
    values: [...TEXTS, ...LISTS, ...OBJECTS],
    variants: { unset: {}, string, array: { type: 'array', items: {} }, object: { type: 'object' } },
  },
  {
    keyword: 'type',
    on: 'lists of types',
    versions: NEW,
    values: [...TEXTS, ...NUMBERS, null, true],
    variants: {
      string,
      'list of one': { type: ['string'] },
      'string, integer': { type: ['string', 'integer'] },
      'string, number': { type: ['number', 'string'] },
      'string, null': { type: ['string', 'null'] },
    },
  },
  {
    keyword: 'type',
    on: 'spellings of integer',
    values: NUMBERS,
    asText: true,
    variants: { integer, number: { type: 'number' }, multiple: { type: 'number', multipleOf: 1 } },
  },
  ...[string, integer, object].map((base): Subject => {
    const values = [null, ...TEXTS, ...NUMBERS, ...OBJECTS];
    const variants = { unset: {}, false: { nullable: false }, true: { nullable: true } };
    return { keyword: 'nullable', on: base.type, versions: OLD, asText: base !== object, base, values, variants };
  }),
  {
    keyword: 'null',
    on: 'spellings',
    versions: NEW,
    values: [null, ...TEXTS],
    variants: {
      never: string,
      type: { type: ['string', 'null'] },
      oneOf: { oneOf: [string, { type: 'null' }] },
      anyOf: { anyOf: [{ type: 'null' }, string] },
    },
  },
  {
    keyword: 'boolean schema',
    on: 'property',
    versions: NEW,
    values: OBJECTS,
    base: { type: 'object' },
    variants: { true: properties({ b: true }), empty: properties({ b: {} }), false: properties({ b: false }) },
  },
];

const enumerations: readonly Subject[] = [
  {
    keyword: 'enum',
    on: 'strings',
    asText: true,
    base: string,
    values: TEXTS,
    variants: {
      unset: {},
      ab: { enum: ['a', 'b'] },
      ba: { enum: ['b', 'a'] },
      abc: { enum: ['a', 'b', 'c'] },
      ad: { enum: ['a', 'd'] },
    },
  },
  {
    keyword: 'enum',
    on: 'numbers',
    asText: true,
    base: integer,
    values: NUMBERS,
    variants: { unset: {}, '1, 2': { enum: [1, 2] }, '1, 2, 3': { enum: [1, 2, 3] }, '3': { enum: [3] } },
  },
  {
    keyword: 'enum',
    on: 'without a type',
    values: [...TEXTS, ...NUMBERS, null],
    variants: { unset: {}, 'a, 1': { enum: ['a', 1] }, a: { enum: ['a'] } },
  },
  {
    keyword: 'enum',
    on: 'null among them',
    versions: NEW,
    base: { type: ['string', 'null'] },
    values: [...TEXTS, null],
    variants: { 'a, null': { enum: ['a', null] }, a: { enum: ['a'] } },
  },
  {
    keyword: 'const',
    on: 'strings',
    versions: NEW,
    asText: true,
    base: string,
    values: TEXTS,
    variants: {
      unset: {},
      a: { const: 'a' },
      b: { const: 'b' },
      'enum of a': { enum: ['a'] },
      'enum of ab': { enum: ['a', 'b'] },
    },
  },
];

const numbers: readonly Subject[] = [
  ...bounds('minimum', 'maximum', integer, NUMBERS, [1, 10]),
  ...bounds('minimum', 'maximum', { type: 'number' }, NUMBERS, [0.25, 5.5]),
  { keyword: 'minimum', on: 'no type', values: NUMBERS, variants: { unset: {}, '1': { minimum: 1 } } },
  {
    keyword: 'minimum',
    on: 'fractions for integers',
    asText: true,
    base: integer,
    values: NUMBERS,
    variants: { '0.5': { minimum: 0.5 }, '1': { minimum: 1 }, '1.5': { minimum: 1.5 } },
  },
  ...['Minimum', 'Maximum'].map((bound): Subject => {
    const inclusive = bound.toLowerCase();
    const variants = {
      unset: {},
      inclusive: { [inclusive]: 5 },
      'said to be inclusive': { [inclusive]: 5, [`exclusive${bound}`]: false },
      exclusive: { [inclusive]: 5, [`exclusive${bound}`]: true },
    };
    const base = { type: 'number' };
    return { keyword: `exclusive${bound}`, on: 'flags', versions: OLD, asText: true, base, values: NUMBERS, variants };
  }),
  ...['Minimum', 'Maximum'].map((bound): Subject => {
    const next = bound === 'Minimum' ? 6 : 4;
    const variants = {
      unset: {},
      inclusive: { [bound.toLowerCase()]: 5 },
      exclusive: { [`exclusive${bound}`]: 5 },
      'inclusive next': { [bound.toLowerCase()]: next },
    };
    return {
      keyword: `exclusive${bound}`,
      on: 'numbers',
      versions: NEW,
      asText: true,
      base: integer,
      values: NUMBERS,
      variants,
    };
  }),
  {
    keyword: 'multipleOf',
    on: 'integer',
    asText: true,
    base: integer,
    values: NUMBERS,
    variants: { unset: {}, '2': { multipleOf: 2 }, '3': { multipleOf: 3 }, '4': { multipleOf: 4 } },
  },
  {
    keyword: 'multipleOf',
    on: 'number',
    asText: true,
    base: { type: 'number' },
    values: NUMBERS,
    variants: { unset: {}, '0.5': { multipleOf: 0.5 }, '0.25': { multipleOf: 0.25 } },
  },
];

const strings: readonly Subject[] = [
  ...bounds('minLength', 'maxLength', string, TEXTS, [2, 4]),
  { keyword: 'maxLength', on: 'no type', values: TEXTS, variants: { unset: {}, '2': { maxLength: 2 } } },
  {
    keyword: 'minLength',
    on: 'nothing',
    asText: true,
    base: string,
    values: TEXTS,
    variants: { unset: {}, '0': { minLength: 0 } },
  },
  {
    keyword: 'pattern',
    on: 'string',
    asText: true,
    base: string,
    undecidable: true,
    values: TEXTS,
    variants: {
      unset: {},
      letters: { pattern: '^[a-z]+$' },
      'letters, digits': { pattern: '^[a-z0-9]+$' },
      digits: { pattern: '^[0-9]+$' },
    },
  },
  {
    keyword: 'format',
    on: 'string',
    asText: true,
    base: string,
    undecidable: true,
    values: [
      ...TEXTS,
      '2024-02-29',
      '2024-02-29T12:00:00Z',
      '123e4567-e89b-12d3-a456-426614174000',
      'someone@example.org',
    ],
    variants: {
      unset: {},
      date: { format: 'date' },
      'date-time': { format: 'date-time' },
      uuid: { format: 'uuid' },
    },
  },
  {
    keyword: 'format',
    on: 'integer',
    asText: true,
    base: integer,
    undecidable: true,
    values: NUMBERS,
    variants: { int32: { format: 'int32' }, int64: { format: 'int64' } },
  },
  {
    keyword: 'contentEncoding',
    on: 'string',
    versions: NEW,
    base: string,
    unjudged: true,
    values: TEXTS,
    variants: { unset: {}, base64: { contentEncoding: 'base64' }, base32: { contentEncoding: 'base32' } },
  },
  {
    keyword: 'contentMediaType',
    on: 'string',
    versions: NEW,
    base: string,
    unjudged: true,
    values: TEXTS,
    variants: { unset: {}, png: { contentMediaType: 'image/png' }, gif: { contentMediaType: 'image/gif' } },
  },
];

const arrays: readonly Subject[] = [
  ...bounds('minItems', 'maxItems', { type: 'array', items: string }, LISTS, [2, 3]),
  {
    keyword: 'uniqueItems',
    on: 'array',
    asText: true,
    base: { type: 'array', items: string },
    values: LISTS,
    variants: { unset: {}, false: { uniqueItems: false }, true: { uniqueItems: true } },
  },
  {
    keyword: 'items',
    on: 'array',
    asText: true,
    base: { type: 'array' },
    values: LISTS,
    variants: { string: { items: string }, integer: { items: integer }, short: { items: { ...string, maxLength: 3 } } },
  },
  {
    keyword: 'items',
    on: 'any',
    base: { type: 'array' },
    values: LISTS,
    variants: { any: { items: {} }, string: { items: string } },
  },
  {
    keyword: 'prefixItems',
    on: 'array',
    versions: NEW,
    base: { type: 'array' },
    values: LISTS,
    variants: {
      unset: {},
      one: { prefixItems: [string] },
      two: { prefixItems: [string, integer] },
      'two and no more': { prefixItems: [string, integer], items: false },
    },
  },
  {
    keyword: 'contains',
    on: 'array',
    versions: NEW,
    base: { type: 'array' },
    values: LISTS,
    variants: { unset: {}, string: { contains: string }, a: { contains: { const: 'a' } } },
  },
  {
    keyword: 'minContains',
    on: 'array',
    versions: NEW,
    base: { type: 'array', items: string, contains: { const: 'a' } },
    values: LISTS,
    variants: { unset: {}, '0': { minContains: 0 }, '1': { minContains: 1 }, '2': { minContains: 2 } },
  },
  {
    keyword: 'maxContains',
    on: 'array',
    versions: NEW,
    base: { type: 'array', items: string, contains: { const: 'a' } },
    values: LISTS,
    variants: { unset: {}, '1': { maxContains: 1 }, '2': { maxContains: 2 } },
  },
  {
    keyword: 'unevaluatedItems',
    on: 'beside allOf',
    versions: NEW,
    base: { type: 'array', allOf: [{ prefixItems: [string] }] },
    values: LISTS,
    variants: { unset: {}, false: { unevaluatedItems: false }, integer: { unevaluatedItems: integer } },
  },
];

const objects: readonly Subject[] = [
  {
    keyword: 'properties',
    on: 'optional',
    base: { type: 'object' },
    values: OBJECTS,
    variants: {
      unset: properties({}),
      string: properties({ b: string }),
      integer: properties({ b: integer }),
      short: properties({ b: { ...string, maxLength: 3 } }),
    },
  },
  {
    keyword: 'properties',
    on: 'required',
    base: { type: 'object' },
    values: OBJECTS,
    variants: {
      unset: properties({}),
      optional: properties({ b: string }),
      required: { ...properties({ b: string }), required: ['b'] },
    },
  },
  {
    keyword: 'properties',
    on: 'closed',
    base: { type: 'object', additionalProperties: false },
    values: OBJECTS,
    variants: {
      unset: properties({}),
      optional: properties({ b: string }),
      required: { ...properties({ b: string }), required: ['b'] },
    },
  },
  {
    keyword: 'required',
    on: 'declared',
    base: { type: 'object', properties: { a: string, b: string } },
    values: OBJECTS,
    variants: {
      unset: {},
      a: { required: ['a'] },
      b: { required: ['b'] },
      ab: { required: ['a', 'b'] },
      ba: { required: ['b', 'a'] },
    },
  },
  {
    keyword: 'required',
    on: 'undeclared',
    base: object,
    values: OBJECTS,
    variants: { unset: {}, c: { required: ['c'] } },
  },
  {
    keyword: 'additionalProperties',
    on: 'object',
    base: object,
    values: OBJECTS,
    variants: {
      unset: {},
      true: { additionalProperties: true },
      empty: { additionalProperties: {} },
      string: { additionalProperties: string },
      integer: { additionalProperties: integer },
      false: { additionalProperties: false },
    },
  },
  {
    keyword: 'patternProperties',
    on: 'open',
    versions: NEW,
    base: object,
    values: OBJECTS,
    variants: {
      unset: {},
      string: { patternProperties: { '^x-': string } },
      integer: { patternProperties: { '^x-': integer } },
    },
  },
  {
    keyword: 'patternProperties',
    on: 'closed',
    versions: NEW,
    base: { ...object, additionalProperties: false },
    values: OBJECTS,
    variants: {
      unset: {},
      string: { patternProperties: { '^x-': string } },
      integer: { patternProperties: { '^x-': integer } },
    },
  },
  {
    keyword: 'propertyNames',
    on: 'object',
    versions: NEW,
    base: { type: 'object' },
    values: OBJECTS,
    variants: {
      unset: {},
      short: { propertyNames: { maxLength: 3 } },
      shorter: { propertyNames: { maxLength: 1 } },
      listed: { propertyNames: { enum: ['a', 'b'] } },
    },
  },
  ...bounds('minProperties', 'maxProperties', object, OBJECTS, [2, 3]),
  {
    keyword: 'dependentRequired',
    on: 'object',
    versions: NEW,
    base: { type: 'object', properties: { a: string, b: string, c: string } },
    values: OBJECTS,
    variants: {
      unset: {},
      b: { dependentRequired: { a: ['b'] } },
      bc: { dependentRequired: { a: ['b', 'c'] } },
    },
  },
  {
    keyword: 'dependentSchemas',
    on: 'object',
    versions: NEW,
    base: { type: 'object', properties: { a: string, b: {}, c: string } },
    values: OBJECTS,
    variants: {
      unset: {},
      string: { dependentSchemas: { a: { properties: { b: string } } } },
      required: { dependentSchemas: { a: { required: ['b'] } } },
    },
  },
  {
    keyword: 'unevaluatedProperties',
    on: 'beside allOf',
    versions: NEW,
    base: { type: 'object', allOf: [{ properties: { a: string } }], properties: { b: string } },
    values: OBJECTS,
    variants: { unset: {}, string: { unevaluatedProperties: string }, false: { unevaluatedProperties: false } },
  },
  ...['readOnly', 'writeOnly'].flatMap((keyword) =>
    ['optional', 'required'].map((on): Subject => {
      const variants = {
        unset: properties({ b: string }),
        false: properties({ b: { ...string, [keyword]: false } }),
        true: properties({ b: { ...string, [keyword]: true } }),
        'true and other': properties({ b: { ...integer, [keyword]: true } }),
      };
      const base: Schema = on === 'required' ? { type: 'object', required: ['b'] } : { type: 'object' };
      return { keyword, on, base, values: OBJECTS, variants };
    }),
  ),
];

const PETS = {
  Cat: { type: 'object', required: ['kind'], properties: { kind: { ...string, enum: ['cat'] }, lives: integer } },
  Dog: { type: 'object', required: ['kind'], properties: { kind: { ...string, enum: ['dog'] }, tail: string } },
  Bird: { type: 'object', required: ['kind'], properties: { kind: string, wings: integer } },
  Fish: { type: 'object', required: ['kind'], properties: { kind: string, fins: integer } },
  Short: { ...string, maxLength: 3 },
  Long: { ...string, maxLength: 5 },
  Tree: { type: 'object', properties: { label: string, below: { $ref: '#/components/schemas/Tree' } } },
  Strict: {
    type: 'object',
    required: ['label'],
    properties: { label: string, below: { $ref: '#/components/schemas/Strict' } },
  },
  TreeToo: { type: 'object', properties: { label: string, below: { $ref: '#/components/schemas/Tree' } } },
} satisfies Record<string, Schema>;
const to = (name: keyof typeof PETS) => ({ $ref: `#/components/schemas/${name}` });
const PET_VALUES: readonly Json[] = [
  {},
  { kind: 'Cat' },
  { kind: 'cat' },
  { kind: 'Dog' },
  { kind: 'dog' },
  { kind: 'dog', tail: 'x' },
  { kind: 'dog', tail: 1 },
  { kind: 'cat', lives: 1 },
  { kind: 'cat', lives: 'x' },
  { kind: 'other' },
  { kind: 'bird' },
  { kind: 'bird', wings: 2 },
  { kind: 'bird', wings: 'x' },
  { kind: 'Bird' },
  { kind: 'fish', fins: 4 },
  { kind: 'fish', fins: 'x' },
  { kind: 'eagle' },
];
const unions: readonly Subject[] = [
  {
    keyword: 'allOf',
    on: 'object',
    values: OBJECTS,
    variants: {
      flat: { ...object, required: ['a'] },
      split: { allOf: [object, { required: ['a'] }] },
      one: { allOf: [object] },
      three: { allOf: [object, { required: ['a'] }, { required: ['b'] }] },
    },
  },
  {
    keyword: 'allOf',
    on: 'bounds',
    asText: true,
    values: TEXTS,
    variants: {
      flat: { ...string, minLength: 2, maxLength: 4 },
      split: {
        allOf: [
          { ...string, maxLength: 5 },
          { ...string, minLength: 2, maxLength: 4 },
        ],
      },
      other: { allOf: [string, { ...string, maxLength: 4 }] },
    },
  },
  ...['anyOf', 'oneOf'].map(
    (keyword): Subject => ({
      keyword,
      on: 'scalars',
      values: [...TEXTS, ...NUMBERS, true, false, null],
      variants: {
        bare: string,
        string: { [keyword]: [string] },
        'string, integer': { [keyword]: [string, integer] },
        'integer, string': { [keyword]: [integer, string] },
        'integer, boolean': { [keyword]: [integer, { type: 'boolean' }] },
        'integer, number': { [keyword]: [integer, { type: 'number' }] },
      },
    }),
  ),
  ...['anyOf', 'oneOf'].map(
    (keyword): Subject => ({
      keyword,
      on: 'models',
      components: PETS,
      values: PET_VALUES,
      variants: {
        one: { [keyword]: [{ ...PETS.Cat, additionalProperties: false }] },
        both: {
          [keyword]: [
            { ...PETS.Cat, additionalProperties: false },
            { ...PETS.Dog, additionalProperties: false, required: ['kind', 'tail'] },
          ],
        },
      },
    }),
  ),
  {
    keyword: 'anyOf',
    on: 'overlapping bounds',
    values: [...TEXTS, 'abcdefgh'],
    asText: true,
    base: string,
    variants: {
      none: {},
      short: { anyOf: [{ maxLength: 1 }, { maxLength: 3 }] },
      simple: { maxLength: 3 },
      apart: { anyOf: [{ maxLength: 1 }, { minLength: 4 }] },
    },
  },
  {
    keyword: 'not',
    on: 'type',
    values: [...TEXTS, ...NUMBERS, true],
    variants: {
      unset: {},
      string: { not: string },
      integer: { not: integer },
      number: { not: { type: 'number' } },
    },
  },
  {
    keyword: 'not',
    on: 'values',
    asText: true,
    base: string,
    values: TEXTS,
    variants: { unset: {}, a: { not: { enum: ['a'] } }, ab: { not: { enum: ['a', 'b'] } } },
  },
  {
    keyword: 'not',
    on: 'required',
    base: { type: 'object', properties: { a: string, b: string } },
    values: OBJECTS,
    variants: { unset: {}, b: { not: { required: ['b'] } }, ab: { not: { required: ['a', 'b'] } } },
  },
  {
    keyword: 'if',
    on: 'object',
    versions: NEW,
    base: { type: 'object', properties: { a: {}, b: {} } },
    values: OBJECTS,
    variants: {
      unset: {},
      'then b': conditional({ required: ['b'] }),
      'then b, else c': conditional({ required: ['b'] }, { required: ['c'] }),
      'then string': conditional({ properties: { a: string } }),
      alone: { if: { required: ['a'] } },
    },
  },
  {
    keyword: 'discriminator',
    on: 'branches that exclude each other',
    components: PETS,
    values: PET_VALUES,
    variants: {
      both: discriminated({ cat: 'Cat', dog: 'Dog' }),
      cat: discriminated({ cat: 'Cat' }),
      'both without': { oneOf: [to('Cat'), to('Dog')] },
      'both in other words': discriminated({ dog: 'Dog', cat: 'Cat' }),
    },
  },
  {
    keyword: 'discriminator',
    on: 'branches that it tells apart',
    components: PETS,
    values: PET_VALUES,
    variants: {
      both: discriminated({ bird: 'Bird', fish: 'Fish' }),
      bird: discriminated({ bird: 'Bird' }),
      renamed: discriminated({ eagle: 'Bird', fish: 'Fish' }),
    },
  },
  {
    keyword: '$ref',
    on: 'string',
    asText: true,
    components: PETS,
    values: TEXTS,
    variants: { short: to('Short'), long: to('Long'), inline: PETS.Short },
  },
  {
    keyword: '$ref',
    on: 'siblings',
    versions: NEW,
    asText: true,
    components: PETS,
    values: TEXTS,
    variants: {
      alone: to('Long'),
      narrower: { ...to('Long'), maxLength: 3 },
      wider: { ...to('Long'), maxLength: 9 },
      described: { ...to('Long'), description: 'So long.' },
    },
  },
  {
    keyword: '$ref',
    on: 'ignored siblings',
    versions: OLD,
    asText: true,
    components: PETS,
    values: TEXTS,
    variants: {
      alone: to('Long'),
      narrower: { written: { ...to('Long'), maxLength: 3 }, meant: to('Long') },
    },
  },
  {
    keyword: '$ref',
    on: 'recursion',
    components: PETS,
    values: [{}, { label: 'x' }, { label: 1 }, { label: 'x', below: {} }, { label: 'x', below: { label: 'x' } }],
    variants: { tree: to('Tree'), same: to('TreeToo'), strict: to('Strict') },
  },
];

/** The discriminator picks the branch by the name that the mapping gives it, and only names of the mapping occur. */
function discriminated(mapping: Readonly<Record<string, keyof typeof PETS>>): Variant {
  const kinds = Object.entries(mapping).map(([kind, name]) => ({ kind, model: to(name) }));
  const pointers = Object.fromEntries(kinds.map(({ kind, model }) => [kind, model.$ref]));
  const branches = kinds.map(({ kind, model }) => ({ allOf: [model, { properties: { kind: { const: kind } } }] }));
  const discriminator = { propertyName: 'kind', mapping: pointers };
  return { written: { oneOf: kinds.map(({ model }) => model), discriminator }, meant: { oneOf: branches } };
}

function conditional(then: Schema, otherwise?: Schema): Schema {
  return { if: { required: ['a'] }, then, ...(otherwise && { else: otherwise }) };
}

const annotations: readonly Subject[] = [
  ...Object.entries({
    title: ['One', 'Other'],
    description: ['One.', 'Other.'],
    deprecated: [false, true],
    externalDocs: [{ url: 'https://example.org/1' }, { url: 'https://example.org/2' }],
    'x-note': ['one', 'other'],
  } satisfies Record<string, Json[]>).map(([keyword, values]) => annotation(keyword, values)),
  { ...annotation('default', ['one', 'other']), stepsIn: true },
  { ...annotation('example', ['one', 'other']), versions: OLD },
  { ...annotation('examples', [['one'], ['other']]), versions: NEW },
  { ...annotation('$comment', ['one', 'other']), versions: NEW },
];

function annotation(keyword: string, values: readonly Json[]): Subject {
  const variants = values.map((value, index) => [String(index), { [keyword]: value }]);
  return {
    keyword,
    on: 'string',
    asText: true,
    base: string,
    values: TEXTS,
    variants: { unset: {}, ...Object.fromEntries(variants) },
  };
}

export const SUBJECTS: readonly Subject[] = [
  ...types,
  ...enumerations,
  ...numbers,
  ...strings,
  ...arrays,
  ...objects,
  ...unions,
  ...annotations,
];
