import { describe, expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { readFullSpec } from '../../src/read/full-spec.js';
import { PLAN_PATTERNS } from '../../src/tables/plan-patterns.js';
import { PROGRESSIVE_TOOLS, TRAFFIC_TOOLS } from '../../src/tables/plan-settings.js';
import { NOW } from '../support/cli.js';

const ENDS = {
  PostgreSQL: ['PostgreSQL 14 in the data centre', 'PostgreSQL 16 in the cloud'],
  MariaDB: ['MariaDB 10.6 in the data centre', 'MariaDB 10.11 in the cloud'],
  'another store': ['ledger of files', 'ledger of objects'],
  'Kafka Connect': ['Oracle 19c', 'PostgreSQL 16'],
} as const;

const SPEC = {
  constraints: { max_downtime_minutes: 30, data_volume_gb: 9, dependencies: ['billing'] },
  tables_to_migrate: [
    { name: 'orders', row_count: 2_000_000, size_mb: 900 },
    { name: 'lines', row_count: 9_000_000, size_mb: 2000, depends_on: ['orders'] },
  ],
  service_details: {
    legacy_service: { name: 'cart-1', endpoints: ['GET /v1/carts/{id}', 'POST /v1/carts'] },
    new_service: { name: 'cart-2', endpoints: ['GET /v1/carts/{id}', 'POST /v1/carts', 'GET /v2/carts'] },
  },
};

const everyPlan = PLAN_PATTERNS.flatMap(({ id: pattern, type, family }) => {
  const tools = ['service', 'api'].includes(family) ? TRAFFIC_TOOLS : ['gateway-api'];
  const ends = ['service', 'api'].includes(family)
    ? (['another store'] as const)
    : (Object.keys(ENDS) as (keyof typeof ENDS)[]);
  return ends.flatMap((end) =>
    tools
      .filter((tool) => !PROGRESSIVE_TOOLS.includes(tool) || !['parallel_run', 'api_versioning'].includes(pattern))
      .map((traffic) => [pattern, end, traffic, type] as const),
  );
});

describe('whatever the pattern and the servers are', () => {
  test.each(everyPlan)('%s, %s, %s', (pattern, end, traffic, type) => {
    const [source, target] = ENDS[end];
    const spec = readFullSpec({ type, pattern, source, target, ...SPEC }, 'spec.json');
    const { steps } = planInFull({ spec, settings: new Map([['traffic', traffic]]), now: NOW });
    const titles = (lack: (step: (typeof steps)[number]) => boolean) => steps.filter(lack).map(({ title }) => title);
    expect({
      without_verification: titles(({ verify }) => verify.length === 0),
      without_verification_of_the_undo: titles(
        ({ kind, down, undo_verify: asked = [] }) => kind !== 'sql' && down.length > 0 && asked.length === 0,
      ),
      without_figure_and_why: titles(({ estimate: { seconds, basis } }) => seconds === undefined && basis === ''),
      without_owner: titles(({ owner, expected, on_failure: failing }) => [owner, expected, failing].includes('')),
    }).toEqual({
      without_verification: [],
      without_verification_of_the_undo: [],
      without_figure_and_why: [],
      without_owner: [],
    });
  });
});
