import { describe, expect, it } from 'vitest';
import { folderWith, NOW, refusalOf, run, SPEC, TABLES } from '../support/cli.js';

/** What a command line is refused with; its folder has a valid `spec.json` and `a.json`. */
function refusal(args: readonly string[]): Promise<string> {
  return refusalOf(args, { cwd: folderWith({ 'spec.json': SPEC, 'a.json': TABLES }) });
}

const SEE_HELP = 'see migrate-arch --help';

describe('a command line is refused that', () => {
  it.each([
    ['has an unknown command', ['frobnicate'], "unknown command 'frobnicate'", SEE_HELP],
    ['has a mistyped command', ['chek', '--before', 'a.json'], "unknown command 'chek'", 'did you mean check?'],
    ['has a command that objects inherit', ['constructor'], "unknown command 'constructor'", SEE_HELP],
    ['has __proto__ for a command', ['__proto__'], "unknown command '__proto__'", SEE_HELP],
    ['asks for the help of an unknown command', ['help', 'frobnicate'], "unknown command 'frobnicate'", SEE_HELP],
    ['asks for the help of a mistyped command', ['help', 'chek'], "unknown command 'chek'", 'did you mean check?'],
    ['has an unknown option', ['--frobnicate'], "unknown option '--frobnicate'", SEE_HELP],
    ['has an unknown option of a command', ['plan', '--frob'], "unknown option '--frob'", SEE_HELP],
    ['has an unknown short option', ['plan', '-x'], "unknown option '-x'", SEE_HELP],
    ['has a mistyped option', ['check', '--befor', 'a.json'], "unknown option '--befor'", 'did you mean --before?'],
    ['mistypes before it omits', ['plan', '--inptu', 'a.json'], "unknown option '--inptu'", 'did you mean --input?'],
    ['has --__proto__', ['plan', '--__proto__'], "unknown option '--__proto__'", SEE_HELP],
    ['has an argument too many', ['plan', 'spec.json', '-i', 'spec.json'], "too many arguments for 'plan'", SEE_HELP],
    [
      'has an option without its value',
      ['check', '-o', 'x', '--before'],
      "option '--before <schema>' argument missing",
      SEE_HELP,
    ],
  ])('%s', async (_, args, problem, remedy) => {
    const message = await refusal(args);
    // The words after the problem are commander's.
    const start = `error: ${problem}`;
    expect([message.slice(0, start.length), message.split('\n').slice(1)]).toEqual([start, [`  ${remedy}`, '']]);
  });

  it.each([
    ['--input', 'plan', []],
    ['--input', 'rollback', []],
    ['--before', 'check', []],
    ['--before', 'check', ['--after', 'a.json']],
    ['--after', 'check', ['--before', 'a.json']],
  ])('lacks %s: %s %j', async (option, command, rest) => {
    expect(await refusal([command, ...rest])).toBe(
      `error: ${option} <file> is missing\n  see migrate-arch ${command} --help\n`,
    );
  });
});

describe('a value that is none of the choices is refused with the nearest', () => {
  const FORMATS = 'json, text, both';
  const PLAN_FORMATS = `${FORMATS}, markdown, html, csv, ics`;
  const TYPES = 'database, api, graphql, protobuf, avro, json-schema';
  const SCHEMAS = [
    ...['migration-spec', 'migration-spec-full', 'migration-plan', 'migration-plan-full'],
    ...['plan-document', 'rollback-runbook', 'rollback-runbook-full'],
    ...['database-schema', 'openapi-description', 'compatibility-report', 'rehearsal-report'],
  ].join(', ');

  it.each([
    ['plan', '--format', 'jsn', 'json', PLAN_FORMATS],
    ['check', '--format', 'txt', 'text', `${FORMATS}, sql`],
    ['rollback', '--format', 'JSON', 'json', `${FORMATS}, markdown, html, sh`],
    ['plan', '-f', 'bot', 'both', PLAN_FORMATS],
    ['plan', '--format', 'yaml', undefined, PLAN_FORMATS],
    ['plan', '--format', '', undefined, PLAN_FORMATS],
    ['plan', '--format', 'toString', undefined, PLAN_FORMATS],
    ['check', '--type', 'databse', 'database', TYPES],
    ['check', '--type', 'apis', 'api', TYPES],
    ['check', '--type', 'constructor', undefined, TYPES],
    ['check', '--rules', 'clasic', 'classic', 'all, classic'],
    ['check', '--rules', 'al', 'all', 'all, classic'],
    ['check', '--rules', '__proto__', undefined, 'all, classic'],
    ['check', '--profile', 'klient', 'client', 'client, contract, strict'],
    ['check', '--detail', 'ful', 'full', 'outline, full'],
  ])('%s %s %j', async (command, option, value, nearest, choices) => {
    const name = option === '-f' ? '--format' : option;
    const suggestion = nearest === undefined ? '' : `did you mean ${nearest}? `;
    expect(await refusal([command, option, value])).toBe(
      `error: ${name}: unknown value ${JSON.stringify(value)}\n  ${suggestion}it is one of: ${choices}\n`,
    );
  });

  it.each([
    ['migration-spek', 'migration-spec'],
    ['database_schema', 'database-schema'],
    ['__proto__', undefined],
    ['constructor', undefined],
  ])('schema %s', async (name, nearest) => {
    const suggestion = nearest === undefined ? '' : `did you mean ${nearest}? `;
    expect(await refusal(['schema', name])).toBe(
      `error: schema: unknown value "${name}"\n  ${suggestion}it is one of: ${SCHEMAS}\n`,
    );
  });

  it.each([
    ['columnremoved', 'did you mean column_removed?'],
    ['hasOwnProperty', 'migrate-arch explain lists them'],
    ['__proto__', 'migrate-arch explain lists them'],
  ])('explain %s', async (id, remedy) => {
    expect(await refusal(['explain', id])).toBe(`error: no rule is called "${id}"\n  ${remedy}\n`);
  });
});

describe('--now is refused when it is', () => {
  it.each([
    ['a word', 'yesterday'],
    ['empty', ''],
    ['a day without a time', '2026-02-16'],
    ['a month that no year has', '2026-13-01T00:00:00'],
    ['a day that its month has not', '2026-02-30T00:00:00'],
    ['a leap day of another year', '2026-02-29T00:00:00'],
    ['the 31st of a short month', '2026-04-31T00:00:00'],
    ['an hour that no day has', '2026-02-16T25:00:00'],
    ['an offset that no place has', '2026-02-16T10:00:00+25:00'],
    ['a time and more', '2026-02-16T10:00:00 or so'],
  ])('%s', async (_, time) => {
    expect(await refusal(['plan', '-i', 'spec.json', '--now', time])).toBe(
      `error: --now: not a time: ${JSON.stringify(time)}\n  write it as in 2026-02-16T13:47:27\n`,
    );
  });
});

describe('--max-findings is refused when it is', () => {
  it.each(['', 'many', '-1', '1.5', '0x10', '9999999999'])('%j', async (value) => {
    expect(await refusal(['check', '--before', 'a.json', '--after', 'a.json', `--max-findings=${value}`])).toBe(
      `error: --max-findings: not a whole number: ${JSON.stringify(value)}\n  write it in digits, as in 1000\n`,
    );
  });
});

it.each([NOW, '2024-02-29T23:59', '2026-02-16T13:47:27.050459', '2026-02-16T13:47:27Z', '2026-02-16T13:47:27+05:30'])(
  '--now %s is printed as it is',
  async (time) => {
    const { stdout, ...rest } = await run(['plan', '-i', '-', '--format', 'json', '--now', time], { input: SPEC });
    expect(rest).toEqual({ stderr: '', status: 0 });
    expect(JSON.parse(stdout).created_at).toBe(time);
  },
);

it('an option may be given as --option=value', async () => {
  const args = ['plan', '--input=-', '--format=json', `--now=${NOW}`];
  const { stdout, ...rest } = await run(args, { input: SPEC });
  expect(rest).toEqual({ stderr: '', status: 0 });
  expect(JSON.parse(stdout)).toMatchObject({ source_system: 'old', target_system: 'new', created_at: NOW });
});
