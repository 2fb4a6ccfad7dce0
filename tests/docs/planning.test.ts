import { expect, test } from 'vitest';
import { WORK_RATES } from '../../src/tables/plan-rates.js';
import { SETTINGS } from '../../src/tables/plan-settings.js';
import { replayGuide } from '../support/guide.js';

const guide = replayGuide('planning', { files: ['spec.json', 'old.sql', 'new.sql'], sessions: 4 });

test('the table of rates is the one that plans are computed with', () => {
  const rows = [...guide.matchAll(/^\| ([a-z ]+) \| ([\d.]+) \| ([\d.e-]*) ?\| ([\d.e-]*) ?\|$/gm)];
  const read = rows.map(([, does, a, b, c]) => ({ does, a: Number(a), b: Number(b), c: Number(c) }));
  expect(read).toEqual(Object.values(WORK_RATES).map(({ does, a, b, c }) => ({ does: SHORT[does] ?? does, a, b, c })));
});

const SHORT: Readonly<Record<string, string>> = {
  'writes the whole table anew, with its indexes': 'writes the table anew',
};

test('every setting is named', () => {
  expect(Object.keys(SETTINGS).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
