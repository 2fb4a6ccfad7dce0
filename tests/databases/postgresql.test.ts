import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDatabase } from '../../src/read/postgresql/server/connect.js';
import { postgresSettings, reachable, type ScratchPostgres, scratchPostgres } from '../support/databases.js';
import { differences, modelOfText, modelOnServer } from '../support/postgresql-models.js';

const CASES = 'tests/cases/postgresql';
const cases = readdirSync(CASES).filter((name) => name.endsWith('.sql'));

test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(5);
});

describe.skipIf(!(await reachable('postgres', 'reading PostgreSQL')))('PostgreSQL', () => {
  let scratch: ScratchPostgres;
  let client: Awaited<ReturnType<ScratchPostgres['connect']>>;
  beforeAll(async () => {
    scratch = await scratchPostgres('reading');
    client = await scratch.connect();
  });
  afterAll(() => scratch.drop());

  test.each(cases)('%s: the model of the file is the model of a server that loaded it', async (name) => {
    const text = readFileSync(join(CASES, name), 'utf8');
    const server = await modelOnServer(client, text);
    const objects = [server.tables, server.views, server.types, server.routines, server.others].flat();
    expect(objects.length).toBeGreaterThan(0);
    expect(differences(await modelOfText(text), server)).toEqual([]);
  });

  test('a change is a difference', async () => {
    const one = await modelOfText('CREATE TABLE t (a int CHECK (a > 0));');
    const other = await modelOnServer(client, 'CREATE TABLE t (a int CHECK (a > 1));');
    expect(differences(one, other)).toHaveLength(1);
  });

  test('a lock that somebody holds is not waited for', async () => {
    await client.query('CREATE TABLE held (id int); CREATE VIEW seen AS SELECT id FROM held');
    await client.query('BEGIN; LOCK TABLE held');
    const read = readDatabase(urlOf(scratch.name), { connect: 5000, statement: 5000, lock: 200 });
    const error = await read.catch((reason: unknown) => reason);
    await client.query('ROLLBACK');
    expect(error).toMatchObject({ code: 'DATABASE_UNREADABLE', message: expect.stringContaining('lock timeout') });
    const { tables, views } = await readDatabase(urlOf(scratch.name));
    expect([tables[0]?.name, views[0]?.query.text.trim()]).toEqual(['held', expect.stringMatching(/^SELECT/)]);
  });

  test('a role that may not connect is told so', async () => {
    const role = `${scratch.name}_barred`;
    await client.query(`CREATE ROLE ${role} LOGIN; REVOKE CONNECT ON DATABASE ${scratch.name} FROM PUBLIC`);
    const address = urlOf(scratch.name).replace(/\/\/[^@]*@/, `//${role}@`);
    const error = await readDatabase(address).catch((reason: unknown) => reason);
    await client.query(`GRANT CONNECT ON DATABASE ${scratch.name} TO PUBLIC; DROP ROLE ${role}`);
    expect(error).toMatchObject({ code: 'DATABASE_FORBIDDEN', message: expect.stringContaining(role) });
  });

  test.each([
    ['DATABASE_UNREACHABLE', 'postgres://me:geheim@127.0.0.1:1/x', '127.0.0.1:1'],
    ['DATABASE_URL_INVALID', 'postgres://me:p@geheim/x@127.0.0.1:1/x', '%40'],
    ['DATABASE_UNKNOWN', urlOf('no_such_database', 'geheim'), 'no_such_database'],
    ['DATABASE_URL_INVALID', 'postgres://me:geheim@host:port/x', 'URL'],
  ])('%s says what and where, and keeps the password', async (code, url, named) => {
    const error = await readDatabase(url).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    const shown = `${(error as Error).message} ${(error as { remedy?: string }).remedy}`;
    expect(shown).toContain(named);
    expect(shown).not.toContain('geheim');
  });
});

function urlOf(database: string, password?: string): string {
  const { host, port, user, password: own } = postgresSettings();
  const secret = password ?? own;
  return `postgres://${user}${secret === undefined ? '' : `:${encodeURIComponent(secret)}`}@${host}:${port}/${database}`;
}
