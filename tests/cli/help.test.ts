import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { run } from '../support/cli.js';

const COMMANDS = {
  plan: [
    ...[
      '--input <file>',
      '--validate',
      '--detail <detail>',
      '--report <file>',
      '--before <schema>',
      '--after <schema>',
      '--dialect <dialect>',
    ],
    ...[
      '--rename <names>',
      '--archive',
      '--evidence <file>',
      '--database <url>',
      '--start <time>',
      '--calibrate',
      '--set <name=value>',
      '--recommend',
      '--strict',
    ],
    ...['--output <file>', '--format <format>', '--now <time>'],
  ],
  check: [
    ...['--before <schema>', '--after <schema>', '--type <type>', '--mode <mode>', '--rules <rules>'],
    ...[
      '--migration <path>',
      '--operations <path>',
      '--proto-path <folder>',
      '--server-version <version>',
      '--in-transaction <when>',
      '--layout <tool>',
    ],
    ...[
      '--dialect <dialect>',
      '--engine <engine>',
      '--rename <names>',
      '--archive',
      '--database <url>',
      '--config <file>',
    ],
    ...['--profile <profile>', '--detail <detail>', '--max-findings <n>'],
    ...['--allow-outside-refs', '--allow-remote-refs'],
    ...['--output <file>', '--format <format>', '--now <time>'],
  ],
  rehearse: [
    ...['--before <schema>', '--after <schema>', '--input <file>', '--database <url>', '--dialect <dialect>'],
    ...['--engine <engine>', '--data <file>', '--rows <n>', '--seed <n>', '--probe <file>', '--probe-new <file>'],
    ...['--rename <names>', '--archive', '--output <file>', '--format <format>', '--now <time>'],
  ],
  rollback: [
    ...['--input <file>', '--detail <detail>', '--set <name=value>', '--contacts <file>', '--one-page', '--strict'],
    ...['--export <systems>'],
    ...['--output <file>', '--format <format>', '--now <time>'],
  ],
  schema: ['[name]'],
  explain: ['[rule]'],
} as const;
const NAMES = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

/** What a command line prints that must succeed. */
async function printed(...args: readonly string[]): Promise<string> {
  const { stdout, ...rest } = await run(args);
  expect(rest).toEqual({ stderr: '', status: 0 });
  return stdout;
}

describe.each(NAMES)('%s', (command) => {
  it('has help that fits into 80 columns', async () => {
    const help = await printed(command, '--help');
    expect(help.split('\n')[0]).toMatch(new RegExp(`^Usage: migrate-arch ${command} (?:.+ )?\\[options\\]`));
    expect(help.split('\n').filter((line) => line.length > 80 || line !== line.trimEnd())).toEqual([]);
    expect(help.endsWith('print this help\n')).toBe(true);
  });

  it('names every option and argument, and no other', async () => {
    const help = await printed(command, '--help');
    const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+(?: <[^>]+>)?)/gm)].map(([, option]) => option);
    const expected = COMMANDS[command].filter((name) => name.startsWith('--'));
    expect(options.toSorted()).toEqual([...expected, '--help'].toSorted());
    const [usage = ''] = help.split('\n');
    expect(usage.match(/\[(?!options)\w+\]/g) ?? []).toEqual(COMMANDS[command].filter((name) => name.startsWith('[')));
  });

  it('prints the same for help, -h and --help', async () => {
    const help = await printed(command, '--help');
    expect(await printed(command, '-h')).toBe(help);
    expect(await printed('help', command)).toBe(help);
  });

  it('has a line in the list of commands', async () => {
    const line = new RegExp(`^  ${command}(?: \\[\\w+\\])? +\\S`, 'm');
    expect(await printed('--help')).toMatch(line);
  });
});

it('the help of check names every choice and its default', async () => {
  const words = (await printed('check', '--help')).replaceAll(/\s+/g, ' ');
  expect(words).toContain('(database, api, graphql, protobuf, avro, json-schema)');
  expect(words).toContain('(json, text, both, sql) (default: "both")');
  expect(words).toContain('(all, classic) (default: "all")');
});

describe('migrate-arch', () => {
  it('has help that fits into 80 columns, with the exit statuses', async () => {
    const help = await printed('--help');
    expect(help.split('\n').filter((line) => line.length > 80 || line !== line.trimEnd())).toEqual([]);
    expect(help.split('\n')[0]).toBe('Usage: migrate-arch [options] [command]');
    const [, statuses = ''] = help.split('Exit status:\n');
    const numbers = [...statuses.matchAll(/^ {2}(\d+) +\S/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual([0, 1, 2, 3, 4, 70]);
  });

  it('prints the same for help, -h and --help', async () => {
    const help = await printed('--help');
    expect(await printed('-h')).toBe(help);
    expect(await printed('help')).toBe(help);
  });

  it('without arguments prints its help to standard error', async () => {
    expect(await run([])).toEqual({ stdout: '', stderr: await printed('--help'), status: 3 });
  });

  it.each(['-V', '--version'])('%s prints the version of the package', async (option) => {
    expect(await printed(option)).toBe(`${manifest.version}\n`);
  });

  it('prints help and version whatever else is wrong', async () => {
    expect(await printed('check', '--before', 'missing.json', '--help')).toBe(await printed('check', '--help'));
    expect(await printed('--version', 'plan')).toBe(`${manifest.version}\n`);
  });
});

describe('the lists', () => {
  it('schema names what schema prints', async () => {
    const names = (await printed('schema')).trimEnd().split('\n');
    expect(names).toEqual([
      ...['migration-spec', 'migration-spec-full', 'migration-plan', 'migration-plan-full'],
      ...['plan-document', 'rollback-runbook', 'rollback-runbook-full'],
      ...['database-schema', 'openapi-description', 'compatibility-report', 'rehearsal-report'],
    ]);
    for (const name of names) {
      const schema = JSON.parse(await printed('schema', name)) as object;
      expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: name });
    }
  });

  it('explain names what explain prints', async () => {
    const lines = (await printed('explain')).trimEnd().split('\n');
    const ids = lines.filter((_, index) => index % 2 === 0);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('column_removed');
    expect((await printed('explain', 'column_removed')).split('\n')[0]).toBe('# column_removed');
    // A sentence below each id.
    expect(lines.filter((line, index) => !(index % 2 === 0 ? /^\w+$/ : /^ {4}[A-Z].+\.$/).test(line))).toEqual([]);
  });
});
