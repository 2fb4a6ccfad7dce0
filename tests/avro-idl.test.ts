import avsc from 'avsc';
import { describe, expect, test } from 'vitest';
import { checkAvro } from '../src/check/check-avro.js';
import { loadAvro } from '../src/read/avro/load.js';
import { folderWith, refusalOf, run } from './support/cli.js';

const IDL = `/** A shop. */
@namespace("org.shop")
protocol Shop {
  // What an order may be.
  enum State { OPEN, @deprecated(true) CLOSED } = OPEN;
  @aliases(["Hash"]) fixed Digest(16);
  error Refused { string reason; }
  record Money {
    decimal(12, 2) amount;
    string @order("ignore") currency = 'EUR';
  }
  @namespace("org.shop.orders")
  record Order {
    long @aliases(["number"]) id;
    string? note = null;
    int? count = 3;
    union { null, org.shop.Money } price = null;
    array<map<org.shop.State>> history = [];
    double factor = -1.5e3, weight = NaN;
    date day;
    time_ms time;
    timestamp_ms at;
    @logicalType("timestamp-micros") long exact;
    org.shop.Digest \`error\`;
    boolean flag = true;
    map<string> labels = {"a": "\\"b\\u00e9"};
  }
  org.shop.orders.Order get(long id, string @order("ignore") lang = "en") throws Refused;
  void forget(long id);
  void ping() oneway;
}
`;

const union = (type: string, isFirst = false) => (isFirst ? [type, 'null'] : ['null', type]);
const PROTOCOL = {
  protocol: 'Shop',
  namespace: 'org.shop',
  types: [
    { type: 'enum', name: 'State', symbols: ['OPEN', 'CLOSED'], default: 'OPEN' },
    { type: 'fixed', name: 'Digest', size: 16, aliases: ['Hash'] },
    { type: 'error', name: 'Refused', fields: [{ name: 'reason', type: 'string' }] },
    {
      ...{ type: 'record', name: 'Money' },
      fields: [
        { name: 'amount', type: { type: 'bytes', logicalType: 'decimal', precision: 12, scale: 2 } },
        { name: 'currency', type: 'string', default: 'EUR', order: 'ignore' },
      ],
    },
    {
      ...{ type: 'record', name: 'Order', namespace: 'org.shop.orders' },
      fields: [
        { name: 'id', type: 'long', aliases: ['number'] },
        { name: 'note', type: union('string'), default: null },
        { name: 'count', type: union('int', true), default: 3 },
        { name: 'price', type: union('org.shop.Money'), default: null },
        { name: 'history', type: { type: 'array', items: { type: 'map', values: 'org.shop.State' } }, default: [] },
        { name: 'factor', type: 'double', default: -1500 },
        { name: 'weight', type: 'double', default: 'NaN' },
        { name: 'day', type: { type: 'int', logicalType: 'date' } },
        { name: 'time', type: { type: 'int', logicalType: 'time-millis' } },
        { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } },
        { name: 'exact', type: { type: 'long', logicalType: 'timestamp-micros' } },
        { name: 'error', type: 'org.shop.Digest' },
        { name: 'flag', type: 'boolean', default: true },
        { name: 'labels', type: { type: 'map', values: 'string' }, default: { a: '"bé' } },
      ],
    },
  ],
  messages: {
    get: {
      request: [
        { name: 'id', type: 'long' },
        { name: 'lang', type: 'string', order: 'ignore', default: 'en' },
      ],
      response: 'org.shop.orders.Order',
      errors: ['Refused'],
    },
    forget: { request: [{ name: 'id', type: 'long' }], response: 'null' },
    ping: { request: [], response: 'null', 'one-way': true },
  },
};

const file = (name: string, text: string) => ({ name, path: name, bytes: Buffer.from(text) });
const OPTIONS = {
  ...({ rules: 'all', profile: 'strict', detail: 'full', maxFindings: 100, mode: 'full' } as const),
  now: '2026-11-26',
};

async function compare(before: ReturnType<typeof file>, after: ReturnType<typeof file>) {
  const [from, to] = [await loadAvro([before]), await loadAvro([after])];
  return checkAvro(from.schemas, to.schemas, OPTIONS).report.issues;
}

describe('Avro IDL', () => {
  test('says what its protocol says', async () => {
    const [idl, json] = [file('shop.avdl', IDL), file('shop.avpr', JSON.stringify(PROTOCOL))];
    expect(await compare(idl, json)).toEqual([]);
    expect(await compare(json, idl)).toEqual([]);
    // And what is another is found, of each type.
    for (const { name } of PROTOCOL.types) {
      const types = PROTOCOL.types.filter((one) => one.name !== name);
      const other = {
        ...PROTOCOL,
        messages: {},
        types: JSON.parse(JSON.stringify(types).replaceAll(`org.shop.${name}`, 'int')),
      };
      const found = await compare(idl, file('shop.avpr', JSON.stringify(other)));
      expect(found.length, name).toBeGreaterThan(0);
    }
  });

  test('is read as avsc reads it, as far as avsc does', async () => {
    const text = IDL.replace('string? note = null;\n    int? count = 3;\n', '')
      .replace('  enum State { OPEN, @deprecated(true) CLOSED } = OPEN;', '  enum State { OPEN, CLOSED }')
      .replace('double factor = -1.5e3, weight = NaN;', '')
      .replaceAll('`error`', 'digest')
      .replace('decimal(12, 2)', 'bytes')
      // It takes the one for a long, and whatever answers nothing for one-way.
      .replace('time_ms', 'int')
      .replace('void forget', 'null forget')
      .replace("'EUR'", '"EUR"');
    const protocol = avsc.readProtocol(text) as object;
    expect(await compare(file('a.avdl', text), file('a.avpr', JSON.stringify(protocol)))).toEqual([]);
  });

  test('may be a schema without a protocol', async () => {
    const text = 'namespace a.b;\nschema array<Item>;\nrecord Item { int id; }\n';
    const found = await compare(file('a.avdl', text), file('a.avdl', text.replace('int id', 'string id')));
    expect(found.map(({ type, severity }) => `${type} ${severity}`)).toContain('type_changed breaking');
  });
});

test('what is imported belongs to the protocol, and a finding stands in its file', async () => {
  const main = `protocol P {\n  import idl "parts/money.avdl";\n  import schema "parts/unit.avsc";\n  import protocol "parts/old.avpr";\n  record Order { Money price; Unit unit; Old old; }\n}\n`;
  const money = (type: string) => `protocol M {\n  record Money {\n    ${type} amount;\n  }\n}\n`;
  const parts = {
    'parts/unit.avsc': '{"type": "enum", "name": "Unit", "symbols": ["A"]}',
    'parts/old.avpr': '{"protocol": "O", "types": [{"type": "record", "name": "Old", "fields": []}]}',
  };
  const under = (folder: string, texts: Readonly<Record<string, string>>) => {
    return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${folder}/${path}`, text]));
  };
  const cwd = folderWith({
    ...under('a', { ...parts, 'p.avdl': main, 'parts/money.avdl': money('long') }),
    ...under('b', { ...parts, 'p.avdl': main, 'parts/money.avdl': money('int') }),
    'c/p.avdl': 'protocol P { import idl "../a/p.avdl"; }',
  });
  for (const [before, after] of [
    ['a/p.avdl', 'b/p.avdl'],
    ['a', 'b'],
  ] as const) {
    const { stdout } = await run(['check', '--before', before, '--after', after, '--format', 'json'], { cwd });
    const { issues } = JSON.parse(stdout) as { issues: { type: string; after_location: object }[] };
    expect(issues.map(({ type, after_location: place }) => [type, place])).toEqual([
      ['type_changed', { file: 'b/parts/money.avdl', line: 3, column: 9 }],
    ]);
  }
  const piped = await run(['check', '--before', '-', '--after', 'b/parts/money.avdl', '--format', 'json'], {
    cwd,
    input: money('long'),
  });
  expect((JSON.parse(piped.stdout) as { issues: object[] }).issues).toHaveLength(1);
  expect(await refusalOf(['check', '--before', 'a/p.avdl', '--after', 'c/p.avdl'], { cwd })).toContain(
    'c/p.avdl:1:25: the file "../a/p.avdl", which is imported here, is not there',
  );
});
