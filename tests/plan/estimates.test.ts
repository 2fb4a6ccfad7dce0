import { describe, expect, test } from 'vitest';
import { checkSql } from '../../src/library/sql.js';
import type { PlanDetail } from '../../src/model/plan-detail.js';
import type { Rehearsal } from '../../src/model/rehearsal.js';
import type { Step } from '../../src/model/step.js';
import { estimateSql, tableOf } from '../../src/plan/full/work.js';
import { readDatabases } from '../../src/read/database.js';
import { folderWith, run } from '../support/cli.js';

const FILES = {
  'old.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2) NOT NULL);',
  'new.sql':
    'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2) NOT NULL);\nCREATE INDEX orders_total ON orders (total);',
};
const SCHEMAS = ['--before', 'old.sql', '--after', 'new.sql'];
const specOf = (server: string, target = server) => ({
  type: server === target ? 'database' : 'data',
  source: `${server} shop`,
  target: `${target} shop`,
  tables_to_migrate: [{ name: 'orders', row_count: 4_000_000, size_mb: 1000 }],
});

async function plan(spec: object, ...args: string[]) {
  const folder = folderWith({ ...FILES, 'spec.json': JSON.stringify(spec) });
  return run(['plan', '-i', 'spec.json', '--detail', 'full', '--format', 'json', ...args], { cwd: folder });
}
const stepsOf = async (spec: object, ...args: string[]) => {
  const { stdout, stderr, status } = await plan(spec, ...args);
  expect([stderr, status]).toEqual(['', 0]);
  return (JSON.parse(stdout) as PlanDetail).steps;
};

describe('the rates are those of the server that does the work', () => {
  test.each([
    ['PostgreSQL', 'postgresql', 12.5, 'PostgreSQL 15'],
    ['MariaDB', 'mariadb', 7.1, 'MariaDB 10.11'],
    ['MySQL', 'mysql', 7.1, 'MariaDB 10.11'],
  ])('an index on %s', async (server, dialect, seconds, measured) => {
    const steps = await stepsOf(specOf(server), ...SCHEMAS, '--dialect', dialect);
    const { estimate } = steps.find(({ kind }) => kind === 'sql') ?? {};
    expect(Number(estimate?.seconds?.p50)).toBeCloseTo(seconds, -0.5);
    expect(estimate).toMatchObject({
      source: 'rate',
      basis: `builds an index while others write of 4000000 rows; rates of migrate-arch, measured on ${measured} with two cores (references/planning.md)`,
    });
  });

  test('rows that move go in by the rate of where they go', async () => {
    const copies = async (source: string, target: string) =>
      (await stepsOf(specOf(source, target)))
        .map(({ estimate }) => estimate.basis)
        .filter((basis) => basis.includes('copying in'));
    expect(await copies('PostgreSQL', 'MariaDB')).toEqual([expect.stringContaining('measured on MariaDB 10.11')]);
    expect(await copies('MySQL', 'PostgreSQL')).toEqual([expect.stringContaining('measured on PostgreSQL 15')]);
  });
});

test('a column that gets another name is filled by the rows of its table', async () => {
  for (const [dialect, name] of [
    ['postgresql', 'public.t"x'],
    ['mariadb', 't"x'],
  ] as const) {
    const quoted = dialect === 'postgresql' ? '"t""x"' : '`t"x`';
    const schema = (column: string) => [
      { name: 'schema.sql', text: `CREATE TABLE ${quoted} (id int PRIMARY KEY, ${column} int);` },
    ];
    const { steps = [] } = await checkSql(schema('a'), schema('b'), { detail: 'full', dialect, renames: ['t"x.a=b'] });
    expect(steps.length).toBeGreaterThan(0);
    expect(new Set(steps.map(tableOf))).toEqual(new Set([name]));
  }
});

describe('a rehearsal', () => {
  const step = {
    id: 'x',
    up: ['CREATE INDEX orders_total ON orders (total)'],
    because: ['tables.orders.indexes.orders_total'],
    locks: [],
    rewrites: [],
  } as unknown as Step;
  const estimate = (rehearsed: number, rows: number | undefined) =>
    estimateSql(step, {
      sizes: new Map([['orders', rows === undefined ? {} : { rows }]]),
      sizeQuery: (table) => `count ${table}`,
      rehearsal: {
        server: 'PostgreSQL 15',
        tables: [{ table: 'orders', rows: rehearsed }],
        steps: [{ id: 'x', up_seconds: 3 }],
      } as unknown as Rehearsal,
      calibration: undefined,
      dialect: 'postgresql',
    });

  test('is scaled to the rows that there are', () => {
    expect(estimate(1000, 50_000)).toMatchObject({ source: 'rehearsal', seconds: 150 });
    expect(estimate(1000, 10)).toMatchObject({ source: 'rehearsal', seconds: 3 });
    expect(estimate(0, 0)).toMatchObject({ source: 'rehearsal', seconds: 3 });
  });

  test('of too few rows leaves it to the rates', () => {
    expect(estimate(20, 4_000_000)).toMatchObject({ source: 'rate', seconds: 3.2 });
  });

  test('is no figure where nobody knows how many rows there are', () => {
    expect(estimate(20, undefined)).toEqual({
      clock: 'machine',
      source: 'unknown',
      basis: 'builds an index; how many rows orders has is not known; the rehearsal took 3 s with 20 rows',
      formula: '0.2 s + 7.5e-7 s · rows',
      query: 'count orders',
    });
  });
});

test('schemas that show whose they are are read as that, whatever server is beside them', async () => {
  const read = (type: string, server: string) => {
    const sources = [{ name: 'schema.sql', text: `CREATE TABLE t (at ${type});` }];
    const files = { kind: 'files', sources } as const;
    return readDatabases(files, files, { engine: 'text', server });
  };
  const nowhere = '://root@127.0.0.1:1/shop';
  expect((await read('timestamptz', `mysql${nowhere}`)).map(({ dialect }) => dialect)).toEqual([
    'postgresql',
    'postgresql',
  ]);
  expect((await read('mediumtext', `postgres${nowhere}`)).map(({ dialect }) => dialect)).toEqual(['mysql', 'mysql']);
  await expect(read('int', `mysql${nowhere}`)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
});

test('a server of another kind than the steps are for is not asked', async () => {
  const { stdout, stderr, status } = await plan(
    specOf('MariaDB'),
    ...SCHEMAS,
    '--dialect',
    'mariadb',
    '--database',
    'postgres://u:secret@127.0.0.1:1/shop',
  );
  expect({ stdout, stderr, status }).toEqual({
    stdout: '',
    stderr:
      'error: --database: a server of PostgreSQL, and the steps are of MariaDB\n  name the server that the steps are for\n',
    status: 3,
  });
});

describe('a key that stands twice', () => {
  const TWICE = '{"type": "service", "source": "a", "target": "b",\n "target": "c"}';

  test('is refused in full, with its place', async () => {
    const folder = folderWith({ 'spec.json': TWICE });
    const { stdout, stderr, status } = await run(['plan', '-i', 'spec.json', '--detail', 'full'], { cwd: folder });
    expect([stdout, status]).toEqual(['', 3]);
    expect(stderr).toMatch(/^error: spec\.json:2:2: .*"target".*\n {2}take one of the two out/);
  });

  test('is what Python makes of it in the outline', async () => {
    const folder = folderWith({ 'spec.json': TWICE });
    const { stdout, status } = await run(['plan', '-i', 'spec.json', '--format', 'json'], { cwd: folder });
    expect([JSON.parse(stdout).target_system, status]).toEqual(['c', 0]);
  });

  test('is refused among contacts', async () => {
    const folder = folderWith({
      'spec.json': '{"type": "service", "source": "a", "target": "b"}',
      'contacts.json': '{"dba": "Ann", "dba": "Bob"}',
    });
    await run(['plan', '-i', 'spec.json', '--detail', 'full', '--format', 'json', '-o', 'plan.json'], { cwd: folder });
    const { stderr, status } = await run(
      ['rollback', '-i', 'plan.json', '--detail', 'full', '--contacts', 'contacts.json'],
      { cwd: folder },
    );
    expect([stderr.split('\n')[0], status]).toEqual([expect.stringMatching(/^error: contacts\.json:1:16: .*"dba"/), 3]);
  });
});
