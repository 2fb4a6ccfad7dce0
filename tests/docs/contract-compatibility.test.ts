import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { skipLoudly } from '../support/cli.js';
import { blocksOf, replay } from '../support/sessions.js';

const blocks = blocksOf(readFileSync('references/contract-compatibility.md', 'utf8'));
const sessions = blocks.filter(({ language }) => language === 'console').map(({ text }) => text);
const files = blocks.flatMap(({ file, text }) => (file === undefined ? [] : [{ file, text }]));
const hasJq = spawnSync('jq', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-contracts-'));
  for (const { file, text } of files) writeFileSync(join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every block is a file or is run', () => {
  expect(blocks.filter(({ file, language }) => file === undefined && language !== 'console')).toEqual([]);
  expect(files.length).toBeGreaterThan(2);
  expect(sessions.length).toBeGreaterThan(2);
});

// In order: a session may use the files of those before it.
test.each(sessions.map((text, index) => [index + 1, text] as const))('session %i', async (_, text) => {
  if (text.includes('jq ') && !hasJq && skipLoudly('a session of the guide to contracts', 'there is no jq here'))
    return;
  expect(await replay(text, folder)).toBe(text);
});
