// Pairs of schemas that are alike and not the same, for the laws. Every schema says which type it is of, and every
// object declares the same names, so that no name is declared on one side only.
import fc from 'fast-check';
import type { Schema } from '../systematic/subjects.js';

export type Pair = readonly [before: Schema, after: Schema];

/** What takes part in a pair. */
export interface Vocabulary {
  /** Keywords of which nobody need be able to tell what they have in common. */
  readonly undecidable?: boolean;
  /** Unions, negations and conditions. */
  readonly logic?: boolean;
  /** References to the models `A` and `B`, which refer to each other. */
  readonly models?: boolean;
  /** Keywords that 3.0 does not have. */
  readonly modern?: boolean;
}

/** The same on both sides mostly, so that what differs stands out. */
function both<T>(one: fc.Arbitrary<T>): fc.Arbitrary<readonly [T, T]> {
  return fc.oneof(
    { weight: 3, arbitrary: one.map((value) => [value, value] as const) },
    { weight: 1, arbitrary: fc.tuple(one, one) },
  );
}

const facets = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(model, { requiredKeys: [] }) as unknown as fc.Arbitrary<Schema>;
const merged = (base: Schema, pair: fc.Arbitrary<readonly [Schema, Schema]>): fc.Arbitrary<Pair> =>
  pair.map(([before, after]) => [
    { ...base, ...before },
    { ...base, ...after },
  ]);
const upTo = (max: number) => fc.integer({ min: 0, max });
const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>, otherwise: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 1, arbitrary }, { weight: 4, arbitrary: otherwise });

function texts({ undecidable }: Vocabulary): fc.Arbitrary<Pair> {
  const plain = facets({ minLength: upTo(3), maxLength: fc.integer({ min: 2, max: 6 }) });
  const listed = some('a', 'b', 'abc', 'd').map((values): Schema => ({ enum: values }));
  const hard = fc.oneof(
    fc.constantFrom('^[a-z]+$', '^[a-c]*$', '^[0-9]+$').map((pattern): Schema => ({ pattern })),
    fc.constantFrom('date', 'uuid').map((format): Schema => ({ format })),
  );
  const all = undecidable ? fc.oneof(plain, listed, hard) : fc.oneof(plain, listed);
  return merged({ type: 'string' }, both(all));
}

function numbers({ modern }: Vocabulary): fc.Arbitrary<Pair> {
  const bounds = { minimum: fc.integer({ min: -3, max: 3 }), maximum: fc.integer({ min: 3, max: 9 }) };
  const exclusive: Record<string, fc.Arbitrary<unknown>> = modern
    ? { exclusiveMinimum: fc.integer({ min: -3, max: 3 }), exclusiveMaximum: fc.integer({ min: 3, max: 9 }) }
    : {};
  const plain = facets({ ...bounds, multipleOf: fc.constantFrom(1, 2, 3) });
  const listed = some(1, 2, 5).map((values): Schema => ({ enum: values }));
  const kinds = both(fc.constantFrom('integer', 'number'));
  return fc.tuple(kinds, both(fc.oneof(plain, facets(exclusive), listed))).map(([types, said]) => [
    { type: types[0], ...said[0] },
    { type: types[1], ...said[1] },
  ]);
}

const flags = fc.constant<Pair>([{ type: 'boolean' }, { type: 'boolean' }]);

function lists(items: fc.Arbitrary<Pair>, { modern }: Vocabulary): fc.Arbitrary<Pair> {
  const sizes = both(
    facets({ minItems: upTo(2), maxItems: fc.integer({ min: 1, max: 4 }), uniqueItems: fc.boolean() }),
  );
  const plain = fc.tuple(items, sizes).map(
    ([[before, after], [less, more]]): Pair => [
      { type: 'array', items: before, ...less },
      { type: 'array', items: after, ...more },
    ],
  );
  const tuples = fc.tuple(items, items, both(fc.boolean())).map(
    ([first, rest, [isShort, isShortToo]]): Pair => [
      { type: 'array', prefixItems: [first[0]], ...(isShort ? {} : { items: rest[0] }) },
      { type: 'array', prefixItems: [first[1]], ...(isShortToo ? {} : { items: rest[1] }) },
    ],
  );
  const containing = fc
    .tuple(items, both(facets({ minContains: upTo(2), maxContains: fc.integer({ min: 2, max: 3 }) })))
    .map(
      ([[before, after], [less, more]]): Pair => [
        { type: 'array', contains: before, ...less },
        { type: 'array', contains: after, ...more },
      ],
    );
  return modern ? fc.oneof({ weight: 3, arbitrary: plain }, tuples, containing) : plain;
}

const NAMES = ['a', 'b', 'c'] as const;

function objects(properties: fc.Arbitrary<Pair>, { modern }: Vocabulary): fc.Arbitrary<Pair> {
  const names = fc.subarray([...NAMES]);
  const more = facets({
    required: names,
    minProperties: upTo(2),
    maxProperties: fc.integer({ min: 2, max: 4 }),
    ...(modern && {
      dependentRequired: fc.constantFrom({ a: ['b'] }, { a: ['b', 'c'] }, { b: ['c'] }),
      propertyNames: fc.constantFrom({ maxLength: 1 }, { enum: ['a', 'b', 'c', 'z'] }),
    }),
  });
  const openness = both(fc.constantFrom<Schema>({}, {}, { additionalProperties: false }));
  return fc
    .tuple(fc.tuple(properties, properties, properties), both(more), openness)
    .map(([declared, said, open]): Pair => {
      const side = (at: 0 | 1): Schema => ({
        type: 'object',
        properties: Object.fromEntries(NAMES.map((name, index) => [name, declared[index]?.[at] as Schema])),
        ...said[at],
        ...open[at],
      });
      return [side(0), side(1)];
    });
}

function unions(branches: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> {
  const joined = fc.constantFrom('anyOf', 'oneOf', 'allOf');
  const gone = both(fc.boolean());
  const chosen = fc
    .tuple(joined, branches, branches, gone)
    .map(
      ([keyword, one, other, [isAlone, isAloneToo]]): Pair => [
        { [keyword]: isAlone ? [one[0]] : [one[0], other[0]] },
        { [keyword]: isAloneToo ? [one[1]] : [one[1], other[1]] },
      ],
    );
  const denied = fc.tuple(branches, branches).map(
    ([one, other]): Pair => [
      { ...one[0], not: other[0] },
      { ...one[1], not: other[1] },
    ],
  );
  return fc.oneof({ weight: 3, arbitrary: chosen }, denied);
}

/** Null as 3.1 says it. */
function withNull(pair: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> {
  const also = (schema: Schema, isNullable: boolean): Schema =>
    isNullable && typeof schema['type'] === 'string' && schema['enum'] === undefined
      ? { ...schema, type: [schema['type'], 'null'] }
      : schema;
  const flagged = fc.tuple(pair, both(fc.boolean()));
  return flagged.map(([[before, after], [is, isToo]]) => [also(before, is), also(after, isToo)]);
}

/** Pairs of schemas, nested to a depth. */
export function pairs(vocabulary: Vocabulary, depth = 2): fc.Arbitrary<Pair> {
  const leaf = fc.oneof(texts(vocabulary), numbers(vocabulary), flags);
  const plain = vocabulary.modern ? rarely(withNull(leaf), leaf) : leaf;
  if (depth === 0) return plain;
  const below = pairs(vocabulary, depth - 1);
  const models = both(fc.constantFrom('A', 'B').map((name): Schema => ({ $ref: `#/components/schemas/${name}` })));
  const shapes = [lists(below, vocabulary), objects(below, vocabulary)];
  return fc.oneof(
    { weight: 3, arbitrary: plain },
    ...shapes.map((arbitrary) => ({ weight: 3, arbitrary })),
    ...(vocabulary.logic ? [{ weight: 2, arbitrary: unions(below) }] : []),
    ...(vocabulary.models ? [{ weight: 1, arbitrary: models }] : []),
    // What has nothing to do with each other.
    { weight: 1, arbitrary: fc.tuple(below, below).map(([one, other]): Pair => [one[0], other[1]]) },
  );
}

/** Two pairs of models that refer to each other. */
export function models(vocabulary: Vocabulary): fc.Arbitrary<{ readonly A: Pair; readonly B: Pair }> {
  const model = objects(pairs({ ...vocabulary, models: true }, 1), vocabulary);
  return fc.record({ A: model, B: model });
}
