import { execFile } from 'node:child_process';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = ['dist/command/cli.cjs', 'dist/index.js', 'dist/index.d.ts'];

/** Builds the package once before all tests when `dist` is missing or older than what it is made of. */
export default async function setup(): Promise<void> {
  if (Math.min(...timesOf(BUILT)) > Math.max(...timesOf(sources()))) return;
  const started = new Date();
  await promisify(execFile)('npm', ['run', 'build'], { cwd: ROOT }).catch(
    (error: { stdout: string; stderr: string }) => {
      throw new Error(`npm run build failed:\n${error.stdout}\n${error.stderr}`, { cause: error });
    },
  );
  // A source that was saved while it ran may not be in it.
  for (const file of BUILT) utimesSync(join(ROOT, file), started, started);
}

// A folder counts as well, for what was deleted from it.
function sources(): string[] {
  const inFolders = ['src', 'bin'].flatMap((folder) => {
    return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  });
  return ['src', 'package.json', 'tsup.config.ts', ...inFolders];
}

function timesOf(files: readonly string[]): number[] {
  return files.map((file) => statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
}
