import pg from 'pg';
import { measure } from './measure.js';
import { type Measured, SETUP, STATEMENTS } from './statements.js';

/**
 * What every statement did on a server, by `operation: sql`. Each runs in a copy of one database.
 *
 * @param settings how to connect as a superuser
 */
export async function recordFacts(
  settings: pg.ClientConfig,
  label: string,
  only: RegExp = /./,
): Promise<Map<string, string>> {
  const admin = new pg.Client({ ...settings, database: 'postgres' });
  await admin.connect();
  const template = `${label}_template`;
  const work = `${label}_work`;
  const drop = async (name: string) => admin.query(`drop database if exists ${name}`);
  const version = Math.floor(
    Number((await admin.query('show server_version_num')).rows[0].server_version_num) / 10_000,
  );
  try {
    await drop(work);
    await drop(template);
    await admin.query(`create database ${template}`);
    await withClient({ ...settings, database: template }, (client) => client.query(SETUP));
    const facts = new Map<string, string>();
    for (const statement of STATEMENTS.filter(
      ({ since = 10, operation }) => version >= since && only.test(operation),
    )) {
      await drop(work);
      await admin.query(`create database ${work} template ${template}`);
      facts.set(nameOf(statement), await measureIn({ ...settings, database: work }, statement));
    }
    return facts;
  } finally {
    await drop(work);
    await drop(template);
    await admin.end();
  }
}

export function nameOf({ operation, sql }: Measured): string {
  return `${operation}: ${sql}`;
}

async function measureIn(settings: pg.ClientConfig, statement: Measured): Promise<string> {
  return withClient(settings, (client) => withClient(settings, (other) => measure(statement, client, other)));
}

async function withClient<T>(settings: pg.ClientConfig, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(settings);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
