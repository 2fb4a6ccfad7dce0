import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readServerCatalog } from '../../src/read/mysql/server/read-catalog.js';
import { comparable } from '../support/catalogs.js';
import { mariadbSettings, reachable, type ScratchMariadb, scratchMariadb } from '../support/databases.js';

const CASES = 'tests/cases/mariadb';
const files = readdirSync(CASES).filter((name) => name.endsWith('.sql'));
const open: ScratchMariadb[] = [];
afterAll(async () => {
  for (const scratch of open) await scratch.drop();
});

/** Loads a file, the one with DELIMITER with the client that knows it, and reads the catalog that it made. */
async function load(sql: string): Promise<{ scratch: ScratchMariadb; catalog: Catalog; account: string }> {
  const scratch = await scratchMariadb('models');
  open.push(scratch);
  const connection = await scratch.connect({ dateStrings: true, multipleStatements: true });
  const run = async (text: string, values: readonly unknown[] = []) =>
    (await connection.query(text, [...values]))[0] as Record<string, unknown>[];
  if (sql.includes('DELIMITER')) client('mariadb', ['--default-character-set=utf8mb4', scratch.name], sql);
  else await run(sql);
  const [who] = await run('SELECT CURRENT_USER() AS account');
  return { scratch, catalog: await readServerCatalog(run), account: String(who?.['account']) };
}

function client(program: string, args: readonly string[], input?: string): string {
  const { host, port, user, password } = mariadbSettings();
  const env = { ...process.env, ...(password === '' ? {} : { MYSQL_PWD: password }) };
  const all = [`--host=${host}`, `--port=${port}`, `--user=${user}`, ...args];
  return execFileSync(program, all, { env, encoding: 'utf8', ...(input === undefined ? {} : { input }) });
}

/** A dump cannot tell an event that was told when to start from one that has started when it was made. */
function withoutStarts(catalog: unknown): unknown {
  return JSON.parse(JSON.stringify(catalog).replaceAll(/ starts '[^']*'/g, ''));
}

describe.skipIf(!(await reachable('mariadb', 'models of MariaDB')))('models of MariaDB', () => {
  test.each(files)('%s: the file says what the server made of it', async (name) => {
    const text = readFileSync(`${CASES}/${name}`, 'utf8');
    const { scratch, catalog, account } = await load(text);
    const read = readMysqlDdl([{ name, text }], 'mariadb', { account });
    expect(read.unread).toEqual([]);
    expect(read.tables.length).toBeGreaterThan(1);
    expect(comparable(read)).toEqual(comparable(catalog));

    const dump = client('mariadb-dump', ['--no-data', '--routines', '--events', '--triggers', scratch.name]);
    const dumped = readMysqlDdl([{ name: 'dump', text: dump }], 'mariadb');
    expect(withoutStarts(comparable(dumped))).toEqual(withoutStarts(comparable(catalog)));
  });

  test('a view whose index has gone is read, although the server does not show it', async () => {
    const text = `CREATE TABLE t (a int, x int, KEY by_x (x)); CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW \`v "1"\` AS
      SELECT a FROM t USE INDEX (by_x) WHERE x = 1 WITH LOCAL CHECK OPTION; ALTER TABLE t DROP KEY by_x;`;
    const { catalog, account } = await load(text);
    expect(comparable(readMysqlDdl([{ name: 'views', text }], 'mariadb', { account }))).toEqual(comparable(catalog));
    expect(catalog.views.map(({ name, columns }) => [name, columns])).toEqual([['v "1"', [{ name: 'a' }]]]);
  });
});
