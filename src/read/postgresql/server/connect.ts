import type { Client } from 'pg';
import { fail } from '../../../errors.js';
import type { Catalog } from '../../../model/catalog/catalog.js';
import { connectionProblem } from '../../connection-problems.js';
import { loadSqlParser } from './parse-sql.js';
import type { RunQuery, ServerVersion } from './query.js';
import { readCatalog } from './read-catalog.js';

/** How long somebody waits for an answer, in milliseconds. */
export interface Timeouts {
  readonly connect: number;
  readonly statement: number;
  readonly lock: number;
}

const TIMEOUTS: Timeouts = { connect: 10_000, statement: 60_000, lock: 5_000 };
const OLDEST = 10;
/** An address with more than one @, which is %40 wherever it separates nothing. */
const UNESCAPED = /^[^?#]*@[^?#]*@/;

/**
 * Reads the catalog of a live database, in one read-only transaction that sees one moment.
 *
 * @param url `postgres://…`; what it leaves out is taken from PGHOST and the like, and from `.pgpass`
 * @throws UserError when it cannot be reached or read; no message holds the URL, nor a password
 */
export async function readDatabase(url: string, timeouts: Timeouts = TIMEOUTS): Promise<Catalog> {
  return withDatabase(url, readOver, timeouts);
}

/**
 * Runs queries on a live database, in one read-only transaction that sees one moment.
 *
 * @throws UserError as `readDatabase` does
 */
export async function withDatabase<T>(
  url: string,
  use: (run: RunQuery) => Promise<T>,
  timeouts: Timeouts = TIMEOUTS,
): Promise<T> {
  const client = await newClient(url, timeouts);
  const target = targetOf(client);
  // What happens to the connection later is told by the query that fails.
  client.on('error', () => {});
  try {
    await client.connect().catch((error: unknown) => explainConnection(target, error));
    return await useWith(client, use, timeouts).catch((error: unknown) => explainQuery(target, error));
  } finally {
    await client.end().catch(() => {});
  }
}

async function newClient(url: string, timeouts: Timeouts): Promise<Client> {
  const { default: pg } = await import('pg');
  // What is behind the @ of a password would be taken for the host, and be told as one.
  if (UNESCAPED.test(url)) return fail('DATABASE_URL_INVALID', { dialect: 'postgresql' });
  try {
    return new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: timeouts.connect,
      application_name: 'migrate-arch',
    });
  } catch {
    return fail('DATABASE_URL_INVALID', { dialect: 'postgresql' });
  }
}

/** What may be said of a connection: never its user's password. */
function targetOf({ database, host, port, user }: Client): Target {
  return { name: `${database} at ${host}:${port}`, database: database ?? '', user: user ?? '' };
}

interface Target {
  readonly name: string;
  readonly database: string;
  readonly user: string;
}

async function useWith<T>(
  client: Client,
  use: (run: RunQuery) => Promise<T>,
  { statement, lock }: Timeouts,
): Promise<T> {
  await client
    .query(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL statement_timeout = ${statement}; SET LOCAL lock_timeout = ${lock};
    SET LOCAL idle_in_transaction_session_timeout = ${statement}; SET LOCAL row_security = off; SET LOCAL jit = off`)
    .catch(ignoreUnknownSetting(client));
  const run: RunQuery = async (sql) => (await client.query(sql)).rows;
  const result = await use(run);
  await client.query('COMMIT');
  return result;
}

/** `jit` came with PostgreSQL 11. */
function ignoreUnknownSetting(client: Client): (error: unknown) => Promise<void> {
  return async (error) => {
    if ((error as { code?: string }).code !== '42704') throw error;
    await client.query(
      'ROLLBACK; BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security = off',
    );
  };
}

/** The same over any connection that can run a query; the caller sees to the transaction. */
export async function readOver(run: RunQuery): Promise<Catalog> {
  const version = await readVersion(run);
  // Names are printed in full, and values as files are read: intervals in words, moments in UTC.
  await run(`SELECT set_config('search_path', '', true), set_config('intervalstyle', 'postgres', true),
    set_config('datestyle', 'ISO', true), set_config('timezone', 'UTC', true), set_config('quote_all_identifiers', 'off', true),
    set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true)`);
  return readCatalog(run, version, await loadSqlParser());
}

async function readVersion(run: RunQuery): Promise<ServerVersion> {
  const [row] = await run(`SELECT current_setting('server_version_num')::int AS number,
    split_part(current_setting('server_version'), ' ', 1) AS name`);
  const version = row as unknown as ServerVersion;
  if (version.number < OLDEST * 10_000) fail('DATABASE_TOO_OLD', { version: version.name, oldest: String(OLDEST) });
  return version;
}

/** SQLSTATEs of a connection (PostgreSQL's manual, appendix A). */
const LOGIN_REFUSED: ReadonlySet<string> = new Set(['28000', '28P01']);

/** What a role without CONNECT gets. */
const NO_PRIVILEGE = '42501';

function explainConnection(target: Target, error: unknown): never {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const { name, database, user } = target;
  if (LOGIN_REFUSED.has(code) || message.includes('client password must be a string')) {
    return fail('DATABASE_LOGIN_REFUSED', { name, user, dialect: 'postgresql' });
  }
  if (code === NO_PRIVILEGE) return fail('DATABASE_FORBIDDEN', { name, user });
  if (code === '3D000') return fail('DATABASE_UNKNOWN', { name, database, dialect: 'postgresql' });
  return fail('DATABASE_UNREACHABLE', { name, problem: connectionProblem(error) });
}

/** Time-outs, locks, privileges, resources, shut-downs. Any other SQLSTATE is a query of ours that is wrong. */
const REFUSALS = /^(?:08|25P|40|42501$|53|55|57|58)/;

function explainQuery(target: Target, error: unknown): never {
  const { code, message } = error as { code?: string; message?: string };
  if (code === undefined || !REFUSALS.test(code)) {
    if (/^Connection terminated/.test(message ?? ''))
      return fail('DATABASE_UNREACHABLE', { name: target.name, problem: message as string });
    throw error;
  }
  return fail('DATABASE_UNREADABLE', {
    ...{ name: target.name, dialect: 'postgresql' },
    problem: `${message}, SQLSTATE ${code}`,
  });
}
