import { expect, test } from 'vitest';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { readFullSpec } from '../../src/read/full-spec.js';
import { NOW } from '../support/cli.js';

const CHANGES = [
  { type: 'add_column', column: 'due_on', data_type: 'date' },
  { type: 'add_index', column: 'due_on' },
  { type: 'drop_column', column: 'legacy' },
  { type: 'add_constraint', constraint_type: 'foreign_key', constraint_name: 'fk' },
];

function planOf(part: object) {
  const spec = {
    ...{ type: 'database', pattern: 'expand_contract', source: 'PostgreSQL shop', target: 'PostgreSQL shop' },
    schema_changes: [{ table: 'bills', changes: CHANGES }],
    ...part,
  };
  return planInFull({ spec: readFullSpec(spec, 'spec.json'), settings: new Map(), now: NOW });
}

test.each([
  ['of a schema', {}],
  [
    'of data',
    { type: 'data', pattern: 'bulk_copy', target: 'PostgreSQL shop 2', tables_to_migrate: [{ name: 'bills' }] },
  ],
  ['of a service', { type: 'service', pattern: 'canary' }],
  ['of a place', { type: 'infrastructure', pattern: 'lift_and_shift' }],
])('%s: a change is SQL where enough is said of it, and named where not', (_, part) => {
  const { steps, warnings } = planOf(part);
  const named = warnings.filter(({ path }) => path.startsWith('/schema_changes'));
  expect(steps.filter(({ kind }) => kind === 'sql').map(({ title }) => title)).toEqual(['add column due_on to bills']);
  expect(named.map(({ path }) => path)).toEqual([1, 2, 3].map((at) => `/schema_changes/0/changes/${at}`));
  expect(named[0]?.message).toBe(
    'no statement of this plan does add_index bills.due_on: give --before and --after, or --report',
  );
  const [open] = steps.filter(({ title }) => title === 'Write the statements of the change');
  expect(open?.up.slice(0, 3)).toEqual([
    'add_index bills.due_on',
    'drop_column bills.legacy',
    'add_constraint bills fk',
  ]);
});

test('of a server whose SQL is not written from words, every change is named', () => {
  const { steps, warnings } = planOf({ source: 'Oracle 19c shop', target: 'Oracle 19c shop' });
  expect(steps.filter(({ kind }) => kind === 'sql')).toEqual([]);
  expect(warnings.filter(({ path }) => path.startsWith('/schema_changes'))).toHaveLength(CHANGES.length);
});

test('the stability window has the hours of the specification, and says so', () => {
  const { steps } = planOf({ stability_window_hours: 48 });
  expect(steps.find(({ phase }) => phase === 'stabilize')?.estimate.basis).toBe('/stability_window_hours');
});
