import type { CheckOptions as Settings } from '../../check/options.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import { type DatabaseInput, type DatabaseReading, isServer, readDatabases } from '../../read/database.js';
import { otherFormat } from '../../read/other-formats.js';
import type { Source } from '../../read/source.js';
import type { Shortening } from '../../read/standard-input.js';
import type { Io } from '../io.js';
import { rememberSchemas } from './schema-pair.js';

/** Two databases, as the command line names them, and how they are read and compared. */
export interface DatabaseCheck {
  /** What the command line says for each; a report in full remembers it. */
  readonly names: { readonly before: string; readonly after: string };
  readonly before: DatabaseInput;
  readonly after: DatabaseInput;
  readonly reading: DatabaseReading;
  readonly renames: readonly string[];
  /** Whether the steps keep what they drop. */
  readonly archive?: boolean;
  /** The address of the database whose rows decide what depends on them. */
  readonly database?: string;
}

/** Compares two databases as they are: files of SQL, folders of migrations, servers. */
export async function checkDatabases(
  check: DatabaseCheck,
  settings: Settings,
  note: (text: string) => void,
): Promise<CompatibilityReport> {
  const { before, after, reading, renames, archive, database } = check;
  const [was, is] = await readDatabases(before, after, { ...reading, ...(database && { server: database }) });
  for (const [side, catalog] of [
    ['before', was],
    ['after', is],
  ] as const) {
    if (catalog.tables.length + catalog.views.length + catalog.routines.length + catalog.types.length === 0) {
      note(`the schema ${side} makes no table, view, routine or type`);
    }
    const { length } = catalog.unread;
    if (length > 0)
      note(
        `the schema ${side} has ${length === 1 ? 'a statement' : `${length} statements`} that only running could tell; the report lists them`,
      );
    const apart = catalog.notCompared?.length ?? 0;
    if (apart > 0)
      note(
        `the schema ${side} has ${apart === 1 ? 'a statement' : `${apart} statements`} about what is not compared, such as roles; the report lists them`,
      );
  }
  const { checkCatalog, declareStepLocks, observeFindings } = await import('../../check/check-catalog.js');
  const read = async (source: Source) => {
    const { readMigration } = await import('../../read/postgresql/migration/read-migration.js');
    return readMigration(source);
  };
  const judged = await declareStepLocks(checkCatalog(was, is, settings, renames, archive), was, read);
  const report = judged.steps === undefined ? judged : { ...judged, schemas: await rememberSchemas(check) };
  if (database === undefined) return report;
  const { observe } = await import('../../read/observe.js');
  return observeFindings(report, (queries) => observe(database, queries, reading.env?.MYSQL_PWD));
}

/** What a name on the command line stands for, when it is of a database; nothing when it may be a document. */
export async function databaseInput(name: string, isSql: boolean, io: Io): Promise<DatabaseInput | undefined> {
  if (isServer(name)) return { kind: 'server', url: name };
  if (!isSql) return undefined;
  const { readSqlFiles } = await import('../../read/sql-files/read-sql-files.js');
  return { kind: 'files', sources: await readSqlFiles(name, io.readStandardInput) };
}

/** The database that bytes are the SQL of; nothing of other bytes. */
export async function databaseOf(name: string, bytes: Buffer): Promise<DatabaseInput | undefined> {
  if (!isSql(bytes)) return undefined;
  const { sqlOf } = await import('../../read/sql-files/read-sql-files.js');
  return { kind: 'files', sources: [sqlOf(name, bytes)] };
}

/** Leaves the rows out of SQL; of what else there may be, all is needed. */
export async function leaveRowsOut(beginning: Buffer): Promise<Shortening | undefined> {
  if (!isSql(beginning)) return undefined;
  const { DataFilter } = await import('../../read/sql-files/data-filter.js');
  return new DataFilter();
}

const BEGINNING = 8000;

function isSql(bytes: Buffer): boolean {
  return otherFormat(bytes.toString('utf8', 0, BEGINNING))?.noun === 'SQL';
}
