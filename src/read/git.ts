import { posix } from 'node:path';
import { fail } from '../errors.js';

/** A file or folder in the history of the repository. */
export interface Revision {
  readonly rev: string;
  readonly path: string;
}

/** Reads `git:<rev>:<path>`; anything else is undefined. A revision may have a colon within braces: `main@{12:00}`. */
export function parseRevision(text: string): Revision | undefined {
  const parts = /^git:((?:\{[^}]*\}|[^:])*):(.*)$/s.exec(text);
  return parts === null ? undefined : { rev: parts[1] as string, path: parts[2] as string };
}

/**
 * The same place by the hash of its commit, so that it means the same when the revision has moved on.
 *
 * @throws UserError when there is no such revision or path, or no repository
 */
export async function pinRevision(name: string, revision: Revision): Promise<string> {
  const { commit } = await listTree(name, revision);
  return `git:${commit}:${revision.path}`;
}

/** What is at a place: the files of a folder from there, or nothing more when it is a file. */
export interface Tree {
  /** The hash of the commit, which nothing can take for an option. */
  readonly commit: string;
  readonly paths?: readonly string[];
}

/**
 * Finds a file or folder in the history.
 *
 * @param name how messages speak of it
 * @throws UserError when there is no such revision or path, or no repository
 */
export async function listTree(name: string, { rev, path }: Revision): Promise<Tree> {
  // git itself takes no revision for an option after this; an older one does not know the word, so both.
  if (rev === '' || rev.startsWith('-')) fail('GIT_UNKNOWN', { name, problem: 'no such revision' });
  const verified = await git(name, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${rev}^{commit}`]);
  if (verified.status === BROKEN) fail('GIT_UNKNOWN', { name, problem: brokenBy(verified.stderr) });
  if (verified.status !== 0) fail('GIT_UNKNOWN', { name, problem: 'no such revision' });
  const commit = verified.stdout.toString('utf8').trim();
  const found = await findObject(name, commit, path);
  if (found === undefined) fail('GIT_UNKNOWN', { name, problem: await whyAbsent(name, commit, path) });
  if (found.type !== 'tree') return { commit };
  const listed = await git(name, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', found.hash]);
  return {
    commit,
    paths: listed.stdout
      .toString('utf8')
      .split('\0')
      .filter((each) => each !== ''),
  };
}

/** Whether there is a file, and no folder, at a place in the history; of a revision that is known to exist. */
export async function isFileInHistory(name: string, { rev, path }: Revision): Promise<boolean> {
  if (rev === '' || rev.startsWith('-')) return false;
  return (await findObject(name, rev, path))?.type === 'blob';
}

/** The bytes of a file. */
export async function readBlob(name: string, commit: string, path: string): Promise<Buffer> {
  const found = await findObject(name, commit, path, '--batch');
  if (found?.type !== 'blob') return fail('GIT_UNKNOWN', { name, problem: 'no such path in that revision' });
  return found.content;
}

/** The exit status of git where it cannot do anything at all. */
const BROKEN = 128;

function brokenBy(stderr: string): string {
  if (/not a git repository/.test(stderr)) return 'this folder is in no git repository';
  const said = /^(?:fatal|error): (.*)$/m.exec(stderr)?.[1];
  return said === undefined ? 'git could not read the repository' : `git says: ${said}`;
}

interface Found {
  readonly hash: string;
  readonly type: string;
  /** Empty unless it was asked for. */
  readonly content: Buffer;
}

/**
 * What is at a path of a commit, which is from the current folder, as those of files are. Symbolic links are followed,
 * as on the disk (git's manual, git-cat-file).
 */
async function findObject(
  name: string,
  commit: string,
  path: string,
  batch: '--batch' | '--batch-check' = '--batch-check',
): Promise<Found | undefined> {
  // An object for each line: nothing with a line break can be asked for.
  if (path.includes('\n')) return undefined;
  const ask = (place: string) => git(name, ['cat-file', batch, '--follow-symlinks'], `${commit}:${place}\n`);
  const relative = await ask(`./${path}`);
  // A repository without a work tree has no current folder.
  const { stdout } = relative.status === BROKEN ? await ask(fromRoot('', path)) : relative;
  const header = stdout.subarray(0, stdout.indexOf('\n')).toString('utf8');
  const [, hash, type, size] = /^([0-9a-f]+) (blob|tree) (\d+)$/.exec(header) ?? [];
  if (hash === undefined || type === undefined) return undefined;
  const start = Buffer.byteLength(header) + 1;
  return { hash, type, content: batch === '--batch' ? stdout.subarray(start, start + Number(size)) : Buffer.of() };
}

/** A folder of the path may be a repository of its own. */
async function whyAbsent(name: string, commit: string, path: string): Promise<string> {
  const prefix = await git(name, ['rev-parse', '--show-prefix']);
  const parts = fromRoot(prefix.stdout.toString('utf8').trim(), path).split('/');
  const folders = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
  const { stdout } = await git(name, ['ls-tree', '--full-tree', commit, '--', ...folders]);
  const within = /^160000 commit \S+\t(.*)$/m.exec(stdout.toString('utf8'))?.[1];
  return within === undefined
    ? 'no such path in that revision'
    : `${within} is a submodule: run this in it, with a revision of its own`;
}

function fromRoot(prefix: string, path: string): string {
  const full = posix.join(prefix, path);
  return full === '.' ? '' : full;
}

const MOST_BYTES = 512 * 1024 * 1024;

interface Result {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

async function git(name: string, args: readonly string[], input?: string): Promise<Result> {
  const { spawnSync } = await import('node:child_process');
  const { status, stdout, stderr, error } = spawnSync('git', [...args], {
    maxBuffer: MOST_BYTES,
    ...(input !== undefined && { input }),
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') fail('GIT_UNKNOWN', { name, problem: 'git is not installed' });
  if (code === 'ENOBUFS') fail('TOO_LARGE', { file: name });
  if (error !== undefined) throw error;
  return { status: status ?? 1, stdout, stderr: stderr.toString('utf8') };
}
