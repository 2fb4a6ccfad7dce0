import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RUNBOOK_ROLES } from '../../src/tables/runbook-settings.js';
import { skipLoudly } from '../support/cli.js';
import { blocksOf, replay } from '../support/sessions.js';

const guide = readFileSync('references/runbooks.md', 'utf8');
const blocks = blocksOf(guide);
const sessions = blocks.filter(({ language }) => language === 'console').map(({ text }) => text);
const files = blocks.flatMap(({ file, text }) => (file === undefined ? [] : [{ file, text }]));
const hasJq = spawnSync('jq', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-runbooks-'));
  for (const { file, text } of files) writeFileSync(join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every block is a file or is run', () => {
  expect(blocks.filter(({ file, language }) => file === undefined && language !== 'console')).toEqual([]);
  expect(files.map(({ file }) => file)).toEqual(['spec.json', 'old.sql', 'new.sql', 'contacts.json']);
  expect(sessions.length).toBeGreaterThan(4);
});

// Each session goes on with the files of those before.
test.each(sessions.map((text, index) => [index + 1, text] as const))('session %i', async (_, text) => {
  if (!hasJq && skipLoudly('a session of the guide to runbooks', 'there is no jq here')) return;
  expect(await replay(text, folder)).toBe(text);
});

test('every value of its own is named', () => {
  const own = [...Object.keys(RUNBOOK_ROLES), 'restore_command', 'backup_age_command'];
  expect(own.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
