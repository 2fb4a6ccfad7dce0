import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import pg from 'pg';

export type Server = 'postgres' | 'mariadb';

/** A database of its own for one test file: `connect` as often as needed, `drop` ends every connection. */
export interface Scratch<Connection, Options> {
  readonly name: string;
  connect(options?: Options): Promise<Connection>;
  drop(): Promise<void>;
}

export type ScratchPostgres = Scratch<pg.Client, pg.ClientConfig>;
export type ScratchMariadb = Scratch<mysql.Connection, mysql.ConnectionOptions>;

/** PGHOST, PGPORT, PGUSER, PGPASSWORD; by default a local server that trusts `postgres`. */
export function postgresSettings(database = process.env.PGDATABASE ?? 'postgres') {
  const { PGHOST, PGPORT, PGUSER, PGPASSWORD } = process.env;
  return {
    host: PGHOST ?? '127.0.0.1',
    port: Number(PGPORT ?? 5432),
    user: PGUSER ?? 'postgres',
    ...(PGPASSWORD === undefined ? {} : { password: PGPASSWORD }),
    database,
  };
}

/** The address of the same server. */
export function postgresUrl(): string {
  const { host, port, user, password, database } = { password: undefined, ...postgresSettings() };
  const who = [user, password].flatMap((part) => (part === undefined ? [] : [encodeURIComponent(part)])).join(':');
  return `postgres://${who}@${host}:${port}/${database}`;
}

/** MARIADB_HOST, MARIADB_PORT, MARIADB_USER, MARIADB_PASSWORD; by default a local `root` without password. */
export function mariadbSettings(database?: string) {
  const { MARIADB_HOST, MARIADB_PORT, MARIADB_USER, MARIADB_PASSWORD } = process.env;
  return {
    host: MARIADB_HOST ?? '127.0.0.1',
    port: Number(MARIADB_PORT ?? 3306),
    user: MARIADB_USER ?? 'root',
    password: MARIADB_PASSWORD ?? '',
    ...(database === undefined ? {} : { database }),
  };
}

/** The address of the same server. */
export function mariadbUrl(): string {
  const { host, port, user, password } = mariadbSettings();
  const who = [user, password].filter((part) => part !== '').map(encodeURIComponent);
  return `mariadb://${who.join(':')}@${host}:${port}/`;
}

const pings: Record<Server, () => Promise<unknown>> = {
  postgres: async () => {
    const client = new pg.Client({ ...postgresSettings(), connectionTimeoutMillis: 5000 });
    await client.connect();
    await client.end();
  },
  mariadb: async () => {
    const connection = await mysql.createConnection({ ...mariadbSettings(), connectTimeout: 5000 });
    await connection.end();
  },
};

/**
 * Whether `server` answers; for `describe.skipIf(!(await reachable('postgres', 'what is tested')))`.
 * In CI a server that does not answer is an error: a suite that skips itself there proves nothing.
 */
export async function reachable(server: Server, tested: string): Promise<boolean> {
  try {
    await pings[server]();
    return true;
  } catch (error) {
    const reason = `no ${server} server: ${error instanceof Error ? error.message || error.name : String(error)}`;
    if (process.env.CI) throw new Error(`${tested}: ${reason}`, { cause: error });
    console.warn(`SKIPPED ${tested}: ${reason}`);
    return false;
  }
}

export async function scratchPostgres(label: string): Promise<ScratchPostgres> {
  const name = scratchName(label);
  const open: pg.Client[] = [];
  await asPostgresAdmin(`CREATE DATABASE ${name}`);
  return {
    name,
    async connect(options = {}) {
      const client = new pg.Client({ ...postgresSettings(name), ...options });
      await client.connect();
      open.push(client);
      return client;
    },
    async drop() {
      await Promise.allSettled(open.map((client) => client.end()));
      await asPostgresAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).catch(async (error: { code?: string }) => {
        // Servers before 13 have no FORCE.
        if (error.code !== '42601') throw error;
        await asPostgresAdmin(`DROP DATABASE IF EXISTS ${name}`);
      });
    },
  };
}

export async function scratchMariadb(label: string): Promise<ScratchMariadb> {
  const name = scratchName(label);
  const open: mysql.Connection[] = [];
  await asMariadbAdmin(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return {
    name,
    async connect(options = {}) {
      const connection = await mysql.createConnection({ ...mariadbSettings(name), ...options });
      open.push(connection);
      return connection;
    },
    async drop() {
      await Promise.allSettled(open.map((connection) => connection.end()));
      await asMariadbAdmin(`DROP DATABASE IF EXISTS ${name}`);
    },
  };
}

async function asPostgresAdmin(sql: string): Promise<void> {
  const client = new pg.Client(postgresSettings());
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function asMariadbAdmin(sql: string): Promise<void> {
  const connection = await mysql.createConnection(mariadbSettings());
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

// 63 bytes is PostgreSQL's limit for a name, 64 characters MariaDB's.
function scratchName(label: string): string {
  const word = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40);
  return `scratch_${word}_${randomBytes(6).toString('hex')}`;
}
