import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { folderWith, NOW, ONE_TABLE, PLAN, refusalOf, run, SPEC, skipLoudly, TABLES } from '../support/cli.js';

const BOM = '\ufeff';

const INPUTS = [
  ['plan', SPEC, ['plan', '-i', 'x.json']],
  ['rollback', PLAN, ['rollback', '-i', 'x.json']],
  ['check --before', ONE_TABLE, ['check', '--before', 'x.json', '--after', 'good.json']],
  ['check --after', ONE_TABLE, ['check', '--before', 'good.json', '--after', 'x.json']],
] as const;

describe.each(INPUTS)('%s reads', (_, text, args) => {
  const resultOf = (content: string) =>
    run([...args, '--now', NOW], { cwd: folderWith({ 'x.json': content, 'good.json': TABLES }) });
  const spread = text.replaceAll(/(?<=[{,])/g, '\n  ');

  it.each([
    ['a byte order mark', `${BOM}${text}`],
    ['CRLF', `${spread.replaceAll('\n', '\r\n')}\r\n`],
    ['both', `${BOM}${spread.replaceAll('\n', '\r\n')}`],
  ])('%s', async (_, content) => {
    const plain = await resultOf(text);
    expect(plain).toEqual({ stdout: expect.stringContaining(NOW), stderr: '', status: expect.any(Number) });
    expect(await resultOf(content)).toEqual(plain);
  });
});

it('reads a byte order mark and CRLF from standard input', async () => {
  const args = ['plan', '-i', '-', '--now', NOW];
  const plain = await run(args, { input: SPEC });
  expect(plain.status).toBe(0);
  expect(await run(args, { input: `${BOM}${SPEC}\r\n` })).toEqual(plain);
});

it('keeps a CR and an LF that a text holds', async () => {
  const { stdout } = await run(['plan', '-i', '-', '--format', 'json'], {
    input: '{"type": "data",\r\n "source": "a\\r\\nb\\rc",\r\n "target": "\ufeff"}',
  });
  expect(JSON.parse(stdout)).toMatchObject({ source_system: 'a\r\nb\rc', target_system: BOM });
});

/** How text is written in an encoding that JSON does not have. */
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const utf32 = (text: string) => Buffer.concat(Array.from(text, (character) => uint32(character.codePointAt(0) ?? 0)));
const uint32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
const ENCODINGS = [
  ['UTF-16LE with a byte order mark', utf16(`${BOM}${SPEC}`)],
  ['UTF-16BE with a byte order mark', utf16(`${BOM}${SPEC}`).swap16()],
  ['UTF-16LE', utf16(SPEC)],
  ['UTF-16BE', utf16(SPEC).swap16()],
  ['UTF-32LE', utf32(SPEC)],
  ['UTF-32BE', utf32(SPEC).swap32()],
] as const;

const ICONV = /iconv -f (\S+) -t UTF-8/;
const noIconv = hasIconv() ? false : skipLoudly('the remedies for foreign encodings', 'there is no iconv');

describe.each(ENCODINGS)('%s', (_, bytes) => {
  it('is refused by its name', async () => {
    const cwd = folderWith({ 'x.json': bytes, 'good.json': TABLES });
    const messages = await Promise.all(INPUTS.map(([, , args]) => refusalOf(args, { cwd })));
    const fromInput = await refusalOf(['plan', '-i', '-'], { cwd, input: bytes });
    expect(fromInput.replace('standard input', 'x.json')).toBe(messages[0]);
    expect(new Set(messages).size).toBe(1);
    expect(messages[0]).toMatch(
      /^error: x\.json: is UTF-(16|32).*; JSON is UTF-8 \(RFC 8259, section 8\.1\)\n {2}save it as UTF-8, .+\n$/,
    );
  });

  it.skipIf(noIconv)('becomes readable by what the message advises', async () => {
    const cwd = folderWith({ 'x.json': bytes });
    const message = await refusalOf(['plan', '-i', 'x.json'], { cwd });
    const encoding = ICONV.exec(message)?.[1] ?? 'none advised';
    const mended = execFileSync('iconv', ['-f', encoding, '-t', 'UTF-8', 'x.json'], { cwd });
    expect(mended.toString().replace(BOM, '')).toBe(SPEC);
  });
});

describe('bytes that are not UTF-8 are refused with line and column', () => {
  const bytes = (...parts: readonly (string | number)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))));

  it.each([
    ['Latin-1', bytes('{\r\n  "type": "caf', 0xe9, '"}'), 2, 15],
    ['behind astral characters', bytes('{"\u{1f600}\u{1f600}": "', 0xff, '"}'), 1, 9],
    ['behind a byte order mark', bytes(BOM, '{"a": "', 0xff, '"}'), 1, 8],
    ['behind a replacement character', bytes('{\n  "a": "\ufffd\ufffd",\n  "b": "', 0xc3, '"}'), 3, 9],
    ['an encoded surrogate', bytes('{"a": "', 0xed, 0xa0, 0x80, '"}'), 1, 8],
    ['an overlong slash', bytes('{"a": "', 0xc0, 0xaf, '"}'), 1, 8],
    ['a character that is cut off', bytes('{"a": "', 0xf0, 0x9f, 0x98), 1, 8],
  ])('%s', async (_, content, line, column) => {
    const message = await refusalOf(['plan', '-i', 'x.json'], { cwd: folderWith({ 'x.json': content }) });
    const [problem, remedy] = message.split('\n  ');
    const what = `not valid UTF-8 at line ${line}, column ${column}`;
    expect(problem).toBe(`error: x.json: ${what}; JSON is UTF-8 (RFC 8259, section 8.1)`);
    // It is not UTF-16 either: converting it from that would make rubbish of it.
    expect(remedy).toMatch(/^save it as UTF-8(?!.*UTF-16).*\n$/);
  });
});

function hasIconv(): boolean {
  try {
    return execFileSync('iconv', ['--list']).length > 0;
  } catch {
    return false;
  }
}
