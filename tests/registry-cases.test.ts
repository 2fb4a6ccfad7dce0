import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkAvroSchemas, checkJsonSchemas, type JsonValue } from '../src/index.js';
import { isJsonSchema } from '../src/read/contracts/data-families.js';

/** What schema registries and Avro's own checker test, in pairs of ours; `compatible` is what they say, backward. */
interface Case {
  readonly name: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly compatible: boolean;
  /** The ids of rules and how bad they find it. */
  readonly findings: readonly string[];
}

const CHECKS = {
  avro: (before: JsonValue, after: JsonValue, mode: 'backward' | 'forward') => {
    return checkAvroSchemas(before, after, { mode, detail: 'full' });
  },
  'json-schema': (before: JsonValue, after: JsonValue, mode: 'backward' | 'forward') => {
    return checkJsonSchemas(schemaOf(before), schemaOf(after), { mode, detail: 'full' });
  },
} as const;

// `true` and `false` are schemas, but no documents in memory.
function schemaOf(value: JsonValue) {
  if (typeof value === 'boolean') return value ? {} : { not: {} };
  return value as Parameters<typeof checkJsonSchemas>[0];
}

// avsc passes over namespaces when it is asked for a proof, and so over this difference.
const UNSHOWN = new Set(['record alias unqualified in other namespaces']);

/** What of one primitive type is read as another one (Avro 1.12, "Schema Resolution"). */
const PROMOTIONS: Readonly<Record<string, readonly string[]>> = {
  ...{ int: ['long', 'float', 'double'], long: ['float', 'double'], float: ['double'] },
  ...{ string: ['bytes'], bytes: ['string'], null: [], boolean: [], double: [] },
};
const PRIMITIVES = Object.keys(PROMOTIONS);

test.each(PRIMITIVES)('%s is read as what it is promoted to, and as nothing else', async (from) => {
  for (const to of PRIMITIVES) {
    const { issues } = await checkAvroSchemas(from, to, { detail: 'full' });
    const severity = PROMOTIONS[from]?.includes(to) ? 'non_breaking' : 'breaking';
    const found = issues.map((one) => `${one.type} ${one.severity}`);
    expect(found, to).toEqual(from === to ? [] : [`type_changed ${severity}`]);
  }
});

/** The records that Confluent's registry is tested with, by what they are to each other. */
const field = (type: JsonValue, more: object = {}) => ({ name: 'f1', type, ...more });
const record = (...fields: JsonValue[]): JsonValue => ({ type: 'record', name: 'myrecord', fields });
const added = (name: string, value?: string) => {
  return { name, type: 'string', ...(value !== undefined && { default: value }) };
};
const RECORDS = {
  one: record(field('string')),
  'with a default': record(field('string'), added('f2', 'foo')),
  'without a default': record(field('string'), added('f2')),
  renamed: record({ name: 'f1_new', type: 'string', aliases: ['f1'] }),
  'of a union': record(field(['null', 'string'])),
  'of a wider union': record(field(['null', 'string', 'int'])),
  'with two defaults': record(field('string'), added('f2', 'foo'), added('f3', 'bar')),
} as const;

test.each([
  ['one', 'with a default', true],
  ['with a default', 'one', true],
  ['one', 'without a default', false],
  ['with a default', 'without a default', true],
  ['one', 'renamed', true],
  ['renamed', 'one', false],
  ['one', 'of a union', true],
  ['of a union', 'one', false],
  ['of a union', 'of a wider union', true],
  ['of a wider union', 'of a union', false],
  ['one', 'with two defaults', true],
  ['with a default', 'with two defaults', true],
  ['without a default', 'with two defaults', true],
] as const)('what was written with the record "%s" is read with the one "%s": %s', async (from, to, isReadable) => {
  const { issues } = await checkAvroSchemas(RECORDS[from], RECORDS[to], { detail: 'full' });
  expect(issues.every(({ severity }) => severity !== 'breaking')).toBe(isReadable);
});

describe.each(['avro', 'json-schema'] as const)('%s', (family) => {
  const cases = readFileSync(`tests/cases/registry/${family}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);

  test.each(cases)('$name', async ({ name, before, after, compatible, findings }) => {
    const { issues } = await CHECKS[family](before, after, 'backward');
    expect(issues.map(({ type, severity }) => `${type} ${severity}`)).toEqual(findings);
    const breaking = issues.filter(({ severity }) => severity === 'breaking');
    expect(breaking.length === 0).toBe(compatible);
    if (!UNSHOWN.has(name)) for (const { witness } of breaking) expect(witness?.refusal).toEqual(expect.any(String));

    const { issues: turned } = await CHECKS[family](after, before, 'forward');
    expect(turned.some(({ severity }) => severity === 'breaking')).toBe(!compatible);
  });
});

test.each([
  ['{"properties": {"a": {"pattern": "x"}}}', true],
  ['{"$ref": "#/$defs/a", "$comment": "see there"}', true],
  ['{"type": ["string", "null"], "maxLength": 3}', true],
  ['{"oneOf": [{"type": "string"}]}', true],
  ['{"type": "array", "items": {}}', true],
  ['{"type": "array", "items": "string"}', false],
  ['{"properties": {"server.port": 80}}', false],
  ['{"properties": {}, "tables": {}}', false],
  ['{"type": "database", "source": "a", "target": "b"}', false],
])('%s is a JSON Schema by its content: %s', (text, isOne) => {
  expect(isJsonSchema(JSON.parse(text))).toBe(isOne);
});
