import { spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BIN, folderWith, NOW, ONE_TABLE, PLAN, type Result, run, SPEC, shell, start, TABLES } from '../support/cli.js';

const INPUTS = { 'a.json': ONE_TABLE, 'b.json': TABLES, 'plan.json': PLAN, 'spec.json': SPEC };
const CHECK = ['check', '--before', 'a.json', '--after', 'b.json', '--max-findings', '100000', '--now', NOW];
const check = `migrate-arch ${CHECK.join(' ')}`;

/** A script of bash in a folder with inputs. */
const script = (text: string, env = {}): Promise<Result> => shell(text, { cwd: folderWith(INPUTS), env });
const NOTHING = { stdout: '', stderr: '' };

describe('standard input', () => {
  const expected = () => run([...CHECK, '-f', 'json'], { cwd: folderWith(INPUTS) });

  it.each([
    ['- for the schema before', `${check.replace('a.json', '-')} < a.json`],
    ['- for the schema after', `${check.replace('b.json', '-')} < b.json`],
    ['- from a pipe', `set -o pipefail; cat a.json | ${check.replace('a.json', '-')}`],
    ['- from a pipe that is slow', `set -o pipefail; (sleep 0.3; cat a.json) | ${check.replace('a.json', '-')}`],
    ['/dev/stdin', `set -o pipefail; cat a.json | ${check.replace('a.json', '/dev/stdin')}`],
    ['process substitution', check.replace('a.json', '<(cat a.json)').replace('b.json', '<(cat b.json)')],
    ['a pipe with a name', `mkfifo pipe; cat b.json > pipe & ${check.replace('b.json', 'pipe')}`],
  ])('%s', async (_, text) => {
    const result = await script(text.replace(NOW, `${NOW} -f json`));
    expect(result).toEqual(await expected());
    expect(result.status).toBe(2);
  });

  it.each([
    ['plan', SPEC, 'Migration specification is valid\n', ['--validate']],
    ['rollback', PLAN, '"migration_id": "m1"', ['-f', 'json']],
  ])('- for the input of %s', async (command, input, output, options) => {
    const result = await run([command, '--input', '-', ...options], { input });
    expect(result).toEqual({ stdout: expect.stringContaining(output), stderr: '', status: 0 });
  });

  it('- twice is refused', async () => {
    const message =
      'error: --before and --after are both "-", but there is only one standard input\n  give one of them as a file\n';
    const result = await run(['check', '--before', '-', '--after', '-'], { input: TABLES });
    expect(result).toEqual({ stdout: '', stderr: message, status: 3 });
  });

  it.each([
    ['empty', '< /dev/null'],
    ['closed', '<&-'],
  ])('that is %s is refused', async (_, redirection) => {
    const remedy = 'the command that wrote it may have failed; an empty document is written {}';
    expect(await script(`migrate-arch plan -i - ${redirection}`)).toEqual({
      stdout: '',
      stderr: `error: standard input: is empty\n  ${remedy}\n`,
      status: 3,
    });
  });
});

describe('results go to standard output, all else to standard error', () => {
  it('a note', async () => {
    const { stdout, ...rest } = await run(['check', '--before', '-', '--after', 'b.json', '-f', 'json'], {
      cwd: folderWith({ 'b.json': '{}' }),
      input: '{}',
    });
    const note = 'note: neither schema says anything that a check of type database compares\n';
    expect(rest).toEqual({ stderr: note, status: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ overall_compatibility: 'fully_compatible' });
  });

  it('what was saved', async () => {
    const { stdout, stderr } = await script('migrate-arch plan -i spec.json -o x.json');
    expect({ stdout, stderr }).toEqual({
      stdout: '',
      stderr: 'Migration plan saved to x.json\nMigration plan saved to x.txt\n',
    });
  });

  it('and a name that would act on a terminal is spelled out there', async () => {
    const name = '\u001b[31mx\u202e.json';
    const { stderr } = await run(['plan', '-i', 'spec.json', '-f', 'json', '-o', name], { cwd: folderWith(INPUTS) });
    expect(stderr).toBe('Migration plan saved to \\u001b[31mx\\u202e.json\n');
    const refused = await run(['plan', '-i', name], { cwd: folderWith(INPUTS) });
    expect(refused.stderr).toMatch(/^error: \\u001b\[31mx\\u202e\.json: no such file\n/);
  });
});

describe('standard output that goes nowhere', () => {
  it.each(['json', 'text', 'both'])('/dev/null, as %s', async (format) => {
    expect(await script(`${check} -f ${format} > /dev/null`)).toEqual({ ...NOTHING, status: 2 });
  });

  it('closed', async () => {
    expect(await script(`${check} >&-`)).toEqual({ ...NOTHING, status: 2 });
  });

  it.each([
    ['check', check],
    ['check as text', `${check} -f text`],
    ['plan', 'migrate-arch plan -i spec.json'],
    ['plan --validate', 'migrate-arch plan -i spec.json --validate'],
    ['rollback', 'migrate-arch rollback -i plan.json'],
    ['schema', 'migrate-arch schema'],
    ['explain', 'migrate-arch explain column_removed'],
    ['--help', 'migrate-arch --help'],
    ['--version', 'migrate-arch --version'],
  ])('a full disk is an error: %s', async (_, command) => {
    const { stderr, ...rest } = await script(`${command} > /dev/full`);
    expect(rest).toEqual({ stdout: '', status: 3 });
    expect(stderr).toMatch(/^error: standard output.* the disk is full\)?\n {2}.+\n$/);
  });
});

describe('standard error that goes nowhere changes no exit status', () => {
  it.each([
    ['an error', 'migrate-arch plan -i missing.json', 3],
    ['a mistyped command', 'migrate-arch chek', 3],
    ['no command', 'migrate-arch', 3],
    ['a verdict', `${check} -o x.json`, 2],
    ['a note', 'migrate-arch check --before c.json --after c.json -f json', 0],
  ])('%s', async (_, command, status) => {
    const redirections = ['2> /dev/full', '2>&-', '2< spec.json'];
    const results = redirections.map((redirection) =>
      script(`echo {} > c.json; ${command} ${redirection} > /dev/null`),
    );
    expect(await Promise.all(results)).toEqual(redirections.map(() => ({ ...NOTHING, status })));
  });
});

describe('colours', () => {
  const ESCAPE = '\u001b';
  const coloured = async (env: Record<string, string>, ...options: string[]) =>
    (await run([...CHECK, ...options], { cwd: folderWith(INPUTS), env })).stdout.includes(ESCAPE);

  it.each([
    ['none in a pipe', {}, false],
    ['none in a pipe whatever the terminal', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR without a value', { FORCE_COLOR: '' }, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['FORCE_COLOR=false', { FORCE_COLOR: 'false' }, false],
    ['FORCE_COLOR beats NO_COLOR, as in node', { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['NO_COLOR', { NO_COLOR: '1' }, false],
  ])('%s', async (_, env, expected) => {
    const formats = ['text', 'both', 'json'].map((format) => coloured(env, '-f', format));
    expect(await Promise.all(formats)).toEqual([expected, expected, false]);
  });

  it('change nothing but the colours', async () => {
    const cwd = folderWith(INPUTS);
    const plain = await run([...CHECK, '-f', 'text'], { cwd });
    const painted = await run([...CHECK, '-f', 'text'], { cwd, env: { FORCE_COLOR: '1' } });
    const sequence = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');
    expect(painted.stdout.replaceAll(sequence, '')).toBe(plain.stdout);
  });

  it('are never in a file, on standard error or in help', async () => {
    const { stdout, stderr } = await script(
      `${check} -o x.json; cat x.json x.txt; migrate-arch --help; migrate-arch plan; migrate-arch chek`,
      { FORCE_COLOR: '3' },
    );
    expect(stdout).toContain('COMPATIBILITY ANALYSIS REPORT');
    expect(stderr).toContain("unknown command 'chek'");
    expect(`${stdout}${stderr}`).not.toContain(ESCAPE);
  });
});

/** Schemas whose report is larger than any pipe. */
function bigInputs(): Record<string, string> {
  const columns = Array.from({ length: 3000 }, (_, index) => `"column_${index}": {"type": "int"}`).join(', ');
  return { 'a.json': `{"tables": {"t": {"columns": {${columns}}}}}`, 'b.json': '{"tables": {"t": {"columns": {}}}}' };
}

describe('a reader that stops early', () => {
  it.each([
    ['of a small report', INPUTS, ''],
    ['of a large report', bigInputs(), ''],
    ['of a large text', bigInputs(), '-f text'],
    ['of a large report of one line at a time', bigInputs(), '-f json'],
  ])('%s leaves the verdict and no noise', async (_, inputs, options) => {
    const text = `${check} ${options} | head -c 10; exit "\${PIPESTATUS[0]}"`;
    const { stdout, ...rest } = await shell(text, { cwd: folderWith(inputs) });
    expect(rest).toEqual({ stderr: '', status: 2 });
    expect(stdout).toHaveLength(10);
  });

  it('is no reason to fail for plan', async () => {
    const result = await script('set -o pipefail; migrate-arch plan -i spec.json | true');
    expect(result).toEqual({ ...NOTHING, status: 0 });
  });
});

it('a pipe that does not block and is read slowly gets all of a large report', async () => {
  const cwd = folderWith(bigInputs());
  const expected = await run(CHECK, { cwd });
  await start('mkfifo', ['pipe'], { cwd });
  const pipe = join(cwd, 'pipe');
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  // The shell in between, because node makes the standard streams of its children block.
  const command = ['-c', 'exec "$0" "$@" >&3', process.execPath, BIN, ...CHECK];
  const child = spawn('sh', command, { cwd, stdio: ['ignore', 'ignore', 'inherit', writer] });
  closeSync(writer);
  const status = new Promise((resolve) => child.on('close', resolve));
  const chunks: Buffer[] = [];
  for (let ended = false; !ended; await sleep(2)) {
    const buffer = Buffer.alloc(40_000);
    const length = readOrWait(reader, buffer);
    ended = length === 0;
    if (length !== undefined) chunks.push(buffer.subarray(0, length));
  }
  closeSync(reader);
  expect(Buffer.concat(chunks).length).toBeGreaterThan(1_000_000);
  expect(Buffer.concat(chunks).toString() === expected.stdout).toBe(true);
  expect(await status).toBe(2);
});

/** Reads what is there; `undefined` when nothing is there yet. */
function readOrWait(descriptor: number, buffer: Buffer): number | undefined {
  try {
    return readSync(descriptor, buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

describe('the compiled code that the build saves beside the command', () => {
  it.each([
    ['missing', undefined],
    ['cut off', 'x'],
    ['a folder', 'folder'],
  ])('is not needed: %s', async (_, state) => {
    const cwd = folderWith(INPUTS);
    const [bin, root] = [dirname(BIN), dirname(dirname(BIN))];
    cpSync(bin, join(cwd, 'bin'), { recursive: true });
    cpSync(join(root, 'dist/command'), join(cwd, 'dist/command'), { recursive: true });
    for (const name of readdirSync(join(cwd, 'dist/command')).filter((file) => file.endsWith('.cache'))) {
      const file = join(cwd, 'dist/command', name);
      rmSync(file);
      if (state === 'folder') mkdirSync(file);
      else if (state !== undefined) writeFileSync(file, state);
    }
    const text = `"$NODE" bin/migrate-arch.js ${CHECK.join(' ')} -f text > /dev/null`;
    expect(await shell(text, { cwd })).toEqual({ ...NOTHING, status: 2 });
  });

  it.each([
    ['SQL', '.sql', 'CREATE TABLE users (id int);'],
    ['an API', '.json', '{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}}'],
    ['GraphQL', '.graphql', 'type Query { a: Int }'],
  ])('is taken by V8 for a check of %s, whatever flags it has by then', async (_, suffix, text) => {
    const watch = `const vm = require('node:vm');
      vm.Script = class extends vm.Script {
        constructor(code, options) {
          super(code, options);
          process.stderr.write(\`\${this.cachedDataRejected}\\n\`);
        }
      };`;
    const cwd = folderWith({ 'watch.cjs': watch, [`a${suffix}`]: text });
    const file = `a${suffix}`;
    const check = `"$NODE" -r ./watch.cjs "$BIN" check --before ${file} --after ${file} > /dev/null`;
    const { stderr, status } = await shell(check, { cwd });
    const answers = stderr.split('\n').filter((line) => /^(?:true|false|undefined)$/.test(line));
    expect(status).toBe(0);
    expect(answers.length).toBeGreaterThan(20);
    expect(new Set(answers)).toEqual(new Set(['false']));
  });
});
