import { IN_TRANSACTION, type InTransaction } from '../check/options.js';
import { DIALECTS, type Dialect } from '../model/catalog/common.js';
import type { CompatibilityReport } from '../model/compatibility-report.js';
import { type CompatibilityOptions, expectChoice, expectCount, type SqlText, settingsOf } from './settings.js';

export interface SqlOptions extends Omit<CompatibilityOptions, 'type' | 'rules' | 'profile'> {
  /** Whose SQL it is; by default, what the texts say. */
  readonly dialect?: Dialect;
  /** What has another name, as `old=new`: `users=people`, `users.mail=users.email`. */
  readonly renames?: readonly string[];
  /** Whether the steps keep what they drop, and bring it back when they are undone. */
  readonly archive?: boolean;
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
  const { readDatabases } = await import('../read/database.js');
  const { checkCatalog, declareStepLocks } = await import('../check/check-catalog.js');
  const { readMigration } = await import('../read/postgresql/migration/read-migration.js');
  const dialect = expectChoice('dialect', DIALECTS, options.dialect);
  const input = (sources: readonly SqlText[]) => ({ kind: 'files', sources }) as const;
  const reading = { engine: 'text', ...(dialect && { dialect }) } as const;
  const settings = settingsOf(options);
  const [was, is] = await readDatabases(input(before), input(after), reading);
  return declareStepLocks(checkCatalog(was, is, settings, options.renames, options.archive), was, readMigration);
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
  const { readDatabase } = await import('../read/database.js');
  const { readMigrations } = await import('../read/postgresql/migration/read-migrations.js');
  const { readCode } = await import('../read/postgresql/code/read-code.js');
  const { checkMigration } = await import('../check/check-migration.js');
  const inTransaction = expectChoice('inTransaction', IN_TRANSACTION, options.inTransaction);
  const serverVersion = expectCount('serverVersion', options.serverVersion);
  const settings = {
    ...settingsOf(options),
    ...(inTransaction && { inTransaction }),
    ...(serverVersion && { serverVersion }),
  };
  const reading = { engine: 'text', dialect: 'postgresql' } as const;
  const sources = options.before;
  const before = sources && (await readDatabase({ kind: 'files', sources }, reading));
  const { files, refused } = await readMigrations(migrations, sources && { sources, major: serverVersion });
  const code = before && (await readCode(before.routines));
  return checkMigration(before, files, { ...settings, ...(code && { code }), ...(refused && { refused }) });
}
