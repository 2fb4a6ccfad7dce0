import { existsSync } from 'node:fs';
import { exitCodeOf } from '../../check/exit-code.js';
import type { CheckOptions as Settings } from '../../check/options.js';
import { type CheckChoices, CONFIG_FILE, type Config, mergeChoices, readConfig } from '../../config.js';
import { fail } from '../../errors.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import type { Layout } from '../../model/layout.js';
import type { Engine } from '../../model/schema-pair.js';
import { familyOfName } from '../../read/contracts/families.js';
import { isServer } from '../../read/database.js';
import { says } from '../../read/document-type.js';
import { readUniqueJsonObject } from '../../read/json-document.js';
import { isDocumentType } from '../../read/schema-type.js';
import { readSource } from '../../read/source.js';
import { reportCheck } from '../../report/compatibility-report.js';
import { deliver } from '../deliver.js';
import type { Io } from '../io.js';
import type { CHECK_FORMATS } from '../options.js';
import { spellOut } from '../terminal.js';
import { givenOptions } from './contract-options.js';
import { familyOfLoaded, type Loaded, loadSchema } from './load-schema.js';

export interface CheckOptions extends CheckChoices {
  /** Absent only beside migrations; the versions of a contract, the oldest first. */
  readonly before?: readonly string[];
  /** Absent beside migrations, and only there. */
  readonly after?: string;
  readonly migration?: readonly string[];
  readonly output?: string;
  /** `sql`: the files of the steps, in the folder that `output` names. */
  readonly format: (typeof CHECK_FORMATS)[number];
  /** The tool whose conventions the files of the steps follow. */
  readonly layout?: Layout;
  readonly config?: string;
  readonly engine: Engine;
  readonly rename?: readonly string[];
  /** Whether the steps keep what they drop. */
  readonly archive?: boolean;
  readonly database?: string;
  readonly allowOutsideRefs?: boolean;
  readonly allowRemoteRefs?: boolean;
  readonly now?: string;
}

/** `migrate-arch check`. Returns the exit status, which is the verdict. */
export async function runCheck(options: CheckOptions, io: Io): Promise<number> {
  refuseSameInput(options);
  const { rename: renames = [], migration: migrations = [], ...flags } = options;
  const choices = mergeChoices({ ...flags, renames }, await loadConfig(options.config, io));
  const { rules, profile, maxFindings } = choices;
  const detail = options.format === 'sql' ? 'full' : choices.detail;
  const settings = { rules, profile, detail, maxFindings, now: options.now ?? io.now() };
  const chosen = { settings, choices, options };
  const report = migrations.length > 0 ? await judgeMigrations(migrations, chosen, io) : await comparePair(chosen, io);
  const { format, output } = options;
  const named = [...(options.before ?? []), options.after, ...migrations].filter((name) => name !== undefined);
  const inputs = named.filter((name) => !isServer(name));
  if (format !== 'sql' && options.layout !== undefined) {
    fail('USAGE', { problem: '--layout is for the files of --format sql', remedy: 'give both, or leave it out' });
  }
  if (format === 'sql') {
    const { deliverSql } = await import('../deliver-sql.js');
    deliverSql(report, { output, inputs, layout: options.layout ?? 'phases', now: settings.now }, io);
    return exitCodeOf(report);
  }
  await deliver(
    { result: report, blocks: reportCheck(report), noun: 'Compatibility report', format, output, inputs },
    io,
  );
  return exitCodeOf(report);
}

async function comparePair(chosen: Chosen, io: Io): Promise<CompatibilityReport> {
  // Whoever reads the command line has seen to it that both are there.
  const { before: names = [], after: name } = chosen.options as CheckOptions & { readonly after: string };
  const { type } = chosen.choices;
  const versions: Loaded[] = [];
  // A folder that says nothing is what the name of the other version says.
  const likely = familyOfName(name);
  for (const each of names) versions.push(await loadSchema(each, type, io, familyOfLoaded(versions) ?? likely));
  const after = await loadSchema(name, type, io, familyOfLoaded(versions));
  const family = familyOfLoaded([...versions, after]);
  if (family !== undefined) {
    refuseOptionsOfDatabases(chosen.options, family.nouns);
    const { checkContract } = await import('./contracts.js');
    const named = [...names, name];
    const { settings, choices, options } = chosen;
    const given = { before: versions, after, names: named, settings, choices, options, policy: options };
    return checkContract({ ...given, note: (text) => note(text, io) }, family, io);
  }
  const [before, ...others] = versions as [Loaded, ...Loaded[]];
  if (others.length > 0) refuseHistory('document' in before ? 'a document' : 'a database');
  const { dialect, rules } = chosen.choices;
  if (dialect === undefined || rules === 'classic') return check(before, after, chosen, io);
  return check(asDatabase(before), asDatabase(after), chosen, io);
}

/** A schema in the original's JSON is that of a server, as soon as somebody says of which. */
function asDatabase(loaded: Loaded): Loaded {
  if (!('document' in loaded) || !says(loaded.document.value, 'database')) return loaded;
  return { database: { kind: 'document', document: loaded.document } };
}

/** One version before is all that most things take. */
function refuseHistory(noun: string): never {
  const remedy = 'give it once; the history of a contract is for messages that are kept (Avro, JSON Schema)';
  return fail('USAGE', { problem: `--before: given more than once, and this is ${noun}`, remedy });
}

function refuseSameInput({ before = [], after }: CheckOptions): void {
  const several = before.filter((name) => name === '-').length;
  if (several + Number(after === '-') > 1) fail('SAME_STANDARD_INPUT');
}

async function judgeMigrations(
  migrations: readonly string[],
  { settings, choices, options }: Chosen,
  io: Io,
): Promise<CompatibilityReport> {
  if (options.after !== undefined) {
    fail('USAGE', { problem: '--after and --migration are two ways to say what comes', remedy: 'give one of them' });
  }
  const [name, other] = options.before ?? [];
  if (other !== undefined) refuseHistory('a database');
  const before = name === undefined ? undefined : await loadSchema(name, choices.type, io);
  if (before !== undefined && !('database' in before)) {
    const remedy = 'give SQL, a folder of migrations or a server to --before';
    return fail('WRONG_SUBJECT', { file: name as string, expected: 'SQL', found: 'a document', remedy });
  }
  refuseOptionsOfPairs(options);
  refuseOptionsOfContracts(options);
  const { checkMigrations } = await import('./check-migration.js');
  const { dialect, serverVersion, inTransaction } = choices;
  const { engine, database } = options;
  if (database !== undefined) expectServer(database);
  const reading = { engine, ...(dialect && { dialect }), env: io.env, ...(database && { server: database }) };
  const known = before === undefined ? {} : { before: before.database };
  return checkMigrations(
    {
      ...known,
      ...{ reading, migrations, inTransaction },
      ...(serverVersion && { serverVersion }),
      ...(database !== undefined && { database }),
    },
    settings,
    io,
    (text) => note(text, io),
  );
}

/** A configuration by its name, or the one of the folder, if there is any. */
async function loadConfig(name: string | undefined, io: Io): Promise<Config> {
  if (name === undefined && !existsSync(CONFIG_FILE)) return {};
  const source = await readSource(name ?? CONFIG_FILE, io.readStandardInput);
  return readConfig(readUniqueJsonObject(source), source.name);
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
    refuseOptionsOfContracts(options);
    io.optimizeLate?.();
    const { checkDatabases } = await import('./check-database.js');
    const { dialect, renames } = choices;
    const reading = { ...(dialect && { dialect }), engine: options.engine, env: io.env };
    const { database } = options;
    if (database !== undefined) expectServer(database);
    const { before: [name = ''] = [], after: other = '' } = options;
    const databases = {
      names: { before: name, after: other },
      before: before.database,
      after: after.database,
      reading,
      renames,
      ...(options.archive && { archive: true }),
      ...(database !== undefined && { database }),
    };
    return checkDatabases(databases, settings, (text) => note(text, io));
  }
  if (!('document' in before && 'document' in after)) return refuseMixture(options, before);
  refuseOptionsOfDatabases(options);
  refuseOptionsOfContracts(options);
  const { checkDocuments } = await import('./check-document.js');
  const type = isDocumentType(choices.type) ? { type: choices.type } : {};
  const documents = { before: before.document, after: after.document, ...type };
  return checkDocuments({ ...documents, settings, policy: options, note: (text) => note(text, io) }, io);
}

function expectServer(database: string): void {
  const remedy = 'write postgres://…, mysql://… or mariadb://…';
  if (!isServer(database)) fail('USAGE', { problem: '--database: not the address of a server', remedy });
}

/** What speaks of two schemas says nothing of a migration. */
function refuseOptionsOfPairs({ rename = [], archive, format }: CheckOptions): void {
  const given = [rename.length > 0 && '--rename', archive === true && '--archive', format === 'sql' && '--format sql'];
  const option = given.find((one) => one !== false);
  if (option === undefined) return;
  fail('USAGE', { problem: `${option} is for two schemas, and --migration names statements`, remedy: 'leave it out' });
}

// An option that does nothing must not pass for one that did.
function refuseOptionsOfDatabases({ database, rename = [], archive, engine }: CheckOptions, what = 'documents'): void {
  const given = [
    database !== undefined && '--database',
    rename.length > 0 && '--rename',
    archive === true && '--archive',
    engine !== 'text' && '--engine',
  ];
  const option = given.find((one) => one !== false);
  if (option === undefined) return;
  fail('USAGE', { problem: `${option} is for SQL and servers, and these are ${what}`, remedy: 'leave it out' });
}

function refuseOptionsOfContracts(options: CheckOptions): void {
  const [given] = givenOptions(options);
  if (given === undefined) return;
  const [, option] = given;
  fail('USAGE', { problem: `${option} is for contracts between services, and these are none`, remedy: 'leave it out' });
}

function refuseMixture({ before: [before = ''] = [], after = '' }: CheckOptions, loaded: Loaded): never {
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
