import { spawn } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

/** The command as it is installed; `MIGRATE_ARCH_BIN` names another, for example a packed one. */
export const BIN = process.env.MIGRATE_ARCH_BIN ?? fileURLToPath(new URL('../../bin/migrate-arch.js', import.meta.url));

export interface RunOptions {
  /** What standard input holds; it is empty by default. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a signal ended the process. */
  readonly status: number | null;
}

/** Runs the real command with the real node. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Result> {
  return start(process.execPath, [BIN, ...args], options);
}

/** Runs a script of bash in which `migrate-arch` is the real command. */
export function shell(script: string, options: RunOptions = {}): Promise<Result> {
  const command = 'migrate-arch() { "$NODE" "$BIN" "$@"; }';
  const env = { ...options.env, NODE: process.execPath, BIN };
  return start('bash', ['-c', `${command}\n${script}`], { ...options, env });
}

const A_LONG_TIME = 280_000;

/**
 * What keeps bash from running the ~/.bashrc of the account: to an outermost one, a socket as standard input is a login from
 * afar (its manual, "Bash Startup Files").
 */
export const INNER_SHELL = { SHLVL: '1' } as const;

/** Runs a program in an environment that says nothing of colours, terminals or node. */
export function start(program: string, args: readonly string[], { input, env, cwd }: RunOptions): Promise<Result> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(program, args, {
      cwd,
      env: { PATH, HOME, TMPDIR: cwd ?? tmpdir(), ...INNER_SHELL, ...env },
      timeout: A_LONG_TIME,
      killSignal: 'SIGKILL',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve({ stdout: textOf(stdout), stderr: textOf(stderr), status }));
    // A command that ends without reading its input closes the pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

/** A new folder with files in it, gone when the test is over. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** All that is in a folder: the text of a file, the target of a link, or what else it is. */
export function contentsOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(names.map((name) => [name, describe(join(folder, name))]));
}

function describe(path: string): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  if (stats.isDirectory()) return 'a folder';
  return stats.isFile() ? readFileSync(path, 'utf8') : 'a special file';
}

/**
 * What a command says that must fail: with exit status 3, nothing on standard output, and every file of its
 * folder as it was, whether the result would go to standard output or to a file.
 */
export async function refusalOf(args: readonly string[], options: RunOptions & { cwd: string }): Promise<string> {
  const { cwd } = options;
  const before = contentsOf(cwd);
  const ways = takesOutput(args) ? [args, [...args, '--output', 'result.json']] : [args];
  const results = await Promise.all(ways.map((way) => run(way, options)));
  const { stderr = '' } = results[0] ?? {};
  expect(results).toEqual(ways.map(() => ({ stdout: '', stderr, status: 3 })));
  expect(contentsOf(cwd)).toEqual(before);
  return stderr;
}

function takesOutput([command, ...options]: readonly string[]): boolean {
  return (
    ['plan', 'check', 'rollback', 'rehearse'].includes(String(command)) &&
    !options.some((option) => /^(-o|--output)/.test(option))
  );
}

/** Says that something was not tested here and why; in CI that is an error. */
export function skipLoudly(tested: string, reason: string): true {
  if (process.env.CI) throw new Error(`${tested}: ${reason}`);
  console.warn(`SKIPPED ${tested}: ${reason}`);
  return true;
}

/** The smallest valid inputs. */
export const SPEC = '{"type": "database", "source": "old", "target": "new"}';
export const PLAN = '{"migration_id": "m1", "phases": ["copy"]}';
export const TABLES = '{"tables": {}}';
export const PATHS = '{"openapi": "3.0.3", "paths": {}}';
/** A schema without which `TABLES` lacks a table. */
export const ONE_TABLE = '{"tables": {"users": {"columns": {"id": {"type": "int"}}}}}';

export const NOW = '2026-02-16T13:47:27';
