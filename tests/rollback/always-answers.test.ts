import { expect, test } from 'vitest';
import { alwaysAnswers } from '../../src/rollback/full/always-answers.js';
import { METRIC_QUERIES } from '../../src/tables/metric-queries.js';
import { folderWith, run } from '../support/cli.js';

test.each([
  ['sum(refused) or vector(0)', true],
  ['sum(rate(a[5m])) / sum(rate(b[5m])) or on() vector(0)', true],
  ['sum(refused or vector(0))', true],
  ['( max(refused or vector(0)) )', true],
  ['vector(1)', true],
  ['sum(refused)', false],
  ['a{path="or vector(0)"}', false],
  ['sum(a) / sum(b or vector(1))', false],
  ['a or vector(0) > 5', false],
  ['absent(a or vector(0))', false],
])('%s', (query, expected) => {
  expect(alwaysAnswers(query, 'promql')).toBe(expected);
});

test.each([
  ['default_zero(sum:refused{*})', true],
  ['sum:refused{*}.fill(zero)', true],
  ['sum:refused{*}.as_count()', false],
  ['default_zero(sum:errors{service:a/b})', true],
])('%s', (query, expected) => {
  expect(alwaysAnswers(query, 'datadog')).toBe(expected);
});

test('no query of the table is one of them', () => {
  for (const queries of Object.values(METRIC_QUERIES)) {
    expect(Object.entries(queries).map(([language, query]) => alwaysAnswers(query, language as never))).not.toContain(
      true,
    );
  }
});

test('an export warns that missing data of such a query are never told, once', async () => {
  const spec = {
    ...{ type: 'database', source: 'PostgreSQL a', target: 'PostgreSQL a' },
    rollback_triggers: [{ metric: 'refused', threshold: 5, duration_minutes: 5, action: 'alert_team' }],
  };
  const cwd = folderWith({ 'spec.json': JSON.stringify(spec) });
  await run(['plan', '-i', 'spec.json', '--detail', 'full', '--format', 'json', '-o', 'plan.json'], { cwd });
  const queries = ['--set', 'promql.refused=sum(refused) or vector(0)', '--set', 'datadog.refused=sum:refused{*}'];
  const exports = ['--export', 'prometheus,flagger,datadog', '-o', 'triggers'];
  const { status, stderr } = await run(['rollback', '-i', 'plan.json', '--detail', 'full', ...exports, ...queries], {
    cwd,
  });
  expect([status, stderr.split('\n').filter((line) => line.startsWith('warning:'))]).toEqual([
    0,
    [
      'warning: promql.refused: the query answers where there are no data, so nobody is ever told that refused cannot be seen: leave out what it answers then',
    ],
  ]);
});
