/**
 * Makes pairs of Protobuf schemas and has the program `buf` label them, for `protobuf-agreement.ts` to read:
 *
 *     npx tsx tests/measure/buf-pairs.ts <path of buf> <how many> <folder for its files> > pairs.jsonl
 *     npx tsx tests/measure/protobuf-agreement.ts pairs.jsonl
 *
 * The pairs are the same each time. Each is a schema of messages, enums, oneofs, extensions and services in proto2,
 * proto3 or edition 2023, and another one in which each part may have changed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const CATEGORIES = ['WIRE', 'WIRE_JSON', 'PACKAGE', 'FILE'] as const;
const SCALARS = ['int32', 'int64', 'uint32', 'sint32', 'fixed32', 'sfixed64', 'bool', 'string', 'bytes', 'double'];
const SYNTAXES = ['proto2', 'proto3', '2023'] as const;
type Syntax = (typeof SYNTAXES)[number];

interface Field {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly options: readonly string[];
  readonly oneof: boolean;
}

const field: fc.Arbitrary<Field> = fc.record({
  number: fc.integer({ min: 1, max: 7 }),
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f_g', 'h'),
  type: fc.constantFrom(...SCALARS, ...SCALARS, 'Other', 'Kind', 'map<string, int32>', 'map<int32, Other>'),
  label: fc.constantFrom('', '', 'optional', 'repeated', 'required'),
  options: fc.subarray(['json_name = "z{}"', 'deprecated = true', 'jstype', 'packed', 'default', 'presence', 'ctype']),
  oneof: fc.nat({ max: 5 }).map((one) => one === 0),
});
const fields = fc
  .uniqueArray(field, { selector: ({ number }) => number, maxLength: 6 })
  .map((list) => list.filter(({ name }, at) => list.findIndex((one) => one.name === name) === at));
const values = fc.subarray(['K_ONE = 1;', 'K_TWO = 2;', 'K_DEUX = 2;', 'K_THREE = 3;']);
const methods = fc.subarray(['rpc Get(', 'rpc List(', 'rpc Put('], { minLength: 1 }).chain((names) =>
  fc.tuple(
    ...names.map((name) => {
      return fc
        .tuple(fc.constantFrom('', 'stream '), fc.constantFrom('M', 'Other'), fc.constantFrom('', 'stream '))
        .map(([client, type, server]) => `${name}${client}${type}) returns (${server}Other);`);
    }),
  ),
);
const reserved = fc.subarray(['1', '2', '3', '4', '5', '6', '7'], { maxLength: 3 });
const names = fc.subarray(['a', 'b', 'c', 'd', 'e'], { maxLength: 3 });
const side = fc.record({ fields, values, methods, reserved, names, hasService: fc.boolean(), isClosed: fc.boolean() });
type Side = typeof side extends fc.Arbitrary<infer T> ? T : never;

/** The text of a side; what its syntax does not know is left out. */
function textOf({ fields: list, values: given, methods: calls, ...side }: Side, syntax: Syntax): string {
  const header = syntax === '2023' ? 'edition = "2023";' : `syntax = "${syntax}";`;
  const taken = new Set(list.flatMap(({ number, name }) => [String(number), name]));
  const free = (all: readonly string[]) => all.filter((one) => !taken.has(one));
  const quote = syntax === '2023' ? (name: string) => name : (name: string) => `"${name}"`;
  const [numbers, words] = [free(side.reserved), free(side.names).map(quote)];
  const inOneof = list.filter((one) => one.oneof && !one.type.startsWith('map'));
  const lines = [
    ...list.filter((one) => !inOneof.includes(one)).map((one) => lineOf(one, syntax, false)),
    ...(inOneof.length > 0 ? ['oneof choice {', ...inOneof.map((one) => lineOf(one, syntax, true)), '}'] : []),
    ...(numbers.length > 0 ? [`reserved ${numbers.join(', ')};`] : []),
    ...(words.length > 0 ? [`reserved ${words.join(', ')};`] : []),
  ];
  const isAliased = ['K_TWO = 2;', 'K_DEUX = 2;'].every((one) => given.includes(one));
  const openness = syntax === '2023' && side.isClosed ? ['option features.enum_type = CLOSED;'] : [];
  return [
    ...[header, 'package p;', 'message M {', ...lines, '}'],
    ...['message Other {', syntax === 'proto2' ? 'optional int32 x = 1;' : 'int32 x = 1;', '}'],
    ...['enum Kind {', ...openness, ...(isAliased ? ['option allow_alias = true;'] : []), 'K_ZERO = 0;', ...given, '}'],
    ...(side.hasService ? ['service S {', ...calls, '}'] : []),
    '',
  ].join('\n');
}

function lineOf({ number, name, type, label, options }: Field, syntax: Syntax, isInOneof: boolean): string {
  const isMap = type.startsWith('map');
  const isPlain = isMap || isInOneof;
  const known = {
    proto2: ['optional', 'repeated', 'required'],
    proto3: ['optional', 'repeated'],
    '2023': ['repeated'],
  };
  const usual = syntax === 'proto2' ? 'optional' : '';
  const word = isPlain ? '' : known[syntax].includes(label) ? label : usual;
  const isScalar = SCALARS.includes(type);
  const isNumber = isScalar && !['string', 'bytes'].includes(type);
  const written = options.flatMap((option) => {
    switch (option) {
      case 'jstype':
        return /64$/.test(type) && !isMap ? ['jstype = JS_STRING'] : [];
      case 'packed':
        return word === 'repeated' && isNumber && syntax !== '2023' ? ['packed = true'] : [];
      case 'default':
        return isNumber && type !== 'bool' && syntax !== 'proto3' && word !== 'repeated' ? ['default = 5'] : [];
      case 'presence':
        return syntax === '2023' && isScalar && word === '' && !isInOneof && !options.includes('default')
          ? ['features.field_presence = IMPLICIT']
          : [];
      case 'ctype':
        return syntax !== '2023' && ['string', 'bytes'].includes(type) ? ['ctype = CORD'] : [];
      default:
        return [option.replace('{}', String(number))];
    }
  });
  const brackets = written.length > 0 ? ` [${written.join(', ')}]` : '';
  return `${word === '' ? '' : `${word} `}${type} ${name} = ${number}${brackets};`;
}

/** The other side: parts of the first, and parts of another one. */
const pair = fc
  .tuple(
    side,
    side,
    fc.constantFrom(...SYNTAXES),
    fc.constantFrom(...SYNTAXES),
    fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 8 }),
  )
  .map(([before, other, from, to, dice]) => {
    const isKept = (at: number) => dice[at] !== 0;
    const mixed = before.fields.flatMap((one, index) => {
      const swap = other.fields[index];
      if (isKept(index % 8)) return [one];
      if (swap === undefined) return [];
      return (dice[7] ?? 0) % 2 === 0 ? [{ ...swap, number: one.number, name: one.name }] : [swap];
    });
    const unique = mixed.filter((one, at) => {
      return mixed.findIndex(({ number, name }) => number === one.number || name === one.name) === at;
    });
    const pick = <Key extends keyof Side>(key: Key, at: number) => ({ [key]: isKept(at) ? before[key] : other[key] });
    const after = {
      ...{ ...before, fields: unique, ...pick('values', 1), ...pick('methods', 2), ...pick('reserved', 3) },
      ...{ ...pick('names', 4), ...pick('hasService', 5), ...pick('isClosed', 6) },
    } as Side;
    return [textOf(before, from), textOf(after, isKept(6) ? from : to)] as const;
  });

function main(buf: string, count: number, folder: string): void {
  const run = (...args: string[]) => spawnSync(buf, args, { encoding: 'utf8', cwd: folder });
  mkdirSync(folder, { recursive: true });
  for (const [index, [before, after]] of fc.sample(pair, { numRuns: count, seed: 20_240_229 }).entries()) {
    const texts = { before, after };
    let isBuilt = true;
    for (const which of ['before', 'after'] as const) {
      rmSync(join(folder, which), { recursive: true, force: true });
      mkdirSync(join(folder, which));
      writeFileSync(join(folder, which, 'p.proto'), texts[which]);
      const { status, stderr } = run('build', which, '-o', `${which}.binpb`);
      if (status !== 0) process.stderr.write(`pair ${index} is left out: ${stderr.split('\n')[0]}\n`);
      isBuilt &&= status === 0;
    }
    if (!isBuilt) continue;
    const labels = CATEGORIES.map((category) => {
      const config = JSON.stringify({ version: 'v2', breaking: { use: [category] } });
      const against = ['--against', 'before.binpb', '--config', config, '--error-format', 'json'];
      const found = run('breaking', 'after.binpb', ...against)
        .stdout.split('\n')
        .filter((line) => line !== '');
      const told = found.map(
        (line) => JSON.parse(line) as { path?: string; start_line?: number; type: string; message: string },
      );
      return [category, told.map(({ path, start_line: line = 1, type: id, message }) => ({ path, line, id, message }))];
    });
    const expected = { by_category: Object.fromEntries(labels) as unknown };
    const line = { id: `pair-${index}`, before: { 'p.proto': before }, after: { 'p.proto': after }, expected };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

const [buf, count, folder] = process.argv.slice(2);
if (buf === undefined || folder === undefined) throw new Error('usage: buf-pairs.ts <buf> <count> <folder>');
main(buf, Number(count), folder);
