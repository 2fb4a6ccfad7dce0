import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith, run } from '../support/cli.js';

const SAMPLE = 'assets/end_to_end';
const SCHEMAS = ['--before', 'before.sql', '--after', 'after.sql'];
const kept = (name: string) => readFileSync(join(SAMPLE, name), 'utf8');

/** A folder with the inputs of the sample, in which commands run that must succeed in silence. */
function workshop() {
  const folder = folderWith({});
  for (const name of ['before.sql', 'after.sql', 'spec.json', 'rehearsal.json', 'plan.json']) {
    cpSync(join(SAMPLE, name), join(folder, name));
  }
  return async (...args: string[]) => {
    const { stdout, stderr, status } = await run(args, { cwd: folder });
    expect({ stderr: stderr.replace(/^.* saved to .*\n/gm, ''), status }).toEqual({ stderr: '', status: 0 });
    return stdout;
  };
}

test('the plan of the sample is what the command makes of its other files', async () => {
  const does = workshop();
  const plan = ['plan', '-i', 'spec.json', '--detail', 'full', '--evidence', 'rehearsal.json', ...SCHEMAS];
  const made = await does(...plan, '--start', '2026-12-01T20:00Z', '--now', '2026-11-20T09:10:00', '--format', 'json');
  expect(made).toBe(`${kept('plan.json').trimEnd()}\n`);
});

test('its runbook is what the command makes of its plan, and undoes its steps and no others', async () => {
  const does = workshop();
  const rollback = [
    'rollback',
    '-i',
    'plan.json',
    '--detail',
    'full',
    '--now',
    '2026-11-20T09:15:00',
    '--format',
    'json',
  ];
  expect(await does(...rollback)).toBe(`${kept('runbook.json').trimEnd()}\n`);
  const { steps } = JSON.parse(kept('plan.json')) as { steps: { id: string; kind: string; down: string[] }[] };
  const runbook = JSON.parse(kept('runbook.json')) as { steps: { undoes: string[]; statements: string[] }[] };
  for (const { id, down } of steps.filter(({ kind, down }) => kind === 'sql' && down.length > 0)) {
    expect(runbook.steps.filter(({ undoes }) => undoes.includes(id)).map(({ statements }) => statements)).toEqual([
      down,
    ]);
  }
});

test('its evidence is what the rehearsal finds, times aside', async () => {
  const does = workshop();
  const plan = ['plan', '-i', 'spec.json', '--detail', 'full', ...SCHEMAS, '--now', '2026-11-20T09:00:00'];
  await does(...plan, '--format', 'json', '-o', 'draft.json');
  const rehearse = ['rehearse', '-i', 'draft.json', '--rows', '200', '--now', '2026-11-20T09:05:00'];
  const withoutTimes = (text: string) =>
    JSON.parse(text, (key, value) => (key.endsWith('seconds') ? 'measured' : value));
  const found = withoutTimes(await does(...rehearse, '--format', 'json'));
  expect(found).toEqual(withoutTimes(kept('rehearsal.json')));
  expect(found.verdict).toBe('proven');
});
