import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanDetail } from '../../src/model/plan-detail.js';
import { shell, skipLoudly, start } from '../support/cli.js';
import { type Answers, converse } from '../support/converse.js';
import { hasServer, ownPostgresql, PATIENTLY, switchScript } from '../support/own-servers.js';
import { SETTINGS, YES } from '../support/runbooks.js';

const hasClients = ['psql', 'pg_dump'].every((tool) => spawnSync(tool, ['--version']).status === 0);
const isReady =
  hasServer('postgresql') && (hasClients || !skipLoudly('the way back of a move', 'there is no psql or pg_dump here'));

const schedule = [{ percentage: 100, duration_hours: 1 }];
const SPEC = {
  type: 'database',
  pattern: 'change_data_capture',
  source: 'PostgreSQL 13 shop',
  target: 'PostgreSQL 15 shop',
  tables_to_migrate: [{ name: 'users' }, { name: 'orders' }],
  feature_flags: [
    { name: 'read_new', rollout_schedule: schedule },
    { name: 'write_new', rollout_schedule: schedule },
  ],
  settings: { ...SETTINGS, flag_query: './state.sh', switch_command: './switch.sh' },
};
const TABLES = `CREATE TABLE users (id serial PRIMARY KEY, name text);
CREATE TABLE orders (id bigserial PRIMARY KEY, customer int REFERENCES users);
INSERT INTO users (name) SELECT 'n' || n FROM generate_series(1, 50) AS n;
INSERT INTO orders (customer) SELECT 1 + n % 50 FROM generate_series(1, 500) AS n`;

describe.skipIf(!isReady)('data that moved to another server', () => {
  const stops: (() => Promise<unknown>)[] = [];
  let folder: string;
  let env: Record<string, string>;
  let plan: PlanDetail;

  beforeAll(async () => {
    const [source, target] = await Promise.all([ownPostgresql(), ownPostgresql()]);
    stops.push(source.stop, target.stop);
    folder = mkdtempSync(join(tmpdir(), 'move-'));
    stops.push(async () => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'spec.json'), JSON.stringify(SPEC));
    writeFileSync(join(folder, 'flag.sh'), '#!/bin/sh\necho "$2" > "at_$1"; echo "$*" >> flags\n', { mode: 0o755 });
    writeFileSync(join(folder, 'state.sh'), '#!/bin/sh\ncat "at_$1"\n', { mode: 0o755 });
    const connect = `side=$(echo "$1" | tr a-z A-Z)_URL; psql "\${!side}" --command '\\! touch there' --file -`;
    // It ends when the programs are there, which the runbook asks at once.
    const switching = `${switchScript(`rm -f there; ${connect}`)}until test -e there; do sleep 0.1; done\n`;
    writeFileSync(join(folder, 'switch.sh'), switching, { mode: 0o755 });
    env = { SOURCE_URL: source.url, TARGET_URL: target.url, DATABASE_URL: source.url, ROLLBACK_USER: 'ada' };
    const made = await shell(
      `migrate-arch plan -i spec.json --detail full --format json -o plan.json &&
migrate-arch rollback -i plan.json --detail full --set backup_age_command='echo 1' --set restore_command=false --format sh -o back.sh`,
      { cwd: folder },
    );
    expect(made).toMatchObject({ status: 0 });
    plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
    await ask('SOURCE_URL', TABLES);
  });
  afterAll(() => Promise.all(stops.map((stop) => stop())));

  const bash = (script: string) =>
    start('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder, env: { ...process.env, ...env } as never });
  const ask = async (side: string, query: string) => {
    const { stdout, stderr } = await bash(`psql "$${side}" --no-psqlrc -qAt -v ON_ERROR_STOP=1 -c "${query}"`);
    return stdout.trim() || stderr.trim();
  };
  const back = (after: string, answers: Answers, log: string) =>
    converse(join(folder, 'back.sh'), ['--after', after], answers, {
      cwd: folder,
      env: { ...env, ROLLBACK_LOG: log },
    });
  const idOf = (title: string) => plan.steps.find((step) => step.title.startsWith(title))?.id as string;

  /** The commands of the plan as they stand, with what they must answer. */
  async function forwards(from: number, last: string) {
    for (const step of plan.steps.slice(from)) {
      if (step.language === 'sh') {
        const { status, stderr } = await bash(step.up.join('\n'));
        expect([step.title, status, status === 0 ? '' : stderr]).toEqual([step.title, 0, '']);
        for (const { run, expect: answer } of step.verify) {
          await expect.poll(async () => (await bash(run)).stdout.trim(), PATIENTLY).toBe(answer);
        }
      }
      if (step.title.startsWith(last)) return;
    }
  }

  test('comes back with what was written meanwhile, and each side is asked by its name', async () => {
    await forwards(0, 'Set the flag write_new to 100 %');
    await ask('TARGET_URL', `INSERT INTO users (name) VALUES ('new')`);
    const { status, unexpected, stdout } = await back(idOf('Set the flag write_new'), YES, 'back.log');
    expect({ status, unexpected, stdout: status === 0 ? '' : stdout }).toEqual({
      status: 0,
      unexpected: [],
      stdout: '',
    });
    expect(await ask('SOURCE_URL', 'SELECT count(*), max(name) FROM users')).toBe('51|new');
    expect(await ask('SOURCE_URL', `INSERT INTO users (name) VALUES ('later') RETURNING id`)).toBe('52');
    expect(await ask('TARGET_URL', 'SELECT count(*) FROM pg_stat_user_tables')).toBe('0');
    expect(readFileSync(join(folder, 'flags'), 'utf8').split('\n').slice(-3)).toEqual([
      'write_new 0',
      'read_new 0',
      '',
    ]);
    const log = readFileSync(join(folder, 'back.log'), 'utf8');
    for (const side of ['source', 'target']) {
      expect(log).toMatch(
        new RegExp(
          `\tRECORDED\tcheck_snapshot_${side}\tada\tthe id of the snapshot: snapshot-${side}-${plan.migration_id}-`,
        ),
      );
    }
    expect(log).toMatch(/\tASKED\tu_[0-9a-f]+\tada\t\.\/state\.sh read_new -> 0 \(must be 0\)\n/);
    expect(log).not.toMatch(/postgres:\/\//);
    const done = log.split('\n').flatMap((line) => /\tDONE\t(\w+)\t/.exec(line)?.[1] ?? []);
    const undone = ['Send', 'Switch over', 'Stop the writes', 'Copy the rows', 'Publish', 'Make the tables'];
    const wanted = [
      'stop_rollout',
      'check_snapshot_target',
      ...undone.map((title) => `u_${idOf(title)}`),
      'verify_rows_source',
    ];
    expect(done.filter((id) => wanted.includes(id))).toEqual(wanted);
  });

  test('whose source follows no longer is mended where it is: nothing is sent back to a side that lacks the writes', async () => {
    const begin = plan.steps.findIndex(({ id }) => id === idOf('Make the tables'));
    await forwards(begin, 'End the replication');
    const flags = readFileSync(join(folder, 'flags'), 'utf8');
    const answers: Answers = [[/Is this part to be done/, 'no'], ...YES];
    const ended = await back(idOf('End the replication'), answers, 'ended.log');
    expect({ status: ended.status, stdout: ended.status === 0 ? '' : ended.stdout }).toEqual({ status: 0, stdout: '' });
    expect(ended.stdout).toMatch(/^Route: old_side_gone$/m);
    expect(ended.stdout.match(/^#### \w+/gm)).toEqual(
      ['stop', 'checks', 'mend', 'restore', 'verify', 'resume'].map((part) => `#### ${part}`),
    );
    // A source that was given up is asked nothing, and needs no address.
    env = { ...env, SOURCE_URL: '' };
    const gone = await back(idOf('Give the source up'), answers, 'gone.log');
    expect({ status: gone.status, stdout: gone.status === 0 ? '' : gone.stdout }).toEqual({ status: 0, stdout: '' });
    expect(readFileSync(join(folder, 'gone.log'), 'utf8')).not.toMatch(/_source\t/);
    expect(readFileSync(join(folder, 'flags'), 'utf8')).toBe(flags);
  });
});
