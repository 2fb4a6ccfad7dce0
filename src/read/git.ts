import { fail } from '../errors.js';

/** A file or folder in the history of the repository. */
export interface Revision {
  readonly rev: string;
  readonly path: string;
}

/** Reads `git:<rev>:<path>`; anything else is undefined. */
export function parseRevision(text: string): Revision | undefined {
  const parts = /^git:([^:]*):(.*)$/s.exec(text);
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
  if (verified.status === 128 && /not a git repository/.test(verified.stderr)) {
    fail('GIT_UNKNOWN', { name, problem: 'this folder is in no git repository' });
  }
  if (verified.status !== 0) fail('GIT_UNKNOWN', { name, problem: 'no such revision' });
  const commit = verified.stdout.toString('utf8').trim();
  const type = await git(name, ['cat-file', '-t', objectAt(commit, path)]);
  if (type.status !== 0) fail('GIT_UNKNOWN', { name, problem: 'no such path in that revision' });
  if (type.stdout.toString('utf8').trim() !== 'tree') return { commit };
  const listed = await git(name, ['ls-tree', '-r', '-z', '--name-only', objectAt(commit, path)]);
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
  const { status, stdout } = await git(name, ['cat-file', '-t', objectAt(rev, path)]);
  return status === 0 && stdout.toString('utf8').trim() === 'blob';
}

/** The bytes of a file. */
export async function readBlob(name: string, commit: string, path: string): Promise<Buffer> {
  const { status, stdout } = await git(name, ['cat-file', 'blob', objectAt(commit, path)]);
  if (status !== 0) fail('GIT_UNKNOWN', { name, problem: 'no such path in that revision' });
  return stdout;
}

// Paths are from the current folder, as those of files are.
function objectAt(commit: string, path: string): string {
  return `${commit}:./${path}`;
}

const MOST_BYTES = 512 * 1024 * 1024;

interface Result {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

async function git(name: string, args: readonly string[]): Promise<Result> {
  const { spawnSync } = await import('node:child_process');
  const { status, stdout, stderr, error } = spawnSync('git', [...args], { maxBuffer: MOST_BYTES });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') fail('GIT_UNKNOWN', { name, problem: 'git is not installed' });
  if (code === 'ENOBUFS') fail('TOO_LARGE', { file: name });
  if (error !== undefined) throw error;
  return { status: status ?? 1, stdout, stderr: stderr.toString('utf8') };
}
