import { spawn } from 'node:child_process';
import { INNER_SHELL, type Result } from './cli.js';

/** What is answered when the end of the output looks like that; a number ends the program with that signal instead. */
export type Answers = readonly (readonly [RegExp, string | { readonly signal: NodeJS.Signals }])[];

/** Runs a script that asks, and answers each question; one that nobody expects ends its input. */
export function converse(
  script: string,
  args: readonly string[],
  answers: Answers,
  {
    cwd,
    env,
    watch,
  }: {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
    /** Is told what was printed so far, each time that there is more. */
    readonly watch?: (stdout: string) => void;
  },
): Promise<Result & { readonly unexpected: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn('bash', [script, ...args], { cwd, env: { PATH, HOME, ...INNER_SHELL, ...env } });
    let stdout = '';
    let stderr = '';
    let answered = 0;
    const unexpected: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
      watch?.(stdout);
      const asked = stdout.slice(answered).split('\n').at(-1) ?? '';
      if (!/(\(yes\/no\/stop\)|:) $/.test(asked)) return;
      answered = stdout.length;
      const answer = answers.find(([question]) => question.test(asked))?.[1];
      if (answer === undefined) unexpected.push(asked);
      if (answer === undefined) child.stdin.end();
      else if (typeof answer === 'string') child.stdin.write(`${answer}\n`);
      else child.kill(answer.signal);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.stdin.on('error', () => {});
    child.on('close', (status) => resolve({ stdout, stderr, status, unexpected }));
  });
}
