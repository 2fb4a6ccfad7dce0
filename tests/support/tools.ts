import { spawnSync } from 'node:child_process';
import { skipLoudly } from './cli.js';

/** Whether a program is there; where tests may not be skipped, it must be. */
export function has(program: string, debianPackage: string): boolean {
  const { status } = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]);
  return status === 0 || !skipLoudly(`what needs ${program}`, `it is not there: apt-get install ${debianPackage}`);
}
