import { describe, expect, test } from 'vitest';
import type { PlanDetail } from '../../src/model/plan-detail.js';
import { WORK } from '../../src/tables/plan-rates.js';
import { folderWith, run, start } from '../support/cli.js';
import { mariadbUrl, postgresUrl, reachable, scratchMariadb, scratchPostgres } from '../support/databases.js';

const OLD = 'CREATE TABLE orders (id int PRIMARY KEY, total numeric(9,2));';
const NEW =
  'CREATE TABLE orders (id int PRIMARY KEY, total numeric(9,2)); CREATE INDEX orders_total ON orders (total);';
const spec = (rows: number) =>
  JSON.stringify({
    type: 'database',
    source: 'PostgreSQL shop',
    target: 'PostgreSQL shop',
    tables_to_migrate: [{ name: 'orders', row_count: rows }],
  });
const hasPostgres = await reachable('postgres', 'plan --database');
const hasMariadb = await reachable('mariadb', 'plan --database');

test('plan --calibrate says which option it lacks', async () => {
  const folder = folderWith({ 'spec.json': spec(5) });
  const { stdout, stderr, status } = await run(['plan', '-i', 'spec.json', '--detail', 'full', '--calibrate'], {
    cwd: folder,
  });
  expect({ stdout, stderr, status }).toEqual({
    stdout: '',
    stderr: 'error: --calibrate: no server to measure\n  name it: --database postgres://user@host/database\n',
    status: 3,
  });
});

describe('plan --database', () => {
  const plan = async (url: string, ...more: string[]) => {
    const folder = folderWith({ 'spec.json': spec(5), 'old.sql': OLD, 'new.sql': NEW });
    const args = ['plan', '-i', 'spec.json', '--detail', 'full', '--before', 'old.sql', '--after', 'new.sql'];
    const { stdout, stderr, status } = await run([...args, '--database', url, ...more, '--format', 'json'], {
      cwd: folder,
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return JSON.parse(stdout) as PlanDetail;
  };

  /** Every kind of work has a rate; only the catalog's has no rows and no bytes. */
  const expectCalibration = ({ calibration, database }: PlanDetail) => {
    expect(calibration?.server).toBe(database?.server);
    expect(calibration?.rows).toBeGreaterThanOrEqual(16_384);
    const rates = new Map(calibration?.rates.map(({ work, a, b, c }) => [work, [a, b, c].map(Number)]));
    expect([...rates.keys()].sort()).toEqual(Object.keys(WORK).sort());
    for (const [work, figures] of rates) {
      for (const figure of figures) expect(figure).toBeGreaterThanOrEqual(0);
      expect([work, figures.reduce((sum, figure) => sum + figure) > 0]).toEqual([work, true]);
    }
    expect(rates.get('catalog')?.slice(1)).toEqual([0, 0]);
  };

  test.runIf(hasPostgres)('rows and sizes come from the statistics of a PostgreSQL', async () => {
    const scratch = await scratchPostgres('exports_plan');
    try {
      const client = await scratch.connect();
      await client.query(OLD);
      await client.query('INSERT INTO orders SELECT n, n FROM generate_series(1, 3000) n');
      await client.query('ANALYZE orders');
      await client.query('CREATE TABLE unknown (x int)');
      await client.query('INSERT INTO unknown VALUES (1)');
      const url = new URL(postgresUrl());
      url.pathname = scratch.name;
      const { database, steps } = await plan(url.href);
      expect(database).toEqual({
        server: expect.stringMatching(/^PostgreSQL \d+\.\d+$/),
        tables: [
          { table: 'public.orders', rows: 3000, bytes: expect.any(Number) },
          // It was never analysed: nobody knows how many rows it has.
          { table: 'public.unknown', bytes: 8192 },
        ],
      });
      expect(database?.tables[0]?.bytes).toBeGreaterThan(100_000);
      const backup = steps.find(({ title }) => title.startsWith('Make a backup'));
      expect(backup?.estimate).toMatchObject({ source: 'rate', formula: '0.1 s + 8.5e-9 s · bytes' });
      // A role that owns nothing, and sees no other session, is told so by the commands of the plan.
      const role = `migrate_arch_guest_${process.pid}`;
      await client.query(`CREATE ROLE ${role} LOGIN`);
      try {
        const guest = new URL(url);
        guest.username = role;
        const [rights, quiet] = ['See that the role', 'See that the database is quiet'].map((words) =>
          steps.find(({ title }) => title.startsWith(words)),
        );
        const ask = async (command: string | undefined) =>
          (await start('bash', ['-c', command ?? 'false'], { env: { DATABASE_URL: guest.href } })).stdout.trim();
        const lacks = await ask(rights?.up[0]);
        expect(lacks).toMatch(/(?:^|, )public\.orders belongs to \S+$/);
        expect(lacks).not.toContain('unknown');
        expect(await ask(quiet?.up[0])).toBe(`${role} does not see the sessions of others: grant it pg_read_all_stats`);
        await client.query(`GRANT pg_read_all_stats TO ${role}`);
        await client.query(`GRANT CREATE ON SCHEMA public TO ${role}`);
        await client.query(`ALTER TABLE orders OWNER TO ${role}`);
        expect([await ask(rights?.up[0]), rights?.verify[0]?.expect]).toEqual(['none', 'none']);
        expect(await ask(quiet?.up[0])).toMatch(/^\d+$/);
      } finally {
        await client.query(`REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}`);
        await client.query(`DROP ROLE ${role}`);
      }
      const isIndex = ({ title }: { title: string }) => title.startsWith('create index');
      expect(steps.find(isIndex)?.estimate).toMatchObject({
        source: 'rate',
        basis: expect.stringMatching(
          /^builds an index while others write of 3000 rows by the statistics of PostgreSQL [\d.]+; rates of /,
        ),
      });
      const calibrated = await plan(url.href, '--calibrate');
      expectCalibration(calibrated);
      const rate = calibrated.calibration?.rates.find(({ work }) => work === 'index_online');
      const { seconds, source, basis } = calibrated.steps.find(isIndex)?.estimate ?? {};
      expect(source).toBe('calibration');
      expect(Number(seconds?.p50)).toBeCloseTo(Number(rate?.a) + 3000 * Number(rate?.b), 1);
      expect(basis).toMatch(/ of 3000 rows by .*; measured on PostgreSQL [\d.]+ with \d+ rows$/);
      const { rows } = await client.query("SELECT datname FROM pg_database WHERE datname LIKE 'migrate_arch_reh%'");
      expect(rows.filter(({ datname }) => datname.includes(`_${process.pid}_`))).toEqual([]);
    } finally {
      await scratch.drop();
    }
  });

  test.runIf(hasMariadb)('and of a MariaDB', async () => {
    const scratch = await scratchMariadb('exports_plan');
    try {
      const connection = await scratch.connect();
      await connection.query('CREATE TABLE orders (id int PRIMARY KEY)');
      await connection.query('INSERT INTO orders VALUES (1), (2), (3)');
      await connection.query('ANALYZE TABLE orders');
      const url = new URL(mariadbUrl());
      url.pathname = scratch.name;
      const calibrated = await plan(url.href, '--calibrate');
      expect(calibrated.database).toEqual({
        server: expect.stringMatching(/^(MariaDB|MySQL) \d+\.\d+\.\d+$/),
        tables: [{ table: 'orders', rows: 3, bytes: 16_384 }],
      });
      expectCalibration(calibrated);
    } finally {
      await scratch.drop();
    }
  });

  test.each([
    ['shop.db', /^error: --database: not the address of a server\n/],
    ['postgres://postgres:secret@127.0.0.1:1/shop', /^error: database shop at 127\.0\.0\.1:1: cannot be reached/],
  ])('%s is refused, and no password is told', async (url, message) => {
    const folder = folderWith({ 'spec.json': spec(5) });
    const args = ['plan', '-i', 'spec.json', '--detail', 'full', '--database', url];
    const { stdout, stderr, status } = await run(args, { cwd: folder });
    expect([stdout, status]).toEqual(['', 3]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('secret');
  });
});
