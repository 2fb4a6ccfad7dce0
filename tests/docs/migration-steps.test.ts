import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderWith, skipLoudly } from '../support/cli.js';
import { blocksOf, replay } from '../support/sessions.js';

const blocks = blocksOf(readFileSync('references/migration-steps.md', 'utf8'));
const sessions = blocks.filter(({ language }) => language === 'console').map(({ text }) => text);
const files = Object.fromEntries(blocks.flatMap(({ file, text }) => (file === undefined ? [] : [[file, text]])));
const hasJq = spawnSync('jq', ['--version']).status === 0;

test('every block is a file or is run', () => {
  expect(blocks.filter(({ file, language }) => file === undefined && language !== 'console')).toEqual([]);
  expect(Object.keys(files)).toEqual(['old.sql', 'new.sql', 'steps.json']);
  expect(sessions.length).toBeGreaterThan(1);
});

test.each(sessions.map((text, index) => [index + 1, text] as const))('session %i', async (_, text) => {
  if (text.includes('jq ') && !hasJq && skipLoudly('a session of the guide to steps', 'there is no jq here')) return;
  expect(await replay(text, folderWith(files))).toBe(text);
});
