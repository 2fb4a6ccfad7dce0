import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDatabases } from '../../src/cli/commands/check-database.js';
import type { OperationalStep, PlanDetail } from '../../src/model/plan-detail.js';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { renderShell } from '../../src/render/shell.js';
import { writeFullRunbook } from '../../src/rollback/full/write-full-runbook.js';
import { NOW, skipLoudly, start } from '../support/cli.js';
import { converse } from '../support/converse.js';
import { mariadbSettings, reachable, type ScratchMariadb, scratchMariadb } from '../support/databases.js';
import { endsOf, KUBECTL, SETTINGS, YES } from '../support/runbooks.js';

const OLD = `CREATE TABLE users (id bigint PRIMARY KEY, mail varchar(190) NOT NULL, nick varchar(40), score int, raw varbinary(9), alias varchar(30) DEFAULT 'a');
CREATE TABLE visits (id bigint AUTO_INCREMENT PRIMARY KEY, page text);
CREATE INDEX users_mail ON users (mail);
`;
const NEW = `CREATE TABLE users (id bigint PRIMARY KEY, mail varchar(190) NOT NULL, nick varchar(40) NOT NULL, level bigint, handle varchar(30) DEFAULT 'a');
CREATE INDEX users_mail ON users (mail);
CREATE UNIQUE INDEX users_nick ON users (nick);
`;
const ROWS = `INSERT INTO users SELECT seq, CONCAT('mail', seq), CONCAT('nick', seq), seq, X'00090A5C', NULLIF(CONCAT('a', seq), 'a3') FROM seq_1_to_20;
INSERT INTO visits SELECT seq, CONCAT('page\\n(', seq) FROM seq_1_to_10;
`;
const SPEC = {
  type: 'database',
  pattern: 'expand_contract',
  source: 'MariaDB shop',
  target: 'MariaDB shop',
  feature_flags: [{ name: 'levels', rollout_schedule: [{ percentage: 100, duration_hours: 0 }] }],
  settings: SETTINGS,
};

const hasClients = ['mariadb', 'mariadb-dump'].every((tool) => spawnSync(tool, ['--version']).status === 0);
const ready =
  (hasClients || !skipLoudly('the script of a runbook on MariaDB', 'there is no mariadb or mariadb-dump here')) &&
  (await reachable('mariadb', 'the script of a runbook on MariaDB'));

async function makePlan(): Promise<PlanDetail> {
  const files = (text: string) =>
    ({ kind: 'files', sources: [{ name: 'schema.sql', text, bytes: text.length }] }) as never;
  const report = await checkDatabases(
    {
      names: { before: 'old.sql', after: 'new.sql' },
      before: files(OLD),
      after: files(NEW),
      reading: { engine: 'text', dialect: 'mariadb' } as never,
      renames: ['users.alias=handle'],
    },
    { rules: 'all', profile: 'client', detail: 'full', maxFindings: 100, now: NOW } as never,
    () => {},
  );
  return planInFull({ spec: SPEC as never, report: report as never, settings: new Map(), now: NOW });
}

describe.skipIf(!ready)('the way back of a real migration on MariaDB', () => {
  let plan: PlanDetail;
  let production: ScratchMariadb;
  let restored: ScratchMariadb;
  let client: mysql.Connection;
  let folder: string;
  beforeAll(async () => {
    plan = await makePlan();
    [production, restored] = [await scratchMariadb('runbook'), await scratchMariadb('runbook_restored')];
    client = await production.connect({ multipleStatements: true });
    await client.query(OLD + ROWS);
    const runbook = writeFullRunbook({ plan, id: 'rb_1', fingerprint: 'f', settings: new Map(), now: NOW });
    folder = mkdtempSync(join(tmpdir(), 'migrate-arch-'));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'back.sh'), renderShell(runbook));
    writeFileSync(join(folder, 'flag.sh'), '#!/bin/sh\necho "$*" >> flags\n', { mode: 0o755 });
    writeFileSync(join(folder, 'bin/kubectl'), KUBECTL, { mode: 0o755 });
    const { host, port, user, password } = mariadbSettings();
    for (const { name } of [production, restored]) {
      const server = `[client]\nhost=${host}\nport=${port}\nuser=${user}\npassword=${password}\n`;
      writeFileSync(join(folder, `${name}.cnf`), `${server}[mysql]\ndatabase=${name}\n`);
    }
  });
  afterAll(async () => {
    await Promise.all([production.drop(), restored.drop()]);
    rmSync(folder, { recursive: true });
  });

  const env = () => ({
    ...{ MYSQL_FILE: `${production.name}.cnf`, RESTORE_FILE: `${restored.name}.cnf` },
    ...{ ROLLBACK_USER: 'ada', ROLLBACK_PAUSE: '0', PATH: `${folder}/bin:${process.env.PATH}` },
  });
  /** The schema as the server itself says it, and the rows. */
  async function everything() {
    const [tables] = await client.query('SHOW TABLES');
    const names = (tables as object[]).map((row) => Object.values(row)[0] as string);
    const all: unknown[] = [];
    for (const name of names) {
      all.push(
        (await client.query(`SHOW CREATE TABLE \`${name}\``))[0],
        (await client.query(`SELECT * FROM \`${name}\``))[0],
      );
    }
    return all;
  }
  /** The commands and the statements of the plan as they stand, from one step to another. */
  async function forwards(last: string | undefined) {
    for (const step of plan.steps) {
      if (step.kind === 'sql') for (const statement of step.up) await client.query(statement);
      if (/^(Make a backup|See that the database)/.test(step.title)) await commands(step);
      if (step.id === last) return;
    }
  }
  async function commands(step: OperationalStep) {
    for (const run of step.up) {
      expect(await start('bash', ['-euo', 'pipefail', '-c', run], { env: env(), cwd: folder })).toMatchObject({
        status: 0,
      });
    }
    for (const { run, expect: answer } of step.verify) {
      const { stdout } = await start('bash', ['-euo', 'pipefail', '-c', run], { env: env(), cwd: folder });
      expect({ run, stdout }).toEqual({ run, stdout: `${answer}\n` });
    }
  }
  async function back(after: string) {
    const { status, stdout, unexpected } = await converse(join(folder, 'back.sh'), ['--after', after], YES, {
      cwd: folder,
      env: { ...env(), ROLLBACK_LOG: `${after}.log` },
    });
    expect({ status, unexpected, stdout: status === 0 ? '' : stdout }).toEqual({
      status: 0,
      unexpected: [],
      stdout: '',
    });
    return readFileSync(join(folder, `${after}.log`), 'utf8');
  }

  test('from the middle of contract all the way back: the schema is as before, and nothing is lost', async () => {
    const before = await everything();
    const { middle } = endsOf(plan);
    await forwards(middle);
    expect(await everything()).not.toEqual(before);
    const log = await back(middle);
    expect(await everything()).toEqual(before);
    expect(readFileSync(join(folder, 'flags'), 'utf8')).toBe('levels 0\n');
    expect(log).toMatch(/\tASKED\tverify_drift\t.* -> same \(must be same\)\n/);
  });

  test('rows that are gone come back from the backup, beside production, byte by byte', async () => {
    const rows = async () => [
      (await client.query('SELECT id, score, raw FROM users ORDER BY id'))[0],
      (await client.query('SELECT * FROM visits ORDER BY id'))[0],
    ];
    const before = await rows();
    await forwards(undefined);
    await back(endsOf(plan).end);
    expect(await rows()).toEqual(before);
  });
});
