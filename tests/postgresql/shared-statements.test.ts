import { expect, test } from 'vitest';
import { readDatabases } from '../../src/read/database.js';
import { readPostgresqlSql } from '../../src/read/postgresql/read-sql.js';

const COMMON = `CREATE TABLE users (id bigint, mail text CHECK (mail <> ''));
CREATE VIEW mails AS SELECT mail FROM users;`;
const RENAMED = `${COMMON}\nALTER TABLE users RENAME mail TO email;\nALTER TABLE users RENAME TO people;`;

test.each([
  [COMMON, RENAMED],
  [RENAMED, COMMON],
])('what one database renames stays as it is in the other', async (...texts) => {
  const files = texts.map((text) => [{ name: 'schema.sql', text }]);
  const [before, after] = files.map((sources) => ({ kind: 'files', sources }) as const);
  if (before === undefined || after === undefined) throw new Error('two files make two databases');
  const together = await readDatabases(before, after, { engine: 'text' });
  const alone = await Promise.all(files.map((sources) => readPostgresqlSql(sources)));
  expect(together).toEqual(alone);
  const checks = together.flatMap(({ tables }) => tables.flatMap(({ constraints }) => constraints));
  const shown = checks.flatMap((one) => (one.type === 'check' ? [one.expression.text] : []));
  expect(shown.toSorted()).toEqual(["email <> ''", "mail <> ''"]);
});
