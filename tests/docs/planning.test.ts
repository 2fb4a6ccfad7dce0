import { expect, test } from 'vitest';
import { type Rate, WORK, WORK_RATES, type Work } from '../../src/tables/plan-rates.js';
import { SETTINGS } from '../../src/tables/plan-settings.js';
import { replayGuide } from '../support/guide.js';

const guide = replayGuide('planning', { files: ['spec.json', 'old.sql', 'new.sql'], sessions: 4 });

test('the tables of rates are those that plans are computed with', () => {
  const rows = [
    ...guide.matchAll(
      /^\| ([a-z ]+) \| ([\d.]+) \| ([\d.e-]*) ?\| ([\d.e-]*) ?\| ([\d.]+) \| ([\d.e-]*) ?\| ([\d.e-]*) ?\|$/gm,
    ),
  ];
  const read = rows.map(([, does, ...figures]) => [does, ...figures.map(Number)]);
  const figuresOf = ({ a, b, c }: Rate) => [a, b, c];
  const computed = (Object.keys(WORK) as Work[]).map((work) => [
    SHORT[WORK[work]] ?? WORK[work],
    ...figuresOf(WORK_RATES.postgresql.rates[work]),
    ...figuresOf(WORK_RATES.mysql.rates[work]),
  ]);
  expect(read).toEqual(computed);
});

const SHORT: Readonly<Record<string, string>> = {
  'writes the whole table anew, with its indexes': 'writes the table anew',
};

test('every setting is named', () => {
  expect(Object.keys(SETTINGS).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
