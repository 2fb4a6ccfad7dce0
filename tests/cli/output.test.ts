import { chmodSync, existsSync, openSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentsOf, folderWith, NOW, ONE_TABLE, PLAN, run, SPEC, shell, TABLES } from '../support/cli.js';

const INPUTS = { 'a.json': ONE_TABLE, 'b.json': TABLES, 'plan.json': PLAN, 'spec.json': SPEC };
const CHECK = ['check', '--before', 'a.json', '--after', 'b.json', '--now', NOW];
const saved = (noun: string, ...files: readonly string[]) => files.map((file) => `${noun} saved to ${file}\n`).join('');

/** What a command prints, which its files must hold; JSON ends with a line break only where it is printed. */
async function resultOf(args: readonly string[]) {
  const cwd = folderWith(INPUTS);
  const [json, text] = await Promise.all(['json', 'text'].map((format) => run([...args, '-f', format], { cwd })));
  expect(json?.stdout).toMatch(/^\{\n.*\n\}\n$/s);
  expect(text?.stdout).toMatch(/^={80}\n.*\n$/s);
  return { json: String(json?.stdout).slice(0, -1), text: String(text?.stdout) };
}

describe.each([
  ['Migration plan', ['plan', '-i', 'spec.json', '--now', NOW], 0],
  ['Rollback runbook', ['rollback', '-i', 'plan.json', '--now', NOW], 0],
  ['Compatibility report', CHECK, 2],
])('%s', (noun, args, verdict) => {
  it.each([
    ['x.json', [], { 'x.json': 'json', 'x.txt': 'text' }],
    ['x', [], { x: 'json', 'x.txt': 'text' }],
    ['x.JSON', [], { 'x.JSON': 'json', 'x.txt': 'text' }],
    ['x.json.d/report.json', [], { 'x.json.d/report.json': 'json', 'x.json.d/report.txt': 'text' }],
    ['x.json.d/report', ['--format', 'both'], { 'x.json.d/report': 'json', 'x.json.d/report.txt': 'text' }],
    ['x.json', ['--format', 'json'], { 'x.json': 'json' }],
    ['x.json', ['--format', 'text'], { 'x.txt': 'text' }],
    ['x.md', ['--format', 'text'], { 'x.md': 'text' }],
  ] as const)('-o %s %j', async (file, format, expected) => {
    const result = await resultOf(args);
    const cwd = folderWith({ ...INPUTS, 'x.json.d/keep': '' });
    const before = contentsOf(cwd);
    const run1 = await run([...args, ...format, '--output', file], { cwd });
    expect(run1).toEqual({ stdout: '', stderr: saved(noun, ...Object.keys(expected)), status: verdict });
    const files = Object.entries(expected).map(([name, kind]) => [name, result[kind as 'json' | 'text']]);
    expect(contentsOf(cwd)).toEqual({ ...before, ...Object.fromEntries(files) });
  });

  it('is printed as JSON, as text, or as both', async () => {
    const { json, text } = await resultOf(args);
    const rule = '='.repeat(80);
    const banner = `\n${rule}\nHUMAN-READABLE ${noun.toUpperCase()}\n${rule}\n`;
    const printed = await run(args, { cwd: folderWith(INPUTS) });
    expect(printed).toEqual({ stdout: `${json}\n${banner}${text}\n`, stderr: '', status: verdict });
  });
});

/** The permissions of a file as `chmod` takes them. */
function modeOf(path: string): string {
  return (statSync(path).mode & 0o7777).toString(8);
}

describe('a file that exists', () => {
  it.each(['600', '640', '666', '775', '444'])('keeps its mode: %s', async (mode) => {
    const cwd = folderWith({ ...INPUTS, 'x.json': 'old', 'x.txt': 'old' });
    for (const file of ['x.json', 'x.txt']) chmodSync(join(cwd, file), mode);
    expect((await run([...CHECK, '-o', 'x.json'], { cwd })).status).toBe(2);
    expect(['x.json', 'x.txt'].map((file) => modeOf(join(cwd, file)))).toEqual([mode, mode]);
    expect(readFileSync(join(cwd, 'x.json'), 'utf8')).toContain(NOW);
  });

  it('is replaced at once: whoever has it open goes on reading what it was', async () => {
    const { json, text } = await resultOf(CHECK);
    const cwd = folderWith({ ...INPUTS, 'x.json': 'the JSON before', 'x.txt': 'the text before' });
    const open = ['x.json', 'x.txt'].map((file) => openSync(join(cwd, file), 'r'));
    expect((await run([...CHECK, '-o', 'x.json'], { cwd })).status).toBe(2);
    expect(open.map((descriptor) => readFileSync(descriptor, 'utf8'))).toEqual(['the JSON before', 'the text before']);
    expect(contentsOf(cwd)).toEqual({ ...INPUTS, 'x.json': json, 'x.txt': text });
  });
});

it('a new file has the mode that the umask leaves', async () => {
  const cwd = folderWith(INPUTS);
  await shell(`umask 027; migrate-arch ${CHECK.join(' ')} -o x.json`, { cwd });
  expect(['x.json', 'x.txt'].map((file) => modeOf(join(cwd, file)))).toEqual(['640', '640']);
});

it('a name may be as long as a name can be', async () => {
  const cwd = folderWith(INPUTS);
  const file = `${'n'.repeat(250)}.json`;
  const expected = { stdout: '', stderr: saved('Compatibility report', file), status: 2 };
  expect(await run([...CHECK, '-f', 'json', '-o', file], { cwd })).toEqual(expected);
});

describe('a link stays a link', () => {
  it.each([
    ['to a file', 'real/x.json', 'real/x.json'],
    ['to a file that is not there yet', 'real/new.json', 'real/new.json'],
    ['to another link', 'real/hop', 'real/x.json'],
  ])('%s', async (_, target, written) => {
    const { json, text } = await resultOf(CHECK);
    const cwd = folderWith({ ...INPUTS, 'real/x.json': 'old' });
    symlinkSync('x.json', join(cwd, 'real/hop'));
    symlinkSync(target, join(cwd, 'link.json'));
    const before = contentsOf(cwd);
    expect((await run([...CHECK, '-o', 'link.json'], { cwd })).status).toBe(2);
    expect(contentsOf(cwd)).toEqual({ ...before, [written]: json, 'link.txt': text });
  });
});

describe('what is no file is written to, not replaced', () => {
  it('/dev/null', async () => {
    const cwd = folderWith(INPUTS);
    const beside = existsSync('/dev/null.txt');
    const result = await run([...CHECK, '-o', '/dev/null'], { cwd });
    const litter = existsSync('/dev/null.txt') !== beside;
    if (litter) rmSync('/dev/null.txt');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect({ ...result, litter }).toEqual({
      stdout: '',
      stderr: saved('Compatibility report', '/dev/null'),
      status: 2,
      litter: false,
    });
  });

  it.each(['json', 'text'])('/dev/null, as %s', async (format) => {
    const result = await run([...CHECK, '-f', format, '-o', '/dev/null'], { cwd: folderWith(INPUTS) });
    expect(result).toEqual({ stdout: '', stderr: saved('Compatibility report', '/dev/null'), status: 2 });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('a link to /dev/null', async () => {
    const cwd = folderWith(INPUTS);
    symlinkSync('/dev/null', join(cwd, 'null'));
    const before = contentsOf(cwd);
    const result = await run([...CHECK, '-f', 'json', '-o', 'null'], { cwd });
    expect(result).toEqual({ stdout: '', stderr: saved('Compatibility report', 'null'), status: 2 });
    expect(contentsOf(cwd)).toEqual(before);
  });

  it.each(['json', 'text'] as const)('a pipe with a name, as %s', async (format) => {
    const expected = await resultOf(CHECK);
    const cwd = folderWith(INPUTS);
    const script = `mkfifo pipe; cat pipe & migrate-arch ${CHECK.join(' ')} -f ${format} -o pipe; status=$?; wait; exit $status`;
    const { stdout, stderr, status } = await shell(script, { cwd });
    expect({ stderr, status }).toEqual({ stderr: saved('Compatibility report', 'pipe'), status: 2 });
    expect(stdout).toBe(expected[format]);
    expect(contentsOf(cwd)).toEqual({ ...INPUTS, pipe: 'a special file' });
  });

  it.each(['/dev/stdout', '/dev/fd/1', '>(cat)'])('%s that is a pipe', async (file) => {
    const { json } = await resultOf(CHECK);
    const script = `set -o pipefail; migrate-arch ${CHECK.join(' ')} -f json -o ${file} | cat`;
    const { stdout, stderr, status } = await shell(script, { cwd: folderWith(INPUTS) });
    expect({ stdout, status }).toEqual({ stdout: json, status: 2 });
    expect(stderr).toMatch(/^Compatibility report saved to \/dev\/\S+\n$/);
  });
});
