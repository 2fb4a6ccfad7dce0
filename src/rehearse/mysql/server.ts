import type { Connection, ResultSetHeader } from 'mysql2/promise';
import { fail } from '../../errors.js';
import { connect, type Target, targetOf } from '../../read/mysql/server/connect.js';
import { dialectOfVersion, versionNumber } from '../../read/mysql/settings.js';
import type { Engine, Language, Row, Scratch, Session } from '../engine.js';
import type { Interruption } from '../interrupt.js';
import { messageOf } from '../load.js';
import { type Namer, type Surroundings, scratchNamer } from '../scratch-names.js';
import { mysqlLanguage } from './language.js';

/** MySQL 5.7 and MariaDB 10.3, as versions count. */
const OLDEST = { mysql: 50_700, mariadb: 100_300 } as const;

/**
 * A MySQL or MariaDB server to rehearse on. A database that the address names serves to connect; nothing in it is
 * touched.
 *
 * @param url `mysql://user:password@host:3306/`; a password that it leaves out is taken from MYSQL_PWD
 * @throws UserError when it cannot be reached, is too old, or lets nobody make databases; no message holds the URL
 */
export async function openMysql(url: string, surroundings: Surroundings): Promise<Engine> {
  const target = targetOf(url, false);
  const password = target.password ?? surroundings.env.MYSQL_PWD;
  // Rows that a statement finds as they should be do not count as changed.
  const open = (database: string): Promise<Connection> =>
    connect({ ...target, database }, password, undefined, ['-FOUND_ROWS']);
  const admin = await open(target.database);
  const [[about]] = (await admin.query('SELECT VERSION() AS version')) as unknown as [[{ version: string }]];
  const dialect = dialectOfVersion(about.version);
  const version = versionNumber(dialect, about.version);
  if (version < OLDEST[dialect]) {
    await admin.end();
    fail('SCRATCH_REFUSED', { name: target.name, problem: `${about.version} is too old` });
  }
  const language = mysqlLanguage(dialect, version);
  const namer = scratchNamer(surroundings);
  await dropLeftovers(admin, namer, language);
  const left = new Map<string, Connection[]>();
  const drop = async (database: string) => {
    for (const connection of left.get(database) ?? []) connection.destroy();
    await dropDatabase(admin, database, language);
    left.delete(database);
  };
  return {
    language,
    product: `${dialect === 'mariadb' ? 'MariaDB' : 'MySQL'} ${about.version.split('-')[0]}`,
    isShared: true,
    interruption: INTERRUPTION,
    async create() {
      const database = namer.next();
      const connections: Connection[] = [];
      left.set(database, connections);
      await create(admin, database, target, language);
      return scratchOf(
        database,
        () => open(database),
        connections,
        language,
        () => drop(database),
      );
    },
    async close() {
      for (const database of [...left.keys()]) await drop(database);
      await admin.end();
    },
  };
}

async function create(admin: Connection, database: string, { name }: Target, { quote }: Language): Promise<void> {
  await admin.query(`CREATE DATABASE ${quote(database)} CHARACTER SET utf8mb4`).catch((error: unknown) => {
    fail('SCRATCH_REFUSED', { name, problem: messageOf(error) });
  });
}

async function dropDatabase(admin: Connection, database: string, { quote }: Language): Promise<void> {
  const command = `DROP DATABASE IF EXISTS ${quote(database)}`;
  await admin.query(command).catch((error: unknown) => {
    fail('SCRATCH_LEFT', { command, problem: messageOf(error) });
  });
}

async function dropLeftovers(admin: Connection, namer: Namer, language: Language): Promise<void> {
  const [rows] = await admin.query('SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA');
  for (const { name } of rows as { name: string }[]) {
    if (namer.isLeftover(name)) await dropDatabase(admin, name, language).catch(() => {});
  }
}

function scratchOf(
  name: string,
  open: () => Promise<Connection>,
  connections: Connection[],
  { settings }: Language,
  drop: () => Promise<void>,
): Scratch {
  return {
    name,
    async connect() {
      const connection = await open();
      // What happens to it later is told by the query that fails.
      connection.on('error', () => {});
      connections.push(connection);
      for (const setting of settings) await connection.query(setting);
      return sessionOf(connection);
    },
    drop,
  };
}

function sessionOf(connection: Connection): Session {
  return {
    id: String(connection.threadId),
    async query(sql, values = []) {
      const [rows] = await connection.query({ sql, values: [...values] });
      return rows as unknown as Row[];
    },
    async execute(sql) {
      const [result] = await connection.query(sql);
      return (result as ResultSetHeader).affectedRows ?? 0;
    },
    close: async () => connection.destroy(),
  };
}

const INTERRUPTION: Interruption = {
  async end(session, id) {
    await session.execute(`KILL ${id}`).catch(() => {});
  },
  async isWaiting(session, id) {
    const [row] = await session.query(`SELECT STATE AS state FROM information_schema.PROCESSLIST WHERE ID = ${id}`);
    return /waiting for .*lock/i.test(String(row?.state ?? ''));
  },
  async hold(session) {
    const tables = await session.query(`SELECT TABLE_NAME AS name FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'`);
    await session.execute('BEGIN');
    // Whoever has read a table in a transaction lets nobody change its definition.
    for (const { name } of tables)
      await session.query(`SELECT 1 FROM \`${String(name).replaceAll('`', '``')}\` LIMIT 1`);
  },
};
