import { type Command, Option } from 'commander';
import { DIALECTS } from '../model/catalog/common.js';
import { DETAILS } from '../rules/rule.js';
import { assignment, PLAN_FORMATS, time } from './options.js';
import { choices, collect, file, withOutput } from './program-options.js';

/** `migrate-arch plan` with its options. */
export function planCommand(program: Command): Command {
  return withOutput(
    program
      .command('plan')
      .description('make the plan of a migration from its specification')
      .usage('-i <file> [options]')
      .addOption(file('-i, --input <file>', 'the specification (JSON), or - for standard input'))
      .option('--validate', 'only say whether the specification is valid')
      .addOption(
        choices('--detail <detail>', 'full writes steps, times, risks, lists and messages', DETAILS, DETAILS[0]),
      )
      .addOption(file('--report <file>', 'the steps: a report of check --detail full --format json'))
      .addOption(file('--before <schema>', 'the schema before (SQL), to plan the steps without a report'))
      .addOption(file('--after <schema>', 'the schema after (SQL)'))
      .addOption(choices('--dialect <dialect>', 'whose SQL the schemas are; by default what they say', DIALECTS))
      .option('--archive', 'have steps keep what they drop in an archive, from which their undo brings it back')
      .addOption(
        new Option(
          '--rename <names>',
          'what has another name, as in users=people or users.mail=users.email; may be repeated',
        ).argParser(collect('--rename')),
      )
      .addOption(file('--evidence <file>', 'the report of a rehearsal of this plan, for its times'))
      .addOption(
        new Option(
          '--database <url>',
          'ask the statistics of this database, without changing it, for rows and sizes of tables',
        ),
      )
      .option('--calibrate', 'measure on the server of --database what work on rows costs, in a database of its own')
      .addOption(
        new Option('--start <time>', 'when the migration begins, as in 2026-12-01T22:00Z').argParser(time('--start')),
      )
      .addOption(
        new Option(
          '--set <name=value>',
          'a role, contact, channel or command, as in namespace=production; may be repeated',
        ).argParser(assignment('--set')),
      )
      .option('--recommend', 'choose the pattern, even when the specification names one')
      .option('--strict', 'fail when something is not assigned'),
    'the plan',
    PLAN_FORMATS,
  );
}
