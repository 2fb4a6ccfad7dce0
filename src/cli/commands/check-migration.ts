import { checkMigration, readServerVersion } from '../../check/check-migration.js';
import type { InTransaction, CheckOptions as Settings } from '../../check/options.js';
import { fail } from '../../errors.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import { type DatabaseInput, type DatabaseReading, readDatabase } from '../../read/database.js';
import { readMigration } from '../../read/postgresql/migration/read-migration.js';
import { readSqlFiles } from '../../read/sql-files/read-sql-files.js';
import type { Io } from '../io.js';

/** Migrations, and the database that they will meet. */
export interface MigrationCheck {
  /** Absent when nothing is known of it. */
  readonly before?: DatabaseInput;
  readonly reading: DatabaseReading;
  /** Files and folders, in the order in which they are run. */
  readonly migrations: readonly string[];
  readonly serverVersion?: string;
  readonly inTransaction: InTransaction;
}

/** Judges the statements of migrations for PostgreSQL. */
export async function checkMigrations(
  { before, reading, migrations, serverVersion, inTransaction }: MigrationCheck,
  settings: Settings,
  io: Io,
): Promise<CompatibilityReport> {
  const version = serverVersion === undefined ? undefined : readServerVersion(serverVersion);
  const catalog = before && (await readDatabase(before, reading));
  if ((catalog?.dialect ?? reading.dialect ?? 'postgresql') !== 'postgresql') {
    const problem = '--migration: only statements for PostgreSQL are judged, and this is another database';
    fail('USAGE', { problem, remedy: 'compare the schemas before and after with --before and --after' });
  }
  const sources = [];
  for (const path of migrations) sources.push(...(await readSqlFiles(path, io.readStandardInput)));
  const files = [];
  for (const source of sources) files.push(await readMigration(source));
  return checkMigration(catalog, files, {
    ...settings,
    inTransaction,
    ...(version !== undefined && { serverVersion: version }),
  });
}
