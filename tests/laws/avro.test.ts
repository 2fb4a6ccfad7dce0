import avsc from 'avsc';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CompatibilityReport, checkAvroSchemas, type JsonValue, type Mode } from '../../src/index.js';

const RUNS = { numRuns: 200, seed: 20_240_229 };

type Schema = Parameters<typeof avsc.Type.forSchema>[0];

const primitive = fc.constantFrom('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string');
const symbols = fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 });

/** A type without names, or with some that no other type has. */
function typeOf(depth: number, id: string): fc.Arbitrary<JsonValue> {
  const leaf: fc.Arbitrary<JsonValue>[] = [
    primitive,
    fc.record({ type: fc.constant('enum'), name: fc.constant(`E${id}`), symbols }),
    fc
      .tuple(symbols, fc.nat())
      .map(([all, at]) => ({ type: 'enum', name: `E${id}`, symbols: all, default: all[at % all.length] as string })),
    fc.record({ type: fc.constant('fixed'), name: fc.constant(`F${id}`), size: fc.integer({ min: 1, max: 2 }) }),
  ];
  if (depth === 0) return fc.oneof(...leaf);
  const inner = (part: string) => typeOf(depth - 1, `${id}${part}`);
  const field = (name: string) => {
    return fc.oneof(
      inner(name).map((type) => ({ name, type })),
      primitive.map((type) => ({ name, type, default: DEFAULTS[type] as JsonValue })),
    );
  };
  const union = fc
    .uniqueArray(fc.oneof(primitive, inner('u').filter(isSingle)), { minLength: 1, maxLength: 3, selector: keyOf })
    .map((branches) => branches as JsonValue);
  return fc.oneof(
    ...leaf,
    inner('i').map((items) => ({ type: 'array', items })),
    inner('v').map((values) => ({ type: 'map', values })),
    union,
    fc
      .tuple(fc.option(field('a')), fc.option(field('b')), fc.option(field('c')))
      .map((fields) => ({ type: 'record', name: `R${id}`, fields: fields.filter((one) => one !== null) })),
  );
}

const DEFAULTS: Readonly<Record<string, JsonValue>> = {
  null: null,
  boolean: false,
  int: 0,
  long: 0,
  float: 0.5,
  double: 0.5,
  bytes: '',
  string: '',
};

const isSingle = (type: JsonValue) => !Array.isArray(type);
const keyOf = (type: JsonValue) => {
  const { name, type: kind } = (typeof type === 'object' ? type : { type }) as { name?: string; type: string };
  return name ?? kind;
};

const pair = fc.tuple(typeOf(2, ''), typeOf(2, ''));
const check = (before: JsonValue, after: JsonValue, mode: Mode) =>
  checkAvroSchemas(before, after, { mode, detail: 'full' });
const breaks = ({ issues }: CompatibilityReport) => issues.filter(({ severity }) => severity === 'breaking');

/** Whether avsc, which has no part in the check, reads what the one schema writes with the other one. */
function canAvscRead(writer: JsonValue, reader: JsonValue): boolean {
  // avsc keeps the names that it met in its options.
  const typeOf = (schema: JsonValue) => avsc.Type.forSchema(schema as Schema, { wrapUnions: 'always' });
  const [from, to] = [typeOf(writer), typeOf(reader)];
  try {
    to.createResolver(from);
    return true;
  } catch {
    return false;
  }
}

test('data can be read exactly where avsc reads them', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async ([before, after]) => {
      const report = await check(before, after, 'backward');
      expect({ before, after, reads: breaks(report).length === 0 }).toEqual({
        before,
        after,
        reads: canAvscRead(before, after),
      });
    }),
    RUNS,
  );
});

test('what breaks has a datum that avsc writes with the one schema and does not read with the other', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async ([before, after]) => {
      for (const { witness } of breaks(await check(before, after, 'full'))) {
        expect(witness).toBeDefined();
        const writer = avsc.Type.forSchema((witness?.accepted === 'before' ? before : after) as Schema, {
          wrapUnions: 'always',
        });
        const value: unknown = writer.fromString(JSON.stringify(witness?.value));
        expect(writer.isValid(value)).toBe(true);
      }
    }),
    RUNS,
  );
});

test('forward is backward the other way round, and full is both', async () => {
  await fc.assert(
    fc.asyncProperty(pair, async ([before, after]) => {
      const [backward, forward, full] = await Promise.all([
        check(before, after, 'backward'),
        check(before, after, 'forward'),
        check(before, after, 'full'),
      ]);
      const turned = await check(after, before, 'backward');
      expect(breaks(forward).length > 0).toBe(breaks(turned).length > 0);
      expect(breaks(full).length > 0).toBe(breaks(backward).length + breaks(forward).length > 0);
    }),
    RUNS,
  );
});

test('nothing changes when nothing changes, whatever the order of keys', async () => {
  const reversed = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, held]) => [key, reversed(held as JsonValue)] as const);
    return Object.fromEntries(entries.reverse());
  };
  await fc.assert(
    fc.asyncProperty(typeOf(2, ''), async (schema) => {
      expect((await check(schema, reversed(schema), 'full')).issues).toEqual([]);
    }),
    RUNS,
  );
});

test('a namespace that is spelled out is the same', async () => {
  const types = ['E', 'x.E'].map((type) => ({
    type: 'record',
    name: type === 'E' ? 'R' : 'x.R',
    ...(type === 'E' && { namespace: 'x' }),
    fields: [
      { name: 'a', type: { type: 'enum', name: type, symbols: ['A'] } },
      { name: 'b', type },
    ],
  }));
  expect((await check(types[0] as JsonValue, types[1] as JsonValue, 'full')).issues).toEqual([]);
});

test('types that hold themselves are compared to the end', async () => {
  const list = (type: string) => ({
    type: 'record',
    name: 'Node',
    fields: [
      { name: 'next', type: ['null', 'Node'] },
      { name: 'value', type },
    ],
  });
  expect(breaks(await check(list('int'), list('long'), 'backward'))).toEqual([]);
  expect(breaks(await check(list('int'), list('string'), 'backward'))).toMatchObject([
    { type: 'type_changed', field_path: 'Node.value', witness: { value: { next: null, value: 1 } } },
  ]);
});
