import { expect, test } from 'vitest';
import { nextVersion } from '../../src/check/next-version.js';
import type { Severity } from '../../src/model/finding.js';

test.each<[string, Severity[], string | undefined]>([
  ['1.2.3', ['non_breaking', 'breaking'], '2.0.0'],
  ['1.2.3', ['potentially_breaking'], '1.3.0'],
  ['1.2.3', ['non_breaking', 'additive'], '1.3.0'],
  ['1.2.3', ['non_breaking'], '1.2.4'],
  ['1.2.3', [], '1.2.3'],
  ['0.2.3', ['breaking'], '0.3.0'],
  ['0.2.3', ['additive'], '0.3.0'],
  ['v1', ['breaking'], 'v2'],
  ['v1', ['additive'], undefined],
  ['1.4', ['additive'], '1.5'],
  ['1.4', ['non_breaking'], undefined],
  ['1.2.3-rc.1', ['breaking'], '2.0.0'],
  ['2.0.0-rc.1', ['breaking'], '2.0.0'],
  ['1.3.0-rc.1+7', ['additive'], '1.3.0'],
  ['1.2.4-rc.1', ['additive'], '1.3.0'],
  ['2026-11-20', ['breaking'], undefined],
  ['2026.11', ['breaking'], undefined],
  ['latest', ['breaking'], undefined],
])('%s with %j', (version, severities, expected) => {
  expect(nextVersion(version, new Set(severities))).toBe(expected);
});

test('what is no text has no next version', () => {
  expect(nextVersion(undefined, new Set(['breaking']))).toBe(undefined);
  expect(nextVersion(1, new Set(['breaking']))).toBe(undefined);
});
