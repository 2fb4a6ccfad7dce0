import { execFile, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationalStep } from '../../src/model/plan-detail.js';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { NOW, shell, skipLoudly } from '../support/cli.js';
import { freePort } from '../support/free-port.js';

const run = promisify(execFile);
const { stdout: bin, status } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
const hasPrograms = status === 0 && spawnSync(join(bin.trim(), 'initdb'), ['--version']).status === 0;
const isSkipped = !hasPrograms && skipLoudly('what needs two servers of PostgreSQL', 'initdb is not there');

/** Of no account: servers refuse to run as root. */
const NOBODY = 65534;

/** A server of its own, whose changes another may follow. */
async function startServer(): Promise<{ url: string; stop(): Promise<unknown> }> {
  const data = mkdtempSync(join(tmpdir(), 'follow-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  const who = { ...(isRoot && { uid: NOBODY, gid: NOBODY }), cwd: data, env: { ...process.env, HOME: data } };
  const program = (name: string) => join(bin.trim(), name);
  const port = await freePort();
  await run(program('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'], who);
  const options = `-p ${port} -h 127.0.0.1 -k ${data} -F -c wal_level=logical`;
  await run(program('pg_ctl'), ['-D', data, '-w', '-l', join(data, 'log'), '-o', options, 'start'], who);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await run(program('pg_ctl'), ['-D', data, '-w', '-m', 'immediate', 'stop'], who);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

const NAME = 'or"ders\nSQL\n; --';
const steps = planInFull({
  spec: {
    type: 'data',
    pattern: 'change_data_capture',
    source: 'PostgreSQL 13',
    target: 'PostgreSQL 15',
    tables_to_migrate: [{ name: NAME, row_count: 1000 }, { name: 'customers' }],
  } as never,
  settings: new Map(),
  now: NOW,
})
  .steps.filter(({ kind, phase }) => kind === 'command' && ['migrate', 'ramp', 'contract'].includes(phase))
  .filter(({ title }) => !title.startsWith('Try'));

describe.skipIf(isSkipped)('data that move from one PostgreSQL to another', () => {
  // What the comparison keeps is not for this folder.
  const cwd = mkdtempSync(join(tmpdir(), 'figures-'));
  let env: Record<string, string>;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const [source, target] = await Promise.all([startServer(), startServer()]);
    stops.push(source.stop, target.stop);
    env = { ...process.env, SOURCE_URL: source.url, TARGET_URL: target.url } as Record<string, string>;
    await ask(
      'SOURCE_URL',
      `CREATE TABLE customers (id serial PRIMARY KEY, since timestamptz DEFAULT now()); CREATE TABLE "or""ders\nSQL\n; --" (id bigserial PRIMARY KEY, customer int REFERENCES customers, share float8); INSERT INTO customers SELECT FROM generate_series(1, 5); INSERT INTO "or""ders\nSQL\n; --" (customer, share) SELECT 1 + i % 5, i / 3.0 FROM generate_series(1, 1000) AS i`,
    );
  }, 60_000);
  afterAll(async () => {
    await Promise.all(stops.map((stop) => stop()));
    rmSync(cwd, { recursive: true, force: true });
  });

  const bash = (script: string) => shell(`set -euo pipefail\n${script}`, { env, cwd });
  const ask = async (side: string, query: string) =>
    (await bash(`psql "$${side}" --no-psqlrc --quiet -v ON_ERROR_STOP=1 -At -c ${quoted(query)}`)).stdout.trim();
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

  async function does(step: OperationalStep, part: 'up' | 'down'): Promise<void> {
    const { status: code, stderr } = await bash(step[part].join('\n'));
    expect([step.title, code, stderr.replaceAll(/^NOTICE.*\n/gm, '')]).toEqual([step.title, 0, '']);
    for (const { run: question, expect: answer } of (part === 'up' ? step.verify : step.undo_verify) ?? []) {
      await expect.poll(async () => (await bash(question)).stdout.trim(), { timeout: 20_000 }).toBe(answer);
    }
  }

  test('go there and lead, and come back with all that was written meanwhile', async () => {
    const titles = steps.map(({ title }) => title);
    expect(titles).toEqual([
      'Publish 2 tables on the source',
      'Copy the rows that are there, and follow the changes',
      'Stop the writes to the source, and drain it',
      'Compare source and target',
      'Switch over to the target, with the source following it',
      'End the replication: the source follows no longer',
    ]);
    const there = steps.slice(0, 5);
    const read = (side: string) => ask(side, `SELECT count(*), max(id) FROM "or""ders\nSQL\n; --"`);
    for (const step of there.slice(0, 2)) await does(step, 'up');
    await ask('SOURCE_URL', `INSERT INTO "or""ders\nSQL\n; --" (customer) VALUES (1)`);
    for (const step of there.slice(2)) await does(step, 'up');
    expect(await ask('SOURCE_URL', 'INSERT INTO customers DEFAULT VALUES')).toBe('');
    expect(await ask('TARGET_URL', `INSERT INTO "or""ders\nSQL\n; --" (customer) VALUES (2) RETURNING id`)).toBe(
      '1002',
    );
    await expect.poll(() => read('SOURCE_URL'), { timeout: 20_000 }).toBe('1002|1002');
    // Each of them twice: an undo may be repeated.
    for (const step of there.toReversed()) await does(step, 'down');
    for (const step of there.toReversed()) await does(step, 'down');
    expect(await ask('SOURCE_URL', `INSERT INTO "or""ders\nSQL\n; --" (customer) VALUES (3) RETURNING id`)).toBe(
      '1003',
    );
    expect(await ask('TARGET_URL', 'INSERT INTO customers DEFAULT VALUES')).toBe('');
  }, 60_000);

  test('and stay there, with nothing of the migration left', async () => {
    await bash(
      `export PGOPTIONS='-c default_transaction_read_only=off'; psql "$TARGET_URL" -qc 'ALTER DATABASE postgres RESET default_transaction_read_only' -c 'DROP SCHEMA public CASCADE' -c 'CREATE SCHEMA public'`,
    );
    for (const step of steps) await does(step, 'up');
    for (const side of ['SOURCE_URL', 'TARGET_URL']) {
      const left = `SELECT (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_subscription) + (SELECT count(*) FROM pg_replication_slots)`;
      expect([side, await ask(side, left)]).toEqual([side, '0']);
    }
    expect(await ask('TARGET_URL', `INSERT INTO "or""ders\nSQL\n; --" (customer) VALUES (2) RETURNING id`)).toBe(
      '1004',
    );
  }, 60_000);
});
