import { expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { renderText } from '../../src/render/text.js';
import { reportPlanDetail } from '../../src/report/plan-detail-report.js';
import { NOW } from '../support/cli.js';

const MANY = 2000;
const names = Array.from({ length: MANY }, (_, at) => `service-${at}`);
const endpoints = (version: string) => names.map((name) => `GET /api/${version}/${name}/{id}`);

const plan = planInFull({
  now: NOW,
  settings: new Map(),
  spec: {
    type: 'service',
    source: 'old',
    target: 'new',
    constraints: { dependencies: names },
    service_details: {
      legacy_service: { name: 'old', endpoints: endpoints('v1') },
      new_service: { name: 'new', endpoints: endpoints('v2') },
    },
    feature_flags: [{ name: 'f' }],
  },
});

test('a route stays within what a route may hold, and still leads everything where it belongs', () => {
  const command = plan.steps.flatMap(({ up }) => up).find((text) => text.includes('HTTPRoute')) as string;
  const route = JSON.parse(command.split('\n').slice(1, -1).join('\n'));
  const paths = route.spec.rules.map(({ matches }: { matches: { path: { value: string } }[] }) =>
    matches.map(({ path }) => path.value),
  );
  expect(paths).toEqual([['/api/v1'], ['/api/v1'], ['/api/v2']]);
});

test('sentences name a few of many, and the matrix the first and the last', () => {
  const text = renderText(reportPlanDetail(plan), (each) => each, 80);
  expect(
    text
      .split('\n')
      .filter((line) => line.length > 1000 && !line.includes('kubectl'))
      .slice(0, 3),
  ).toEqual([]);
  const message = plan.communication.find(({ id }) => id === 'planning_notification');
  expect(message?.body).toContain('owners of: service-0, service-1, ');
  expect(message?.body).toContain('service-11 and 1988 more.');
  const fails = plan.risk_register.filter(({ description }) => description.endsWith('fails on the new side'));
  expect(fails).toHaveLength(MANY);
  expect(text).toContain(` ${fails[0]?.id}–R`);
});
