import { CommanderError } from 'commander';
import { EXIT, UserError } from '../errors.js';
import { VERSION } from '../version.js';
import type { Io } from './io.js';
import { createProgram } from './program.js';
import { spellOut } from './terminal.js';

/**
 * Runs a command line.
 *
 * @param argv the arguments behind the program's name
 * @returns the exit status; nothing is thrown
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(argv, io);
  } catch (error) {
    return explain(error, io);
  }
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const written: { stdout: string; stderr: string } = { stdout: '', stderr: '' };
  const program = createProgram(VERSION, io, (code) => {
    exitCode = code;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        written.stdout += text;
      },
      writeErr: (text) => {
        written.stderr += text;
      },
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && written.stderr === '') throw error;
    exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
  }
  if (written.stderr !== '') io.stderr.write(written.stderr);
  if (written.stdout !== '') io.stdout.write(written.stdout);
  return exitCode;
}

/** Says what went wrong. Returns the exit status. */
function explain(error: unknown, io: Io): number {
  const say = (message: string, remedy?: string) => {
    io.stderr.write(`${spellOut(`error: ${message}`)}\n${remedy === undefined ? '' : `  ${spellOut(remedy)}\n`}`);
  };
  if (error instanceof UserError) say(error.message, error.remedy);
  else if (error instanceof CommanderError) {
    const [problem = '', ...hint] = error.message.replace(/^error: /, '').split('\n');
    say(problem, hint.join(' ').replace(/^\(D(id you mean .*)\)$/, 'd$1') || 'see migrate-arch --help');
  } else {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(`error: this is a bug of migrate-arch; please report it with the input\n${spellOut(what)}\n`);
    return EXIT.bug;
  }
  return EXIT.error;
}
