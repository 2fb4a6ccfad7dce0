import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../support/cli.js';

// Plain file reads: no update flag of a test runner can rewrite what is frozen.
const golden = (name: string) => readFileSync(join('expected_outputs', name), 'utf8');

const CASES = [
  {
    name: 'sample_database_migration_plan',
    args: ['plan', '-i', 'assets/sample_database_migration.json'],
    now: '2026-02-16T13:47:23.704502',
    noun: 'MIGRATION PLAN',
    exit: 0,
  },
  {
    name: 'sample_service_migration_plan',
    args: ['plan', '-i', 'assets/sample_service_migration.json'],
    now: '2026-02-16T13:47:34.565896',
    noun: 'MIGRATION PLAN',
    exit: 0,
  },
  {
    name: 'schema_compatibility_report',
    args: ['check', '--before', 'assets/database_schema_before.json', '--after', 'assets/database_schema_after.json'],
    now: '2026-02-16T13:47:27.050459',
    noun: 'COMPATIBILITY REPORT',
    exit: 1,
  },
  {
    name: 'rollback_runbook',
    args: ['rollback', '-i', 'expected_outputs/sample_database_migration_plan.json'],
    now: '2026-02-16T13:47:31.108500',
    noun: 'ROLLBACK RUNBOOK',
    exit: 0,
  },
];

const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('every golden output is held against ours', () => {
  const names = CASES.flatMap(({ name }) => [`${name}.json`, `${name}.txt`]);
  expect(readdirSync('expected_outputs').sort()).toEqual(names.sort());
});

describe.each(CASES)('$name', ({ name, args, now, noun, exit }) => {
  const [json, text] = [golden(`${name}.json`), golden(`${name}.txt`)];
  const timed = [...args, '--now', now];

  test('as JSON on standard output', async () => {
    expect(await run([...timed, '--format', 'json'])).toEqual({ stdout: `${json}\n`, stderr: '', status: exit });
  });

  test('as text on standard output', async () => {
    expect(await run([...timed, '-f', 'text'])).toEqual({ stdout: text, stderr: '', status: exit });
  });

  test('as both on standard output, as the original prints them', async () => {
    const rule = '='.repeat(80);
    const stdout = `${json}\n\n${rule}\nHUMAN-READABLE ${noun}\n${rule}\n${text}\n`;
    expect(await run(timed)).toEqual({ stdout, stderr: '', status: exit });
  });

  test('as files', async () => {
    const output = join(folder, `${name}.json`);
    const result = await run([...timed, '-o', output]);
    expect({ stdout: result.stdout, status: result.status }).toEqual({ stdout: '', status: exit });
    expect(readFileSync(output, 'utf8')).toBe(json);
    expect(readFileSync(join(folder, `${name}.txt`), 'utf8')).toBe(text);
  });
});

test('the classic rules give the golden report as well', async () => {
  const { args, now } = CASES[2] as (typeof CASES)[number];
  const { stdout } = await run([...args, '--rules', 'classic', '--now', now, '-f', 'json']);
  expect(stdout).toBe(`${golden('schema_compatibility_report.json')}\n`);
});
