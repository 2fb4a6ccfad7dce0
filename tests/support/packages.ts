import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CACHE = join(tmpdir(), 'migrate-arch-packages');

/**
 * Downloads a version of an npm package, once.
 *
 * @param spec such as `@octokit/openapi@22.0.0`
 * @returns the folder of its files; nothing when it cannot be had, as without a network
 */
export function fetchPackage(spec: string): string | undefined {
  const folder = join(CACHE, spec.replaceAll('/', '+'));
  const content = join(folder, 'package');
  if (existsSync(content)) return content;
  mkdirSync(folder, { recursive: true });
  const packed = spawnSync('npm', ['pack', spec, '--silent', '--pack-destination', folder], { encoding: 'utf8' });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed.status !== 0 || archive === undefined) return undefined;
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder]);
  return existsSync(content) ? content : undefined;
}

/** The files of a folder and those below that may be descriptions, with their sizes, the largest first. */
export function documentsIn(folder: string): { readonly name: string; readonly size: number }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:json|ya?ml)$/.test(name) && !/(?:^|\/)(?:package|tsconfig)\.json$/.test(name))
    .map((name) => ({ name, size: statSync(join(folder, name)).size }))
    .sort((one, other) => other.size - one.size);
}
