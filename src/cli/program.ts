import { Command, Option } from 'commander';
import { DEFAULT_MAX_FINDINGS, IN_TRANSACTION } from '../check/options.js';
import { CONFIG_FILE } from '../config.js';
import { fail } from '../errors.js';
import { nearest } from '../lib/suggest.js';
import { DIALECTS } from '../model/catalog/common.js';
import { LAYOUTS } from '../model/layout.js';
import { MODES } from '../model/mode.js';
import { ENGINES } from '../model/schema-pair.js';
import { SCHEMA_TYPES } from '../read/schema-type.js';
import { DEFAULT_ROWS } from '../rehearse/defaults.js';
import { DETAILS, PROFILES, RULE_SETS } from '../rules/rule.js';
import type { CheckOptions } from './commands/check.js';
import type { PlanOptions } from './commands/plan.js';
import type { RehearseOptions } from './commands/rehearse.js';
import type { RollbackOptions } from './commands/rollback.js';
import type { Io } from './io.js';
import { CHECK_FORMATS, count } from './options.js';
import { planCommand } from './plan-command.js';
import { choices, collect, file, withOutput } from './program-options.js';
import { rollbackCommand } from './rollback-command.js';

/**
 * The command line. Each command loads what it needs when it runs.
 *
 * @param finish takes the exit status of the command that ran
 */
export function createProgram(version: string, io: Io, finish: (exitCode: number) => void): Command {
  const program = new Command('migrate-arch')
    .description('Plan a migration, check that it breaks nobody, and know the way back.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES);

  planCommand(program).action(async (options: PlanOptions) => {
    demand('plan', options, ['input']);
    const { runPlan } = await import('./commands/plan.js');
    finish(await runPlan(options, io));
  });

  withOutput(
    program
      .command('check')
      .description('compare two schemas and say whom the change breaks')
      .usage('--before <schema> --after <schema> [options]')
      .addOption(new Option('--before <schema>', SCHEMA_WORDS('before')).argParser(collect('--before')))
      .addOption(file('--after <schema>', SCHEMA_WORDS('after')))
      .addOption(choices('--type <type>', 'what the schemas describe; by default what they say', SCHEMA_TYPES))
      .addOption(
        choices('--mode <mode>', 'who must understand whom: new readers old data, old ones new, both', MODES, MODES[0]),
      )
      .addOption(choices('--rules <rules>', 'classic is only what the original toolkit finds', RULE_SETS, RULE_SETS[0]))
      .addOption(choices('--profile <profile>', 'whom an API or a contract must not break', PROFILES, PROFILES[0]))
      .addOption(choices('--detail <detail>', 'full lists what breaks nobody, too', DETAILS, DETAILS[0]))
      .addOption(
        new Option(
          '--max-findings <n>',
          `list no more than these, the worst first; the rest is counted (default: ${DEFAULT_MAX_FINDINGS})`,
        ).argParser(count('--max-findings')),
      )
      .addOption(
        new Option(
          '--migration <path>',
          'judge the statements of a migration on the schema before; may be repeated',
        ).argParser(collect('--migration')),
      )
      .addOption(
        new Option(
          '--server-version <version>',
          'of the server that the migration meets, as in 15, 8.0.28 or 10.11-MariaDB (default: the newest)',
        ),
      )
      .addOption(
        choices(
          '--in-transaction <when>',
          'whether what runs the migration puts each file into a transaction; auto is what the file says',
          IN_TRANSACTION,
        ),
      )
      .addOption(choices('--dialect <dialect>', 'whose SQL the schemas are; by default what they say', DIALECTS))
      .addOption(
        choices('--engine <engine>', 'embedded runs the SQL on a PostgreSQL within this program', ENGINES).default(
          ENGINES[0],
        ),
      )
      .option('--archive', 'have steps keep what they drop in an archive, from which their undo brings it back')
      .addOption(
        new Option(
          '--rename <names>',
          'what has another name, as in users=people or users.mail=users.email; may be repeated',
        ).argParser(collect('--rename')),
      )
      .addOption(
        new Option(
          '--operations <path>',
          'operations of clients (GraphQL): what none of them uses breaks nobody; may be repeated',
        ).argParser(collect('--operations')),
      )
      .addOption(
        new Option(
          '-I, --proto-path <folder>',
          'where imports are looked for that what was given does not have (Protobuf); may be repeated',
        ).argParser(collect('--proto-path')),
      )
      .addOption(
        new Option('--database <url>', 'ask this database, without changing it, what findings depend on its rows'),
      )
      .addOption(file('--config <file>', `the configuration; by default ${CONFIG_FILE}, if there is one`))
      .option('--allow-outside-refs', 'follow references to files outside of the folder of an API description')
      .addOption(
        choices('--layout <tool>', 'with --format sql: files as this tool names and marks them', LAYOUTS, 'phases'),
      )
      .option('--allow-remote-refs', 'follow references to http and https addresses, over the network'),
    'the report',
    CHECK_FORMATS,
  ).action(async (options: CheckOptions) => {
    demand('check', options, options.migration === undefined ? ['before', 'after'] : []);
    const { runCheck } = await import('./commands/check.js');
    finish(await runCheck(options, io));
  });

  rollbackCommand(program).action(async (options: RollbackOptions) => {
    demand('rollback', options, ['input']);
    const { runRollback } = await import('./commands/rollback.js');
    finish(await runRollback(options, io));
  });

  withOutput(
    program
      .command('rehearse')
      .description('try the steps of a migration out, forwards and back, in a database made for it')
      .usage('-i <file> | --before <old> --after <new> [options]')
      .addOption(file('--before <schema>', SQL_WORDS('before')))
      .addOption(file('--after <schema>', SQL_WORDS('after')))
      .addOption(
        file(
          '-i, --input <file>',
          'the steps: a plan or a report that has some, and that remembers its schemas (default: those of the change)',
        ),
      )
      .addOption(
        new Option(
          '--database <url>',
          'the server on which scratch databases are made (default: a PostgreSQL within this program)',
        ),
      )
      .addOption(choices('--dialect <dialect>', 'whose SQL the schemas are; by default what they say', DIALECTS))
      .addOption(choices('--engine <engine>', 'how the schemas are read to plan the steps (default: text)', ENGINES))
      .addOption(file('--data <file>', 'rows to load, as of pg_dump --data-only, instead of generated ones'))
      .addOption(
        new Option('--rows <n>', 'how many rows each table gets').argParser(count('--rows')).default(DEFAULT_ROWS),
      )
      .addOption(new Option('--seed <n>', 'what the generated rows depend on').argParser(count('--seed')).default(1))
      .addOption(file('--probe <file>', 'queries of the application before, which must work until contract'))
      .addOption(file('--probe-new <file>', 'queries of the application after, which must work from migrate on'))
      .option('--archive', 'have steps keep what they drop in an archive, from which their undo brings it back')
      .addOption(
        new Option(
          '--rename <names>',
          'what has another name, as in users=people or users.mail=users.email; may be repeated',
        ).argParser(collect('--rename')),
      ),
    'the report',
  ).action(async (options: RehearseOptions) => {
    demand('rehearse', options, options.input === undefined ? ['before', 'after'] : []);
    const { runRehearse } = await import('./commands/rehearse.js');
    finish(await runRehearse(options, io));
  });

  program
    .command('schema')
    .description('print the JSON Schema of an input or output, or the names of all')
    .argument('[name]', 'the name of a schema')
    .action(async (name: string | undefined) => {
      const { runSchema } = await import('./commands/schema.js');
      finish(await runSchema(name, io));
    });

  program
    .command('explain')
    .description('print the page of a rule, or the list of all')
    .argument('[rule]', 'the id of a rule, which is the type of a finding')
    .action(async (rule: string | undefined) => {
      const { runExplain } = await import('./commands/explain.js');
      finish(await runExplain(rule, io));
    });

  program
    .command('help')
    .description('print this help, or that of a command')
    .argument('[command]', 'the name of a command')
    .action((name: string | undefined) => {
      if (name === undefined) return program.outputHelp();
      const command = program.commands.find((candidate) => candidate.name() === name);
      return command === undefined ? failUnknownCommand(program, name) : command.outputHelp();
    });

  return program;
}

const SCHEMA_WORDS = (side: string) =>
  `the schema ${side}: a file (JSON, YAML, SQL, GraphQL), a folder or a pattern of such files, git:<rev>:<path>, the address of a server, or - for standard input`;

const SQL_WORDS = (side: string) =>
  `the schema ${side}: a file of SQL, a folder of migrations, git:<rev>:<path>, or - for standard input`;

function failUnknownCommand(program: Command, name: string): never {
  const near = nearest(
    name,
    program.commands.map((command) => command.name()),
  );
  const remedy = near === undefined ? undefined : `did you mean ${near}?`;
  return fail('USAGE', { problem: `unknown command '${name}'`, ...(remedy && { remedy }) });
}

const EXIT_CODES = `
Exit status:
  0   done; check: compatible
  1   check: potentially breaking changes
  2   check: breaking changes
  3   the command could not do its job: usage, file, syntax, schema
  4   rehearse: something is not proven
  70  a bug of migrate-arch`;

/** Refuses a command line that lacks an option; commander would do so before it names a mistyped one. */
function demand<Options extends object>(
  command: string,
  options: Options,
  names: readonly (keyof Options & string)[],
): void {
  const missing = names.find((name) => options[name] === undefined);
  if (missing === undefined) return;
  fail('USAGE', { problem: `--${missing} <file> is missing`, remedy: `see migrate-arch ${command} --help` });
}
