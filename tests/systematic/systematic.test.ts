import { describe, expect, test } from 'vitest';
import { type Case, cases } from './cases.js';
import { GRADES } from './law.js';
import { measure, summarize, tabulate } from './measure.js';
import { PLACES } from './places.js';

describe('the cases', () => {
  const all = [...cases()];

  test('are many, of every grade, in every place', () => {
    expect(all.length).toBeGreaterThan(15_000);
    for (const grade of GRADES) {
      const share = all.filter(({ expected }) => expected.atLeast === grade).length / all.length;
      expect(share).toBeGreaterThan(0.02);
    }
    expect(new Set(all.map(({ place }) => place))).toEqual(new Set(PLACES.map(({ name }) => name)));
  });

  test('are labelled in both directions by the law', () => {
    const grade = (keyword: string, operation: string, place: string) =>
      all
        .filter((one) => one.keyword === keyword && one.operation === operation && one.place === place)
        .map(({ version, expected }) => `${version} ${expected.atLeast}`);
    expect(grade('maximum (integer)', '10 -> 1', 'request body')).toEqual(['3.0 breaking', '3.1 breaking']);
    expect(grade('maximum (integer)', '1 -> 10', 'request body')).toEqual(['3.0 safe', '3.1 safe']);
    expect(grade('maximum (integer)', '1 -> 10', 'response body')).toEqual(['3.0 breaking', '3.1 breaking']);
    expect(grade('maximum (integer)', '1 -> 10', 'webhook request')).toEqual(['3.1 breaking']);
    expect(grade('type (scalars)', 'integer -> string', 'query parameter')).toEqual(['3.0 safe', '3.1 safe']);
    expect(grade('type (scalars)', 'integer -> string', 'request body')).toEqual(['3.0 breaking', '3.1 breaking']);
    expect(grade('readOnly (required)', 'true -> unset', 'request body')).toEqual(['3.0 breaking', '3.1 breaking']);
    expect(grade('properties (optional)', 'unset -> integer', 'request body')).toEqual(['3.0 safe', '3.1 safe']);
  });
});

/** Whether typed clients are told something else than the law says. */
function isForClients({ expected, forClients }: Case): boolean {
  return expected.atLeast !== forClients.atLeast || expected.atMost !== forClients.atMost;
}

describe.each([
  { profile: 'client', of: 'every case', wanted: () => true },
  { profile: 'contract', of: 'what it sees differently', wanted: isForClients },
] as const)('a check for $profile of $of', ({ profile, wanted }) => {
  const measured = measure(profile, wanted);
  const rows = tabulate(measured.wrong.filter(({ fault }) => fault !== 'false alarm'));

  test('reports every change that breaks somebody, and not too softly', () => {
    expect(rows.slice(0, 20), summarize(measured)).toEqual([]);
    expect(measured.reported).toBe(measured.breaking);
  });

  test('raises hardly a false alarm', () => {
    const alarms = tabulate(measured.wrong.filter(({ fault }) => fault === 'false alarm'));
    expect(
      measured.alarmed / measured.safe,
      `${summarize(measured)}\n${alarms.slice(0, 20).join('\n')}`,
    ).toBeLessThanOrEqual(0.02);
  });
});
