import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { BIN, folderWith, NOW, ONE_TABLE, run, skipLoudly, start, TABLES } from '../support/cli.js';

// Runs a program on a pseudo terminal and prints what the terminal gets.
const ON_TERMINAL = `
import os, pty, sys
status = pty.spawn(sys.argv[1:])
sys.exit(os.waitstatus_to_exitcode(status))
`;
const noTerminal = hasPty() ? false : skipLoudly('what a terminal gets', 'there is no python3 with pty');

function hasPty(): boolean {
  try {
    return execFileSync('python3', ['-c', 'import os, pty; print(os.waitstatus_to_exitcode)']).length > 0;
  } catch {
    return false;
  }
}

/** What a terminal shows of a command, and its exit status. */
async function onTerminal(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const command = ['-c', ON_TERMINAL, process.execPath, BIN, ...args];
  const { stdout, ...rest } = await start('python3', command, { cwd, env: { TERM: 'xterm', ...env } });
  return { shown: stdout.replaceAll('\r\n', '\n'), ...rest };
}

const ESCAPE = '\u001b';
const COLOURS = new RegExp(`${ESCAPE}\\[\\d+m`, 'g');
const CHECK = ['check', '--before', 'a.json', '--after', 'b.json', '--now', NOW];
const INPUTS = { 'a.json': ONE_TABLE, 'b.json': TABLES };
const DONE = { stderr: '', status: 2 };

describe.skipIf(noTerminal)('a terminal', () => {
  it('gets colours, and else what a pipe gets', async () => {
    const cwd = folderWith(INPUTS);
    for (const format of ['text', 'both']) {
      const { shown, ...rest } = await onTerminal([...CHECK, '-f', format], cwd);
      const { stdout } = await run([...CHECK, '-f', format], { cwd });
      expect(rest).toEqual(DONE);
      expect(shown).toContain(`${ESCAPE}[31mTable 'users' has been removed${ESCAPE}[39m`);
      expect(shown.replaceAll(COLOURS, '')).toBe(stdout);
    }
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR, which is none', { NO_COLOR: '' }, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['TERM=dumb', { TERM: 'dumb' }, false],
  ])('with %s', async (_, env, coloured) => {
    const { shown, ...rest } = await onTerminal([...CHECK, '-f', 'text'], folderWith(INPUTS), env);
    expect(rest).toEqual(DONE);
    expect(shown).toContain("Table 'users' has been removed");
    expect(shown.includes(ESCAPE)).toBe(coloured);
  });

  it('gets JSON without colours', async () => {
    const cwd = folderWith(INPUTS);
    const { stdout } = await run([...CHECK, '-f', 'json'], { cwd });
    expect(await onTerminal([...CHECK, '-f', 'json'], cwd)).toEqual({ ...DONE, shown: stdout });
  });

  it('gets errors without colours', async () => {
    const cwd = folderWith();
    const { stderr, status } = await run(['plan', '-i', 'x.json'], { cwd });
    expect(await onTerminal(['plan', '-i', 'x.json'], cwd)).toEqual({ shown: stderr, stderr: '', status });
    expect(status).toBe(3);
  });
});

describe.skipIf(noTerminal)('what a name could do to a terminal', () => {
  // A title, a colour, a bell, C1 controls, every mark that turns text round, line separators, DEL, CR, TAB.
  const HOSTILE = [
    ...[`${ESCAPE}]0;title\u0007${ESCAPE}[31mred`, '\u009b31m\u0085\u0090\u009d'],
    ...[
      '\u202a\u202b\u202c\u202d\u202e',
      '\u2066\u2067\u2068\u2069',
      '\u200e\u200f\u061c',
      '\u2028\u2029',
      '\u007f\r\t\b\0',
    ],
  ].join('');
  const UNSAFE = [...HOSTILE].filter((character) => /[^\x20-\x7e]/.test(character));
  const quoted = (text: string) => text.replaceAll('NAME', JSON.stringify(HOSTILE));
  const spelled = [...HOSTILE]
    .map((character) => (UNSAFE.includes(character) ? escapeOf(character) : character))
    .join('');

  function escapeOf(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  }

  const FILES = {
    'a.json': quoted(
      '{"tables": {NAME: {"columns": {}}, "t": {"columns": {NAME: {"type": "int"}, "c": {"type": NAME}}}}}',
    ),
    'b.json': quoted('{"tables": {"t": {"columns": {NAME: {"type": "text"}, "c": {"type": "int"}}}}}'),
    'spec.json': quoted(
      '{"type": NAME, "source": NAME, "target": {NAME: NAME}, "constraints": {"dependencies": [NAME]}}',
    ),
    'plan.json': quoted('{"migration_id": NAME, "phases": [NAME, {"name": NAME, "risk_level": NAME}]}'),
    'shape.json': quoted('{"tables": {NAME: {"columns": NAME}}}'),
    'syntax.json': `{"a": ${HOSTILE}}`,
    'number.json': `{"a": 1${HOSTILE}}`,
    'escape.json': '{"a": "\\\u202e"}',
  };

  it.each([
    ['check', CHECK, 2, `Table '${spelled}' has been removed`],
    ['plan', ['plan', '-i', 'spec.json'], 0, `Source System: ${spelled}`],
    ['rollback', ['rollback', '-i', 'plan.json'], 0, `Migration ID: ${spelled}`],
    ['an error of shape', ['check', '--before', 'shape.json', '--after', 'b.json'], 3, 'expected an object, got'],
    ['an error of syntax', ['plan', '-i', 'syntax.json'], 3, 'syntax.json:1:7: not JSON'],
    ['an error in a number', ['plan', '-i', 'number.json'], 3, 'number.json:1:8: not JSON'],
    ['an error in an escape', ['plan', '-i', 'escape.json'], 3, 'unknown escape \\\\u202e'],
    [
      'the name of a file',
      ['plan', '-i', `x${HOSTILE.replace('\0', '')}`],
      3,
      `error: x${spelled.replace('\\u0000', '')}: `,
    ],
    ['an unknown command', [HOSTILE.replace('\0', '')], 3, `unknown command '${spelled.replace('\\u0000', '')}'`],
    [
      'an unknown option',
      [`--${HOSTILE.replace('\0', '')}`],
      3,
      `unknown option '--${spelled.replace('\\u0000', '')}'`,
    ],
    ['an unknown value', ['plan', '-f', HOSTILE.replace('\0', '')], 3, '--format: unknown value "'],
    ['an unknown rule', ['explain', HOSTILE.replace('\0', '')], 3, 'no rule is called "'],
  ])('is spelled out: %s', async (_, args, status, expected) => {
    const { shown, ...rest } = await onTerminal(args, folderWith(FILES), { FORCE_COLOR: '0' });
    expect(rest).toEqual({ stderr: '', status });
    expect(shown).toContain(expected);
    expect(UNSAFE.filter((character) => shown.includes(character))).toEqual([]);
  });

  it('and with colours, nothing but the colours acts', async () => {
    const { shown, ...rest } = await onTerminal([...CHECK, '-f', 'text'], folderWith(FILES));
    expect(rest).toEqual(DONE);
    expect(shown.match(COLOURS)?.length).toBeGreaterThan(10);
    const remaining = shown.replaceAll(COLOURS, '');
    expect(remaining).toContain(`Table '${spelled}' has been removed`);
    expect(UNSAFE.filter((character) => remaining.includes(character))).toEqual([]);
  });

  it('a line break in a name begins no line that looks like the report', async () => {
    const forged = 'Overall Compatibility: FULLY_COMPATIBLE';
    const before = `{"tables": {"t' is fine\\n${forged}": {"columns": {}}}}`;
    const { shown, ...rest } = await onTerminal([...CHECK, '-f', 'text'], folderWith({ ...INPUTS, 'a.json': before }));
    expect(rest).toEqual(DONE);
    expect(shown).toContain('Overall Compatibility: BREAKING_CHANGES\n');
    expect(shown.split('\n')).not.toContain(forged);
    expect(shown.split('\n').filter((line) => line.startsWith('Overall Compatibility'))).toHaveLength(1);
  });
});
