// Laws of comparing Protobuf schemas, on schemas that are generated.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SCALARS } from '../../src/model/protobuf/schema.js';
import { checkTexts } from '../support/protobuf.js';

interface Field {
  readonly number: number;
  readonly type: string;
  readonly label: string;
}

const field = fc.record({
  number: fc.integer({ min: 1, max: 6 }),
  type: fc.constantFrom(...SCALARS, 'Other', 'Kind', 'map<string, int32>'),
  label: fc.constantFrom('', 'optional ', 'repeated '),
});
const fields = fc.uniqueArray(field, { selector: ({ number }) => number, maxLength: 5 });

function schemaOf(list: readonly Field[], order: 'forth' | 'back' = 'forth'): string {
  const lines = list.map(
    ({ number, type, label }) => `${type.startsWith('map') ? '' : label}${type} f${number} = ${number};`,
  );
  const parts = [
    `message User { ${(order === 'forth' ? lines : lines.toReversed()).join(' ')} }`,
    'message Other { int32 id = 1; }',
    'enum Kind { NONE = 0; SOME = 1; }',
  ];
  return `syntax = "proto3";\n${(order === 'forth' ? parts : parts.toReversed()).join('\n')}\n`;
}

test('a schema differs in nothing from itself, however its declarations are ordered', async () => {
  await fc.assert(
    fc.asyncProperty(fields, async (list) => {
      expect(await checkTexts(schemaOf(list), schemaOf(list, 'back'))).toEqual([]);
    }),
  );
});

test('what comes one way goes the other, and what changes does so both ways', async () => {
  const mirrored: Readonly<Record<string, string>> = { field_added: 'field_removed', field_removed: 'field_added' };
  await fc.assert(
    fc.asyncProperty(fields, fields, async (left, right) => {
      const typesOf = async (before: readonly Field[], after: readonly Field[]) => {
        return (await checkTexts(schemaOf(before), schemaOf(after))).map(({ type, field_path: path }) => ({
          type,
          path,
        }));
      };
      const key = ({ type, path }: { type: string; path: string }) => `${path} ${type}`;
      const forth = (await typesOf(left, right)).map(({ type, path }) => key({ type: mirrored[type] ?? type, path }));
      expect(forth.sort()).toEqual((await typesOf(right, left)).map(key).sort());
    }),
  );
});

test('a type or a number of values that breaks bytes has bytes that show it', async () => {
  await fc.assert(
    fc.asyncProperty(fields, fields, async (left, right) => {
      const found = await checkTexts(schemaOf(left), schemaOf(right));
      for (const { type, breaks, witness, description } of found) {
        if (type !== 'field_type_changed' || !breaks?.includes('wire')) continue;
        expect(witness, description).toBeDefined();
      }
    }),
  );
});

test('everything has a place in the text', async () => {
  await fc.assert(
    fc.asyncProperty(fields, fields, async (left, right) => {
      const after = schemaOf(right).split('\n');
      for (const { after_location: at } of await checkTexts(schemaOf(left), schemaOf(right))) {
        expect(after[(at?.line ?? 0) - 1]?.slice((at?.column ?? 0) - 1)).toMatch(/^\S/);
      }
    }),
  );
});

test.each([
  ['int32 a = 1;', '', { message: 'M', bytes: '0807', json: { a: 7 } }, 'before', 'is read as {}'],
  ['int32 a = 1;', 'int32 a = 2;', { message: 'M', bytes: '0807', json: { a: 7 } }, 'before', 'is read as {}'],
  ['int32 a = 1;', 'int32 b = 1;', { message: 'M', json: { a: 7 } }, 'before', /key "a" is unknown/],
  ['bool a = 1;', 'int32 a = 1;', { message: 'M', json: { a: true } }, 'before', /field M.a .* expected number/],
  ['', 'required int32 a = 1;', { message: 'M', bytes: '', json: {} }, 'before', /M.a .* required field not set/],
  ['required int32 a = 1;', '', { message: 'M', bytes: '', json: {} }, 'after', /M.a .* required field not set/],
  [
    'required int32 a = 1;',
    'optional int32 a = 1;',
    { message: 'M', bytes: '', json: {} },
    'after',
    /M.a .* required field not set/,
  ],
] as const)('from "%s" to "%s", a message shows it', async (before, after, value, accepted, refusal) => {
  const isOld = /required/.test(before + after);
  const text = (body: string) => {
    const labelled = isOld || body === '' ? body : `optional ${body}`;
    return `syntax = "${isOld ? 'proto2' : 'proto3'}"; message M { ${labelled} }`;
  };
  const [finding] = (await checkTexts(text(before), text(after))).filter(({ severity }) => severity === 'breaking');
  const words = typeof refusal === 'string' ? refusal : expect.stringMatching(refusal);
  expect(finding?.witness).toEqual({ value, accepted, refusal: words });
});

test('a value of an enum has its name', async () => {
  const text = (body: string) => `syntax = "proto3"; message M { ${body} } enum E { NONE = 0; SOME = 1; }`;
  const [finding] = await checkTexts(text('E e = 1;'), text(''));
  const value = { message: 'M', bytes: '0801', json: { e: 'SOME' } };
  expect(finding?.witness).toEqual({ value, accepted: 'before', refusal: 'is read as {}' });
});

test.each([
  ['SOME = 1;', '', { bytes: '0801', json: { e: 'SOME' } }, 'is read as {"e":1}'],
  ['SOME = 1;', 'SOME = 2;', { bytes: '0801', json: { e: 'SOME' } }, 'is read as {"e":1}'],
  ['option features.enum_type = CLOSED; SOME = 1;', '', { bytes: '0801', json: { e: 'SOME' } }, 'is read as {"e":1}'],
  ['SOME = 1;', 'option features.enum_type = CLOSED;', { bytes: '0801', json: { e: 'SOME' } }, 'is read as {}'],
  ['SOME = 1;', 'reserved 1;', { json: { e: 'SOME' } }, 'cannot decode enum E from JSON: "SOME"'],
  ['SOME = 1;', 'OTHER = 1;', { json: { e: 'SOME' } }, 'cannot decode enum E from JSON: "SOME"'],
  ['option allow_alias = true; SOME = 1; SAME = 1;', 'SOME = 1;', { json: { e: 'SAME' } }, /JSON: "SAME"$/],
])('from "%s" to "%s", a message with a value of the enum shows it', async (before, after, shown, refusal) => {
  const text = (body: string) =>
    `edition = "2023"; message M { E e = 1; map<string, E> f = 2; } enum E { NONE = 0; ${body} }`;
  const found = (await checkTexts(text(before), text(after))).filter(({ severity }) => severity === 'breaking');
  const words = typeof refusal === 'string' ? refusal : expect.stringMatching(refusal);
  expect(found.map(({ witness }) => witness)).toEqual([
    { value: { message: 'M', ...shown }, accepted: 'before', refusal: words },
  ]);
});

test('of many services that go with their package, some are named', async () => {
  const services = Array.from({ length: 7 }, (_, index) => `service S${index} {}`).join('\n');
  const [finding] = await checkTexts(
    { 'a.proto': `syntax = "proto3"; package a; ${services}` },
    { 'b.proto': 'syntax = "proto3"; package b;' },
  );
  expect(finding?.description).toBe(
    "Package 'a' is gone, and with it the services a.S0, a.S1, a.S2, a.S3, a.S4 and 2 more",
  );
});

test.each([
  ['int32 a = 1 [default = 5];', 'int32 a = 1;', 'M.a is read as 0, and was read as 5'],
  ['string a = 1;', 'string a = 1 [default = "x"];', 'M.a is read as "x", and was read as ""'],
  ['bytes a = 1 [default = "\\200"];', 'bytes a = 1;', 'M.a is read as the bytes , and was read as the bytes 80'],
  ['int64 a = 1 [default = -9007199254740993];', 'int64 a = 1;', 'M.a is read as 0, and was read as -9007199254740993'],
  ['double a = 1 [default = inf];', 'double a = 1 [default = 0.5];', 'M.a is read as 0.5, and was read as Infinity'],
  ['E a = 1 [default = B];', 'E a = 1 [default = C];', 'M.a is read as 2, and was read as -1'],
])('from the default of "%s" to that of "%s", a message without the field shows it', async (before, after, refusal) => {
  const text = (body: string) => `syntax = "proto2"; message M { optional ${body} } enum E { A = 0; B = -1; C = 2; }`;
  const found = await checkTexts(text(before), text(after));
  const witness = { value: { message: 'M', bytes: '', json: {} }, accepted: 'before', refusal };
  expect(found.map((one) => [one.type, one.witness])).toEqual([['field_default_changed', witness]]);
});

test.each([
  ['string a = 1; oneof o { string b = 2; }', 'oneof o { string a = 1; string b = 2; }', 'before'],
  ['oneof o { string a = 1; string b = 2; }', 'string a = 1; oneof o { string b = 2; }', 'after'],
] as const)('from "%s" to "%s", two fields that were set show it', async (before, after, accepted) => {
  const text = (body: string) => `syntax = "proto3"; message M { ${body} }`;
  const found = await checkTexts(text(before), text(after));
  const finding = found.find(({ type }) => type === 'field_oneof_changed');
  const value = { message: 'M', bytes: '0a036162631203616263', json: { a: 'abc', b: 'abc' } };
  expect([finding?.type, finding?.witness]).toEqual([
    'field_oneof_changed',
    { value, accepted, refusal: 'is read as {"b":"abc"}' },
  ]);
});

test.each([
  ['string a = 1;', 'oneof o { string a = 1; int32 b = 2; }', 'before'],
  ['oneof o { string a = 1; int32 b = 2; }', 'reserved 2; reserved b; string a = 1;', 'after'],
] as const)('from "%s" to "%s", a field that one side does not know shows it', async (before, after, accepted) => {
  const text = (body: string) => `edition = "2023"; message M { ${body} }`;
  const found = await checkTexts(text(before), text(after));
  const value = { message: 'M', bytes: '0a036162631007', json: { a: 'abc', b: 7 } };
  const refusal = `is read as {"b":7}; who does not know 'b' passed it on, and set 'a'`;
  expect(found.flatMap(({ type, witness }) => (type === 'field_oneof_changed' ? [witness] : []))).toEqual([
    { value, accepted, refusal },
  ]);
});

test('a number that JSON has as another kind of value shows it', async () => {
  const text = (type: string) => `syntax = "proto3"; message M { ${type} a = 1; }`;
  const [finding] = await checkTexts(text('int32'), text('int64'));
  const value = { message: 'M', json: { a: 7 } };
  expect(finding?.witness).toEqual({ value, accepted: 'before', refusal: 'is written as {"a":"7"}' });
});

test('a default is told where the bytes of both types are the same, and not where the type is the cause', async () => {
  const found = async (before: string, after: string) => {
    const text = (body: string) => `syntax = "proto2"; message M { optional ${body} }`;
    return (await checkTexts(text(before), text(after))).map(({ type }) => type);
  };
  const [both, type] = [['field_type_changed', 'field_default_changed'], ['field_type_changed']];
  expect(await found('int32 a = 1 [default = 5];', 'uint32 a = 1;')).toEqual(both);
  expect(await found('int32 a = 1 [default = 1];', 'bool a = 1 [default = true];')).toEqual(type);
  expect(await found('int32 a = 1 [default = 5];', 'string a = 1;')).toEqual(type);
});

test.each([
  ['string a = 1;', 'string a = 1 [default = "0"];', ['field_default_changed']],
  ['string a = 1 [default = "0"];', 'string a = 1;', ['field_default_changed']],
  ['string a = 1 [default = "1"];', 'string a = 1 [default = "true"];', ['field_default_changed']],
  ['bytes a = 1 [default = "1"];', 'bytes a = 1 [default = "true"];', ['field_default_changed']],
  ['string a = 1 [default = "1"];', 'bytes a = 1 [default = "true"];', ['field_type_changed', 'field_default_changed']],
  ['string a = 1 [default = "\\303\\251\\n"];', 'bytes a = 1 [default = "é\\n"];', ['field_type_changed']],
  ['bool a = 1 [default = false];', 'bool a = 1;', []],
  ['int32 a = 1 [default = 0];', 'int32 a = 1;', []],
  ['int32 a = 1 [default = -1];', 'uint32 a = 1 [default = 4294967295];', ['field_type_changed']],
  ['int32 a = 1 [default = -1];', 'uint64 a = 1 [default = 18446744073709551615];', ['field_type_changed']],
  ['int32 a = 1 [default = 5];', 'bool a = 1 [default = true];', ['field_type_changed']],
  ['int32 a = 1 [default = 5];', 'bool a = 1;', ['field_type_changed', 'field_default_changed']],
  ['double a = 1 [default = nan];', 'double a = 1 [default = inf];', ['field_default_changed']],
])('the default of "%s" is compared with that of "%s" as their types read it', async (before, after, expected) => {
  const text = (body: string) => `syntax = "proto2"; message M { optional ${body} }`;
  expect((await checkTexts(text(before), text(after))).map(({ type }) => type)).toEqual(expected);
});

test.each(['proto2', 'proto3'] as const)(
  'an edition that says what %s means changes its name alone',
  async (syntax) => {
    const features = {
      proto2: [
        'field_presence = EXPLICIT',
        'enum_type = CLOSED',
        'repeated_field_encoding = EXPANDED',
        'utf8_validation = NONE',
        'json_format = LEGACY_BEST_EFFORT',
      ],
      proto3: ['field_presence = IMPLICIT', 'enum_type = OPEN', 'repeated_field_encoding = PACKED'],
    }[syntax];
    const rest =
      'message Other {} enum Kind { NONE = 0; SOME = 1; }\nservice S { rpc Get(User) returns (stream Other); }\n';
    await fc.assert(
      fc.asyncProperty(fields, async (list) => {
        const lines = (isEdition: boolean) =>
          list.map(({ number, type, label }) => {
            const isPlain = type.startsWith('map');
            const usual = syntax === 'proto2' ? 'optional ' : '';
            const word = isPlain ? '' : label || usual;
            const isExplicit = syntax === 'proto3' && word === 'optional ' && type !== 'Other';
            if (!isEdition) return `${word}${type} f${number} = ${number};`;
            const option = isExplicit ? ' [features.field_presence = EXPLICIT]' : '';
            return `${word === 'repeated ' ? word : ''}${type} f${number} = ${number}${option};`;
          });
        const before = `syntax = "${syntax}";\nmessage User { ${lines(false).join(' ')} } ${rest}`;
        const options = features.map((one) => `option features.${one};`).join('\n');
        const after = `edition = "2023";\n${options}\nmessage User { ${lines(true).join(' ')} } ${rest}`;
        const found = await checkTexts(before, after);
        expect(found.map(({ type }) => type)).toEqual(['file_syntax_changed']);
      }),
    );
  },
);

test('neither the order of files nor that of what they declare matters', async () => {
  const texts = (list: readonly Field[], isTurned: boolean) => {
    const lines = list.map(({ number, type, label }) => {
      return `${type.startsWith('map') ? '' : label}${type} f${number} = ${number};`;
    });
    const methods = ['rpc Get(User) returns (Other);', 'rpc List(Other) returns (stream User);'];
    const turned = <T>(all: readonly T[]) => (isTurned ? all.toReversed() : all);
    const header = 'syntax = "proto3"; package p;\n';
    return Object.fromEntries(
      turned([
        ['a.proto', `${header}import "b.proto";\nmessage User { ${turned(lines).join(' ')} }`],
        ['b.proto', `${header}${turned(['message Other {}', 'enum Kind { NONE = 0; SOME = 1; }']).join('\n')}`],
        ['c.proto', `${header}import "b.proto"; import "a.proto";\nservice S { ${turned(methods).join(' ')} }`],
      ]),
    );
  };
  await fc.assert(
    fc.asyncProperty(fields, async (list) => {
      expect(await checkTexts(texts(list, false), texts(list, true))).toEqual([]);
    }),
  );
});
