import { expect, test } from 'vitest';
import { isSameRead } from '../../src/rehearse/volatile.js';

test.each([
  ['the same', '[{"a":"1","at":"x"}]', '[{"a":"1","at":"x"}]', [], true],
  ['what differs each time', '[{"a":"1","at":"x"}]', '[{"a":"1","at":"y"}]', ['at'], true],
  ['another value beside it', '[{"a":"1","at":"x"}]', '[{"a":"2","at":"y"}]', ['at'], false],
  ['a value that did not differ', '[{"a":"1","at":"x"}]', '[{"a":"1","at":"y"}]', [], false],
  ['a row that is not found', '[]', '[{"a":"1","at":"y"}]', ['at'], false],
  ['nothing to hold it against', '[]', undefined, ['at'], false],
])('a row is read as it was: %s', (_, one, other, volatile, isSame) => {
  expect(isSameRead(one, other, new Set(volatile))).toBe(isSame);
});
