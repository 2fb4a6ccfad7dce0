import { type Command, Option } from 'commander';
import { EXPORTS } from '../model/watch.js';
import { DETAILS } from '../rules/rule.js';
import { assignment, RUNBOOK_FORMATS, several } from './options.js';
import { choices, file, withOutput } from './program-options.js';

/** `migrate-arch rollback` with its options. */
export function rollbackCommand(program: Command): Command {
  return withOutput(
    program
      .command('rollback')
      .description('write the runbook that undoes a plan')
      .usage('-i <file> [options]')
      .addOption(file('-i, --input <file>', 'the plan (JSON), or - for standard input'))
      .addOption(
        choices(
          '--detail <detail>',
          "full writes the plan's own undos, checks, decisions and messages; it needs a plan in full",
          DETAILS,
          DETAILS[0],
        ),
      )
      .addOption(
        new Option(
          '--export <systems>',
          `write the triggers as files for these instead, into the folder of -o (${EXPORTS.join(', ')})`,
        ).argParser(several('--export', EXPORTS)),
      )
      .addOption(
        new Option(
          '--set <name=value>',
          'a role, contact, command, query or baseline, as in sre_contact=+49…; may be repeated',
        ).argParser(assignment('--set')),
      )
      .addOption(file('--contacts <file>', 'the same by name in a file (JSON); --set wins'))
      .option('--one-page', 'only what one needs at hand, on one page')
      .option('--strict', 'fail when something is not assigned'),
    'the runbook',
    RUNBOOK_FORMATS,
  );
}
