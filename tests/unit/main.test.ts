import { expect, test } from 'vitest';
import type { Io, Output } from '../../src/cli/io.js';
import { main } from '../../src/cli/main.js';

function world(changes: Partial<Io> = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (stream: keyof typeof written): Output => ({
    isTerminal: async () => false,
    write: (text) => {
      written[stream] += text;
    },
  });
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: {},
    readStandardInput: async () => Buffer.from('{"type": "data", "source": "a", "target": "b"}'),
    now: () => '2026-02-16T13:47:27',
    ...changes,
  };
  return { io, written };
}

test('a run that goes well touches nothing but the streams it is given', async () => {
  const { io, written } = world();
  expect(await main(['plan', '-i', '-', '--validate'], io)).toBe(0);
  expect(written).toEqual({ stdout: 'Migration specification is valid\n', stderr: '' });
});

test('a bug says that it is ours, where it is, and exits with 70', async () => {
  const { io, written } = world({
    now: () => {
      throw new TypeError('the clock\u001b[2J is broken');
    },
  });
  expect(await main(['plan', '-i', '-'], io)).toBe(70);
  expect(written.stdout).toBe('');
  const [first, second, third] = written.stderr.split('\n');
  expect(first).toBe('error: this is a bug of migrate-arch; please report it with the input');
  expect(second).toBe('TypeError: the clock\\u001b[2J is broken');
  expect(third).toMatch(/^ {4}at .*main\.test\.ts/);
});
