import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkCompatibility } from '../../src/index.js';
import { shell, skipLoudly } from '../support/cli.js';
import { blocksOf, replay, scriptOf } from '../support/sessions.js';

const page = readFileSync('references/api-compatibility.md', 'utf8');
const blocks = blocksOf(page);
const sessions = blocks.filter(({ language }) => language === 'console').map(({ text }) => text);
const description = blocks.find(({ file }) => file === 'before.yaml')?.text as string;
const hasJq = spawnSync('jq', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-api-'));
  writeFileSync(join(folder, 'before.yaml'), description);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every kind of block is run', () => {
  expect(blocks.map(({ language, file }) => file ?? language)).toEqual([
    'before.yaml',
    ...sessions.map(() => 'console'),
    'yaml',
  ]);
  expect(sessions.length).toBeGreaterThan(5);
});

// In order: a session may use the files of those before it.
test.each(sessions.map((text, index) => [index + 1, text] as const))('session %i', async (_, text) => {
  if (text.includes('jq ') && !hasJq && skipLoudly('a session of the API guide', 'there is no jq here')) return;
  expect(await replay(text, folder)).toBe(text);
});

describe('the table of profiles', () => {
  const row = (name: string) => {
    const line = page.split('\n').find((one) => one.startsWith(`| ${name} |`)) as string;
    return line
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim().replace(/[ -]/g, '_'));
  };
  const api = (operation: object) => ({ openapi: '3.1.0', paths: { '/orders': { get: operation } } });
  const answering = (schema: object) => ({ responses: { 200: { content: { 'application/json': { schema } } } } });

  test.each([
    [
      'a value joins the `enum` of a response',
      'schema_enum_widened',
      answering({ enum: ['a'] }),
      answering({ enum: ['a', 'b'] }),
    ],
    [
      'an optional property goes from a response',
      'property_removed',
      answering({ type: 'object', properties: { a: {}, b: {} } }),
      answering({ type: 'object', properties: { a: {} } }),
    ],
    [
      'an operation has another id',
      'operation_id_changed',
      { operationId: 'a', responses: { 200: {} } },
      { operationId: 'b', responses: { 200: {} } },
    ],
    [
      'a response with another status comes',
      'response_added',
      { responses: { 200: {} } },
      { responses: { 200: {}, 202: {} } },
    ],
  ])('%s', (name, rule, before, after) => {
    const severities = (['contract', 'client', 'strict'] as const).map((profile) => {
      const { issues } = checkCompatibility(api(before), api(after), { type: 'api', profile, detail: 'full' });
      return issues.find(({ type }) => type === rule)?.severity;
    });
    expect(severities).toEqual(row(name));
  });
});

test.each([
  ['nothing', description, 0, 'FULLY_COMPATIBLE'],
  ['a value', description.replace('shipped]', 'shipped, lost]'), 0, 'POTENTIALLY_INCOMPATIBLE'],
  ['a bound', description.replace('maximum: 100', 'maximum: 50'), 1, 'BREAKING_CHANGES'],
  ['what cannot be read', 'openapi: [', 1, undefined],
])('the workflow, when %s changes', async (_, after, status, verdict) => {
  const project = mkdtempSync(join(folder, 'workflow-'));
  writeFileSync(join(project, 'openapi.yaml'), description);
  const workflow = blocks.at(-1)?.text as string;
  const script = `set -e
    git init -q -b main . && git add . && git -c user.name=a -c user.email=a@b commit -qm before
    git update-ref refs/remotes/origin/main HEAD
    npx() { shift; migrate-arch "$@"; }
    printf %s "$AFTER" > openapi.yaml
    ${scriptOf(workflow)}`;
  const summary = join(project, 'summary');
  const env = { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: summary, AFTER: after };
  expect((await shell(script, { cwd: project, env })).status).toBe(status);
  expect(existsSync(summary)).toBe(verdict !== undefined);
  if (verdict !== undefined) expect(readFileSync(summary, 'utf8')).toContain(`Overall Compatibility: ${verdict}\n`);
});

test('every link leads to a file', () => {
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => join('references', path as string));
  expect(links.length).toBeGreaterThan(1);
  expect(links.filter((path) => !existsSync(path))).toEqual([]);
});
