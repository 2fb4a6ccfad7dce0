// Schemas that people run in production, from packages that carry them as SQL.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkSql } from '../../src/index.js';
import { readMysqlDdl } from '../../src/read/mysql/read-ddl.js';
import { readServerCatalog } from '../../src/read/mysql/server/read-catalog.js';
import { comparable } from '../support/catalogs.js';
import { reachable, scratchMariadb, scratchPostgres } from '../support/databases.js';
import { differences, modelOfText, modelOnServer } from '../support/postgresql-models.js';

const SESSIONS = readFileSync('node_modules/connect-pg-simple/table.sql', 'utf8');
const MYSQL_SESSIONS = readFileSync('node_modules/express-mysql-session/schema.sql', 'utf8');

test.each([
  ['connect-pg-simple', 'postgresql', SESSIONS],
  ['express-mysql-session', 'mysql', MYSQL_SESSIONS],
] as const)('%s: it does not differ from itself, and a column that goes is breaking', async (_, dialect, text) => {
  const schema = [{ name: 'schema.sql', text }];
  expect((await checkSql(schema, schema, { dialect, detail: 'full' })).issues).toEqual([]);
  const table = dialect === 'mysql' ? '`sessions` DROP COLUMN `expires`' : '"session" DROP COLUMN "expire"';
  const { issues } = await checkSql(schema, [...schema, { name: 'next.sql', text: `ALTER TABLE ${table};` }], {
    dialect,
  });
  expect(issues).toContainEqual(expect.objectContaining({ type: 'column_removed', severity: 'breaking' }));
});

test.skipIf(!(await reachable('postgres', 'real schemas')))('connect-pg-simple, as PostgreSQL reads it', async () => {
  const scratch = await scratchPostgres('real');
  try {
    // PostgreSQL 12 and later know no OIDS.
    const text = SESSIONS.replace('OIDS=FALSE', 'fillfactor=90');
    const server = await modelOnServer(await scratch.connect(), text);
    expect(server.tables.map(({ name }) => name)).toEqual(['session']);
    expect(
      differences(await modelOfText(text, 'schema.sql', Number.parseInt(server.version ?? '', 10)), server),
    ).toEqual([]);
  } finally {
    await scratch.drop();
  }
});

describe.skipIf(!(await reachable('mariadb', 'real schemas')))('MariaDB', () => {
  test('express-mysql-session, as MariaDB reads it', async () => {
    const scratch = await scratchMariadb('real');
    try {
      const connection = await scratch.connect({ dateStrings: true, multipleStatements: true });
      const run = async (text: string, values: readonly unknown[] = []) =>
        (await connection.query(text, [...values]))[0] as Record<string, unknown>[];
      await run(MYSQL_SESSIONS);
      const read = readMysqlDdl([{ name: 'schema.sql', text: MYSQL_SESSIONS }], 'mariadb');
      expect(read.tables.map(({ name }) => name)).toEqual(['sessions']);
      expect(comparable(read)).toEqual(comparable(await readServerCatalog(run)));
    } finally {
      await scratch.drop();
    }
  });
});
