import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { skipLoudly } from '../support/cli.js';
import { blocksOf, replay } from '../support/sessions.js';

const page = readFileSync('references/data-contracts.md', 'utf8');
const blocks = blocksOf(page);
const sessions = blocks.filter(({ language }) => language === 'console').map(({ text }) => text);
const hasJq = spawnSync('jq', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-data-'));
  for (const { file, text } of blocks) if (file !== undefined) writeFileSync(join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every block is a file or is run', () => {
  expect(blocks.filter(({ file, language }) => file === undefined && language !== 'console')).toEqual([]);
  expect(sessions.length).toBe(2);
});

// In order: a session may use the files of those before it.
test.each(sessions.map((text, index) => [index + 1, text] as const))('session %i', async (_, text) => {
  if (!hasJq && skipLoudly('a session of the guide of data', 'there is no jq here')) return;
  expect(await replay(text, folder)).toBe(text);
});

test('every link leads somewhere', () => {
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => join('references', path as string));
  expect(links.filter((path) => !existsSync(path))).toEqual([]);
  expect(links.length).toBeGreaterThan(10);
});
