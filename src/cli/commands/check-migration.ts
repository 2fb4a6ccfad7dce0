import { checkMigration, languagesNotFollowed, readServerVersion } from '../../check/check-migration.js';
import type { MysqlServer } from '../../check/check-mysql-migration.js';
import type { InTransaction, CheckOptions as Settings } from '../../check/options.js';
import type { Dialect } from '../../model/catalog/common.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import { asTold, type DatabaseInput, type DatabaseReading, dialectOf, readDatabase } from '../../read/database.js';
import type { Parsed } from '../../read/postgresql/parse.js';
import type { Source } from '../../read/source.js';
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
  /** The address of the database whose rows decide what depends on them. */
  readonly database?: string;
}

/** Judges the statements of migrations, and asks a database what depends on its rows. */
export async function checkMigrations(
  check: MigrationCheck,
  settings: Settings,
  io: Io,
  note: (text: string) => void,
): Promise<CompatibilityReport> {
  const report = await judgeMigrations(check, settings, io, note);
  const { database, reading } = check;
  if (database === undefined) return report;
  const { observeFindings } = await import('../../check/check-catalog.js');
  const { observe } = await import('../../read/observe.js');
  return observeFindings(report, (queries) => observe(database, queries, reading.env?.MYSQL_PWD));
}

async function judgeMigrations(
  check: MigrationCheck,
  settings: Settings,
  io: Io,
  note: (text: string) => void,
): Promise<CompatibilityReport> {
  const sources: Source[] = [];
  for (const path of check.migrations) sources.push(...(await readSqlFiles(path, io.readStandardInput)));
  const dialect = dialectOfCheck(check, sources);
  if (dialect === 'postgresql') return checkPostgresql(check, sources, settings, note);
  const { before, reading, serverVersion } = check;
  const files = { kind: 'files', sources } as const;
  const isStated = reading.dialect !== undefined || serverVersion !== undefined;
  return asTold(dialect, isStated ? [] : [files, ...(before === undefined ? [] : [before])], (as) =>
    checkMysql({ ...check, reading: { ...reading, dialect: as } }, sources, settings),
  );
}

/** Whose SQL it is: as the command line says, or the database before, or the statements themselves. */
function dialectOfCheck({ before, reading, serverVersion = '' }: MigrationCheck, sources: readonly Source[]): Dialect {
  if (reading.dialect !== undefined) return reading.dialect;
  if (/mariadb/i.test(serverVersion)) return 'mariadb';
  const files = { kind: 'files', sources } as const;
  const found = dialectOf(before === undefined ? [files] : [before, files]);
  return found === 'mysql' && /^1\d\./.test(serverVersion) ? 'mariadb' : found;
}

async function checkPostgresql(
  { before, reading, serverVersion, inTransaction }: MigrationCheck,
  sources: readonly Source[],
  settings: Settings,
  note: (text: string) => void,
): Promise<CompatibilityReport> {
  const version = serverVersion === undefined ? undefined : readServerVersion(serverVersion);
  const parsed: Parsed = new Map();
  const catalog = before && (await readDatabase(before, { ...reading, dialect: 'postgresql' }, parsed));
  const languages = catalog === undefined ? [] : languagesNotFollowed(catalog);
  if (languages.length > 0)
    note(`routines in ${languages.join(', ')} are searched for the names of what goes, and not followed`);
  const { readMigrations } = await import('../../read/postgresql/migration/read-migrations.js');
  const { readCode } = await import('../../read/postgresql/code/read-code.js');
  const isFollowed = before?.kind === 'files' && reading.engine === 'text';
  const met = isFollowed ? { sources: before.sources, known: parsed, major: version } : undefined;
  const { files, refused } = await readMigrations(sources, met);
  return checkMigration(catalog, files, {
    ...settings,
    ...(refused && { refused }),
    inTransaction,
    ...(catalog !== undefined && { code: await readCode(catalog.routines) }),
    ...(version !== undefined && { serverVersion: version }),
  });
}

async function checkMysql(
  { before, reading, serverVersion }: MigrationCheck,
  sources: readonly Source[],
  settings: Settings,
): Promise<CompatibilityReport> {
  const { checkMysqlMigration, readMysqlVersion } = await import('../../check/check-mysql-migration.js');
  const { readMysqlMigrations } = await import('../../read/mysql/migration/read-migrations.js');
  const dialect = reading.dialect === 'mariadb' ? 'mariadb' : 'mysql';
  const server: MysqlServer | undefined =
    serverVersion === undefined ? undefined : readMysqlVersion(serverVersion, dialect);
  if (before?.kind === 'server') {
    const { readMysqlBefore } = await import('../../read/mysql/server/connect.js');
    const { settings: own, dialect: found, ...known } = await readMysqlBefore(before.url, reading.env?.MYSQL_PWD);
    const version = server === undefined ? {} : { version: server.version };
    return checkMysqlMigration(readMysqlMigrations(known, sources, found, { ...own, ...version }), settings);
  }
  const known = before?.kind === 'files' ? { sources: before.sources } : undefined;
  const version = server === undefined ? {} : { version: server.version };
  return checkMysqlMigration(readMysqlMigrations(known, sources, dialect, version), settings);
}
