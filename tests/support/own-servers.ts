import { execFile, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { OperationalStep } from '../../src/model/plan-detail.js';
import { planInFull } from '../../src/plan/full/plan-in-full.js';
import { NOW, shell, skipLoudly } from './cli.js';
import { freePort } from './free-port.js';

const run = promisify(execFile);

/** Of no account: servers refuse to run as root. */
const NOBODY = 65534;

/** How long a server may take for what it does by itself; that is seconds, and on a slow machine many. */
export const PATIENTLY = { timeout: 100_000 };

interface OwnServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<unknown>;
}

const bin = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** Whether the programs of a server are there; otherwise it is said what is passed over. */
export function hasServer(name: 'postgresql' | 'mariadb'): boolean {
  const found =
    name === 'postgresql'
      ? spawnSync(join(bin, 'initdb'), ['--version']).status === 0
      : ['mariadbd', 'mariadb-install-db', 'mariadb-dump'].every(
          (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0,
        );
  return found || !skipLoudly(`what needs two servers of ${name}`, 'its programs are not there');
}

function folderOfNobody(): { data: string; who: object } {
  const data = mkdtempSync(join(tmpdir(), 'own-server-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  return { data, who: { ...(isRoot && { uid: NOBODY, gid: NOBODY }), cwd: data, env: { ...process.env, HOME: data } } };
}

/** A server of its own, whose changes another may follow. */
export async function ownPostgresql(): Promise<OwnServer> {
  const { data, who } = folderOfNobody();
  const program = (name: string) => join(bin, name);
  const port = await freePort();
  await run(program('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'], who);
  const options = `-p ${port} -h 127.0.0.1 -k ${data} -F -c wal_level=logical`;
  await run(program('pg_ctl'), ['-D', data, '-w', '-l', join(data, 'log'), '-o', options, 'start'], who);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    stop: async () => {
      await run(program('pg_ctl'), ['-D', data, '-w', '-m', 'immediate', 'stop'], who);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The same of MariaDB; `url` is the path of a file of options for the account `root` and the database `shop`. */
export async function ownMariadb(id: number): Promise<OwnServer> {
  const { data, who } = folderOfNobody();
  const port = await freePort();
  const folder = join(data, 'data');
  await run(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${folder}`, '--auth-root-authentication-method=normal', `--tmpdir=${data}`],
    who,
  );
  const options = [
    '--no-defaults',
    `--datadir=${folder}`,
    `--socket=${data}/s`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
  ];
  const log = [
    '--log-bin=log',
    '--binlog-format=ROW',
    `--server-id=${id}`,
    '--innodb-buffer-pool-size=32M',
    '--skip-name-resolve',
  ];
  const server = spawn('mariadbd', [...options, ...log], { ...who, stdio: 'ignore' });
  const file = join(data, 'client.cnf');
  writeFileSync(file, `[client]\nhost=127.0.0.1\nport=${port}\nuser=root\n[mysql]\ndatabase=shop\n`);
  const asks = (query: string) => spawnSync('mariadb', [`--defaults-file=${file}`, '-D', 'mysql', '-e', query]);
  while (asks('SELECT 1').status !== 0) await new Promise((resolve) => setTimeout(resolve, 100));
  asks('CREATE DATABASE shop');
  return {
    url: file,
    port,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
      if (existsSync(data)) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Does a step of a plan in a folder, and asks what it asks, until the answers are as they should be. */
export async function doStep(
  step: OperationalStep,
  part: 'up' | 'down',
  options: { readonly env: Record<string, string>; readonly cwd: string },
): Promise<void> {
  const bash = (script: string) => shell(`set -euo pipefail\n${script}`, options);
  const { status, stderr } = await bash(step[part].join('\n'));
  const said = stderr.replaceAll(/^(NOTICE|pg_restore: warning).*\n/gm, '');
  expect([step.title, part, status, said]).toEqual([step.title, part, 0, '']);
  for (const { run: question, expect: answer } of (part === 'up' ? step.verify : step.undo_verify) ?? []) {
    const answered = async () => [step.title, part, question, (await bash(question)).stdout.trim()];
    await expect.poll(answered, PATIENTLY).toEqual([step.title, part, question, answer]);
  }
}

/**
 * A command that sends programs to a side: one session, which is all that they are.
 *
 * @param connect a client that reads what to do. It is told nothing and waits outside of any transaction, as programs do:
 *   one that is open for a minute is what a runbook must find, and here a slow machine would make it one.
 */
export function switchScript(connect: string): string {
  return `#!/bin/bash
set -euo pipefail
if test -s program; then kill "$(cat program)" 2>/dev/null || true; fi
test -p silence || mkfifo silence
${connect} >/dev/null 2>&1 <>silence &
echo $! > program
`;
}

/** Sets the share of a flag, and prints it where none is given. */
export const FLAG_SCRIPT = '#!/bin/sh\nif test $# = 2; then echo $2 > "$1.flag"; else cat "$1.flag"; fi\n';

/** The steps of a plan that do something to the data, by the scripts of the folder. */
export function stepsOfMove(spec: object): OperationalStep[] {
  return planInFull({
    spec: { type: 'data', ...spec } as never,
    settings: new Map([
      ['switch_command', './switch.sh'],
      ['flag_command', './flag.sh'],
      ['flag_query', './flag.sh'],
      ['flag', 'reads'],
      ['dual_write_flag', 'both'],
      ['lead_flag', 'lead'],
    ]),
    now: NOW,
  }).steps.filter(
    ({ kind, phase, title }) =>
      (kind === 'command' || kind === 'flag') &&
      ['expand', 'migrate', 'ramp', 'contract'].includes(phase) &&
      !title.startsWith('Try'),
  );
}
