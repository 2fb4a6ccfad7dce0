/** What the errors of the operating system mean to whom they stop (errno(3)). */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'the folder does not exist'],
  ['ENOTDIR', 'its folder is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'it would be larger than a file may be here'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'its links lead around in a circle'],
  ['ENXIO', 'it is a socket, or a pipe without another end'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['EIO', 'the device failed'],
]);

/** The code of an error of the operating system, or `undefined` of any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) && 'errno' in (error as object) ? code : undefined;
}

/** An error as the operating system would raise it, for what we find before it does. */
export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, errno: 0 });
}

/** The code in words. */
export function describeSystemError(code: string): string {
  return WORDS.get(code) ?? `the system says ${code}`;
}
