import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { skipLoudly } from './cli.js';
import { blocksOf, replay } from './sessions.js';

/** What a guide must have: the files that it shows, in their order, and how many sessions it has more than. */
export interface Expected {
  readonly files: readonly string[];
  readonly sessions: number;
}

/**
 * Replays every session of a guide in one folder with the files that it shows; each goes on with the files of those
 * before. Returns the text of the guide.
 */
export function replayGuide(name: string, { files: named, sessions: least }: Expected): string {
  const guide = readFileSync(`references/${name}.md`, 'utf8');
  const blocks = blocksOf(guide);
  const sessions = blocks.filter(({ language }) => language === 'console').map(({ text }) => text);
  const files = blocks.flatMap(({ file, text }) => (file === undefined ? [] : [{ file, text }]));
  const hasJq = spawnSync('jq', ['--version']).status === 0;

  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), `migrate-arch-${name}-`));
    for (const { file, text } of files) writeFileSync(join(folder, file), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('every block is a file or is run', () => {
    expect(blocks.filter(({ file, language }) => file === undefined && language !== 'console')).toEqual([]);
    expect(files.map(({ file }) => file)).toEqual(named);
    expect(sessions.length).toBeGreaterThan(least);
  });

  test.each(sessions.map((text, index) => [index + 1, text] as const))('session %i', async (_, text) => {
    if (!hasJq && skipLoudly(`a session of references/${name}.md`, 'there is no jq here')) return;
    expect(await replay(text, folder)).toBe(text);
  });
  return guide;
}
