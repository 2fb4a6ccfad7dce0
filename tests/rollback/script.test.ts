import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { hashMigration, hashTexts } from '../../src/lib/hash.js';
import type { OperationalStep, PlanDetail } from '../../src/model/plan-detail.js';
import type { Rehearsal } from '../../src/model/rehearsal.js';
import type { RunbookDetail } from '../../src/model/runbook-detail.js';
import { folderWith, run, shell, skipLoudly, start } from '../support/cli.js';
import { type Answers, converse } from '../support/converse.js';
import { postgresUrl, reachable, type ScratchPostgres, scratchPostgres } from '../support/databases.js';
import { PATIENTLY } from '../support/own-servers.js';
import { endsOf, KUBECTL, SETTINGS, YES } from '../support/runbooks.js';

const OLD = `CREATE TABLE users (id bigint PRIMARY KEY, mail varchar(255) NOT NULL, nick text, bio varchar(255), score int, alias text);
CREATE TABLE visits (id bigint PRIMARY KEY, page text);
CREATE INDEX users_mail ON users (mail);
CREATE VIEW bios AS SELECT bio FROM users;
`;
const NEW = `CREATE TABLE users (id bigint PRIMARY KEY, mail varchar(255) NOT NULL, nick text NOT NULL, bio text, level bigint, handle text);
CREATE INDEX users_mail ON users (mail);
CREATE UNIQUE INDEX users_nick ON users (nick);
CREATE VIEW bios AS SELECT bio FROM users;
`;
const ROWS = `INSERT INTO users SELECT n, 'mail' || n, 'nick' || n, 'bio', n FROM generate_series(1, 100) AS n;
INSERT INTO visits SELECT n, 'page' || n FROM generate_series(1, 10) AS n;
`;
const SPEC = {
  type: 'database',
  pattern: 'expand_contract',
  source: 'PostgreSQL shop',
  target: 'PostgreSQL shop',
  feature_flags: [
    {
      name: 'levels',
      rollout_schedule: [
        { percentage: 10, duration_hours: 1 },
        { percentage: 100, duration_hours: 0 },
      ],
    },
  ],
  settings: SETTINGS,
};

const but = (...answers: Answers): Answers => [...answers, ...YES];

/** What a client says whose server got another C library; it is no part of an answer. */
const WARNING = 'WARNING:  database "shop" has a collation version mismatch';
const PSQL = spawnSync('sh', ['-c', 'command -v psql'], { encoding: 'utf8' }).stdout.trim();
const WARNING_PSQL = `#!/bin/sh\necho '${WARNING}' >&2\nexec ${PSQL} "$@"\n`;

const hasClients = ['psql', 'pg_dump'].every((tool) => spawnSync(tool, ['--version']).status === 0);
const ready =
  (hasClients || !skipLoudly('the script of a runbook', 'there is no psql or pg_dump here')) &&
  (await reachable('postgres', 'the script of a runbook'));

/** The pipe of the guide, from two schemas to a runbook whose times were measured. */
async function makeRunbook(folder: string): Promise<void> {
  const pipe = `set -e
migrate-arch check --before old.sql --after new.sql --rename users.alias=handle --detail full --format json -o check.json || test $? -le 2
migrate-arch plan -i spec.json --detail full --report check.json --format json -o first.json
migrate-arch rehearse -i first.json --rows 20 --format json -o rehearsal.json
migrate-arch plan -i spec.json --detail full --report check.json --evidence rehearsal.json --format json -o plan.json
migrate-arch rollback -i plan.json --detail full --format json -o runbook.json
migrate-arch rollback -i plan.json --detail full --format sh -o back.sh`;
  const { status, stderr } = await shell(pipe, { cwd: folder });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}

describe.skipIf(!ready)('the way back of a real migration', () => {
  let made: string;
  let plan: PlanDetail;
  let runbook: RunbookDetail;
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    made = join('/tmp', `migrate-arch-runbook-${process.pid}`);
    mkdirSync(made, { recursive: true });
    for (const [name, text] of [
      ['old.sql', OLD],
      ['new.sql', NEW],
      ['spec.json', JSON.stringify(SPEC)],
    ] as const)
      writeFileSync(join(made, name), text);
    await makeRunbook(made);
    const read = (name: string) => JSON.parse(readFileSync(join(made, name), 'utf8'));
    [plan, runbook, rehearsal] = [read('plan.json'), read('runbook.json'), read('rehearsal.json')];
  });
  afterAll(() => spawnSync('rm', ['-r', made]));

  const sqlSteps = () => plan.steps.filter(({ kind }) => kind === 'sql');

  test('ids match throughout, and its SQL is byte for byte what was rehearsed', () => {
    expect(rehearsal.verdict).toBe('proven');
    expect(rehearsal.steps.map(({ id }) => id)).toEqual(sqlSteps().map(({ id }) => id));
    const undos = new Map(runbook.steps.map((step) => [step.undoes[0], step]));
    const proven = sqlSteps().map((step) => ({ ...step, down: undos.get(step.id)?.statements ?? [] }));
    const [before, after] = [hashTexts([{ text: OLD }]), hashTexts([{ text: NEW }])];
    expect(hashMigration(proven, before, after)).toBe(rehearsal.fingerprint);
    for (const step of runbook.steps.filter(({ language }) => language === 'sql')) {
      for (const statement of step.statements) expect(step.command).toContain(`${statement};\n`);
    }
    expect(runbook.plan).toMatchObject({ verdict: 'proven', fingerprints: { rehearsal: rehearsal.fingerprint } });
    expect(runbook.unassigned.filter(({ path }) => path === '/steps')).toEqual([]);
  });

  test('its times were measured', () => {
    const measured = runbook.steps.filter(({ time }) => time.source === 'rehearsal');
    expect(measured.length).toBeGreaterThan(3);
    expect(runbook.objectives.find(({ strategy }) => strategy === 'down_steps')?.rto_basis).toMatch(
      /measured by the rehearsal/,
    );
  });

  describe('on a database', () => {
    let production: ScratchPostgres;
    let client: pg.Client;
    let folder: string;
    const url = (name: string) => postgresUrl().replace(/[^/]*$/, name);
    const env = (more: Record<string, string> = {}) => ({
      ...{ DATABASE_URL: url(production.name), ROLLBACK_USER: 'ada', ROLLBACK_PAUSE: '0' },
      ...{ PATH: `${folder}/bin:${process.env.PATH}`, ...more },
    });
    const dump = async () =>
      (
        await start('bash', ['-c', String.raw`pg_dump --schema-only "$DATABASE_URL" | grep -v -e '^--' -e '^\\'`], {
          env: env(),
          cwd: folder,
        })
      ).stdout;
    const log = () => readFileSync(join(folder, `rollback-${plan.migration_id}.log`), 'utf8');
    const events = () =>
      log()
        .trim()
        .split('\n')
        .map((line) => line.split('\t').slice(2, 4).join(' '));
    const back = (args: readonly string[], answers: Answers, more: Record<string, string> = {}) =>
      converse(join(made, 'back.sh'), args, answers, { cwd: folder, env: env(more) });

    async function open() {
      production = await scratchPostgres('runbook');
      client = await production.connect();
      await client.query(OLD + ROWS);
    }
    /** What the commands find where they run. */
    function equip(where: string) {
      folder = where;
      mkdirSync(join(folder, 'bin'), { recursive: true });
      writeFileSync(join(folder, 'flag.sh'), '#!/bin/sh\necho "$*" >> flags\n', { mode: 0o755 });
      writeFileSync(join(folder, 'bin/kubectl'), KUBECTL, { mode: 0o755 });
      writeFileSync(join(folder, 'bin/psql'), WARNING_PSQL, { mode: 0o755 });
    }
    async function begin() {
      await open();
      onTestFinished(() => production.drop());
      equip(folderWith({}));
      await backup('prepare');
    }

    /** The plan's own backup, and its statements as they stand, up to a step. */
    async function backup(phase: string) {
      const step = plan.steps.find(
        (each) => each.phase === phase && each.title.startsWith('Make a backup'),
      ) as OperationalStep;
      const made = await start('bash', ['-c', step.up.join('\n')], { env: env(), cwd: folder });
      expect(made).toMatchObject({ status: 0 });
    }
    async function forwards(last: string) {
      for (const step of plan.steps) {
        if (step.title.startsWith('Make a backup') && step.phase === 'contract') await backup('contract');
        if (step.kind === 'sql') for (const statement of step.up) await client.query(statement);
        if (step.id === last) return;
      }
    }
    const middle = () => endsOf(plan).middle;
    const end = () => endsOf(plan).end;

    test('from the middle of contract all the way back: the schema is as before', async () => {
      await begin();
      const before = await dump();
      await forwards(middle());
      expect(await dump()).not.toBe(before);
      const { status, stdout, unexpected } = await back(['--after', middle()], YES);
      expect({ status, unexpected, stdout: status === 0 ? '' : stdout }).toEqual({
        status: 0,
        unexpected: [],
        stdout: '',
      });
      expect(await dump()).toBe(before);
      expect(log()).toContain(`-> t (must be other than f) beside it: ${WARNING}`);
      expect(readFileSync(join(folder, 'flags'), 'utf8')).toBe('levels 0\n');
      const done = events()
        .filter((event) => event.startsWith('DONE u_'))
        .map((event) => event.slice('DONE u_'.length));
      const chain = new Set(runbook.steps.flatMap(({ undoes }) => undoes.slice(1)));
      const reached = plan.steps.slice(0, plan.steps.findIndex(({ id }) => id === middle()) + 1);
      expect(done.toSorted()).toEqual(
        reached
          .filter(({ id, down }) => down.length > 0 && !chain.has(id))
          .map(({ id }) => id)
          .toSorted(),
      );
      // The shape of contract came back before the flag went off.
      expect(done.indexOf(middle())).toBeLessThan(
        done.findIndex((id) => plan.steps.some((step) => step.id === id && step.kind === 'flag')),
      );
      expect(log()).not.toMatch(/postgres:\/\//);
    });

    test('it stops where somebody refuses, and changes nothing', async () => {
      await begin();
      await forwards(middle());
      const wide = await dump();
      for (const [answers, why] of [
        [but([/First approver/, 'ada']), 'ada runs this script, and cannot approve it'],
        [but([/Second approver/, 'Grace']), 'both names are the same'],
        [but([/Number of the incident/, 'stop']), 'no incident'],
        [but([/First approver/, 'no']), 'not approved'],
      ] as const) {
        const { status, stdout } = await back(['--only', `u_${middle()}`], answers);
        expect({ status, said: stdout.includes(`Stopped: ${why}.`) }).toEqual({ status: 2, said: true });
      }
      expect(await dump()).toBe(wide);
      expect(existsSync(join(folder, 'flags'))).toBe(false);
      // Nobody there is a refusal as well.
      const { status } = await back(['--after', middle()], []);
      expect(status).toBe(2);
      // Break-glass is written down, with a name and a sentence.
      const glass = but(
        [/Second approver/, 'break-glass'],
        [/Incident commander who/, 'Joan'],
        [/The risk/, 'minutes of writes'],
        [/The way back from it/, 'snapshot-1'],
        [/The task for the review/, 'TASK-9'],
      );
      expect((await back(['--only', `u_${middle()}`], glass)).status).toBe(0);
      expect(log()).toMatch(
        /\tBREAK-GLASS\tcontract_undo:schema\tada\tincident=INC-7 commander=Joan risk=minutes of writes recovery=snapshot-1 task=TASK-9\n/,
      );
      expect(log()).not.toMatch(/\tAPPROVED\t.*\band break-glass\n/);
    });

    test('interrupted anywhere, it goes on from there', async () => {
      await begin();
      const before = await dump();
      await forwards(middle());
      for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
        const question = signal === 'SIGKILL' ? /First approver/ : /Is the symptom still there/;
        const { status } = await back(['--after', middle()], but([question, { signal }]));
        expect(status).not.toBe(0);
      }
      const lines = log();
      const { status, stdout } = await back([], YES);
      expect(status).toBe(0);
      expect(stdout).toContain(`It goes on from ${middle()}, where the log says the migration stands`);
      expect(stdout).toMatch(/-- stop_rollout: done before/);
      expect(log().startsWith(lines)).toBe(true);
      expect(await dump()).toBe(before);
      const done = events().filter((event) => event.startsWith('DONE '));
      expect(done).toEqual([...new Set(done)]);
    });

    test('it waits for a lock and tries again', async () => {
      await begin();
      await forwards(middle());
      const holder = await production.connect();
      await holder.query('BEGIN; LOCK TABLE migrate_arch_dropped.visits IN ACCESS SHARE MODE');
      let released: Promise<unknown> | undefined;
      const { status, stdout, unexpected } = await converse(join(made, 'back.sh'), ['--only', `u_${middle()}`], YES, {
        cwd: folder,
        env: env(),
        watch(text) {
          if (/something holds a lock: try 2 of 6/.test(text)) released ??= holder.query('COMMIT');
        },
      });
      await released;
      expect({ status, unexpected }).toEqual({ status: 0, unexpected: [] });
      expect(stdout).toMatch(/something holds a lock: try 2 of 6/);
    });

    test('what broke in its middle is cleared, and what came back otherwise is not said to be back', async () => {
      await begin();
      const index = sqlSteps().find(({ up }) => up.some((each) => /UNIQUE INDEX CONCURRENTLY/.test(each)));
      const before = sqlSteps()[sqlSteps().indexOf(index as OperationalStep) - 1];
      await forwards(before?.id as string);
      await client.query("UPDATE users SET nick = 'twice' WHERE id < 3");
      const broken = async () => {
        for (const statement of index?.up ?? []) await client.query(statement);
      };
      await expect(broken()).rejects.toThrow(/could not create unique index/);
      const invalid = () =>
        client.query("SELECT indexrelid FROM pg_index WHERE NOT indisvalid AND indrelid = 'users'::regclass");
      expect((await invalid()).rowCount).toBe(1);
      // Where the wider schema stays, it is told; its undo alone clears it.
      const told = await back(['--after', index?.id as string], but([/again, accept/, 'stop']));
      expect(told.stdout).toMatch(
        /verify_shape: verify: the answer is 1, and must be 0\n +on failure: run the undo of the step that is half done by itself/,
      );
      expect((await back(['--only', `u_${index?.id}`], YES)).status).toBe(0);
      expect(events()).toContain(`BEGUN u_${index?.id}`);
      expect((await invalid()).rowCount).toBe(0);

      // Something else has the place of the column that is to come back: the statement passes, and does nothing.
      await client.query("UPDATE users SET nick = 'nick' || id");
      const drop = sqlSteps().find(({ up }) =>
        up.some((each) => /DROP COLUMN IF EXISTS "migrate_arch_dropped_score"/.test(each)),
      );
      await forwards(drop?.id as string);
      await client.query('ALTER TABLE users ADD COLUMN migrate_arch_dropped_score text');
      const other = { ROLLBACK_LOG: 'other.log' };
      const refused = await back(['--only', `u_${drop?.id}`], but([/again, accept/, 'stop']), other);
      expect(refused.status).toBe(1);
      expect(refused.stdout).toMatch(/verify: the answer is f, and must be t/);
      await client.query('ALTER TABLE users DROP COLUMN migrate_arch_dropped_score');
      expect((await back(['--only', `u_${drop?.id}`], YES, other)).status).toBe(0);
    });

    test('rows that are gone come back from the backup, beside production', async () => {
      await begin();
      await forwards(end());
      const restored = await scratchPostgres('runbook_restored');
      onTestFinished(() => restored.drop());
      const { status, unexpected, stdout } = await back(
        ['--after', end()],
        but([/^RESTORE_URL of the/, url(restored.name)]),
      );
      expect({ status, unexpected, stdout: status === 0 ? '' : stdout }).toEqual({
        status: 0,
        unexpected: [],
        stdout: '',
      });
      expect((await client.query('SELECT id, score FROM users ORDER BY id')).rows).toEqual(
        Array.from({ length: 100 }, (_, at) => ({ id: String(at + 1), score: at + 1 })),
      );
      expect((await client.query('SELECT count(*)::int AS n FROM visits')).rows).toEqual([{ n: 10 }]);
      expect(events()).toContain('LEFT-OUT restore_cut_over');
    });

    test('production is not restored over', async () => {
      await begin();
      await forwards(end());
      const { status, stdout } = await back(['--after', end()], but([/again, accept/, 'stop']), {
        RESTORE_URL: url(production.name),
      });
      expect(status).toBe(1);
      expect(stdout).toMatch(/!! restore_instance: verify: the answer is/);
      expect(events()).not.toContain('BEGUN restore_backup');
    });

    describe('in the middle of contract, which it leaves as it is', () => {
      beforeAll(async () => {
        await open();
        equip(join(made, 'standing'));
        await backup('prepare');
        await forwards(middle());
      });
      afterAll(() => production.drop());
      // Each with a log of its own.
      beforeEach(() => equip(folderWith({})));

      test('what fails is tried again, or accepted by name, or stops it', async () => {
        writeFileSync(join(folder, 'flag.sh'), '#!/bin/sh\ntest -e mended && echo "$*" >> flags\n');
        const flag = `u_${plan.steps.find(({ kind }) => kind === 'flag')?.id}`;
        expect((await back(['--only', flag], but([/again, accept/, 'stop']))).status).toBe(1);
        expect(events()).not.toContain(`DONE ${flag}`);
        expect((await back(['--only', flag], but([/again, accept/, 'accept']))).status).toBe(0);
        expect(log()).toMatch(new RegExp(`\tACCEPTED\t${flag}\tada\tthe command failed\n`));
        const other = { ROLLBACK_LOG: 'other.log' };
        writeFileSync(join(folder, 'mended'), '');
        expect((await back(['--only', flag], YES, other)).status).toBe(0);
        expect(readFileSync(join(folder, 'flags'), 'utf8')).toBe('levels 0\n');
        // Done is done: the log knows.
        expect((await back(['--only', flag], [], other)).stdout).toContain(`-- ${flag}: done before`);
      });

      /** A flag that takes until it is let go, however fast the machine is. */
      function heldFlag() {
        const hold = '#!/bin/sh\n: > begun\nuntil test -e ended; do sleep 0.1; done\n';
        writeFileSync(join(folder, 'flag.sh'), hold);
        return {
          begun: () => expect.poll(() => existsSync(join(folder, 'begun')), PATIENTLY).toBe(true),
          end: () => writeFileSync(join(folder, 'ended'), ''),
        };
      }

      test('two cannot run it at a time', async () => {
        const flag = `u_${plan.steps.find(({ kind }) => kind === 'flag')?.id}`;
        const { begun, end } = heldFlag();
        const first = back(['--only', flag], YES);
        await begun();
        const second = await back(['--only', flag], YES);
        end();
        expect({ status: second.status, stderr: second.stderr }).toEqual({
          status: 1,
          stderr: `somebody else runs it at this moment: the log rollback-${plan.migration_id}.log is in use\n`,
        });
        expect((await first).status).toBe(0);
      });

      test('without flock, too, two cannot run it at a time, and one that died holds nobody up', async () => {
        for (const tool of ['bash', 'awk', 'cat', 'date', 'ln', 'readlink', 'rm', 'sleep', 'id']) {
          symlinkSync(spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim(), join(folder, 'bin', tool));
        }
        const flag = `u_${plan.steps.find(({ kind }) => kind === 'flag')?.id}`;
        const { begun, end } = heldFlag();
        const bare = { PATH: join(folder, 'bin') };
        const first = back(['--only', flag], YES, bare);
        await begun();
        expect((await back(['--only', flag], YES, bare)).status).toBe(1);
        end();
        expect((await first).status).toBe(0);
        symlinkSync('999999', join(folder, 'other.log.lock'));
        expect((await back(['--only', flag], YES, { ...bare, ROLLBACK_LOG: 'other.log' })).status).toBe(0);
        expect(spawnSync('test', ['-L', join(folder, 'other.log.lock')]).status).toBe(1);
      });

      test('where the log cannot be written, nothing is run', async () => {
        const flag = `u_${plan.steps.find(({ kind }) => kind === 'flag')?.id}`;
        for (const place of ['none/back.log', '/dev/full']) {
          const { status, stderr } = await back(['--only', flag], YES, { ROLLBACK_LOG: place });
          expect({ status, stderr }).toEqual({
            status: 3,
            stderr: `the log ${place} cannot be written to: nothing more is run (ROLLBACK_LOG names another place)\n`,
          });
        }
        expect(existsSync(join(folder, 'flags'))).toBe(false);
      });

      test('what a step names must be there before the first one runs', async () => {
        const { status, stderr } = await back(['--after', middle()], YES, { DATABASE_URL: '' });
        expect({ status, said: stderr.includes(`DATABASE_URL is not set: u_${middle()} needs it\n`) }).toEqual({
          status: 3,
          said: true,
        });
        expect(existsSync(join(folder, `rollback-${plan.migration_id}.log`))).toBe(false);
      });

      test('the schema is asked whether it is as far as the log says', async () => {
        const sql = sqlSteps();
        const at = (id: string | undefined) => plan.steps.findIndex((step) => step.id === id) + 1;
        const said = async (reached: number) => {
          const check = runbook.steps.find(({ id }) => id === 'check_schema')?.verify[0]?.run as string;
          const { stdout, stderr } = await start('bash', ['-euo', 'pipefail', '-c', check], {
            env: env({ REACHED: String(reached) }),
            cwd: folder,
          });
          // The column of which one step asks is away by now: that is no fault, and no answer.
          expect(stderr).toBe('');
          return stdout;
        };
        const place = sql.findIndex(({ id }) => id === middle());
        expect(await said(at(middle()))).toBe('');
        expect(await said(at(sql[place - 1]?.id))).toBe(`${middle()} is done already\n`);
        expect(await said(plan.steps.length)).toMatch(/^[0-9a-f]{12} is not done\n$/);
      });

      test('a server that does not answer is no undone step', async () => {
        const away = { DATABASE_URL: 'postgres://postgres:secret@127.0.0.1:1/none' };
        const { status, stdout } = await back(['--only', `u_${middle()}`], but([/again, accept/, 'stop']), away);
        expect(status).toBe(1);
        expect(stdout).not.toMatch(/nothing to undo/);
        // An argument is no place for a password: others see it.
        expect(stdout).toMatch(/^!! DATABASE_URL holds a password, and whoever lists the processes /m);
        expect(stdout + log()).not.toContain('secret');
        expect(events()).not.toContain(`DONE u_${middle()}`);
      });

      test('dry, it asks, runs and writes nothing', async () => {
        const wide = await dump();
        const { status, stdout, unexpected } = await back(['--dry-run'], []);
        expect({ status, unexpected }).toEqual({ status: 0, unexpected: [] });
        const parts = new Set<string>(runbook.routes.find(({ id }) => id === 'rows_lost')?.stages);
        const all = runbook.steps.filter(({ stage }) => parts.has(stage));
        expect(all.filter(({ id }) => !stdout.includes(`== ${id}: `)).map(({ id }) => id)).toEqual([]);
        expect(await dump()).toBe(wide);
        expect(existsSync(join(folder, `rollback-${plan.migration_id}.log`))).toBe(false);
      });

      test('what it does not know is a mistake of usage', async () => {
        for (const args of [['--after', 'nothing'], ['--route', 'none', '--after', end()], ['--ony'], ['--only', 'x']])
          expect((await back(args, YES)).status).toBe(3);
        expect((await back(['--list'], [])).stdout).toContain(`${end()}  rows_lost`);
      });
    });
  });
});

describe('shellcheck finds nothing', () => {
  const isThere = spawnSync('shellcheck', ['--version']).status === 0;
  test.each(['database', 'service'])('in the script of the sample %s', async (sample) => {
    if (!isThere && skipLoudly('the scripts of runbooks', 'there is no shellcheck here')) return;
    const args = ['rollback', '-i', `tests/plan/goldens/${sample}.json`, '--detail', 'full', '--format', 'sh'];
    const { stdout } = await run(args);
    const { stdout: found, status } = await start('shellcheck', ['-'], { input: stdout });
    expect({ found, status }).toEqual({ found: '', status: 0 });
  });

  test('in one with hostile names, which stay within their words', async () => {
    const evil = `x'; $(touch pwned) \`touch pwned\` "\nEND_OF_TEXT\ntouch pwned\n`;
    const spec = { type: 'service', pattern: 'canary', source: evil, target: evil, feature_flags: [{ name: evil }] };
    const folder = folderWith({ 'spec.json': JSON.stringify(spec) });
    const made = await shell(
      'migrate-arch plan -i spec.json --detail full --format json | migrate-arch rollback -i - --detail full --format sh > back.sh; bash back.sh --dry-run',
      { cwd: folder },
    );
    expect(made.status).toBe(0);
    expect(made.stdout).toContain('touch pwned');
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
    if (!isThere && skipLoudly('a script with hostile names', 'there is no shellcheck here')) return;
    expect(await start('shellcheck', ['back.sh'], { cwd: folder })).toMatchObject({ stdout: '', status: 0 });
  });
});
