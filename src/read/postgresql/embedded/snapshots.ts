import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { locate } from '../../../lib/load.js';

/** Where what an empty database consists of is kept between runs: making one takes three times as long as reading it. */
export interface Snapshots {
  read(): Promise<Blob | undefined>;
  /** Keeps one, if that can be done; it is not needed. */
  write(snapshot: Blob): Promise<void>;
}

export function snapshotsIn(env: Readonly<Record<string, string | undefined>>): Snapshots {
  const folder = join(env.XDG_CACHE_HOME || env.LOCALAPPDATA || join(homedir(), '.cache'), 'migrate-arch');
  const name = `pglite-${installedVersion()}.tar`;
  return {
    async read() {
      try {
        return new Blob([readFileSync(join(folder, name))]);
      } catch {
        return undefined;
      }
    },
    async write(snapshot) {
      const temporary = join(folder, `${name}.${randomBytes(6).toString('hex')}`);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(temporary, Buffer.from(await snapshot.arrayBuffer()), { flag: 'wx', mode: 0o600 });
        renameSync(temporary, join(folder, name));
        for (const old of readdirSync(folder))
          if (/^pglite-.*\.tar$/.test(old) && old !== name) rmSync(join(folder, old));
      } catch {
        rmSync(temporary, { force: true });
      }
    },
  };
}

/** Of PGlite: another one may not read what this one wrote. Its package hands out no package.json. */
function installedVersion(): string {
  const file = join(dirname(locate('@electric-sql/pglite')), '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
