import { checkOpenApi } from './check/check-openapi.js';
import { checkRelational } from './check/check-relational.js';
import { DEFAULT_MAX_FINDINGS, IN_TRANSACTION, type InTransaction } from './check/options.js';
import { fail } from './errors.js';
import { formatLocalTime, isIsoTime } from './lib/clock.js';
import { isObject, type JsonObject, type JsonValue } from './lib/json-value.js';
import { nearest } from './lib/suggest.js';
import { DIALECTS, type Dialect } from './model/catalog/common.js';
import type { CompatibilityReport } from './model/compatibility-report.js';
import { MODES, type Mode } from './model/mode.js';
import type { MigrationPlan, PlanDocument } from './model/plan.js';
import type { Rehearsal } from './model/rehearsal.js';
import type { RollbackRunbook } from './model/runbook.js';
import type { MigrationSpec } from './model/spec.js';
import type { Step } from './model/step.js';
import { planMigration } from './plan/plan-migration.js';
import { readOpenApi } from './read/openapi.js';
import { readPlan } from './read/plan.js';
import { readRelational } from './read/relational.js';
import { DOCUMENT_TYPES, type DocumentType, recognize } from './read/schema-type.js';
import { readSpec } from './read/spec.js';
import { DEFAULT_ROWS } from './rehearse/defaults.js';
import { writeRunbook } from './rollback/write-runbook.js';
import { DETAILS, type Detail, PROFILES, type Profile, RULE_SETS, type RuleSet } from './rules/rule.js';

export { exitCodeOf } from './check/exit-code.js';
export type { InTransaction } from './check/options.js';
export { type ErrorCode, EXIT, UserError } from './errors.js';
export { JsonSyntaxError, parseJson } from './lib/json.js';
export type { JsonObject, JsonValue } from './lib/json-value.js';
export { Float, type Numeric } from './lib/python/number.js';
export type { Dialect } from './model/catalog/common.js';
export { type CompatibilityReport, compatibilityReport, type MigrationScript } from './model/compatibility-report.js';
export { type Finding, finding, type Severity } from './model/finding.js';
export type { Mode } from './model/mode.js';
export { type OpenApiDescription, openApiDescription } from './model/openapi.js';
export {
  type MigrationPhase,
  type MigrationPlan,
  migrationPlan,
  type PlanDocument,
  planDocument,
  type RiskItem,
} from './model/plan.js';
export { type Rehearsal, rehearsal } from './model/rehearsal.js';
export { type RelationalSchema, relationalSchema } from './model/relational.js';
export { type RollbackPhase, type RollbackRunbook, type RollbackStep, rollbackRunbook } from './model/runbook.js';
export { type MigrationSpec, migrationSpec } from './model/spec.js';
export type { DocumentType } from './read/schema-type.js';
export { type Step, step } from './model/step.js';
export { renderJson } from './render/json.js';
export { renderText } from './render/text.js';
export type { Block } from './report/block.js';
export { reportCheck } from './report/compatibility-report.js';
export { reportPlan } from './report/plan-report.js';
export { reportRehearsal } from './report/rehearsal-report.js';
export { reportRunbook } from './report/runbook-report.js';
export type { Detail, Profile, RuleSet } from './rules/rule.js';

export interface ClockOptions {
  /** When the result is made: a moment, or a text of ISO 8601 that is printed as it is. The present by default. */
  readonly now?: Date | string;
}

export interface CompatibilityOptions extends ClockOptions {
  /** What the schemas describe; by default, what they say they do. */
  readonly type?: DocumentType;
  /** `classic` judges as the original toolkit did; `all`, the default, finds what it misses as well. */
  readonly rules?: RuleSet;
  /** Whom an API must not break: `contract`, `client` (the default) or `strict`. */
  readonly profile?: Profile;
  /** `full` lists what breaks nobody as well; `outline`, the default, leaves it out. */
  readonly detail?: Detail;
  /** How many findings are listed at most, the worst first; the rest is counted. 1000 by default. */
  readonly maxFindings?: number;
}

/**
 * Makes the plan of a migration.
 *
 * @param spec a specification: what is migrated, how, and under which constraints
 * @returns phases with their durations in hours, risks, and the way back
 * @throws UserError when a field is missing or is not what it must be
 */
export function createPlan(spec: MigrationSpec, options: ClockOptions = {}): MigrationPlan {
  const name = 'specification';
  return bounded(name, () => planMigration(readSpec(expectObject(spec, name), name), timeOf(options)));
}

/**
 * Compares two versions of a database schema or an API description and says whom the change breaks.
 *
 * @throws UserError when one is malformed, the two are of different types, or an option is none
 */
export function checkCompatibility(
  before: object,
  after: object,
  options: CompatibilityOptions = {},
): CompatibilityReport {
  const documents = [
    { name: 'before', value: expectObject(before, 'before') },
    { name: 'after', value: expectObject(after, 'after') },
  ] as const;
  const rules = expectChoice('rules', RULE_SETS, options.rules) ?? RULE_SETS[0];
  const settings = {
    rules,
    profile: expectChoice('profile', PROFILES, options.profile) ?? PROFILES[0],
    detail: expectChoice('detail', DETAILS, options.detail) ?? DETAILS[0],
    maxFindings: expectCount('maxFindings', options.maxFindings) ?? DEFAULT_MAX_FINDINGS,
    now: timeOf(options),
  };
  return bounded('schemas', () => {
    return recognize(...documents, expectChoice('type', DOCUMENT_TYPES, options.type)) === 'api'
      ? checkOpenApi(readOpenApi(documents[0], rules), readOpenApi(documents[1], rules), settings).report
      : checkRelational(readRelational(documents[0]), readRelational(documents[1]), settings);
  });
}

/** SQL and what messages call it. */
export interface SqlText {
  readonly name: string;
  readonly text: string;
}

export interface SqlOptions extends Omit<CompatibilityOptions, 'type' | 'rules' | 'profile'> {
  /** Whose SQL it is; by default, what the texts say. */
  readonly dialect?: Dialect;
  /** What has another name, as `old=new`: `users=people`, `users.mail=users.email`. */
  readonly renames?: readonly string[];
}

/**
 * Compares two databases, each as texts of SQL make it out of nothing, and says whom the change breaks.
 *
 * @param before the texts in the order in which they are run
 * @throws UserError when a text is not SQL, the server would refuse it, or a rename names what is not there
 */
export async function checkSql(
  before: readonly SqlText[],
  after: readonly SqlText[],
  options: SqlOptions = {},
): Promise<CompatibilityReport> {
  const { readDatabases } = await import('./read/database.js');
  const { checkCatalog } = await import('./check/check-catalog.js');
  const dialect = expectChoice('dialect', DIALECTS, options.dialect);
  const input = (sources: readonly SqlText[]) => ({ kind: 'files', sources }) as const;
  const reading = { engine: 'text', ...(dialect && { dialect }) } as const;
  const settings = {
    rules: RULE_SETS[0],
    profile: PROFILES[0],
    detail: expectChoice('detail', DETAILS, options.detail) ?? DETAILS[0],
    maxFindings: expectCount('maxFindings', options.maxFindings) ?? DEFAULT_MAX_FINDINGS,
    now: timeOf(options),
  };
  return checkCatalog(...(await readDatabases(input(before), input(after), reading)), settings, options.renames);
}

export interface MigrationCheckOptions extends Omit<CompatibilityOptions, 'type' | 'rules' | 'profile'> {
  /** What makes the database that the migrations will meet; without it, every table counts as full. */
  readonly before?: readonly SqlText[];
  /** The major version of the PostgreSQL server; the newest by default. */
  readonly serverVersion?: number;
  /** Whether what runs the migrations puts each into a transaction; `auto`, the default, is what a file says. */
  readonly inTransaction?: InTransaction;
}

/**
 * Judges the statements of migrations for PostgreSQL: what they lock, rewrite, scan and lose, knowing the database that
 * they meet.
 *
 * @param migrations the files in the order in which they are run
 * @returns a report whose findings have the place of their statement
 * @throws UserError when a text is not SQL, or an option is none
 */
export async function checkMigrations(
  migrations: readonly SqlText[],
  options: MigrationCheckOptions = {},
): Promise<CompatibilityReport> {
  const { readDatabase } = await import('./read/database.js');
  const { readMigration } = await import('./read/postgresql/migration/read-migration.js');
  const { checkMigration } = await import('./check/check-migration.js');
  const inTransaction = expectChoice('inTransaction', IN_TRANSACTION, options.inTransaction);
  const serverVersion = expectCount('serverVersion', options.serverVersion);
  const settings = {
    rules: RULE_SETS[0],
    profile: PROFILES[0],
    detail: expectChoice('detail', DETAILS, options.detail) ?? DETAILS[0],
    maxFindings: expectCount('maxFindings', options.maxFindings) ?? DEFAULT_MAX_FINDINGS,
    now: timeOf(options),
    ...(inTransaction && { inTransaction }),
    ...(serverVersion && { serverVersion }),
  };
  const reading = { engine: 'text', dialect: 'postgresql' } as const;
  const sources = options.before;
  const before = sources && (await readDatabase({ kind: 'files', sources }, reading));
  const files = [];
  for (const migration of migrations) files.push(await readMigration(migration));
  return checkMigration(before, files, settings);
}

/** A text of a contract and what messages call it. */
export interface ContractText {
  readonly name: string;
  readonly text: string;
}

export interface GraphqlOptions extends Omit<CompatibilityOptions, 'type' | 'rules'> {
  /** The documents of clients: what none of them uses breaks nobody. */
  readonly operations?: readonly ContractText[];
}

/**
 * Compares two schemas of GraphQL, each as texts in GraphQL's language that make one schema, or the answer to an
 * introspection query as JSON, and says whom the change breaks.
 *
 * @throws UserError when a text is not GraphQL, or uses a type that none defines
 */
export async function checkGraphql(
  before: readonly ContractText[],
  after: readonly ContractText[],
  options: GraphqlOptions = {},
): Promise<CompatibilityReport> {
  const { readGraphqlTexts } = await import('./read/graphql/read-schema.js');
  const { checkGraphqlSchemas } = await import('./check/check-graphql.js');
  const settings = {
    rules: RULE_SETS[0],
    profile: expectChoice('profile', PROFILES, options.profile) ?? PROFILES[0],
    detail: expectChoice('detail', DETAILS, options.detail) ?? DETAILS[0],
    maxFindings: expectCount('maxFindings', options.maxFindings) ?? DEFAULT_MAX_FINDINGS,
    now: timeOf(options),
  };
  const { clientDocument } = await import('./read/graphql/read-operations.js');
  const clients = (options.operations ?? []).map(clientDocument);
  return checkGraphqlSchemas(readGraphqlTexts(before), readGraphqlTexts(after), settings, clients);
}

/** A `.proto` file: its path as imports name it, and its text; or a set of descriptors as protoc and buf write it. */
export interface ProtoSource {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Compares two versions of a Protobuf schema.
 *
 * @param before all files, with what they import; Protobuf's own need not be there
 * @throws UserError when a file is not Protobuf, an import is missing, or protoc would refuse the files otherwise
 */
export async function checkProtobuf(
  before: readonly ProtoSource[],
  after: readonly ProtoSource[],
  options: Omit<CompatibilityOptions, 'type' | 'rules'> = {},
): Promise<CompatibilityReport> {
  const { readProtobuf } = await import('./read/protobuf/read-schema.js');
  const { checkProtobuf: check } = await import('./check/check-protobuf.js');
  const read = (sources: readonly ProtoSource[]) => {
    const files = sources.map(({ path, content }) => ({ path, name: path, bytes: Buffer.from(content as string) }));
    return readProtobuf({ name: 'the schema', kind: 'folder', files });
  };
  const settings = {
    rules: RULE_SETS[0],
    profile: expectChoice('profile', PROFILES, options.profile) ?? PROFILES[0],
    detail: expectChoice('detail', DETAILS, options.detail) ?? DETAILS[0],
    maxFindings: expectCount('maxFindings', options.maxFindings) ?? DEFAULT_MAX_FINDINGS,
    now: timeOf(options),
  };
  return check(await read(before), await read(after), settings);
}

export interface DataContractOptions extends Omit<CompatibilityOptions, 'type' | 'rules'> {
  /** Who must understand whom: `backward` (the default), that new readers read old data; `forward`; `full`, both. */
  readonly mode?: Mode;
}

/**
 * Compares two versions of a JSON Schema (drafts 4 to 2020-12) as contracts of data. References to other documents
 * lead nowhere here.
 *
 * @throws UserError when one is no JSON Schema, a reference leads nowhere, or an option is none
 */
export async function checkJsonSchemas(
  before: object | boolean,
  after: object | boolean,
  options: DataContractOptions = {},
): Promise<CompatibilityReport> {
  const { readJsonSchema } = await import('./read/json-schema/load.js');
  const { checkJsonSchema } = await import('./check/check-json-schema.js');
  const read = (name: string, value: object | boolean) => {
    const object = typeof value === 'boolean' ? (value ? {} : { not: {} }) : expectObject(value, name);
    return readJsonSchema({ name, value: object });
  };
  const settings = dataSettings(options);
  return bounded('schemas', () => checkJsonSchema(read('before', before), read('after', after), settings).report);
}

/**
 * Compares two versions of an Avro schema or protocol, each as its JSON.
 *
 * @throws UserError when one is no schema of Avro, or an option is none
 */
export async function checkAvroSchemas(
  before: JsonValue,
  after: JsonValue,
  options: DataContractOptions = {},
): Promise<CompatibilityReport> {
  const { readAvroDocument } = await import('./read/avro/load.js');
  const { checkAvro } = await import('./check/check-avro.js');
  const settings = dataSettings(options);
  return bounded('schemas', () => {
    return checkAvro(readAvroDocument('before', before), readAvroDocument('after', after), settings).report;
  });
}

function dataSettings(options: DataContractOptions) {
  return {
    rules: RULE_SETS[0],
    mode: expectChoice('mode', MODES, options.mode) ?? MODES[0],
    profile: expectChoice('profile', PROFILES, options.profile) ?? PROFILES[0],
    detail: expectChoice('detail', DETAILS, options.detail) ?? DETAILS[0],
    maxFindings: expectCount('maxFindings', options.maxFindings) ?? DEFAULT_MAX_FINDINGS,
    now: timeOf(options),
  };
}

export interface RehearsalOptions extends ClockOptions {
  /** The address of the server on which scratch databases are made; by default a PostgreSQL within this program. */
  readonly database?: string;
  readonly dialect?: Dialect;
  /** What is rehearsed; by default the steps that lead from the one schema to the other. */
  readonly steps?: readonly Step[];
  /** What has another name, as `old=new`. */
  readonly renames?: readonly string[];
  /** Rows that are loaded, instead of generated ones. */
  readonly data?: SqlText;
  /** How many rows each table gets; 50 by default. */
  readonly rows?: number;
  /** What the generated rows depend on; 1 by default. */
  readonly seed?: number;
  /** Queries of the application before, which must work until contract, and of the one after. */
  readonly probes?: { readonly before?: SqlText; readonly after?: SqlText };
  /** Ends it early; nothing is left behind. */
  readonly signal?: AbortSignal;
  /** Is told what is done next. */
  readonly progress?: (text: string) => void;
}

/**
 * Tries the steps of a migration out, forwards and back, in databases that are made for it and dropped.
 *
 * @returns what was proven, and every difference that was found
 * @throws UserError when a text is refused, or no database can be made
 */
export async function rehearse(
  before: readonly SqlText[],
  after: readonly SqlText[],
  options: RehearsalOptions = {},
): Promise<Rehearsal> {
  const { rehearse: run } = await import('./rehearse/rehearse.js');
  const { hostname } = await import('node:os');
  const dialect = expectChoice('dialect', DIALECTS, options.dialect);
  const { database, steps, data, signal, renames = [], probes = {}, progress = () => {} } = options;
  const request = {
    before,
    after,
    ...(steps && { steps }),
    ...(database !== undefined && { database }),
    ...(dialect && { dialect }),
    ...(data && { data }),
    ...(signal && { signal }),
    reader: 'text',
    renames,
    rows: expectCount('rows', options.rows) ?? DEFAULT_ROWS,
    seed: expectCount('seed', options.seed) ?? 1,
    probes,
    now: timeOf(options),
    progress,
  } as const;
  return run(request, { env: {}, host: hostname(), pid: 0, isAlive: () => true });
}

/**
 * Writes the runbook that undoes a migration.
 *
 * @param plan a plan of `createPlan`, or any with `migration_id` or `source`
 * @returns the phases in reverse with their durations in minutes, triggers, recovery of data, messages
 * @throws UserError when the plan is not what it must be
 */
export function createRunbook(plan: PlanDocument | MigrationPlan, options: ClockOptions = {}): RollbackRunbook {
  return bounded('plan', () => writeRunbook(readPlan(expectObject(plan, 'plan'), 'plan'), timeOf(options)));
}

function expectChoice<Choice extends string>(
  option: string,
  choices: readonly Choice[],
  value: Choice | undefined,
): Choice | undefined {
  if (value === undefined || choices.includes(value)) return value;
  return fail('UNKNOWN_CHOICE', { option, value: String(value), choices, nearest: nearest(String(value), choices) });
}

function expectCount(option: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  return fail('USAGE', { problem: `${option}: not a whole number: ${JSON.stringify(value)}` });
}

/** What is read from a file is not this deep; what is made in memory may even hold itself. */
function bounded<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail('WRONG_SHAPE', { file: name, problems: [`the document: ${error.message}`] });
  }
}

function expectObject(value: unknown, name: string): JsonObject {
  if (!isObject(value)) fail('WRONG_SHAPE', { file: name, problems: ['the document: expected an object'] });
  return value;
}

function timeOf({ now = new Date() }: ClockOptions): string {
  if (typeof now !== 'string') return formatLocalTime(now);
  if (!isIsoTime(now)) fail('USAGE', { problem: `now: not a time of ISO 8601: ${JSON.stringify(now)}` });
  return now;
}
