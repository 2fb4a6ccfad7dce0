import { expect, test } from 'vitest';
import { calculateComplexity } from '../../src/plan/complexity.js';
import { choosePattern } from '../../src/plan/full/choose-pattern.js';
import { readFullSpec } from '../../src/read/full-spec.js';

const LARGE = { data_volume_gb: 20_000 };
const schema = { type: 'database', source: 'PostgreSQL shop', target: 'PostgreSQL shop' };
const release = { type: 'service', source: 'shop 1', target: 'shop 2' };
const site = { type: 'infrastructure', source: 'a data centre', target: 'a cloud' };
const move = { type: 'data', source: 'PostgreSQL shop', target: 'PostgreSQL cloud' };

/** As far as a specification can say it: no downtime alone makes complexity medium. */
test.each([
  ['expand_contract', schema, { max_downtime_minutes: 0 }],
  ['parallel_schema', schema, { max_downtime_minutes: 0, ...LARGE }],
  ['strangler_fig', { ...release, service_details: { legacy_service: { name: 'old' } } }, { max_downtime_minutes: 0 }],
  ['blue_green', release, { max_downtime_minutes: 0 }],
  ['canary', release, { max_downtime_minutes: 0, ...LARGE }],
  ['lift_and_shift', site, { max_downtime_minutes: 480 }],
  ['hybrid', site, { max_downtime_minutes: 0, ...LARGE }],
  ['change_data_capture', move, { max_downtime_minutes: 120, ...LARGE }],
  ['event_sourcing', { ...move, description: 'keep the history of orders' }, { max_downtime_minutes: 120, ...LARGE }],
])('the matrix recommends %s', (id, part, constraints) => {
  const spec = readFullSpec({ ...part, constraints }, 'spec.json');
  const complexity = calculateComplexity(spec);
  const { chosen } = choosePattern(spec, complexity, { recommend: true, isRehearsed: false, hasSteps: false });
  expect([chosen.id, chosen.reason]).toEqual([
    id,
    expect.stringContaining(`${complexity} complexity, ${constraints.max_downtime_minutes} minutes`),
  ]);
});
