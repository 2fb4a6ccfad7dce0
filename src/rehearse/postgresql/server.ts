import { type ExecFileException, execFile } from 'node:child_process';
import type { Client, ClientConfig } from 'pg';
import { fail } from '../../errors.js';
import { connectionProblem } from '../../read/connection-problems.js';
import { ARCHIVE } from '../../tables/archive.js';
import type { Engine, Row, Scratch, Session } from '../engine.js';
import { type Namer, type Surroundings, scratchNamer } from '../scratch-names.js';
import { comparableDump } from './dump.js';
import { dropSubscriptions, isEmptied, stayingOf } from './empty.js';
import { POSTGRESQL_INTERRUPTION } from './interruption.js';
import { POSTGRESQL } from './language.js';
import { POSTGRESQL_OBSERVATION } from './observation.js';

const CONNECT_TIMEOUT = 10_000;
/** The oldest that the catalog can be read of. */
const OLDEST = 10;

/**
 * A PostgreSQL server to rehearse on. The database of the address serves to connect; nothing in it is touched.
 *
 * @param url `postgres://…`; what it leaves out is taken from PGHOST and the like, and from `.pgpass`
 * @throws UserError when it cannot be reached, is too old, or lets nobody make databases; no message holds the URL
 */
export async function openPostgresql(url: string, surroundings: Surroundings): Promise<Engine> {
  const config = await configOf(url);
  const admin = await connect(config);
  const { version, number, mayCreate } = await aboutServer(admin);
  const name = `${config.database} at ${config.host}:${config.port}`;
  if (number < OLDEST * 10_000 || !mayCreate) await admin.end();
  if (number < OLDEST * 10_000) fail('DATABASE_TOO_OLD', { version, oldest: String(OLDEST) });
  if (!mayCreate) fail('SCRATCH_REFUSED', { name, problem: 'this role may not create databases' });
  const namer = scratchNamer(surroundings);
  await dropLeftovers(admin, config, namer, number);
  const roles = new Set<string>();
  const all = new Map<string, Client[]>();
  const idle: Scratch[] = [];
  const destroy = async (database: string) => {
    await Promise.allSettled((all.get(database) ?? []).map((client) => client.end()));
    await leaveSubscriptions(admin, { ...config, database });
    await dropDatabase(admin, database, number);
    all.delete(database);
  };
  const make = async (): Promise<Scratch> => {
    const database = namer.next();
    const clients: Client[] = [];
    // Noted first: who is interrupted meanwhile drops it behind this.
    all.set(database, clients);
    // template1 may hold anything; template0 never does.
    await admin
      .query(`CREATE DATABASE ${quoted(database)} TEMPLATE template0`)
      .catch((error: Error) => fail('SCRATCH_REFUSED', { name, problem: error.message }));
    const open = async () => {
      const client = await connect({ ...config, database });
      clients.push(client);
      return client;
    };
    const first = sessionOf(await open(), roles);
    const staying = await stayingOf(first);
    const scratch = scratchOf(database, open, roles, async () => {
      await Promise.allSettled(clients.splice(1).map((client) => client.end()));
      // A server takes its time to make a database and to drop one.
      if (await isEmptied(first, staying, false)) idle.push(scratch);
      else await destroy(database);
    });
    return scratch;
  };
  const dump = await dumpProgram(config, surroundings.env, number);
  return {
    language: POSTGRESQL,
    product: `PostgreSQL ${version}`,
    isShared: true,
    create: async () => idle.pop() ?? (await make()),
    ...(dump && { describe: { program: 'pg_dump --schema-only', of: dump } }),
    observation: POSTGRESQL_OBSERVATION,
    interruption: POSTGRESQL_INTERRUPTION,
    async close() {
      for (const database of [...all.keys()]) await destroy(database);
      for (const role of roles) await admin.query(`DROP ROLE IF EXISTS ${role}`).catch(() => {});
      await admin.end();
    },
  };
}

async function configOf(url: string): Promise<ClientConfig> {
  const { default: pg } = await import('pg');
  try {
    const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url }) as Client & {
      ssl?: ClientConfig['ssl'];
    };
    const known = { ...(user && { user }), ...(password && { password }), ...(ssl && { ssl }) };
    return { host, port, database: database ?? 'postgres', ...known };
  } catch {
    return fail('DATABASE_URL_INVALID', { dialect: 'postgresql' });
  }
}

async function connect(config: ClientConfig): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    application_name: 'migrate-arch rehearse',
  });
  // What happens to the connection later is told by the query that fails.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { code = '', message = '' } = error as { code?: string; message?: string };
    const name = `${client.database} at ${client.host}:${client.port}`;
    if (code === '28000' || code === '28P01' || message.includes('client password must be a string'))
      fail('DATABASE_LOGIN_REFUSED', { name, user: client.user ?? '', dialect: 'postgresql' });
    if (code === '3D000') fail('DATABASE_UNKNOWN', { name, database: client.database ?? '', dialect: 'postgresql' });
    return fail('DATABASE_UNREACHABLE', { name, problem: connectionProblem(error) });
  }
}

async function aboutServer(admin: Client) {
  const { rows } = await admin.query(`SELECT current_setting('server_version_num')::int AS number,
    split_part(current_setting('server_version'), ' ', 1) AS version,
    (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user) AS "mayCreate"`);
  return rows[0] as { number: number; version: string; mayCreate: boolean };
}

function quoted(name: string): string {
  return POSTGRESQL.quote(name);
}

/** Drops what runs of this machine left whose process is gone; the server may not know yet that nobody listens. */
async function dropLeftovers(admin: Client, config: ClientConfig, namer: Namer, version: number): Promise<void> {
  const { rows } = await admin.query(`SELECT datname AS name FROM pg_database
    WHERE left(datname, ${namer.prefix.length}) = ${POSTGRESQL.literal(namer.prefix)}`);
  for (const { name } of rows as { name: string }[]) {
    if (!namer.isLeftover(name)) continue;
    await leaveSubscriptions(admin, { ...config, database: name }).catch(() => {});
    await dropDatabase(admin, name, version).catch(() => {});
  }
}

/** No database is dropped while it has subscriptions. */
async function leaveSubscriptions(admin: Client, config: ClientConfig & { database: string }): Promise<void> {
  const { rows } = await admin.query(`SELECT FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
    WHERE d.datname = ${POSTGRESQL.literal(config.database)}`);
  if (rows.length === 0) return;
  const client = await connect(config);
  await dropSubscriptions(async (sql) => (await client.query(sql)).rows);
  await client.end();
}

async function dropDatabase(admin: Client, database: string, version: number): Promise<void> {
  const command = `DROP DATABASE IF EXISTS ${quoted(database)}`;
  try {
    if (version >= 130_000) await admin.query(`${command} WITH (FORCE)`);
    else {
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${POSTGRESQL.literal(database)}`,
      );
      await admin.query(command);
    }
  } catch (error) {
    fail('SCRATCH_LEFT', { command, problem: error instanceof Error ? error.message : String(error) });
  }
}

function scratchOf(name: string, open: () => Promise<Client>, roles: Set<string>, drop: () => Promise<void>): Scratch {
  return {
    name,
    async connect() {
      const client = await open();
      for (const setting of POSTGRESQL.settings) await client.query(setting);
      return sessionOf(client, roles);
    },
    drop,
  };
}

const ROLE_MADE = /^create\s+(?:role|user|group)\s+(?!mapping\b)("(?:[^"]|"")+"|[^\s;"]+)/i;

/** @param roles takes those that are made, which belong to the whole server */
function sessionOf(client: Client, roles: Set<string>): Session {
  const run = async (sql: string) => {
    const result = await client.query(sql);
    // Several statements have several results.
    return Array.isArray(result) ? result.at(-1) : result;
  };
  return {
    id: String((client as Client & { processID?: number }).processID),
    query: async (sql) => ((await run(sql))?.rows ?? []) as Row[],
    async execute(sql) {
      const result = await run(sql);
      // It was not there before, or the statement would have failed.
      const role = ROLE_MADE.exec(sql)?.[1];
      if (role !== undefined) roles.add(role);
      return result?.rowCount ?? 0;
    },
    close: () => client.end(),
  };
}

/** pg_dump, where it is installed and knows this server. */
async function dumpProgram(
  { host, port, user, password }: ClientConfig,
  env: Surroundings['env'],
  server: number,
): Promise<((scratch: Scratch) => Promise<string>) | undefined> {
  const run = (args: readonly string[]) => {
    const options = {
      maxBuffer: 1 << 30,
      env: { ...env, ...(typeof password === 'string' && { PGPASSWORD: password }) } as NodeJS.ProcessEnv,
    };
    return new Promise<string>((resolve, reject) => {
      execFile('pg_dump', args, options, (error: ExecFileException | null, stdout) => {
        if (error === null) resolve(stdout);
        else reject(error);
      });
    });
  };
  const version = await run(['--version']).catch(() => '');
  const major = Number(/(\d+)(?:\.|devel|beta|rc| )/.exec(version)?.[1] ?? 0);
  if (major < Math.floor(server / 10_000)) return undefined;
  const place = ['-h', String(host), '-p', String(port), '-U', String(user), '-w'];
  return async ({ name }) =>
    comparableDump(await run(['--schema-only', `--exclude-schema=${ARCHIVE}`, ...place, name]));
}
