import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { readMysqlDatabase } from '../../src/read/mysql/server/connect.js';
import { mariadbSettings, reachable, type ScratchMariadb, scratchMariadb } from '../support/databases.js';

const open: ScratchMariadb[] = [];
const accounts: string[] = [];
afterAll(async () => {
  for (const scratch of open) {
    const connection = await scratch.connect();
    for (const account of accounts.splice(0)) await connection.query(`DROP USER IF EXISTS ${account}`);
    await scratch.drop();
  }
});

const { host, port, user, password } = mariadbSettings();
const url = (database: string, account = `${user}${password === '' ? '' : `:${encodeURIComponent(password)}`}`) =>
  `mysql://${account}@${host}:${port}/${database}`;

async function refusal(address: string): Promise<UserError> {
  const error = await readMysqlDatabase(address, undefined, { connect: 2000, statement: 5000, lock: 1000 }).catch(
    (one: unknown) => one,
  );
  if (error instanceof UserError) return error;
  throw new Error(`no UserError: ${String(error)}`);
}

test('a URL that cannot be read is not shown', async () => {
  expect(await refusal('mysql://me:hunter2@host:port/x')).toMatchObject({ code: 'DATABASE_URL_INVALID' });
  expect((await refusal('http://me:hunter2@host/x')).message).not.toContain('hunter2');
  expect(await refusal('mysql://me:hunter2@db.example:3307/')).toMatchObject({
    code: 'DATABASE_MISSING',
    message: 'the URL of the server db.example:3307 names no database',
  });
});

test('a server that does not answer', async () => {
  const { code, message } = await refusal('mariadb://me:hunter2@127.0.0.1:1/shop');
  expect([code, message]).toEqual([
    'DATABASE_UNREACHABLE',
    'database shop at 127.0.0.1:1: cannot be reached (nothing listens there)',
  ]);
});

describe.skipIf(!(await reachable('mariadb', 'connections to MariaDB')))('connections to MariaDB', () => {
  test('the catalog of a URL, with versions and sizes', async () => {
    const scratch = await scratchMariadb('connection');
    open.push(scratch);
    const connection = await scratch.connect({ multipleStatements: true });
    await connection.query('CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3); ANALYZE TABLE t');
    const catalog = await readMysqlDatabase(url(scratch.name));
    expect(catalog).toMatchObject({ dialect: 'mariadb', unread: [] });
    expect(catalog.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(catalog.tables).toMatchObject([{ schema: '', name: 't', size: { rows: 3 } }]);
    expect(catalog.tables[0]?.size?.bytes).toBeGreaterThan(0);
    expect(JSON.stringify(catalog)).not.toContain('"place"');
  });

  test('a wrong password, a database that is not there', async () => {
    const wrong = await refusal(url('mysql', 'nobody_at_all:hunter2'));
    expect(wrong.code).toBe('DATABASE_LOGIN_REFUSED');
    expect(wrong.message).not.toContain('hunter2');
    expect(await refusal(url('no_such_database'))).toMatchObject({ code: 'DATABASE_UNKNOWN' });
  });

  test('privileges are read, and who lacks them is told', async () => {
    const scratch = await scratchMariadb('privileges');
    open.push(scratch);
    const connection = await scratch.connect({ multipleStatements: true });
    const account = `${scratch.name.slice(-20)}@'%'`;
    accounts.push(account);
    await connection.query(`CREATE TABLE t (a int, b int); CREATE TABLE u (a int); CREATE VIEW v AS SELECT a FROM t;
      CREATE PROCEDURE p() SELECT 1; CREATE USER ${account} IDENTIFIED BY 'secret'; GRANT ALL ON t TO ${account};
      GRANT SELECT (a) ON u TO ${account} WITH GRANT OPTION; GRANT EXECUTE ON PROCEDURE p TO ${account}; GRANT SELECT ON v TO ${account}`);
    const catalog = await readMysqlDatabase(url(scratch.name));
    const grantee = account.replaceAll("'", '');
    expect(catalog.tables[0]?.privileges.map(({ privilege }) => privilege)).toEqual(
      expect.arrayContaining(['alter', 'delete', 'insert', 'select', 'trigger', 'update']),
    );
    expect(catalog.tables[1]?.columns[0]?.privileges).toEqual([{ grantee, privilege: 'select', grantable: true }]);
    expect(catalog.routines[0]?.privileges).toEqual([{ grantee, privilege: 'execute', grantable: false }]);
    const weak = await refusal(url(scratch.name, `${grantee.split('@')[0]}:secret`));
    expect(weak.code).toBe('DATABASE_UNREADABLE');
    expect(weak.message).toContain('no SELECT and no TRIGGER and no EVENT on all of the database');
    expect(weak.message).not.toContain('secret');

    // `_` is any character in the name of a grant.
    await connection.query(
      `GRANT SELECT, SHOW VIEW, TRIGGER ON \`${scratch.name.replace('_', '\\_')}\`.* TO ${account}`,
    );
    const strong = url(scratch.name, `${grantee.split('@')[0]}:secret`);
    expect((await refusal(strong)).message).toContain('no EVENT on all of the database');
    await connection.query(
      `GRANT EVENT ON \`${scratch.name.slice(0, -1)}_\`.* TO ${account}; GRANT SELECT ON mysql.proc TO ${account}`,
    );
    expect((await readMysqlDatabase(strong)).tables.map(({ name }) => name)).toEqual(['t', 'u']);
  });
});
