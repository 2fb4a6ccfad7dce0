import type { Connection } from 'mysql2/promise';
import { fail } from '../../../errors.js';
import type { Catalog } from '../../../model/catalog/catalog.js';
import { dialectOfVersion, type MysqlDialect } from '../settings.js';
import { problemOf, refusalOf } from './problems.js';
import { readServerCatalog, readServerDefinitions, type ServerDefinitions } from './read-catalog.js';
import type { RunQuery } from './run-query.js';

/** How long somebody waits for an answer, in milliseconds. */
export interface MysqlTimeouts {
  readonly connect: number;
  readonly statement: number;
  readonly lock: number;
}

const TIMEOUTS: MysqlTimeouts = { connect: 10_000, statement: 60_000, lock: 5_000 };

/**
 * Reads the catalog of a live database of MySQL 5.7 to 9 or MariaDB 10.3 to 11, in one read-only transaction.
 *
 * @param url `mysql://user:password@host:3306/database`, or `mariadb://…`
 * @param password for a URL without one, as in MYSQL_PWD
 * @throws UserError when it cannot be reached or read; no message holds the URL, nor a password
 */
export async function readMysqlDatabase(
  url: string,
  password?: string,
  timeouts: MysqlTimeouts = TIMEOUTS,
): Promise<Catalog> {
  return withMysqlDatabase(url, readServerCatalog, password, timeouts);
}

/**
 * Reads what is there before a migration from a live database.
 *
 * @throws UserError as `readMysqlDatabase` does
 */
export async function readMysqlBefore(url: string, password?: string): Promise<ServerDefinitions> {
  return withMysqlDatabase(url, readServerDefinitions, password);
}

/**
 * Runs queries on a live database, in one read-only transaction.
 *
 * @throws UserError as `readMysqlDatabase` does
 */
export async function withMysqlDatabase<T>(
  url: string,
  use: (run: RunQuery) => Promise<T>,
  password?: string,
  timeouts: MysqlTimeouts = TIMEOUTS,
): Promise<T> {
  const target = targetOf(url);
  const connection = await connect(target, target.password ?? password, timeouts);
  try {
    return await useWith(connection, use, timeouts);
  } catch (error) {
    const problem = refusalOf(error);
    if (problem === undefined) throw error;
    return fail('DATABASE_UNREADABLE', { name: target.name, problem, dialect: 'mysql' });
  } finally {
    await connection.end().catch(() => connection.destroy());
  }
}

/**
 * Whether the server of an address is MySQL or MariaDB; it need name no database.
 *
 * @throws UserError when it cannot be reached; no message holds the URL, nor a password
 */
export async function readMysqlDialect(url: string, password?: string): Promise<MysqlDialect> {
  const target = targetOf(url, false);
  const connection = await connect(target, target.password ?? password);
  const [rows] = await connection.query('SELECT VERSION() AS version').finally(() => connection.destroy());
  return dialectOfVersion(String((rows as { version: string }[])[0]?.version));
}

/** Where a database is, and who asks for it. */
export interface Target {
  /** What may be said of it. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
  readonly isEncrypted: boolean;
}

/**
 * What the address of a database says.
 *
 * @throws UserError when it is none, or names no database where one is needed
 */
export function targetOf(text: string, needsDatabase = true): Target {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^(?:mysql|mariadb):$/.test(url.protocol))
    return fail('DATABASE_URL_INVALID', { dialect: 'mysql' });
  const [database, host, user, password] = [
    url.pathname.slice(1),
    url.hostname.replace(/^\[|\]$/g, ''),
    url.username,
    url.password,
  ].map(decoded) as [string, string, string, string];
  const port = url.port === '' ? 3306 : Number(url.port);
  const server = `${host === '' ? 'localhost' : host}:${port}`;
  if (database === '' && needsDatabase) return fail('DATABASE_MISSING', { server });
  const mode = url.searchParams.get('ssl-mode') ?? url.searchParams.get('sslmode') ?? '';
  return {
    name: database === '' ? server : `${database} at ${server}`,
    host: host === '' ? 'localhost' : host,
    port,
    user: user === '' ? 'root' : user,
    ...(password === '' ? {} : { password }),
    database,
    isEncrypted: /^(?:require|verify)/i.test(mode) || url.searchParams.get('ssl') === 'true',
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return fail('DATABASE_URL_INVALID', { dialect: 'mysql' });
  }
}

/**
 * Connects.
 *
 * @param flags of the protocol, as the driver calls them
 * @throws UserError when that cannot be done; no message holds a password
 */
export async function connect(
  target: Target,
  password: string | undefined,
  { connect: connectTimeout }: Pick<MysqlTimeouts, 'connect'> = TIMEOUTS,
  flags: string[] = [],
): Promise<Connection> {
  const { createConnection } = await import('mysql2/promise');
  const { host, port, user, database, isEncrypted } = target;
  try {
    return await createConnection({
      host,
      port,
      user,
      ...(database === '' ? {} : { database }),
      connectTimeout,
      ...(flags.length === 0 ? {} : { flags }),
      charset: 'utf8mb4_general_ci',
      supportBigNumbers: true,
      dateStrings: true,
      ...(password === undefined ? {} : { password }),
      ...(isEncrypted ? { ssl: {} } : {}),
    });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR') {
      return fail('DATABASE_LOGIN_REFUSED', { name: target.name, user, dialect: 'mysql' });
    }
    if (code === 'ER_BAD_DB_ERROR' || code === 'ER_DBACCESS_DENIED_ERROR')
      return fail('DATABASE_UNKNOWN', { name: target.name, database, dialect: 'mysql' });
    return fail('DATABASE_UNREACHABLE', { name: target.name, problem: problemOf(error) });
  }
}

async function useWith<T>(
  connection: Connection,
  use: (run: RunQuery) => Promise<T>,
  { statement, lock }: MysqlTimeouts,
): Promise<T> {
  const run: RunQuery = async (sql, values = []) => {
    const [rows] = await connection.query({ sql, values: [...values], timeout: statement });
    return rows as Record<string, unknown>[];
  };
  await run(`SET SESSION lock_wait_timeout = ${Math.ceil(lock / 1000)}, sql_mode = '', sql_quote_show_create = 1`);
  // Names of columns of information_schema are in upper case in MySQL 8, and locks are taken by SHOW CREATE alone.
  await run('START TRANSACTION READ ONLY');
  const result = await use(run);
  await run('COMMIT');
  return result;
}
