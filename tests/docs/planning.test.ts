import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WORK_RATES } from '../../src/tables/plan-rates.js';
import { SETTINGS } from '../../src/tables/plan-settings.js';
import { skipLoudly } from '../support/cli.js';
import { blocksOf, replay } from '../support/sessions.js';

const guide = readFileSync('references/planning.md', 'utf8');
const blocks = blocksOf(guide);
const sessions = blocks.filter(({ language }) => language === 'console').map(({ text }) => text);
const files = blocks.flatMap(({ file, text }) => (file === undefined ? [] : [{ file, text }]));
const hasJq = spawnSync('jq', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-arch-planning-'));
  for (const { file, text } of files) writeFileSync(join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every block is a file or is run', () => {
  expect(blocks.filter(({ file, language }) => file === undefined && language !== 'console')).toEqual([]);
  expect(files.map(({ file }) => file)).toEqual(['spec.json', 'old.sql', 'new.sql']);
  expect(sessions.length).toBeGreaterThan(4);
});

// Each session goes on with the files of those before.
test.each(sessions.map((text, index) => [index + 1, text] as const))('session %i', async (_, text) => {
  if (!hasJq && skipLoudly('a session of the guide to plans', 'there is no jq here')) return;
  expect(await replay(text, folder)).toBe(text);
});

test('the table of rates is the one that plans are computed with', () => {
  const rows = [...guide.matchAll(/^\| ([a-z ]+) \| ([\d.]+) \| ([\d.e-]*) ?\| ([\d.e-]*) ?\|$/gm)];
  const read = rows.map(([, does, a, b, c]) => ({ does, a: Number(a), b: Number(b), c: Number(c) }));
  expect(read).toEqual(Object.values(WORK_RATES).map(({ does, a, b, c }) => ({ does: SHORT[does] ?? does, a, b, c })));
});

const SHORT: Readonly<Record<string, string>> = {
  'writes the whole table anew, with its indexes': 'writes the table anew',
};

test('every setting is named', () => {
  expect(Object.keys(SETTINGS).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
