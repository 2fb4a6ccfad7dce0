import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equal, isTruthy } from '../../src/lib/python/equal.js';
import { Float, floorDivide, formatNumber, formatTenths, multiply } from '../../src/lib/python/number.js';
import { isPrintable } from '../../src/lib/python/printable.js';
import { repr, str } from '../../src/lib/python/repr.js';
import { compareCodePoints, title } from '../../src/lib/python/text.js';

describe('numbers', () => {
  test.each([
    [1, '1'],
    [new Float(1), '1.0'],
    [new Float(-0), '-0.0'],
    [new Float(1e15), '1000000000000000.0'],
    [new Float(1e16), '1e+16'],
    [new Float(1.5e300), '1.5e+300'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [5e-324, '5e-324'],
    [0.1, '0.1'],
    [123456.789, '123456.789'],
    [1e21, '1000000000000000000000'],
    [10n ** 30n, `1${'0'.repeat(30)}`],
  ])('%o prints as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test('a float prints digits that read back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatNumber(new Float(value)))).toBe(value);
      }),
    );
  });

  test('half of sixty times: ints stay ints, floats floats', () => {
    const minutes = (hours: number | bigint | Float) => floorDivide(multiply(hours, 60), 2);
    expect([3, 0.25, 0.1, new Float(2), 10n ** 20n].map(minutes)).toEqual([
      90,
      new Float(7),
      new Float(3),
      new Float(60),
      3n * 10n ** 21n,
    ]);
  });

  test('a whole division rounds down', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1000 }), (value, divisor) => {
        const rest = BigInt(value) - BigInt(floorDivide(value, divisor) as number) * BigInt(divisor);
        expect(rest >= 0n && rest < BigInt(divisor)).toBe(true);
      }),
    );
  });

  test.each([
    [0.25, '0.2'],
    [0.75, '0.8'],
    [95 / 24, '4.0'],
    [30 / 24, '1.2'],
    [42 / 24, '1.8'],
    [500 / 24, '20.8'],
    [0, '0.0'],
  ])('%f has the tenths %s', (value, text) => {
    expect(formatTenths(value)).toBe(text);
  });
});

describe('text', () => {
  test('title', () => {
    expect(['bulk_copy', 'primary key', "it's", 'ÉCOLE x2y'].map(title)).toEqual([
      'Bulk_Copy',
      'Primary Key',
      "It'S",
      'École X2Y',
    ]);
  });

  test('code points in order', () => {
    const sorted = ['\u{10437}', '\uffee', 'a', '', 'ab', '\u{10437}b'].sort(compareCodePoints);
    expect(sorted).toEqual(['', 'a', 'ab', '\uffee', '\u{10437}', '\u{10437}b']);
  });

  test.each([
    ['it', "'it'"],
    ["it's", '"it\'s"'],
    ['say "hi"', '\'say "hi"\''],
    ['both \' and "', "'both \\' and \"'"],
    ['a\\b\n\r\t', "'a\\\\b\\n\\r\\t'"],
    ['\u0000\u007f\u00ad', "'\\x00\\x7f\\xad'"],
    ['\u200b\u2028\u0378', "'\\u200b\\u2028\\u0378'"],
    ['é 日本 🚀', "'é 日本 🚀'"],
    ['\u{e0001}', "'\\U000e0001'"],
    ['\ud800', "'\\ud800'"],
  ])('%j has the repr %s', (text, expected) => {
    expect(repr(text)).toBe(expected);
  });

  test('a space is printable, other spaces are not', () => {
    expect([0x20, 0xa0, 0x3000, 0x61, 0x1f680, 0x10ffff].map(isPrintable)).toEqual([
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });
});

test('nested values', () => {
  expect(repr({ a: [null, true, new Float(1)], "b'": {} })).toBe("{'a': [None, True, 1.0], \"b'\": {}}");
  expect([str('x'), str(null), str([1])]).toEqual(['x', 'None', '[1]']);
});

test('equality and truth', () => {
  expect(equal({ a: 1, b: [true] }, { b: [1n], a: new Float(1) })).toBe(true);
  expect(equal(9007199254740993n, new Float(9007199254740992))).toBe(false);
  expect([equal(null, 0), equal('1', 1), equal([1], [1, 2]), equal({ a: 1 }, { b: 1 })]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([0, new Float(-0), 0n, '', [], {}, null, false].map(isTruthy)).toEqual(Array(8).fill(false));
  expect([0.1, ' ', [0], { a: 0 }, true].map(isTruthy)).toEqual(Array(5).fill(true));
});

// Where there is a Python, it is asked itself; its Unicode tables must be those of 14.0 to be comparable.
test('Python agrees', () => {
  const script =
    'import json,sys,unicodedata\nprint(json.dumps([unicodedata.unidata_version,[repr(chr(c)) for c in range(0x3000)]+[repr(chr(c)) for c in range(0xd700,0x20000)]]))';
  const { status, stdout } = spawnSync('python3', ['-c', script], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) return console.warn('SKIPPED: no python3 here to compare repr() with');
  const [version, expected] = JSON.parse(stdout) as [string, string[]];
  if (version !== '14.0.0') return console.warn(`SKIPPED: the Python here has Unicode ${version}, not 14.0`);
  const points = [...Array(0x3000).keys(), ...Array.from({ length: 0x20000 - 0xd700 }, (_, index) => index + 0xd700)];
  expect(points.map((point) => repr(String.fromCodePoint(point)))).toEqual(expected);
});
