import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonSyntaxError, parseJson, positionAt } from '../../src/lib/json.js';
import { keysOf, own } from '../../src/lib/json-value.js';
import { dumps, isLongerThan } from '../../src/lib/python/json.js';
import { Float } from '../../src/lib/python/number.js';

const failure = (text: string) => {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { ...positionAt(text, error.offset), problem: error.problem };
    throw error;
  }
  throw new Error(`was read: ${text}`);
};

describe('reading', () => {
  test.each([
    ['1', 1],
    ['1.0', new Float(1)],
    ['-0', 0],
    ['-0.0', new Float(-0)],
    ['1e16', new Float(1e16)],
    ['1E5', new Float(1e5)],
    ['0.5', 0.5],
    ['9007199254740993', 9007199254740993n],
    ['-123456789012345678901234567890', -123456789012345678901234567890n],
    ['5e-324', 5e-324],
  ])('keeps the number %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
    expect(parseJson(`{"a": [${text}]}`)).toEqual({ a: [value] });
  });

  test('keeps the order of integer-like keys, which objects do not', () => {
    const value = parseJson('{"b": 1, "404": 2, "200": 3, "a": 4, "200": 5}') as object;
    expect(keysOf(value)).toEqual(['b', '404', '200', 'a']);
    expect(dumps(value)).toBe('{"b": 1, "404": 2, "200": 5, "a": 4}');
    expect(keysOf(parseJson('{"\\u0032": 1, "1": 2}') as object)).toEqual(['2', '1']);
  });

  test('takes any name for a name', () => {
    for (const text of ['{"__proto__": {"x": 1}, "constructor": 2}', '{"__proto__": {"x": 1.0}, "constructor": 2}']) {
      const value = parseJson(text) as Record<string, never>;
      expect(keysOf(value)).toEqual(['__proto__', 'constructor']);
      expect(own(value, 'constructor')).toBe(2);
      expect(own(value, 'toString')).toBeUndefined();
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    }
  });

  test('reads what JSON.parse reads, as it reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        // `1e21` and the like are floats to us; on everything else there is but one opinion.
        fc.pre(!/\d[eE.]|\d{16}|-0/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('both ways of reading agree', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"\d|\d[eE.]|\d{16}|-0/.test(text));
        // The float makes the second text one that JSON.parse would not keep.
        expect(parseJson(`[${text}, 1.0]`)).toEqual([parseJson(text), new Float(1)]);
      }),
    );
  });
});

describe('what is not JSON', () => {
  test.each([
    ['{"a": 1,}', { line: 1, column: 9, problem: 'expected a key in double quotes' }],
    ['{\n  "a": 1\n  "b": 2\n}', { line: 3, column: 3, problem: "expected ',' or '}'" }],
    ['{\r\n  "a" 1\r\n}', { line: 2, column: 7, problem: "expected ':' after the key" }],
    ['["😀😀" x]', { line: 1, column: 7, problem: "expected ',' or ']'" }],
    ['[1, 2', { line: 1, column: 6, problem: "expected ',' or ']', but the text ends here" }],
    ['{"a": ', { line: 1, column: 7, problem: 'expected a value, but the text ends here' }],
    ['[01]', { line: 1, column: 2, problem: 'not a number: 01' }],
    ['[1e400]', { line: 1, column: 2, problem: 'number out of range: 1e400' }],
    ['[NaN]', { line: 1, column: 2, problem: 'expected a value' }],
    ['["\\x"]', { line: 1, column: 3, problem: 'unknown escape \\x' }],
    [
      '["a\tb"]',
      { line: 1, column: 4, problem: 'a line break or control character inside a string; write it as an escape' },
    ],
    ['["abc]', { line: 1, column: 2, problem: 'this string is never closed' }],
    ['[] []', { line: 1, column: 4, problem: 'unexpected text after the end of the document' }],
    [`${'['.repeat(501)}`, { line: 1, column: 501, problem: 'nested deeper than 500 levels' }],
  ])('%j', (text, expected) => {
    expect(failure(text)).toEqual(expected);
  });

  test('the deepest nesting that is allowed is read', () => {
    expect(dumps(parseJson(`${'['.repeat(500)}${']'.repeat(500)}`))).toHaveLength(1000);
  });

  test('is refused whenever JSON.parse refuses it', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '\\', 'e'),
        (text, at, inserted) => {
          const broken = text.slice(0, at % text.length) + inserted + text.slice((at % text.length) + 1);
          let valid = true;
          try {
            JSON.parse(broken);
          } catch {
            valid = false;
          }
          // A number that overflows is infinity there and refused here.
          fc.pre(!/[eE]\+?\d{3}/.test(broken));
          if (valid) expect(() => parseJson(broken)).not.toThrow();
          else expect(failure(broken).line).toBe(1);
        },
      ),
    );
  });
});

describe('writing', () => {
  test('is json.dumps', () => {
    const value = parseJson(
      '{"b": [1.0, -0.0, 1e16, 1e-7, 0.0001], "a": {"\u00e9\\n\\u007f": [], "😀": {}}, "c": [true, null]}',
    );
    expect(dumps(value)).toBe(
      '{"b": [1.0, -0.0, 1e+16, 1e-07, 0.0001], "a": {"\\u00e9\\n\\u007f": [], "\\ud83d\\ude00": {}}, "c": [true, null]}',
    );
    expect(dumps(value, { indent: 2 })).toBe(`{
  "b": [
    1.0,
    -0.0,
    1e+16,
    1e-07,
    0.0001
  ],
  "a": {
    "\\u00e9\\n\\u007f": [],
    "\\ud83d\\ude00": {}
  },
  "c": [
    true,
    null
  ]
}`);
  });

  test('sorts keys by code point', () => {
    expect(dumps({ '\u{10437}': 1, '\uffee': 2, a: 3 }, { sortKeys: true })).toBe(
      '{"a": 3, "\\uffee": 2, "\\ud801\\udc37": 1}',
    );
  });

  test('is read back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = parseJson(dumps(value));
        expect(parseJson(dumps(once, { indent: 2 }))).toEqual(once);
      }),
    );
  });

  test('stops at a limit with a prefix', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(200), (value, limit) => {
        const whole = dumps(value);
        expect(dumps(value, { limit }).slice(0, limit)).toBe(whole.slice(0, limit));
        expect(isLongerThan(value, limit)).toBe(whole.length > limit);
      }),
    );
  });

  test('refuses what is not JSON', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => dumps(circle)).toThrow('nested deeper than 520 levels');
    expect(() => dumps({ a: undefined })).toThrow('not a JSON value: undefined');
    expect(() => dumps([() => 1])).toThrow('not a JSON value: function');
  });
});
