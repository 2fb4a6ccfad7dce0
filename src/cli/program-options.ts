import { type Command, Option } from 'commander';
import { choice, FORMATS, fileName, time } from './options.js';

/** What every command that makes a result takes. */
export function withOutput(command: Command, result: string, formats: readonly string[] = FORMATS): Command {
  return command
    .addOption(
      file('-o, --output <file>', `write ${result} to a file and its text beside it as .txt; - is standard output`),
    )
    .addOption(choices('-f, --format <format>', `what to write ${result} as`, formats).default('both'))
    .addOption(
      new Option('--now <time>', 'the time to print instead of the present, as in 2026-02-16T13:47:27').argParser(
        time('--now'),
      ),
    );
}

export function file(flags: string, description: string): Option {
  return new Option(flags, description).argParser(fileName(longName(flags)));
}

function longName(flags: string): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? flags;
}

/** A parser of an option that may be repeated. */
export function collect(option: string): (value: string, before?: readonly string[]) => readonly string[] {
  return (value, before = []) => [...before, fileName(option)(value)];
}

/** @param usual the choice that is made where neither the command line nor a configuration makes one */
export function choices<Choice extends string>(
  flags: string,
  description: string,
  values: readonly Choice[],
  usual?: Choice,
): Option {
  const words = `${description} (${values.join(', ')})${usual === undefined ? '' : ` (default: "${usual}")`}`;
  return new Option(flags, words).argParser(choice(longName(flags), values));
}
