import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { skipLoudly } from '../support/cli.js';
import { blocksOf, replay } from '../support/sessions.js';

const blocks = blocksOf(readFileSync('references/contract-compatibility.md', 'utf8'));
const hasJq = spawnSync('jq', ['--version']).status === 0;

test('the sessions of the guide', async () => {
  if (!hasJq && skipLoudly('the sessions of the guide to contracts', 'there is no jq here')) return;
  expect(blocks.length).toBeGreaterThan(0);
  const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-contract-'));
  try {
    for (const { text } of blocks) expect(await replay(text, folder)).toBe(text);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
