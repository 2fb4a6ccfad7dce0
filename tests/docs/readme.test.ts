import { spawnSync } from 'node:child_process';
import {
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
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shell, skipLoudly, start } from '../support/cli.js';
import { blocksOf, replay, scriptOf } from '../support/sessions.js';

const readme = readFileSync('README.md', 'utf8');
const blocks = blocksOf(readme);
const of = (language: string) => blocks.filter((block) => block.language === language).map(({ text }) => text);

const hasJq = spawnSync('jq', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-readme-'));
  symlinkSync(resolve('assets'), join(folder, 'assets'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every kind of block is run', () => {
  const kinds = new Set(blocks.map(({ language }) => language));
  expect([...kinds].sort()).toEqual(['console', 'sh', 'ts', 'yaml']);
});

test('the set-up commands are scripts of the package', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const commands = (of('sh')[0] as string).split('\n').flatMap((line) => line.match(/^npm (?:run )?(\w+)/)?.[1] ?? []);
  expect(commands).toEqual(['setup', 'test']);
  for (const command of commands) expect(scripts[command]).toBeDefined();
});

describe('sessions', () => {
  test.each(of('console').map((text, index) => [index + 1, text] as const))('session %i', async (_, text) => {
    if (text.includes('jq ') && !hasJq && skipLoudly('a session of the README', 'there is no jq here')) return;
    expect(await replay(text, folder)).toBe(text);
  });
});

test('the library block runs against the built package', async () => {
  const project = join(folder, 'library');
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  symlinkSync(resolve('.'), join(project, 'node_modules/migrate-arch'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'index.ts'), of('ts').join('\n'));
  const tsx = resolve('node_modules/tsx/dist/cli.mjs');
  expect(await start(process.execPath, [tsx, 'index.ts'], { cwd: project })).toEqual({
    stdout: '',
    stderr: '',
    status: 0,
  });
  const options = ['--strict', '--noEmit', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
  const types = ['--types', 'node', '--typeRoots', resolve('node_modules/@types')];
  const tsc = resolve('node_modules/typescript/bin/tsc');
  expect(await start(process.execPath, [tsc, ...options, ...types, 'index.ts'], { cwd: project })).toEqual({
    stdout: '',
    stderr: '',
    status: 0,
  });
});

describe('the workflow', () => {
  const run = scriptOf(of('yaml')[0] as string);

  test.each([
    ['assets/database_schema_before.json', 0, 'FULLY_COMPATIBLE'],
    ['assets/database_schema_after.json', 0, 'POTENTIALLY_INCOMPATIBLE'],
    ['{"tables": {}}', 1, 'BREAKING_CHANGES'],
    ['{"tables": []}', 1, undefined],
  ])('with %s', async (schema, status, verdict) => {
    const project = mkdtempSync(join(folder, 'workflow-'));
    const text = schema.startsWith('{') ? schema : readFileSync(schema, 'utf8');
    writeFileSync(join(project, 'schema.json'), readFileSync('assets/database_schema_before.json'));
    const prepare = `
      git init -q -b main . && git add . && git -c user.name=a -c user.email=a@b commit -qm before
      git update-ref refs/remotes/origin/main HEAD
      npx() { shift; migrate-arch "$@"; }`;
    const env = { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: join(project, 'summary'), AFTER: text };
    // GitHub runs a step by bash -e.
    const script = `set -e\n${prepare}\nprintf %s "$AFTER" > schema.json\n${run}`;
    expect((await shell(script, { cwd: project, env })).status).toBe(status);
    const names = readdirSync(project);
    if (verdict === undefined) expect(names).not.toContain('summary');
    else expect(readFileSync(join(project, 'summary'), 'utf8')).toContain(`    Overall Compatibility: ${verdict}\n`);
  });
});

test('every link leads to a file', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path as string);
  expect(links.length).toBeGreaterThan(8);
  expect(links.filter((path) => !existsSync(path))).toEqual([]);
});
