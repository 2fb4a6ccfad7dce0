import { existsSync } from 'node:fs';
import { exitCodeOf } from '../../check/exit-code.js';
import type { CheckOptions as Settings } from '../../check/options.js';
import { type CheckChoices, CONFIG_FILE, type Config, mergeChoices, readConfig } from '../../config.js';
import { fail } from '../../errors.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import { type DatabaseInput, type Engine, isServer, isSqlName } from '../../read/database.js';
import { type LoadedDocument, readDocument } from '../../read/document.js';
import { readJsonObject } from '../../read/json-document.js';
import type { ReferencePolicy } from '../../read/openapi/files.js';
import { recognize, type SchemaType, says } from '../../read/schema-type.js';
import { readSource } from '../../read/source.js';
import { upPart } from '../../read/sql-files/up-part.js';
import { reportCheck } from '../../report/compatibility-report.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { CHECK_FORMATS } from '../options.js';
import { spellOut } from '../terminal.js';

export interface CheckOptions extends CheckChoices {
  /** Absent only beside migrations. */
  readonly before?: string;
  /** Absent beside migrations, and only there. */
  readonly after?: string;
  readonly migration?: readonly string[];
  readonly output?: string;
  /** `sql`: the files of the steps, in the folder that `output` names. */
  readonly format: (typeof CHECK_FORMATS)[number];
  readonly config?: string;
  readonly engine: Engine;
  readonly rename?: readonly string[];
  readonly database?: string;
  readonly allowOutsideRefs?: boolean;
  readonly allowRemoteRefs?: boolean;
  readonly now?: string;
}

/** `migrate-arch check`. Returns the exit status, which is the verdict. */
export async function runCheck(options: CheckOptions, io: Io): Promise<number> {
  if (options.before === '-' && options.after === '-') fail('SAME_STANDARD_INPUT');
  const { rename: renames = [], migration: migrations = [], ...flags } = options;
  const choices = mergeChoices({ ...flags, renames }, await loadConfig(options.config, io));
  const { rules, profile, maxFindings } = choices;
  const detail = options.format === 'sql' ? 'full' : choices.detail;
  const settings = { rules, profile, detail, maxFindings, now: options.now ?? io.now() };
  const chosen = { settings, choices, options };
  const report = migrations.length > 0 ? await judgeMigrations(migrations, chosen, io) : await comparePair(chosen, io);
  const { format, output } = options;
  const named = [options.before, options.after, ...migrations].filter((name) => name !== undefined);
  const inputs = named.filter((name) => !isServer(name));
  if (format === 'sql') {
    const { deliverSql } = await import('../deliver-sql.js');
    deliverSql(report, { output, inputs }, io);
    return exitCodeOf(report);
  }
  await deliver(
    { result: report, blocks: reportCheck(report), noun: 'Compatibility report', format, output, inputs },
    io,
  );
  return exitCodeOf(report);
}

async function comparePair(chosen: Chosen, io: Io): Promise<CompatibilityReport> {
  const { before, after } = chosen.options;
  // Whoever reads the command line has seen to it that both are there.
  return check(await load(before as string, io), await load(after as string, io), chosen, io);
}

async function judgeMigrations(
  migrations: readonly string[],
  { settings, choices, options }: Chosen,
  io: Io,
): Promise<CompatibilityReport> {
  if (options.after !== undefined) {
    fail('USAGE', { problem: '--after and --migration are two ways to say what comes', remedy: 'give one of them' });
  }
  const before = options.before === undefined ? undefined : await load(options.before, io);
  if (before !== undefined && !('database' in before)) {
    const remedy = 'give SQL, a folder of migrations or a server to --before';
    return fail('WRONG_SUBJECT', { file: options.before as string, expected: 'SQL', found: 'a document', remedy });
  }
  const { checkMigrations } = await import('./check-migration.js');
  const { dialect, serverVersion } = choices;
  const reading = { engine: options.engine, ...(dialect && { dialect }), ...passwordIn(io) };
  const known = before === undefined ? {} : { before: before.database };
  return checkMigrations({ ...known, reading, migrations, ...(serverVersion && { serverVersion }) }, settings, io);
}

/** The password of a MySQL server, where its own client looks for it. */
function passwordIn({ env: { MYSQL_PWD } }: Io): { readonly mysqlPassword?: string } {
  return MYSQL_PWD === undefined ? {} : { mysqlPassword: MYSQL_PWD };
}

/** A configuration by its name, or the one of the folder, if there is any. */
async function loadConfig(name: string | undefined, io: Io): Promise<Config> {
  if (name === undefined && !existsSync(CONFIG_FILE)) return {};
  const source = await readSource(name ?? CONFIG_FILE, io.readStandardInput);
  return readConfig(readJsonObject(source), source.name);
}

/** What a name on the command line stands for. */
type Loaded = { readonly database: DatabaseInput } | { readonly document: LoadedDocument };

async function load(name: string, io: Io): Promise<Loaded> {
  const { databaseInput, isSql } = await import('./check-database.js');
  const database = await databaseInput(name, isSqlName(name), io);
  if (database !== undefined) return { database };
  const source = await readSource(name, io.readStandardInput);
  return isSql(source)
    ? { database: { kind: 'files', sources: [{ ...source, text: upPart(source.text) }] } }
    : { document: await readDocument(source) };
}

interface Chosen {
  readonly settings: Settings;
  readonly choices: ReturnType<typeof mergeChoices>;
  readonly options: CheckOptions;
}

async function check(
  before: Loaded,
  after: Loaded,
  { settings, choices, options }: Chosen,
  io: Io,
): Promise<CompatibilityReport> {
  if ('database' in before && 'database' in after) {
    if (choices.rules === 'classic') {
      fail('USAGE', {
        problem: '--rules classic: the original reads no SQL',
        remedy: 'leave it out, or compare its JSON',
      });
    }
    await io.optimizeLate?.();
    const { checkDatabases } = await import('./check-database.js');
    const { dialect, renames } = choices;
    const reading = { ...(dialect && { dialect }), engine: options.engine, ...passwordIn(io) };
    const { database } = options;
    if (database !== undefined && !isServer(database)) {
      const remedy = 'write postgres://…, mysql://… or mariadb://…';
      fail('USAGE', { problem: '--database: not the address of a server', remedy });
    }
    const databases = {
      before: before.database,
      after: after.database,
      reading,
      renames,
      ...(database !== undefined && { database }),
    };
    return checkDatabases(databases, settings, (text) => note(text, io));
  }
  if (!('document' in before && 'document' in after)) return refuseMixture(options, before);
  refuseOptionsOfDatabases(options);
  const type = recognize(before.document, after.document, choices.type);
  if (!says(before.document.value, type) && !says(after.document.value, type)) {
    note(`neither schema says anything that a check of type ${type} compares`, io);
  }
  return CHECKS[type](before.document, after.document, settings, options, io);
}

// An option that does nothing must not pass for one that did.
function refuseOptionsOfDatabases({ database, rename = [], engine }: CheckOptions): void {
  const given = [
    database !== undefined && '--database',
    rename.length > 0 && '--rename',
    engine !== 'text' && '--engine',
  ];
  const option = given.find((one) => one !== false);
  if (option === undefined) return;
  fail('USAGE', { problem: `${option} is for SQL and servers, and these are documents`, remedy: 'leave it out' });
}

function refuseMixture({ before = '', after = '' }: CheckOptions, loaded: Loaded): never {
  const [sql, document] = 'database' in loaded ? [before, after] : [after, before];
  return fail('WRONG_SUBJECT', {
    file: isServer(sql) ? 'the server' : sql,
    expected: 'a schema',
    found: isServer(sql) ? 'a database' : 'SQL',
    remedy: `compare two of one kind; ${document} is a document of JSON or YAML`,
  });
}

function note(text: string, io: Io): void {
  io.stderr.write(`note: ${spellOut(text)}\n`);
}

// Where one side is an API, the other one is what is left of a description that was not written as it should be.
function refuseSilence(...documents: readonly LoadedDocument[]): void {
  if (documents.every(({ value }) => !says(value, 'api'))) return;
  for (const { name, value } of documents) {
    if (says(value, 'api')) continue;
    const remedy = 'check what was written there; an API without anything has a version and "paths": {}';
    fail('WRONG_SUBJECT', {
      file: name,
      expected: 'an API description',
      found: 'JSON that says nothing of one',
      remedy,
    });
  }
}

type Check = (
  before: LoadedDocument,
  after: LoadedDocument,
  settings: Settings,
  policy: ReferencePolicy,
  io: Io,
) => Promise<CompatibilityReport>;

/** Each loads only what its type of schema needs. */
const CHECKS: Readonly<Record<SchemaType, Check>> = {
  async database(before, after, settings) {
    const { readRelational } = await import('../../read/relational.js');
    const { checkRelational } = await import('../../check/check-relational.js');
    return checkRelational(readRelational(before), readRelational(after), settings);
  },
  async api(before, after, settings, policy, io) {
    const { checkOpenApi } = await import('../../check/check-openapi.js');
    if (settings.rules === 'classic') {
      const { readOpenApi } = await import('../../read/openapi.js');
      return checkOpenApi(readOpenApi(before, 'classic'), readOpenApi(after, 'classic'), settings).report;
    }
    refuseSilence(before, after);
    await io.optimizeLate?.();
    const { loadDescription } = await import('../../read/openapi/load.js');
    const from = await loadDescription(before, policy);
    const to = await loadDescription(after, policy);
    for (const text of [...from.notes, ...to.notes]) note(text, io);
    const { locateFindings } = await import('../../check/locate-findings.js');
    const checked = checkOpenApi(from.description, to.description, settings);
    return locateFindings(checked, { before: from.locate, after: to.locate });
  },
};
