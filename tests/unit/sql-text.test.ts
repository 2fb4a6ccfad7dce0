import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenize } from '../../src/lib/sql-text.js';

test.each([
  ['SELECT  a ,b\nFROM t ;;', ['select', 'a', ',', 'b', 'from', 't']],
  ['SELECT \'It\'\'s\', "A""b", `C`', ['select', "'It''s'", ',', '"A""b"', ',', '`C`']],
  ['a -- one\nb /* two\n three */ c', ['a', 'b', 'c']],
  ["a -- it's\nb = 'X'", ['a', 'b', '=', "'X'"]],
  ['$$ It ; $$ $f$ -- $f$ $1', ['$$ It ; $$', '$f$ -- $f$', '$', '1']],
  ["'never closed -- x", ["'never closed -- x"]],
  ['a<=b::int', ['a', '<=', 'b', '::', 'int']],
  ['a< =b', ['a', '<', '=', 'b']],
  ['a+/* c */b --d', ['a', '+', 'b']],
  ['/* /* a */ x */ b', ['b']],
  ["'x\\', 'A  B'", ["'x\\', 'A  B'"]],
  ['größe', ['größe']],
  ['', []],
])('%j', (sql, tokens) => {
  expect(tokenize(sql)).toEqual(tokens);
});

test('white space between words, and case, mean nothing', () => {
  const words = fc.array(fc.constantFrom('select', 'a', "'X y'", '(', ')', '"Q"'), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.constantFrom(' ', '\n', ' \t ', ' /* c */ ', ' -- c\n'), (list, space) => {
      const sql = list.map((word) => (/^\w/.test(word) ? word.toUpperCase() : word)).join(space);
      expect(tokenize(sql)).toEqual(tokenize(list.join(' ')));
    }),
  );
});

test.each(["'", '"', '/*', '--', '$', '$a$', '; ', ' ', '(', "''"])(
  'takes time in proportion to the text: %j',
  (part) => {
    const time = (times: number) => {
      const sql = `select ${part.repeat(times)} x`;
      const start = performance.now();
      tokenize(sql);
      return performance.now() - start;
    };
    // The least of some: whatever else the machine does only adds.
    const least = (times: number) => Math.min(...[1, 2, 3, 4, 5].map(() => time(times)));
    time(1000);
    // Quadratic time would be a hundred times as long.
    expect(least(200_000)).toBeLessThan(40 * Math.max(least(20_000), 10));
  },
);
