import { describe, expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { readFullSpec } from '../../src/read/full-spec.js';
import { renderCsv } from '../../src/render/calendar.js';
import { timelineSvg } from '../../src/render/html-pictures.js';
import { inline } from '../../src/render/markdown.js';
import { NOW } from '../support/cli.js';

describe('text of strangers in Markdown', () => {
  test.each([
    ['# a heading', '\\# a heading'],
    ['####### seven', '####### seven'],
    ['#42', '#42'],
    ['+ a list', '\\+ a list'],
    ['- a list', '\\- a list'],
    ['12. a list', '12\\. a list'],
    ['3) a list', '3\\) a list'],
    ['---', '\\---'],
    ['- - -', '\\- - -'],
    ['===', '\\==='],
    ['-', '\\-'],
    ['+0 s', '+0 s'],
    ['--set name=1', '--set name=1'],
    ['2026. ', '2026\\. '],
    ['1.5 h', '1.5 h'],
    ['a - b + c # d', 'a - b + c # d'],
  ])('%j begins nothing', (text, wanted) => {
    expect(inline(text)).toBe(wanted);
  });
});

test('no cell of CSV is a formula, nor turns the direction of text', () => {
  const spec = readFullSpec({ type: 'service', pattern: 'canary', source: 'shop 1', target: 'shop 2' }, 'spec.json');
  const plan = planInFull({ spec, settings: new Map(), now: NOW });
  const [first, ...rest] = plan.steps;
  for (const [title, wanted] of [
    ['=1+1', "'=1+1"],
    ['＝1', "'＝1"],
    [' @SUM(A1)', "' @SUM(A1)"],
    ['a\u202eb', 'a\ufffdb'],
    ['a "b", c', '"a ""b"", c"'],
  ] as const) {
    const text = renderCsv({ ...plan, steps: [{ ...first, title } as (typeof rest)[number]] });
    expect(text.split('\r\n')[1]?.split(`${first?.kind},`)[1]?.startsWith(`${wanted},`)).toBe(true);
  }
});

test.each([
  // The clock is set back on 25 October at 03:00 (IANA, Europe/Berlin).
  ['Europe/Berlin', ['10-24 23:00', '10-25 02:00', '10-25 04:00', '10-25 07:00', '10-25 10:00', '10-25 13:00']],
  ['UTC', ['10-24 21:00', '10-25 00:00', '10-25 03:00', '10-25 06:00', '10-25 09:00', '10-25 12:00']],
] as const)('the line of time shows the clock of %s', (zone, wanted) => {
  const bar = { id: 'a', group: 'g', label: 'l', begin: 0, end: 15 * 3600, isKnown: true, critical: false };
  const svg = timelineSvg({ kind: 'timeline', title: 't', start: Date.parse('2026-10-24T21:00Z'), zone, bars: [bar] });
  expect([...svg.matchAll(/<text x="[\d.]+" y="14"[^>]*>([^<]+)/g)].map(([, text]) => text)).toEqual(wanted);
});
